import type { User, UserStore } from '../../identity/ports/user-store.ts';
import { canonicalLogin } from '../../identity/users/canonical-login.ts';
import type { Database } from '../schema.ts';
import { UniqueViolation } from '../unique-violation.ts';
import type { StoreTools } from './store-tools.ts';

/** People. Their names to sign in with are unique within a connection, addresses and user names together. */
export function userStore({ driver, queries: { users: queries } }: StoreTools): UserStore {
  return {
    async find(tenant, id) {
      const row = await driver.readByKey(queries.find, tenant, id);
      return row === undefined ? undefined : userOf(row);
    },
    async findByLogin(tenant, connection, login) {
      const [row] = await driver.read(queries.findByLogin({ tenant, connection, login }));
      return row === undefined ? undefined : userOf(row);
    },
    async insert(tenant, user) {
      const logins = [...loginsOf(user)].map((login) => queries.insertLogin({ tenant_id: tenant, connection: user.connection, login, user_id: user.id }));
      try {
        await driver.write({ queries: [queries.insert(rowOf(tenant, user)), ...logins] });
        return 'inserted';
      } catch (error) {
        if (error instanceof UniqueViolation) return 'taken';
        throw error;
      }
    },
    async replacePasswordHash(tenant, id, passwordHash, at) { await driver.write({ queries: [queries.replacePasswordHash({ tenant, id, passwordHash, at })] }); },
    async setBlocked(tenant, id, blocked, at) { await driver.write({ queries: [queries.setBlocked({ tenant, id, blocked: blocked ? 1 : 0, at })] }); },
    async remove(tenant, id) { await driver.write({ queries: queries.removals.map((removal) => removal({ tenant, id })) }); },
  };
}

/** Who has the same word as address and as user name holds it once. */
const loginsOf = ({ canonicalEmail, username }: User) =>
  new Set([canonicalEmail, username === undefined ? undefined : canonicalLogin(username)].filter((login) => login !== undefined).map(String));

const rowOf = (tenant: string, user: User): Database['users'] => ({
  tenant_id: tenant, id: user.id, connection: user.connection, email: user.email ?? null, canonical_email: user.canonicalEmail ?? null, email_verified: user.emailVerified ? 1 : 0, username: user.username ?? null,
  blocked: user.blocked ? 1 : 0, password_hash: user.passwordHash ?? null, profile: JSON.stringify(user.profile), user_metadata: JSON.stringify(user.userMetadata),
  app_metadata: JSON.stringify(user.appMetadata), created_at: user.createdAt, updated_at: user.updatedAt,
});

const parseRecord = (text: string) => JSON.parse(text) as Readonly<Record<string, unknown>>;

type UserRow = Omit<Database['users'], 'tenant_id'>;

const userOf = (row: UserRow): User => ({
  id: row.id, connection: row.connection, email: row.email ?? undefined, canonicalEmail: row.canonical_email ?? undefined, emailVerified: row.email_verified === 1, username: row.username ?? undefined,
  blocked: row.blocked === 1, passwordHash: row.password_hash ?? undefined, profile: parseRecord(row.profile), userMetadata: parseRecord(row.user_metadata),
  appMetadata: parseRecord(row.app_metadata), createdAt: row.created_at, updatedAt: row.updated_at,
});
