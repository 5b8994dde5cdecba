import type { OpaqueTokens } from '../../kernel/opaque-token.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Clock, Seconds } from '../../kernel/time.ts';
import type { Session, SessionStore } from '../ports/session-store.ts';

/** Where sessions are kept, and how a cookie is read. */
export interface SessionTools { readonly sessions: SessionStore; readonly tokens: OpaqueTokens; readonly clock: Clock }

/** A session that is in use is written to at most so often. */
const touchEvery: Seconds = 60;

/**
 * The live session that a cookie names. Nothing but a session id of this tenant finds one: a code, a token or a made-up value is nobody.
 * Both lifetimes are judged here, by the server's clock; what the browser thinks of the cookie's age does not matter.
 */
export async function findSession(tenant: Tenant, cookie: string | undefined, tools: SessionTools): Promise<Session | undefined> {
  const key = cookie === undefined ? undefined : tools.tokens.keyOf(cookie);
  if (key === undefined) return undefined;
  const session = await tools.sessions.load(tenant.id, key);
  const now = tools.clock.now();
  if (session === undefined || session.absoluteExpiresAt <= now || session.idleExpiresAt <= now) return undefined;
  if (now - session.lastSeen < touchEvery) return session;
  const idleExpiresAt = Math.min(now + tenant.settings.sessionIdleTtl, session.absoluteExpiresAt);
  await tools.sessions.touch(tenant.id, key, now, idleExpiresAt);
  return { ...session, lastSeen: now, idleExpiresAt };
}
