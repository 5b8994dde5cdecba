import type { TenantId } from '../../kernel/tenant.ts';
import type { LogRecord } from '../../kernel/log-record.ts';

/** The log of the tenants, for lines that belong to no other write. */
export interface EventLog {
  /** Queues a line that no answer depends on; it is written with the next group commit. */
  append(tenant: TenantId, record: LogRecord): void;
}
