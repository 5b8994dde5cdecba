import type { LinkedUser, LinkedUsers } from '../../identity/ports/linked-users.ts';
import type { LogRecord } from '../../kernel/log-record.ts';
import type { Database } from '../schema.ts';
import { UniqueViolation } from '../unique-violation.ts';
import { parseRecord } from './json-text.ts';
import { logRow } from './log-rows.ts';
import type { StoreTools } from './store-tools.ts';

/** Accounts that are identities of another person. What a person loses by being linked is what one loses by being removed, but for the names to sign in with. */
export function linkedStore({ driver, queries: { linked: queries, users } }: StoreTools): LinkedUsers {
  return {
    async findOwner(tenant, id) { return (await driver.read(queries.ownerOf({ tenant, id })))[0]?.user_id; },
    async listOf(tenant, userId) { return (await driver.read(queries.listOf({ tenant, user: userId }))).map(linkedOf); },
    async link(tenant, pair, { at, log }) {
      const removals = users.removals.map((removal) => removal({ tenant, id: pair.secondary }));
      const { won } = await driver.write({
        guard: queries.link({ tenant, ...pair, at }),
        queries: [...queries.handovers.map((handover) => handover({ tenant, ...pair })), ...removals, queries.touch({ tenant, id: pair.primary, at })], rows: lines(tenant, log),
      });
      return won ? 'linked' : 'lost';
    },
    async unlink(tenant, pair, { at, log }) {
      try {
        const { won } = await driver.write({
          // What may meet another row stands among the queries: there a duplicate is told from an outage.
          guard: queries.holdIdentity({ tenant, ...pair }),
          queries: [queries.unlink({ tenant, ...pair, at }), ...queries.releases.map((release) => release({ tenant, ...pair })), queries.touch({ tenant, id: pair.primary, at })], rows: lines(tenant, log),
        });
        return won ? 'unlinked' : 'lost';
      } catch (error) {
        if (error instanceof UniqueViolation) return 'taken';
        throw error;
      }
    },
    async replacePasswordHash(tenant, id, passwordHash) { await driver.write({ queries: [queries.replacePasswordHash({ tenant, id, passwordHash })] }); },
    async renewPasswordHash(tenant, id, { seen, next }) { await driver.write({ queries: [queries.renewPasswordHash({ tenant, id, seen, next })] }); },
  };
}

const lines = (tenant: string, log: LogRecord | undefined) => (log === undefined ? [] : [logRow(tenant, log)]);

const linkedOf = (row: Omit<Database['linked_users'], 'tenant_id'>): LinkedUser => ({
  id: row.id, linkedAt: row.linked_at, connection: row.connection, email: row.email ?? undefined, canonicalEmail: row.canonical_email ?? undefined, emailVerified: row.email_verified === 1, username: row.username ?? undefined,
  passwordHash: row.password_hash ?? undefined, profile: parseRecord(row.profile), userMetadata: parseRecord(row.user_metadata), appMetadata: parseRecord(row.app_metadata), createdAt: row.created_at,
});
