import type { LogRecord } from '../../kernel/log-record.ts';
import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { LogFilter, LogTimes } from './log-filter.ts';

/** Which lines of the log, and how many. */
export interface LogQuery {
  readonly clientId?: string | undefined;
  readonly userId?: string | undefined;
  readonly result?: LogRecord['result'] | undefined;
  /** Only lines older than this one: the `next` of the page before. */
  readonly before?: TokenKey | undefined;
  /** At most so many lines; 1 to 1000. */
  readonly take: number;
}
/** Newest first. `next` is where the next page begins (`before`); `undefined` at the end. A page may be short, even empty, and still have a next one. */
export interface LogPage { readonly records: readonly LogRecord[]; readonly next: TokenKey | undefined }

/** A stretch of the log, oldest first: the lines after `after` and before `before`, at most `take`, 1 to 1000. Both may be any text that sorts among keys. */
export interface LogStretch { readonly after: string; readonly before: string; readonly take: number }

/** A search: a page by number, of the lines that a filter lets through. `counted`: how far they are counted, be it beyond the page. */
export interface LogSearch { readonly filter: LogFilter | undefined; readonly descending: boolean; readonly offset: number; readonly take: number; readonly counted: number }
/** What was found. `reached`: more lines would have had to be looked at than one search may; behind this one lines may be missing, and a search of that time finds them. */
export interface FoundLines { readonly records: readonly LogRecord[]; readonly found: number; readonly reached: TokenKey | undefined }

/** The log, read. */
export interface LogReader {
  list(tenant: TenantId, query: LogQuery): Promise<LogPage>;
  listAfter(tenant: TenantId, stretch: LogStretch): Promise<readonly LogRecord[]>;
  search(tenant: TenantId, search: LogSearch): Promise<FoundLines>;
  /** The newest lines of one person about signing in, signing up and changes of the own account (`login…`, `signup…`, `account…`), through an index of their own; 1 to 1000. */
  listAccount(tenant: TenantId, query: { readonly userId: string; readonly take: number }): Promise<readonly LogRecord[]>;
  /** How many lines of a type there are in a stretch of time. Requests and tokens of which nothing was refused are not counted: it throws. */
  count(tenant: TenantId, type: string, times: LogTimes): Promise<number>;
  find(tenant: TenantId, key: TokenKey): Promise<LogRecord | undefined>;
}
