import type { User } from '../../identity/ports/user-store.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { AccountTools } from './account-tools.ts';
import { nameClient } from './name-clients.ts';
import { listOwnLines } from './sign-ins.ts';

const most = 1000;
const iso = (at: Seconds) => new Date(at * 1000).toISOString();

/**
 * Everything that belongs to the person, named as on the wire. No password, hash, cookie or token is in it, nor `app_metadata`: that is what applications and
 * administrators noted for themselves. Of sessions, devices and sign-ins the newest thousand.
 */
export async function ownData(tenant: Tenant, user: User, tools: AccountTools): Promise<Readonly<Record<string, unknown>>> {
  const now = tools.clock.now();
  const nameOf = async (id: string) => (await nameClient(tenant, id, tools))?.name;
  const [sessions, grants, consents, lines] = await Promise.all([
    tools.sessions.pageByUser(tenant.id, user.id, { now, take: most }), tools.access.listOffline(tenant.id, { userId: user.id }, { now, take: most }),
    tools.access.listConsents(tenant.id, { userId: user.id }, { offset: 0, take: most }), listOwnLines(tenant, user, { tools, take: most }),
  ]);
  return {
    exported_at: iso(now), issuer: tenant.issuer, ...accountOf(user),
    sessions: sessions.map(({ authTime, lastSeen, absoluteExpiresAt, userAgent, address }) => ({ signed_in_at: iso(authTime), last_seen_at: iso(lastSeen), ends_at: iso(absoluteExpiresAt), user_agent: userAgent, address })),
    devices: await Promise.all(grants.map(async ({ clientId, device, createdAt, absoluteExpiresAt, audience, scope }) => ({ application: await nameOf(clientId), client_id: clientId, device_name: device, since: iso(createdAt), ends_at: iso(absoluteExpiresAt), audience, scope: scope.join(' ') }))),
    consents: await Promise.all(consents.map(async ({ clientId, audience, scope, givenAt }) => ({ application: await nameOf(clientId), client_id: clientId, audience, scope: scope.join(' '), given_at: iso(givenAt) }))),
    activity: lines.map(({ at, event, allowed, address, userAgent }) => ({ at: iso(at), event, result: allowed ? 'allowed' : 'refused', address, user_agent: userAgent })),
  };
}

function accountOf({ id, connection, email, emailVerified, username, profile, userMetadata, createdAt, updatedAt }: User): Readonly<Record<string, unknown>> {
  return {
    user_id: id, connection, username, profile: { ...profile, ...(email === undefined ? {} : { email, email_verified: emailVerified }) }, user_metadata: userMetadata, created_at: iso(createdAt), updated_at: iso(updatedAt),
  };
}
