import type { TenantId } from '../../kernel/tenant.ts';
import type { Administrator, AdministratorStore } from '../ports/administrator-store.ts';

/** An owner who can sign in. */
export const isActiveOwner = ({ role, blocked }: Pick<Administrator, 'role' | 'blocked'>): boolean => role === 'owner' && !blocked;

/** Would the tenant be without an owner, were this person gone or blocked? */
export async function isLastOwner(tenant: TenantId, userId: string, { administrators }: { readonly administrators: AdministratorStore }): Promise<boolean> {
  if (await administrators.findAdministratorRole(tenant, userId) !== 'owner') return false;
  return !(await administrators.list(tenant)).some((one) => one.userId !== userId && isActiveOwner(one));
}
