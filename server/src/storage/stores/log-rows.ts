import type { LogRecord } from '../../kernel/log-record.ts';
import { logs } from '../hot-tables.ts';

/** A line of the log as a row. */
export const logRow = (tenant: string, record: LogRecord) => logs.row({
  tenant_id: tenant, key: record.key, event: record.event, type: record.type, result: record.result, reason: record.reason ?? null, client_id: record.clientId ?? null, user_id: record.userId ?? null,
  connection: record.connection ?? null, address: record.address, detail: record.detail,
});
