import type { Connection } from '../../identity/connections/connection.ts';
import { isActiveOwner } from '../../protocol/administration/last-owner.ts';
import type { Administrator } from '../../protocol/ports/administrator-store.ts';
import { protectedPerson } from '../administrator-power.ts';
import type { Permit } from '../permit.ts';
import { ManagementRefusal } from '../refusal.ts';

/** Nobody could administer the tenant any more. */
export const lastOwner = () => new ManagementRefusal(409, 'This is the last owner who can sign in: make somebody else an owner first.', { errorCode: 'last_owner', reason: 'administrator.last_owner' });

/** A connection takes its people along when it goes. */
export function refuseRemoval({ name }: Connection, all: readonly Administrator[], permit: Permit): ManagementRefusal | undefined {
  const gone = all.filter(({ connection }) => connection === name);
  if (gone.length === 0) return undefined;
  if (!permit.scopes.has('update:administrators')) return protectedPerson();
  return gone.some(isActiveOwner) && !all.some((one) => isActiveOwner(one) && one.connection !== name) ? lastOwner() : undefined;
}
