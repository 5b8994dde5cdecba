import type { OpaqueToken } from '../../kernel/opaque-token.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { SignedIn } from '../passwords/sign-in.ts';
import type { Session } from '../ports/session-store.ts';
import type { SignedUp } from '../users/sign-up.ts';
import type { SessionTools } from './find-session.ts';

/** A session that is not stored yet, and the secret that will name it: the value of the cookie. */
export interface NewSession { readonly session: Session; readonly token: OpaqueToken }
/** The browser in which a person has just signed in. */
export interface Browser { readonly tenant: Tenant; readonly address: string; readonly userAgent: string }

/** The id is new at every sign-in, whatever the browser brought along: a planted one never becomes a signed-in one. */
export function mintSession({ user }: SignedIn | SignedUp, { tenant, address, userAgent }: Browser, tools: Pick<SessionTools, 'tokens' | 'clock'>): NewSession {
  const now = tools.clock.now();
  const { token, key } = tools.tokens.mint(tools.clock.nowMs());
  const absoluteExpiresAt = now + tenant.settings.sessionAbsoluteTtl;
  const idleExpiresAt = Math.min(now + tenant.settings.sessionIdleTtl, absoluteExpiresAt);
  // The key names the session and can't be turned into the cookie, so it serves as `sid`, as the ID token has it.
  return { token, session: { key, sid: key, userId: user.id, authTime: now, lastSeen: now, idleExpiresAt, absoluteExpiresAt, userAgent: userAgent.slice(0, 256), address } };
}

/**
 * Stores the session. Where the same person signed in again in this browser it takes the place of the old one under the same `sid`: the applications stay signed in,
 * and whoever holds a copy of the old cookie is out.
 */
export async function startSession(tenant: Tenant, { session, replaced }: { readonly session: Session; readonly replaced: Session | undefined }, { sessions }: Pick<SessionTools, 'sessions'>): Promise<void> {
  if (replaced?.userId === session.userId && (await sessions.renew(tenant.id, { ...session, sid: replaced.sid }, replaced.key)) === 'renewed') return;
  // A logout in another tab was first: its `sid` is over.
  await sessions.start(tenant.id, session);
}
