import type { Tenant } from '../kernel/tenant.ts';
import type { ManagementTools } from './tools.ts';

/** The tenant as it stands in the database: a change on top of an older state would take another one back. */
export async function findCurrentTenant({ id }: Tenant, { tenants }: ManagementTools): Promise<Tenant> {
  const found = (await tenants.list()).find((one) => one.id === id);
  if (found === undefined) throw new Error(`There is no tenant ${id}.`);
  return found;
}
