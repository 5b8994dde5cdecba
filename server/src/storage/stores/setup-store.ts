import type { SetupStore } from '../../identity/ports/setup-store.ts';
import type { User } from '../../identity/ports/user-store.ts';
import { UniqueViolation } from '../unique-violation.ts';
import { logRow } from './log-rows.ts';
import type { StoreTools } from './store-tools.ts';
import { loginsOf, rowOf } from './user-store.ts';

/** Set-up links, and the owners who come by them. */
export function setupStore({ driver, queries: { setup: queries, administrators, users, tickets } }: StoreTools): SetupStore {
  const made = (tenant: string, user: User) => [users.insert(rowOf(tenant, user)), ...[...loginsOf(user)].map((login) => users.insertLogin({ tenant_id: tenant, connection: user.connection, login, user_id: user.id }))];
  const renewed = (tenant: string, { id, passwordHash }: User, at: number) => [
    ...(passwordHash === undefined ? [] : [users.replacePasswordHash({ tenant, id, passwordHash, at })]),
    tickets.endSessions({ tenant, userId: id }), users.revokeGrants({ tenant, id, at }), tickets.removeOfUser({ tenant, userId: id }),
  ];
  return {
    async replace(tenant, { hash, expiresAt }) { await driver.write({ queries: [queries.replace({ tenant, hash, expiresAt })] }); },
    async find(tenant) {
      const [row] = await driver.read(queries.find({ tenant }));
      return row === undefined ? undefined : { hash: row.hash, expiresAt: row.expires_at };
    },
    async redeem(tenant, hash, { user, known, at, log }) {
      try {
        const { won } = await driver.write({
          guard: queries.spend({ tenant, hash, at }),
          queries: [...(known ? renewed(tenant, user, at) : made(tenant, user)), administrators.touch({ tenant }), administrators.set({ tenant, id: user.id, role: 'owner', at })],
          rows: [logRow(tenant, log)],
        });
        return won ? 'redeemed' : 'lost';
      } catch (error) {
        if (error instanceof UniqueViolation) return 'taken';
        throw error;
      }
    },
  };
}
