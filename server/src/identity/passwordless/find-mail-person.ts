import { Refusal } from '../../kernel/refusal.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Connection } from '../connections/connection.ts';
import type { LinkedUsers } from '../ports/linked-users.ts';
import type { User, UserStore } from '../ports/user-store.ts';
import { findMailbox } from '../tickets/find-mailbox.ts';

/** Where people are found. */
interface Tools { readonly users: UserStore; readonly linkedUsers: Pick<LinkedUsers, 'listOf'> }

/** The person of a mailbox, with its address as that account has it; `undefined`: there is none yet, and there may be one. A refusal says why nobody comes in by it. */
export async function findMailPerson(tenant: TenantId, { connection, email }: { readonly connection: Connection; readonly email: string }, tools: Tools): Promise<User | undefined | Refusal> {
  const user = await tools.users.findByLogin(tenant, connection.name, email);
  if (user === undefined) return connection.options.disable_signup === true ? new Refusal('access_denied', 'login.unknown_user') : undefined;
  const mailbox = await findMailbox(tenant, { user, email }, tools);
  if (mailbox === undefined) return new Refusal('access_denied', 'login.unknown_user');
  return mailbox.blocked ? new Refusal('access_denied', 'login.blocked') : mailbox;
}
