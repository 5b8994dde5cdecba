import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { ConsentFilter, GrantedAccess } from '../../protocol/ports/granted-access.ts';
import { grantOf } from './grant-rows.ts';
import { logRow } from './log-rows.ts';
import { newestKey } from './newest-key.ts';
import type { StoreTools } from './store-tools.ts';

/** Offline access and consents, by person. */
export function grantedAccess({ driver, queries: { access: queries, grants } }: StoreTools): GrantedAccess {
  return {
    async listOffline(tenant, { userId, clientId }, { now, before = newestKey, take }) {
      return (await driver.read(queries.listOffline({ tenant, userId, clientId: clientId ?? null, now, before, take }))).map(grantOf);
    },
    async listOfApplications(tenant, audience, { now, before = newestKey, take }) {
      return (await driver.read(queries.listOfApplications({ tenant, audience, now, before, take }))).map(grantOf);
    },
    async listRevokedJwts(tenant, { before = newestKey, take }) {
      return (await driver.read(queries.listRevokedJwts({ tenant, before, take }))).map(({ key, outcome }) => ({ key: key as TokenKey, words: outcome }));
    },
    async revoke(tenant, key, { at, log }) {
      const { won } = await driver.write({ guard: grants.revokeGrant({ tenant, key, at }), rows: lineOf(tenant, log) });
      return won;
    },
    async annotate(tenant, { key, detail: { metadata: _before, ...rest } = {}, detail: seen }, { metadata, log }) {
      const detail = JSON.stringify(Object.keys(metadata).length === 0 ? rest : { ...rest, metadata });
      const { won } = await driver.write({ guard: grants.annotateGrant({ tenant, key, seen: seen === undefined ? '' : JSON.stringify(seen), detail }), rows: lineOf(tenant, log) });
      return won ? 'annotated' : 'stale';
    },
    async revokeAll(tenant, { userId, clientId, reach }, { at, log }) {
      const { rows: [revoked = []] } = await driver.write({ queries: [queries.revokeAll({ tenant, userId, clientId: clientId ?? null, at, least: reach === 'everything' ? 0 : 1 })], rows: lineOf(tenant, log) });
      return revoked.length;
    },
    async listConsents(tenant, filter, { offset, take }) {
      const rows = await driver.read(queries.listConsents({ tenant, ...valuesOf(filter), offset, take }));
      return rows.map(({ user_id: userId, client_id: clientId, audience, scope, given_at: givenAt }) => ({ userId, clientId, audience: audience === '' ? undefined : audience, scope: scope.split(' ').filter((one) => one !== ''), givenAt }));
    },
    async countConsents(tenant, filter) {
      const [row] = await driver.read(queries.countConsents({ tenant, ...valuesOf(filter) }));
      return row?.count ?? 0;
    },
    async withdrawConsents(tenant, filter, { at, log }) {
      const values = { tenant, ...valuesOf(filter), userId: filter.userId };
      // The grants come first: they are found by the consents.
      const { rows: [, removed = []] } = await driver.write({ queries: [queries.revokeConsented({ ...values, at }), queries.removeConsents(values)], rows: lineOf(tenant, log) });
      return removed.filter((row) => row['scope'] === '').length;
    },
  };
}

const lineOf = (tenant: string, log: Parameters<typeof logRow>[1] | undefined) => (log === undefined ? [] : [logRow(tenant, log)]);
const valuesOf = ({ userId, clientId, audience }: ConsentFilter) => ({ userId: userId ?? null, clientId: clientId ?? null, audience: audience ?? null });
