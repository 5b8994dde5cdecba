const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
const units = [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]] as const;

/** How far a time is from now, as in “in 5 minutes” and “2 hours ago”. Both in seconds. */
export function farFrom(time: number, now: number): string {
  const far = Math.round(time - now);
  const [unit, size] = units.find(([, length]) => Math.abs(far) >= length * 2) ?? (['second', 1] as const);
  return relative.format(Math.trunc(far / size), unit);
}

/** Can this be a time in seconds since 1970? Later than the year 9999 no date is written. */
export const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 253_402_300_800;
