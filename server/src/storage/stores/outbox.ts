import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Outbox, OutboxMessage } from '../../protocol/ports/outbox.ts';
import { outbox as outboxTable } from '../hot-tables.ts';
import { prepareWrite } from './prepared-write.ts';
import type { StoreTools } from './store-tools.ts';

interface OutboxRow { readonly tenant_id: string; readonly key: string; readonly kind: string; readonly due_at: number; readonly attempts: number; readonly data: string }

/** Messages that must leave. Who claims one hides it for a while, so a process that dies with it only delays it. */
export function outboxStore({ driver, queries: { outbox: queries } }: StoreTools): Outbox {
  return {
    async put(messages) {
      if (messages.length > 0) await driver.write({ rows: messages.map(outboxRow) });
    },
    prepare: (messages) => prepareWrite({ rows: messages.map(outboxRow) }),
    async claim(now, hiddenUntil, take) {
      // Every node asks each second: where nothing is due, nothing is written.
      if ((await driver.read(queries.anyDue({ now }))).length === 0) return [];
      const { rows: [rows = []] } = await driver.write({ queries: [queries.claim({ now, hiddenUntil, take })] });
      return (rows as unknown as readonly OutboxRow[]).map(messageOf);
    },
    list: async (tenant, kind, take) => (await driver.read(queries.list({ tenant, kind, take }))).map(messageOf),
    async remove({ tenant, key }) { await driver.write({ queries: [queries.remove({ tenant, key })] }); },
    async postpone({ tenant, key }, dueAt) { await driver.write({ queries: [queries.postpone({ tenant, key, dueAt })] }); },
  };
}

/** A message as a row, for who stores it together with what it tells of. */
export const outboxRow = ({ tenant, key, kind, dueAt, attempts, data }: OutboxMessage) => outboxTable.row({ tenant_id: tenant, key, kind, due_at: dueAt, attempts, data: JSON.stringify(data) });

const messageOf = (row: OutboxRow): OutboxMessage => ({
  tenant: row.tenant_id as TenantId, key: row.key as TokenKey, kind: row.kind as OutboxMessage['kind'], dueAt: row.due_at, attempts: row.attempts, data: JSON.parse(row.data) as OutboxMessage['data'],
});
