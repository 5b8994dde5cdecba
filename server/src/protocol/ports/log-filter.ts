import type { Milliseconds } from '../../kernel/time.ts';

/** A text that a line has in a column. */
export type LogColumn = 'key' | 'event' | 'type' | 'result' | 'reason' | 'client_id' | 'user_id' | 'connection' | 'address';
/** A text of the decision record. */
export interface LogMember { readonly path: readonly string[] }
/** A text of a line. */
export type LogField = LogColumn | LogMember;

/** From (included) until (not included); `undefined`: there is no end on this side. */
export interface LogTimes { readonly from: Milliseconds | undefined; readonly until: Milliseconds | undefined }

/** One thing that is asked about a line. Columns are compared exactly, members of the record without regard to case. */
export type LogTest =
  | { readonly kind: 'text'; readonly field: LogField; readonly match: 'equals' | 'prefix'; readonly text: string }
  | { readonly kind: 'exists'; readonly field: LogField }
  | { readonly kind: 'time'; readonly times: LogTimes };

/** Which lines are looked for. A group without parts: `or` finds nothing, `and` everything. */
export type LogFilter = LogTest | { readonly kind: 'group'; readonly operator: 'and' | 'or'; readonly parts: readonly LogFilter[] } | { readonly kind: 'not'; readonly part: LogFilter };
