import type { Tenant, TenantId } from '../../kernel/tenant.ts';
import { dashboardClient, isDashboard } from '../../protocol/administration/dashboard-client.ts';
import type { Client } from '../../protocol/client/client.ts';
import type { ClientDirectory } from '../../protocol/ports/client-directory.ts';
import type { Registry, TenantDirectory } from '../../protocol/ports/registry.ts';

/** The applications of a directory, and the dashboard of the tenant, which is stored nowhere. Others are answered as fast as before. */
export function withDashboard(inner: ClientDirectory, tenants: Pick<TenantDirectory, 'find'>): ClientDirectory {
  const clientOf = (tenant: Tenant | undefined): Client | undefined => (tenant === undefined ? undefined : dashboardClient(tenant));
  const find = (id: TenantId) => {
    const tenant = tenants.find(id);
    return tenant instanceof Promise ? tenant.then(clientOf) : clientOf(tenant);
  };
  return { ...inner, findClient: (tenant, id) => (isDashboard(id) ? find(tenant) : inner.findClient(tenant, id)) };
}

/** Nobody registers another application under the id of the dashboard. */
export const withoutDashboard = (inner: Registry): Registry =>
  ({ ...inner, insertClient: (client, log) => (isDashboard(client.id) ? Promise.resolve('taken') : inner.insertClient(client, log)) });
