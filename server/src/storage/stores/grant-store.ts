import type { ConnectionDirectory } from '../../identity/ports/connection-store.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { GrantStore } from '../../protocol/ports/grant-store.ts';
import { mostOfflineGrants, type Issuance } from '../../protocol/tokens/issuance.ts';
import type { SingleUse, SingleUseStore } from '../../protocol/ports/single-use-store.ts';
import type { Spend } from '../driver.ts';
import { codeOf, contextOf, issuanceRows, tokenOf, type StoredContext } from './grant-rows.ts';
import { withMore } from './prepared-write.ts';
import type { StoreTools } from './store-tools.ts';

type InConnection<T> = T & { readonly connectionEnabled: boolean };

/**
 * Adds whether people may come from there to the application. What administrators set is in memory: only for somebody whose own connection is not enabled the database is
 * asked, whether a further identity comes from one that is.
 */
const connectionJudge = ({ driver, queries }: StoreTools, connections: ConnectionDirectory) => async <T extends StoredContext>(tenant: TenantId, context: T | undefined): Promise<InConnection<T> | undefined> => {
  if (context?.subject === undefined) return context === undefined ? undefined : { ...context, connectionEnabled: true };
  const { id, connection } = context.subject;
  const enabled = await connections.listOfClient(tenant, context.grant.clientId);
  const allows = (from: string) => enabled.some(({ name }) => name === from);
  return { ...context, connectionEnabled: allows(connection) || (await driver.read(queries.connections.linkedConnections({ tenant, id }))).some((linked) => allows(linked.connection)) };
};

/** Grants, codes, tokens and consents, and the one way to spend a single-use value. */
export function grantStore(tools: StoreTools, connections: ConnectionDirectory): { readonly grants: GrantStore; readonly consume: SingleUseStore['consume'] } {
  const { driver, queries: { grants: queries, pending: waiting, access }, clock } = tools;
  const inConnection = connectionJudge(tools, connections);
  const spendOf = (tenant: string, { kind, key, keepUntil, outcome }: SingleUse): Spend => ({ tenant, kind, key, spentAt: clock.now(), keepUntil, outcome: outcome ?? null });

  /** Stands in the same unit as the grant that may be one too many; elsewhere nothing is looked through. */
  const retiring = ({ tenant, grant }: Pick<Issuance, 'tenant' | 'grant'>) =>
    (grant?.offline === true && grant.userId !== undefined ? [access.retireOldest({ tenant, userId: grant.userId, clientId: grant.clientId, at: clock.now(), most: mostOfflineGrants })] : []);

  const grants: GrantStore = {
    async findCode(tenant, key) {
      const row = await driver.readByKey(queries.findCode, tenant, key);
      return row === undefined ? undefined : inConnection(tenant, codeOf(row, clock.now()));
    },
    async findToken(tenant, key) {
      const row = await driver.readByKey(queries.findToken, tenant, key);
      if (row === undefined) return undefined;
      const { token, context } = tokenOf(row, clock.now());
      return { token, context: await inConnection(tenant, context) };
    },
    async findGrant(tenant, key) {
      const row = await driver.readByKey(queries.findGrant, tenant, key);
      return row === undefined ? undefined : inConnection(tenant, contextOf(row, clock.now()));
    },
    async commit(issuance) {
      const { tenant, payment } = issuance;
      const { spent } = await driver.write({ spend: payment === undefined ? undefined : spendOf(tenant, payment), ...withMore({ rows: issuanceRows(issuance), queries: retiring(issuance) }, issuance.along) });
      return spent ?? 'issued';
    },
    async settle(issuance, { kind, key, version, expiresAt, data }) {
      const guard = waiting.advance({ tenant: issuance.tenant, kind, key, seen: version - 1, version, expiresAt, data: JSON.stringify(data) });
      const { won } = await driver.write({ guard, rows: issuanceRows(issuance), queries: retiring(issuance) });
      return won ? 'issued' : 'stale';
    },
    async findSpent(tenant, kind, key) {
      const row = await driver.readByKey(queries.findSpent[kind], tenant, key);
      return row === undefined ? undefined : { spentAt: row.spent_at, outcome: row.outcome ?? undefined };
    },
    async revokeGrant(tenant, key, at) { await driver.write({ queries: [queries.revokeGrant({ tenant, key, at })] }); },
    async revokeToken(tenant, key) { await driver.write({ queries: [queries.revokeToken({ tenant, key })] }); },
    async consentedScope(tenant, userId, clientId, audience) {
      const rows = await driver.read(queries.consentedScope({ tenant, userId, clientId, audience: audience ?? '' }));
      return rows.length === 0 ? undefined : rows.map(({ scope }) => scope).filter((scope) => scope !== '');
    },
  };

  return {
    grants,
    async consume(tenant, value) {
      const { spent } = await driver.write({ spend: spendOf(tenant, value) });
      return spent ?? 'first';
    },
  };
}
