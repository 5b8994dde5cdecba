/** One day of the statistics. */
export interface DayCount { readonly date: string; readonly logins: number; readonly signups: number }
/** A period and the one before, of the same length. */
export interface Periods { readonly now: readonly DayCount[]; readonly before: readonly DayCount[] }

const dayMs = 86_400_000;
/** 20260131 of a day in UTC, which is `back` days before today. */
export const dayBack = (back: number, now = Date.now()): string => new Date(now - back * dayMs).toISOString().slice(0, 10).replaceAll('-', '');
/** The same as the log is searched for it: 2026-01-31. */
export const dateBack = (back: number): string => new Date(Date.now() - back * dayMs).toISOString().slice(0, 10);

/** The days of twice a period, the older half first. */
export const inPeriods = (days: readonly DayCount[]): Periods => ({ before: days.slice(0, days.length / 2), now: days.slice(days.length / 2) });
/** How many there were on all days. */
export const sumOf = (days: readonly DayCount[], of: 'logins' | 'signups'): number => days.reduce((sum, day) => sum + day[of], 0);

/** How two periods compare, in words. */
export function compare(now: number, before: number, length: number): string {
  if (before === 0) return now === 0 ? `none in the ${length} days before either` : `none in the ${length} days before`;
  if (now === before) return `as many as in the ${length} days before`;
  return `${Math.abs(now - before)} ${now > before ? 'more' : 'fewer'} than in the ${length} days before`;
}
