import type { Connection } from '../../identity/connections/connection.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Administrator, AdministratorStore } from '../../protocol/ports/administrator-store.ts';
import { protectedPerson } from '../administrator-power.ts';
import type { Permit } from '../permit.ts';
import { ManagementRefusal } from '../refusal.ts';

/** Nobody could administer the tenant any more. */
export const lastOwner = () => new ManagementRefusal(409, 'This is the last owner who can sign in: make somebody else an owner first.', { errorCode: 'last_owner', reason: 'administrator.last_owner' });

const canAct = ({ role, blocked }: Administrator) => role === 'owner' && !blocked;

/** Would the tenant be without an owner, were this person gone or blocked? */
export async function isLastOwner(tenant: TenantId, userId: string, { administrators }: { readonly administrators: AdministratorStore }): Promise<boolean> {
  if (await administrators.findAdministratorRole(tenant, userId) !== 'owner') return false;
  return !(await administrators.list(tenant)).some((one) => one.userId !== userId && canAct(one));
}

/** A connection takes its people along when it goes. */
export function refuseRemoval({ name }: Connection, all: readonly Administrator[], permit: Permit): ManagementRefusal | undefined {
  const gone = all.filter(({ connection }) => connection === name);
  if (gone.length === 0) return undefined;
  if (!permit.scopes.has('update:administrators')) return protectedPerson();
  return gone.some(canAct) && !all.some((one) => canAct(one) && one.connection !== name) ? lastOwner() : undefined;
}
