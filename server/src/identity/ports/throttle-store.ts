import type { LogRecord } from '../../kernel/log-record.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';

/** A counter in its window. */
export interface Counter { readonly key: string; readonly window: Seconds }
/** What a counter says, and when its window ends. */
export interface Count { readonly count: number; readonly resetAt: Seconds }
/** One more for a counter, or the end of one. */
export type CounterChange = ({ readonly kind: 'hit' } & Counter) | { readonly kind: 'clear'; readonly key: string };
/** Counters to add one to: the first only while it is below `most`, and `also` only together with it. */
export interface Taking { readonly first: Counter & { readonly most: number }; readonly also: readonly Counter[] }

/** Counters that every node shares and that survive a restart. A window that is over begins again at one. */
export interface ThrottleStore {
  /** One atomic step. Answers what each of `also` says now; `full`: the first was at its limit, and nothing was counted. */
  take(tenant: TenantId, taking: Taking, now: Seconds): Promise<readonly Count[] | 'full'>;
  peek(tenant: TenantId, key: string, now: Seconds): Promise<Count>;
  /** One atomic step. */
  change(tenant: TenantId, changes: readonly CounterChange[], now: Seconds): Promise<void>;
  /** The same as a part of somebody else's commit. */
  prepareChange(tenant: TenantId, changes: readonly CounterChange[], now: Seconds): PreparedWrite;
  /** One atomic step: the counters begin anew, and the line of the log is stored with it. */
  clear(tenant: TenantId, keys: readonly string[], log: LogRecord): Promise<void>;
}
