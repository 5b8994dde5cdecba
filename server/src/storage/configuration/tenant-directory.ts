import { defaultConnection } from '../../identity/connections/default-connection.ts';
import { tenantDefaults, type Tenant, type TenantId } from '../../kernel/tenant.ts';
import type { TenantDirectory } from '../../protocol/ports/registry.ts';
import { logRow } from '../stores/log-rows.ts';
import { recordOf, recordsOf, type ConfigTools } from './config-stores.ts';

/** The tenants, found by host or id from memory. */
export const tenantDirectory = ({ queries, connections, cache, read, change }: ConfigTools): TenantDirectory => ({
  findByHost: (host) => cache.find<Tenant>(`h\n${host}`, async () => tenantOf(recordOf(await read(queries.tenantByHost({ host }))))),
  find: (id) => cache.find<Tenant>(`t\n${id}`, async () => tenantOf(recordOf(await read(queries.tenant({ tenant: id }))))),
  list: async () => recordsOf<Tenant>(await read(queries.tenants({}))).map(completed),
  async insert(tenant) {
    const { won } = await change({ guard: queries.insertTenant(rowOf(tenant)), queries: [connections.insertFirstConnection(firstRow(tenant.id))] });
    return won ? 'inserted' : 'taken';
  },
  async replace(tenant, log) {
    const { won } = await change({ guard: queries.replaceTenant(rowOf(tenant)), rows: log === undefined ? [] : [logRow(tenant.id, log)] });
    if (!won) throw new Error(`There is no tenant ${tenant.id}.`);
  },
  async change(id, decide, log) {
    for (let tries = 0; tries < mostTries; tries++) {
      const [stored] = await read(queries.tenant({ tenant: id }));
      if (stored === undefined) break;
      const current = completed(JSON.parse(stored.data) as Tenant);
      const next = decide(current);
      if (!isTenant(next, id)) return next;
      const { won } = await change({ guard: queries.changeTenant({ ...rowOf(next), seen: stored.data }), rows: log === undefined ? [] : [logRow(id, log)] });
      if (won) return next;
    }
    throw new Error(`The tenant ${id} is gone, or was changed by others ${mostTries} times in a row.`);
  },
});

/** More administrators than this never change one tenant in the same moment. */
const mostTries = 20;
const isTenant = (decided: object, id: string): decided is Tenant => 'issuer' in decided && 'settings' in decided && 'id' in decided && decided.id === id;
/** Every tenant begins with a database for people. */
function firstRow(tenant: TenantId) {
  const first = defaultConnection(tenant);
  return { tenant, id: first.id, name: first.name, data: JSON.stringify(first) };
}

const completed = (stored: Tenant): Tenant => ({ ...stored, settings: { ...tenantDefaults, ...stored.settings } });
const tenantOf = (stored: Tenant | undefined): Tenant | undefined => (stored === undefined ? undefined : completed(stored));

const rowOf = (tenant: Tenant) => ({ tenant: tenant.id as string, host: new URL(tenant.issuer).host, data: JSON.stringify(tenant) });
