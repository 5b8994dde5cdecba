import type { TenantId } from '../../kernel/tenant.ts';
import type { LinkedUsers } from '../ports/linked-users.ts';
import type { User, UserStore } from '../ports/user-store.ts';
import type { CanonicalLogin } from '../users/canonical-login.ts';

/** Where identities of people beside the first are found. */
export interface MailboxTools { readonly linkedUsers: Pick<LinkedUsers, 'listOf'> }

/**
 * The account of a mailbox as somebody signs in to it: of a linked identity its own address, name and password, with `linkedId`. `undefined`: the person was found by a user name that only
 * looks like an address. Mail goes to the address as it is stored: what is typed may look the same and lead elsewhere.
 */
export async function findMailbox(tenant: TenantId, { user, email }: { readonly user: User; readonly email: CanonicalLogin | string }, { linkedUsers }: MailboxTools): Promise<User | undefined> {
  if (user.linkedId === undefined) return user.canonicalEmail === email ? user : undefined;
  const identity = (await linkedUsers.listOf(tenant, user.id)).find(({ id }) => id === user.linkedId);
  if (identity?.canonicalEmail !== email) return undefined;
  const { email: written, canonicalEmail, emailVerified, username, passwordHash, connection } = identity;
  return { ...user, email: written, canonicalEmail, emailVerified, username, passwordHash, connection };
}

/** Where somebody has an address: the first of these databases, in their order; all are asked, whoever is found. */
export async function findMailboxIn(tenant: TenantId, { connections, email }: { readonly connections: readonly string[]; readonly email: CanonicalLogin }, tools: MailboxTools & { readonly users: UserStore }): Promise<User | undefined> {
  const found = await Promise.all(connections.map(async (connection) => {
    const user = await tools.users.findByLogin(tenant, connection, email);
    return user === undefined ? undefined : findMailbox(tenant, { user, email }, tools);
  }));
  return found.find((mailbox) => mailbox !== undefined);
}
