import type { Tenant } from '../../kernel/tenant.ts';
import type { ApiPermission } from '../../protocol/ports/role-store.ts';
import { refuseBeyond } from '../own-power.ts';
import { managementAudience, type Permit } from '../permit.ts';
import { invalidBody, type ManagementRefusal } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';

/** Who gives, and where. */
interface Giving { readonly tenant: Tenant; readonly permit: Permit }

/** Why these permissions can not be given; `undefined`: they can. Every one is defined by its API, and none is more of the Management API than the caller has. */
export async function findUnfit(permissions: readonly ApiPermission[], giving: Giving, { registry }: Pick<ManagementTools, 'registry'>): Promise<ManagementRefusal | undefined> {
  const apis = await registry.listResourceServers(giving.tenant.id);
  const isKnown = ({ api, permission }: ApiPermission) => apis.some(({ identifier, permissions: defined }) => identifier === api && defined.some(({ value }) => value === permission));
  const strange = permissions.filter((one) => !isKnown(one)).map(({ api, permission }) => `${permission} of ${api}`);
  if (strange.length > 0) return invalidBody(`These permissions do not exist: ${strange.slice(0, 10).join(', ')}. Add them to the API first (PATCH /resource-servers/{id}).`);
  return refusePower(permissions, giving);
}

/** Nobody makes anybody more powerful than the own token is, not by way of a role either (A209 of the attack cases). */
export function refusePower(permissions: readonly ApiPermission[], giving: Giving): ManagementRefusal | undefined {
  const audience = managementAudience(giving.tenant);
  return refuseBeyond({ audience, scope: permissions.filter(({ api }) => api === audience).map(({ permission }) => permission) }, giving);
}

/** Why these roles can not be given: one does not exist, or brings more of the Management API than the caller has. */
export async function findUnfitRoles(ids: readonly string[], giving: Giving, { roles }: Pick<ManagementTools, 'roles'>): Promise<ManagementRefusal | undefined> {
  const known = new Set((await roles.listRoles(giving.tenant.id)).map(({ id }) => id));
  const strange = ids.filter((id) => !known.has(id));
  if (strange.length > 0) return invalidBody(`These roles do not exist: ${strange.slice(0, 10).join(', ')}. GET /roles lists those that do.`);
  const brought = await Promise.all([...new Set(ids)].map((id) => roles.listRolePermissions(giving.tenant.id, id)));
  return refusePower(brought.flat(), giving);
}
