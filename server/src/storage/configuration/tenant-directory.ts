import type { Tenant } from '../../kernel/tenant.ts';
import type { TenantDirectory } from '../../protocol/ports/registry.ts';
import { recordOf, recordsOf, type ConfigTools } from './config-stores.ts';

/** The tenants, found by host or id from memory. */
export const tenantDirectory = ({ queries, cache, read, change }: ConfigTools): TenantDirectory => ({
  findByHost: (host) => cache.find<Tenant>(`h\n${host}`, async () => recordOf(await read(queries.tenantByHost({ host })))),
  find: (id) => cache.find<Tenant>(`t\n${id}`, async () => recordOf(await read(queries.tenant({ tenant: id })))),
  list: async () => recordsOf(await read(queries.tenants({}))),
  async insert(tenant) {
    const { won } = await change({ guard: queries.insertTenant(rowOf(tenant)) });
    return won ? 'inserted' : 'taken';
  },
  async replace(tenant) {
    const { won } = await change({ guard: queries.replaceTenant(rowOf(tenant)) });
    if (!won) throw new Error(`There is no tenant ${tenant.id}.`);
  },
});

const rowOf = (tenant: Tenant) => ({ tenant: tenant.id as string, host: new URL(tenant.issuer).host, data: JSON.stringify(tenant) });
