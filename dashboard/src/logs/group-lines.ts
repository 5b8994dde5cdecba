import type { LogLine } from '../api/records.ts';
import { eventOf, isRefused } from './log-words.ts';

/** Lines that say the same: the newest, and how many there are with since when. */
export interface LineGroup { readonly line: LogLine; readonly count: number; readonly since: string | undefined }

/** A line that stands by itself. */
export const alone = (line: LogLine): LineGroup => ({ line, count: 1, since: line.date });

const sameness = (line: LogLine) => JSON.stringify([eventOf(line), line.reason, line.client_id, line.user_id, line.ip]);

/** Puts failures together that follow one another and are equal; what went well stands by itself. Newest first, as the lines are. */
export function groupLines(lines: readonly LogLine[]): readonly LineGroup[] {
  const groups: LineGroup[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last !== undefined && isRefused(line) && isRefused(last.line) && sameness(line) === sameness(last.line)) groups[groups.length - 1] = { line: last.line, count: last.count + 1, since: line.date };
    else groups.push(alone(line));
  }
  return groups;
}
