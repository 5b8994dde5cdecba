import { isUpstreamId } from '../../identity/connections/upstream.ts';
import type { User, UserStore } from '../../identity/ports/user-store.ts';
import { canonicalLogin } from '../../identity/users/canonical-login.ts';
import type { LogRecord } from '../../kernel/log-record.ts';
import type { Database } from '../schema.ts';
import type { Queries } from '../queries/every-query.ts';
import type { SignInColumn } from '../queries/user-queries.ts';
import { UniqueViolation } from '../unique-violation.ts';
import { countEverybody, countSignedIn, remembered } from './count-people.ts';
import { peopleFinder } from './find-people.ts';
import { jsonText, parseRecord } from './json-text.ts';
import { logRow } from './log-rows.ts';
import { partsOf } from './prepared-write.ts';
import type { StoreTools } from './store-tools.ts';

/** What a change of the password leaves of the one before it. */
function formerRows(queries: Queries['formerPasswords'], { tenant, user: { id, passwordHash }, seen, kept }: { readonly tenant: string; readonly user: User; readonly seen: User; readonly kept: number | undefined }) {
  if (kept === undefined || seen.passwordHash === undefined || seen.passwordHash === passwordHash) return [];
  return [queries.insert({ tenant, id, hash: seen.passwordHash }), queries.trim({ tenant, id, kept })];
}

/** People. Their names to sign in with are unique within a connection, addresses and user names together. */
export function userStore({ driver, queries: everyQuery, clock }: StoreTools, mostLooked?: number): UserStore {
  const { users: queries, formerPasswords, tickets } = everyQuery;
  const find = peopleFinder({ driver, mostLooked, countEverybody: remembered((tenant, most) => countEverybody({ driver, queries: everyQuery }, tenant, most), clock) });
  const insertLogins = (tenant: string, user: User) => [...loginsOf(user)].map((login) => queries.insertLogin({ tenant_id: tenant, connection: user.connection, login, user_id: user.id }));
  return {
    async find(tenant, id) {
      const row = await driver.readByKey(queries.find, tenant, id);
      return row === undefined ? undefined : userOf(row);
    },
    async findByLogin(tenant, connection, login) {
      const [row] = await driver.read(queries.findByLogin({ tenant, connection, login }));
      if (row === undefined) return undefined;
      // The password that belongs to the name is the one that is held against what was typed.
      return row.linked_id === null ? userOf(row) : { ...userOf(row), passwordHash: row.linked_password_hash ?? undefined, linkedId: row.linked_id };
    },
    async listByEmail(tenant, canonicalEmail) { return (await driver.read(queries.ofEmail({ tenant, canonicalEmail }))).map(userOf); },
    async search(tenant, search) {
      const found = await find(tenant, search);
      return found === 'too_wide' ? found : { users: found.rows.map(userOf), found: found.found };
    },
    countSignedIn: (tenant, since) => countSignedIn({ driver, queries: everyQuery }, tenant, since),
    async listTaken(tenant, connection, { logins, ids }) {
      const rows = await driver.read(queries.taken({ tenant, connection, logins: JSON.stringify(logins), ids: JSON.stringify(ids) }));
      return rows.map(({ login, id }) => ({ login: login ?? undefined, id }));
    },
    async listAfter(tenant, { connection, after, take }) {
      return (await driver.read(connection === undefined ? queries.after({ tenant, after, take }) : queries.afterInConnection({ tenant, after, take, connection }))).map(userOf);
    },
    insert: (tenant, user, log, along = []) => orTaken(async () => {
      const others = partsOf(along);
      await driver.write({ queries: [queries.insert(rowOf(tenant, user)), ...insertLogins(tenant, user), ...others.queries], rows: [...lines(tenant, log), ...others.rows] });
      return 'inserted' as const;
    }),
    async listFormerHashes(tenant, id, most) { return (most <= 0 ? [] : await driver.read(formerPasswords.list({ tenant, id, most }))).map(({ password_hash: hash }) => hash); },
    replace: (tenant, user, { seen, log, revokedAt, formerKept, along = [] }) => orTaken(async () => {
      const revoked = revokedAt === undefined ? [] : [queries.revokeGrants({ tenant, id: user.id, at: revokedAt })];
      const others = partsOf(along);
      const { won } = await driver.write({
        guard: queries.replace({ ...rowOf(tenant, user), ...seenOf(rowOf(tenant, seen)) }),
        queries: [queries.removeLogins({ tenant, id: user.id }), ...insertLogins(tenant, user), ...revoked, ...formerRows(formerPasswords, { tenant, user, seen, kept: formerKept }), ...(renewed(user, seen) ? [tickets.removeOfUser({ tenant, userId: user.id })] : []), ...others.queries],
        rows: [...lines(tenant, log), ...others.rows],
      });
      return won ? 'replaced' as const : 'lost' as const;
    }),
    async replacePasswordHash(tenant, id, passwordHash, at) { await driver.write({ queries: [queries.replacePasswordHash({ tenant, id, passwordHash, at })] }); },
    async renewPasswordHash(tenant, id, { seen, next }) { await driver.write({ queries: [queries.renewPasswordHash({ tenant, id, seen, next })] }); },
    async setBlocked(tenant, id, blocked, at) { await driver.write({ queries: [queries.setBlocked({ tenant, id, blocked: blocked ? 1 : 0, at })] }); },
    async remove(tenant, id, log) { await driver.write({ queries: [...queries.removals.map((removal) => removal({ tenant, id })), tickets.removeOfUser({ tenant, userId: id })], rows: lines(tenant, log) }); },
  };
}

/** What a link in a mail was for is not so any more. */
const renewed = (user: User, seen: User) => user.canonicalEmail !== seen.canonicalEmail || user.passwordHash !== seen.passwordHash;

const seenOf = (row: ReturnType<typeof rowOf>) => ({
  seen_email: row.email, seen_email_verified: row.email_verified, seen_username: row.username, seen_blocked: row.blocked, seen_password_hash: row.password_hash,
  seen_profile: row.profile, seen_user_metadata: row.user_metadata, seen_app_metadata: row.app_metadata,
});

/** The line of the log that is stored with a change. */
const lines = (tenant: string, log: LogRecord | undefined) => (log === undefined ? [] : [logRow(tenant, log)]);

async function orTaken<T>(write: () => Promise<T>): Promise<T | 'taken'> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof UniqueViolation) return 'taken';
    throw error;
  }
}

/** Who has the same word as address and as user name holds it once. People of other providers sign in with none: what a provider says about an address leads to nobody. */
export const loginsOf = ({ id, canonicalEmail, username }: User) =>
  new Set((isUpstreamId(id) ? [] : [canonicalEmail, username === undefined ? undefined : canonicalLogin(username)]).filter((login) => login !== undefined).map(String));

/** A person as a row; when they signed in is kept apart. */
export const rowOf = (tenant: string, user: User): Omit<Database['users'], SignInColumn> => ({
  tenant_id: tenant, id: user.id, connection: user.connection, email: user.email ?? null, canonical_email: user.canonicalEmail ?? null, email_verified: user.emailVerified ? 1 : 0, username: user.username ?? null,
  blocked: user.blocked ? 1 : 0, password_hash: user.passwordHash ?? null, profile: jsonText(user.profile), user_metadata: jsonText(user.userMetadata),
  app_metadata: jsonText(user.appMetadata), created_at: user.createdAt, updated_at: user.updatedAt,
});

/** A person as a row, without the tenant. */
export type UserRow = Omit<Database['users'], 'tenant_id'>;

const userOf = (row: UserRow): User => ({
  id: row.id, connection: row.connection, email: row.email ?? undefined, canonicalEmail: row.canonical_email ?? undefined, emailVerified: row.email_verified === 1, username: row.username ?? undefined,
  blocked: row.blocked === 1, passwordHash: row.password_hash ?? undefined, profile: parseRecord(row.profile), userMetadata: parseRecord(row.user_metadata),
  appMetadata: parseRecord(row.app_metadata), createdAt: row.created_at, updatedAt: row.updated_at,
  ...(row.last_login === null ? {} : { lastSignIn: { at: row.last_login, address: row.last_ip ?? '', count: row.logins_count } }),
});
