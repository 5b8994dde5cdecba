import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { LogRecord } from '../../kernel/log-record.ts';

/** The log of the tenants. */
export interface EventLog {
  /** Queues a line that no answer depends on; it is written with the next group commit. */
  append(tenant: TenantId, record: LogRecord): void;
  /** A line as a part of somebody else's commit: it is there where that is. */
  prepareLine(tenant: TenantId, record: LogRecord): PreparedWrite;
}
