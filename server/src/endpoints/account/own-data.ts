import type { LinkedUser } from '../../identity/ports/linked-users.ts';
import type { User } from '../../identity/ports/user-store.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { AccountTools } from './account-tools.ts';
import { nameClient } from './name-clients.ts';
import { listOwnLines } from './sign-ins.ts';

const most = 1000;
const iso = (at: Seconds) => new Date(at * 1000).toISOString();

/**
 * Everything that is kept about the person, named as on the wire: what applications and administrators noted (`app_metadata`) too. No password, hash, cookie or
 * token is in it. Of sessions, devices and sign-ins the newest thousand.
 */
export async function ownData(tenant: Tenant, user: User, tools: AccountTools): Promise<Readonly<Record<string, unknown>>> {
  const now = tools.clock.now();
  const nameOf = async (id: string) => (await nameClient(tenant, id, tools))?.name;
  const [sessions, grants, consents, lines, identities, roles, permissions] = await Promise.all([
    tools.sessions.pageByUser(tenant.id, user.id, { now, take: most }), tools.access.listOffline(tenant.id, { userId: user.id }, { now, take: most }),
    tools.access.listConsents(tenant.id, { userId: user.id }, { offset: 0, take: most }), listOwnLines(tenant, user, { tools, take: most }),
    tools.linkedUsers.listOf(tenant.id, user.id), tools.roles.listRolesOf(tenant.id, user.id), tools.roles.listPermissionsOf(tenant.id, user.id),
  ]);
  return {
    exported_at: iso(now), issuer: tenant.issuer, ...accountOf(user),
    linked_identities: identities.map(identityOf),
    roles: roles.map(({ name, description }) => ({ name, description })),
    permissions: permissions.map(({ api, permission, role }) => ({ api, permission, role: role?.name })),
    sessions: sessions.map(({ authTime, lastSeen, absoluteExpiresAt, userAgent, address }) => ({ signed_in_at: iso(authTime), last_seen_at: iso(lastSeen), ends_at: iso(absoluteExpiresAt), user_agent: userAgent, address })),
    devices: await Promise.all(grants.map(async ({ clientId, device, createdAt, absoluteExpiresAt, audience, scope }) => ({ application: await nameOf(clientId), client_id: clientId, device_name: device, since: iso(createdAt), ends_at: iso(absoluteExpiresAt), audience, scope: scope.join(' ') }))),
    consents: await Promise.all(consents.map(async ({ clientId, audience, scope, givenAt }) => ({ application: await nameOf(clientId), client_id: clientId, audience, scope: scope.join(' '), given_at: iso(givenAt) }))),
    activity: lines.map(({ at, event, allowed, address, userAgent }) => ({ at: iso(at), event, result: allowed ? 'allowed' : 'refused', address, user_agent: userAgent })),
  };
}

type Account = Pick<User, 'id' | 'connection' | 'email' | 'emailVerified' | 'username' | 'profile' | 'userMetadata' | 'appMetadata' | 'createdAt'>;

const namesOf = ({ id, connection, email, emailVerified, username, profile, userMetadata, appMetadata, createdAt }: Account) => ({
  user_id: id, connection, username, profile: { ...profile, ...(email === undefined ? {} : { email, email_verified: emailVerified }) }, user_metadata: userMetadata, app_metadata: appMetadata, created_at: iso(createdAt),
});

const accountOf = (user: User) => ({
  ...namesOf(user), updated_at: iso(user.updatedAt),
  last_sign_in: user.lastSignIn === undefined ? undefined : { at: iso(user.lastSignIn.at), address: user.lastSignIn.address, count: user.lastSignIn.count },
});

const identityOf = (identity: LinkedUser) => ({ ...namesOf(identity), linked_at: iso(identity.linkedAt) });
