const reachable = 'a[href], button:not([disabled])';

/** Moves the focus to the next row of the list that stands, or to the one before: to the first thing in it that can be reached. */
export function goToRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('#content table.records tbody tr')].filter((row) => row.querySelector(reachable) !== null);
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = at === -1 ? (step === 1 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1);
  rows[next]?.querySelector<HTMLElement>(reachable)?.focus();
}
