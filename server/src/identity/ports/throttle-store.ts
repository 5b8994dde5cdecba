import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';

/** Counters that every node shares and that survive a restart. */
export interface ThrottleStore {
  /** Adds one to the counter of `key` in its window and answers the new count and the end of the window. One atomic step. */
  hit(tenant: TenantId, key: string, now: Seconds, window: Seconds): Promise<{ readonly count: number; readonly resetAt: Seconds }>;
  peek(tenant: TenantId, key: string, now: Seconds): Promise<{ readonly count: number; readonly resetAt: Seconds }>;
  clear(tenant: TenantId, key: string): Promise<void>;
}
