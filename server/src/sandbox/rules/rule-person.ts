import type { LinkedUser, LinkedUsers } from '../../identity/ports/linked-users.ts';
import type { User, UserStore } from '../../identity/ports/user-store.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { RoleStore } from '../../protocol/ports/role-store.ts';

/** Where people are found, with what hangs on them. */
export interface PersonTools { readonly users: Pick<UserStore, 'find'>; readonly linkedUsers: Pick<LinkedUsers, 'listOf'>; readonly roles: Pick<RoleStore, 'listRolesOf'> }

/** A person as rules are told: the profile of Auth0, and the names of the roles. `undefined`: the person is gone. */
export async function findRulePerson(tenant: TenantId, id: string, { users, linkedUsers, roles }: PersonTools) {
  const [user, linked, held] = await Promise.all([users.find(tenant, id), linkedUsers.listOf(tenant, id), roles.listRolesOf(tenant, id)]);
  return user === undefined ? undefined : { user, told: personOf(user, linked), roles: held.map(({ name }) => name) };
}

const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

const signInsOf = ({ lastSignIn }: User) => (lastSignIn === undefined ? {} : { last_login: iso(lastSignIn.at), last_ip: lastSignIn.address, logins_count: lastSignIn.count });

/** Auth0: the normalized profile. Nothing that proves anything is in it: no password hash, no token of another provider. */
function personOf(user: User, linked: readonly LinkedUser[]): Readonly<Record<string, unknown>> {
  const { updated_at: _changed, ...profile } = user.profile;
  return {
    ...profile, user_id: user.id, ...(user.email === undefined ? {} : { email: user.email, email_verified: user.emailVerified }), ...(user.username === undefined ? {} : { username: user.username }),
    created_at: iso(user.createdAt), updated_at: iso(user.updatedAt), ...signInsOf(user), identities: [user, ...linked].map(identityOf),
    user_metadata: user.userMetadata, app_metadata: user.appMetadata,
  };
}

function identityOf({ id, connection }: Pick<User, 'id' | 'connection'>) {
  const at = id.indexOf('|');
  return { connection, provider: id.slice(0, Math.max(at, 0)), user_id: id.slice(at + 1), isSocial: false };
}
