import type { Seconds } from '../../kernel/time.ts';
import type { QueryValue } from './query-tokens.ts';

/** The stretch that a time of a search names: `end` is the first second after it. */
interface Stretch { readonly start: Seconds; readonly end: Seconds }

const shape = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?$/;

/** Reads `2026`, `2026-01`, `2026-01-31` or a whole time (UTC where it names no zone); `undefined`: it is none. */
function readTime(text: string): Stretch | undefined {
  const [, year, month, day, clock] = shape.exec(text) ?? [];
  if (year === undefined) return undefined;
  const start = Date.parse(clock === undefined || /Z|[+-]\d\d:\d\d$/.test(clock) ? text : `${text}Z`) / 1000;
  if (Number.isNaN(start)) return undefined;
  if (clock !== undefined) return { start: Math.floor(start), end: Math.floor(start) + 1 };
  if (day !== undefined) return { start, end: start + 86_400 };
  const end = new Date(start * 1000);
  if (month === undefined) end.setUTCFullYear(end.getUTCFullYear() + 1);
  else end.setUTCMonth(end.getUTCMonth() + 1);
  return { start, end: end.getTime() / 1000 };
}

/** From (included) until (not included); `undefined`: there is no end on this side. */
export interface Times { readonly from: Seconds | undefined; readonly until: Seconds | undefined }

/** The times that a value names: a year, a month, a day or a second, or a range of them. `undefined`: it names none. */
export function readTimes(value: QueryValue): Times | undefined {
  const range = value.kind === 'range' ? value : { from: value.text, fromInclusive: true, to: value.text, toInclusive: true };
  const [from, to] = [range.from, range.to].map((text) => (text === '*' ? 'open' : readTime(text)));
  if (from === undefined || to === undefined) return undefined;
  return {
    from: from === 'open' ? undefined : range.fromInclusive ? from.start : from.end,
    until: to === 'open' ? undefined : range.toInclusive ? to.end : to.start,
  };
}
