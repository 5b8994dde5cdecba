import type { Redemption, Ticket, TicketDetail, TicketStore } from '../../identity/ports/ticket-store.ts';
import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import { logoutMessage } from '../../protocol/logout/logout-message.ts';
import type { Database } from '../schema.ts';
import { logRow } from './log-rows.ts';
import { outboxRow } from './outbox.ts';
import { partsOf, prepareWrite } from './prepared-write.ts';
import type { StoreTools } from './store-tools.ts';

/** Links and codes that prove a mailbox. */
export function ticketStore({ driver, queries: { tickets: queries, users, linked, formerPasswords } }: StoreTools): TicketStore {
  /** What a new password changes. */
  const password = (tenant: TenantId, { userId, key, detail: { linkedId } }: Ticket, { at, passwordHash, former }: Redemption & { readonly passwordHash: string }) => [
    ...(linkedId !== undefined ? [linked.replacePasswordHash({ tenant, id: linkedId, passwordHash })] : [users.replacePasswordHash({ tenant, id: userId, passwordHash, at })]),
    ...(linkedId !== undefined || former?.hash === undefined ? [] : [formerPasswords.insert({ tenant, id: userId, hash: former.hash }), formerPasswords.trim({ tenant, id: userId, kept: former.kept })]),
    queries.removeOthers({ tenant, userId, key }),
  ];
  /** What using one changes of its person. */
  const changes = (tenant: TenantId, ticket: Ticket, redemption: Redemption) => [
    ...(ticket.detail.verifiesEmail ? [queries.verifyEmail({ tenant, userId: ticket.userId, email: ticket.email, at: redemption.at })] : []),
    ...(redemption.passwordHash === undefined ? [] : password(tenant, ticket, { ...redemption, passwordHash: redemption.passwordHash })),
    ...(redemption.ends === undefined ? [] : [queries.endSessions({ tenant, userId: ticket.userId }), users.revokeGrants({ tenant, id: ticket.userId, at: redemption.at })]),
  ];
  const one = (rows: readonly Omit<Database['tickets'], 'tenant_id'>[]) => (rows[0] === undefined ? undefined : ticketOf(rows[0]));

  return {
    prepareIssue: (tenant, ticket) => prepareWrite({ queries: [queries.issue(rowOf(tenant, ticket))] }),
    async commit(along) { await driver.write(partsOf(along)); },
    async find(tenant, key) { return one(await driver.read(queries.find({ tenant, key }))); },
    async findOf(tenant, userId, purpose) { return one(await driver.read(queries.findOf({ tenant, userId, purpose }))); },
    async redeem(tenant, ticket, redemption) {
      const { at, log, ends, along = [] } = redemption;
      const { rows, queries: more } = partsOf(along);
      const told = (ends?.told ?? []).map(({ sid, clientId }) => outboxRow(logoutMessage(tenant, { clientId, userId: ticket.userId, sid }, at)));
      const { won } = await driver.write({ guard: queries.spend({ tenant, key: ticket.key, at }), queries: [...changes(tenant, ticket, redemption), ...more], rows: [...told, logRow(tenant, log), ...rows] });
      return won ? 'redeemed' : 'lost';
    },
  };
}

/** What stands in the column `data`. */
interface Data { readonly connection: string; readonly email: string; readonly createdAt: number; readonly detail: TicketDetail }

const rowOf = (tenant: string, { key, purpose, userId, connection, email, expiresAt, createdAt, detail }: Ticket): Omit<Database['tickets'], 'spent_at'> => {
  const data: Data = { connection, email, createdAt, detail };
  return { tenant_id: tenant, user_id: userId, purpose, key, expires_at: expiresAt, data: JSON.stringify(data) };
};

const ticketOf = (row: Omit<Database['tickets'], 'tenant_id'>): Ticket => ({
  key: row.key as TokenKey, purpose: row.purpose as Ticket['purpose'], userId: row.user_id, expiresAt: row.expires_at, spentAt: row.spent_at ?? undefined, ...(JSON.parse(row.data) as Data),
});
