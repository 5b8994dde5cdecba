import type { Session, SessionStore } from '../../identity/ports/session-store.ts';
import type { TokenKey } from '../../kernel/opaque-token.ts';
import { logoutMessage } from '../../protocol/logout/logout-message.ts';
import { sessions } from '../hot-tables.ts';
import type { Database } from '../schema.ts';
import { logRow } from './log-rows.ts';
import { newestKey } from './newest-key.ts';
import { outboxRow } from './outbox.ts';
import { prepareWrite } from './prepared-write.ts';
import type { StoreTools } from './store-tools.ts';

/** Sessions of browsers. */
export function sessionStore({ driver, queries: { sessions: queries } }: StoreTools): SessionStore {
  return {
    prepareStart(tenant, session, replaced) {
      const row = rowOf(tenant, session);
      const counted = queries.countSignIn({ tenant, userId: session.userId, at: session.authTime, address: session.address });
      return prepareWrite(replaced === undefined ? { rows: [sessions.row(row)], queries: [counted] } : { queries: [queries.replace({ ...row, replaced }), queries.insertMissing(row), counted] });
    },
    async load(tenant, key) {
      const row = await driver.readByKey(queries.load, tenant, key);
      return row === undefined ? undefined : sessionOf(row);
    },
    async touch(tenant, key, lastSeen, idleExpiresAt) { await driver.write({ queries: [queries.touch({ tenant, key, lastSeen, idleExpiresAt })] }); },
    async annotate(tenant, sid, { metadata, log }) {
      const { won } = await driver.write({ guard: queries.annotate({ tenant, sid, metadata: metadataOf(metadata) }), rows: log === undefined ? [] : [logRow(tenant, log)] });
      return won;
    },
    async listApplications(tenant, { userId, sid }) { return applicationsOf(await driver.read(queries.applications({ tenant, userId, sid }))); },
    async end(tenant, { key, userId, sid }, { at, told, offline = false, log }) {
      const { rows: [, applications = []] } = await driver.write({
        guard: queries.end({ tenant, key }),
        rows: [...told.map((clientId) => outboxRow(logoutMessage(tenant, { clientId, userId, sid }, at))), ...(log === undefined ? [] : [logRow(tenant, log)])],
        queries: [queries.revokeGrants({ tenant, userId, sid, at, most: offline ? 1 : 0 }), queries.applications({ tenant, userId, sid })],
      });
      return applicationsOf(applications as unknown as readonly ApplicationRow[]);
    },
    async listByUser(tenant, userId) { return (await driver.read(queries.ofUser({ tenant, userId }))).map(sessionOf); },
    async pageByUser(tenant, userId, { now, before = newestKey, take }) { return (await driver.read(queries.pageByUser({ tenant, userId, now, before, take }))).map(sessionOf); },
    async findBySid(tenant, sid) {
      const [row] = await driver.read(queries.findBySid({ tenant, sid }));
      return row === undefined ? undefined : sessionOf(row);
    },
  };
}

interface ApplicationRow { readonly client_id: string }
const applicationsOf = (rows: readonly ApplicationRow[]) => rows.map((row) => row.client_id);

const rowOf = (tenant: string, session: Session): Database['sessions'] => ({
  tenant_id: tenant, key: session.key, sid: session.sid, user_id: session.userId, auth_time: session.authTime, last_seen: session.lastSeen,
  idle_expires_at: session.idleExpiresAt, absolute_expires_at: session.absoluteExpiresAt, user_agent: session.userAgent, address: session.address, metadata: metadataOf(session.metadata),
});

const metadataOf = (metadata: Session['metadata'] = {}) => (Object.keys(metadata).length === 0 ? null : JSON.stringify(metadata));

const sessionOf = (row: Omit<Database['sessions'], 'tenant_id'>): Session => ({
  key: row.key as TokenKey, sid: row.sid, userId: row.user_id, authTime: row.auth_time, lastSeen: row.last_seen, idleExpiresAt: row.idle_expires_at,
  absoluteExpiresAt: row.absolute_expires_at, userAgent: row.user_agent, address: row.address, ...(row.metadata === null ? {} : { metadata: JSON.parse(row.metadata) as Readonly<Record<string, string>> }),
});
