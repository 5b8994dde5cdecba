import type { Milliseconds } from '../../kernel/time.ts';

/** One day, from (included) until (not included). */
export interface Day { readonly from: Milliseconds; readonly until: Milliseconds }

const day = 86_400_000;
const usual = 30;
const most = 366;

/** The days of a range in UTC, oldest first, at most a year of them; in words what is wrong with it. Without an end it ends today, without a beginning it begins 30 days before its end. */
export function daysOf({ from, to }: { readonly from?: string; readonly to?: string }, now: Milliseconds): readonly Day[] | string {
  const last = to === undefined ? now - (now % day) : startOf(to);
  const first = from === undefined ? (last ?? 0) - (usual - 1) * day : startOf(from);
  if (last === undefined || first === undefined) return 'from and to are days of the calendar, as in 20260131.';
  const count = (last - first) / day + 1;
  if (count < 1 || count > most) return `from must not be after to, and they must not be further apart than ${most} days.`;
  return Array.from({ length: count }, (_, i) => ({ from: first + i * day, until: first + (i + 1) * day }));
}

/** The start of a day that is written as 20260131; `undefined` where no calendar has it. */
function startOf(text: string): Milliseconds | undefined {
  const iso = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  const at = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(at) || !new Date(at).toISOString().startsWith(iso) ? undefined : at;
}
