import type { OpaqueToken, TokenKey } from '../../kernel/opaque-token.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { ProvenMailbox } from '../passwordless/prove-mailed-code.ts';
import type { SignedIn } from '../passwords/sign-in.ts';
import type { Session } from '../ports/session-store.ts';
import type { NewOwner } from '../setup/become-owner.ts';
import type { UpstreamPerson } from '../upstream/find-upstream-person.ts';
import type { SignedUp } from '../users/sign-up.ts';
import type { SessionTools } from './find-session.ts';

/** A session that is not stored yet, and the secret that will name it: the value of the cookie. `replaced` is the one whose place it takes. */
export interface NewSession { readonly session: Session; readonly token: OpaqueToken; readonly replaced: TokenKey | undefined }
/** The browser in which a person has just signed in, and the session that it had until then. */
export interface Browser { readonly tenant: Tenant; readonly address: string; readonly userAgent: string; readonly session: Session | undefined }

/**
 * The id is new at every sign-in, whatever the browser brought along: a planted one never becomes a signed-in one.
 * Where the same person signed in again in this browser, the session takes the place of the old one under the same `sid`: the applications stay signed in,
 * and whoever holds a copy of the old cookie is out.
 */
export function mintSession({ user }: SignedIn | SignedUp | ProvenMailbox | UpstreamPerson | NewOwner, { tenant, address, userAgent, session: before }: Browser, tools: Pick<SessionTools, 'tokens' | 'clock'>): NewSession {
  const now = tools.clock.now();
  const { token, key } = tools.tokens.mint(tools.clock.nowMs());
  const absoluteExpiresAt = now + tenant.settings.sessionAbsoluteTtl;
  const idleExpiresAt = Math.min(now + tenant.settings.sessionIdleTtl, absoluteExpiresAt);
  // The key names the session and can't be turned into the cookie, so it serves as `sid`, as the ID token has it.
  return { token, replaced: before?.userId === user.id ? before.key : undefined, session: { key, sid: key, userId: user.id, authTime: now, lastSeen: now, idleExpiresAt, absoluteExpiresAt, userAgent: userAgent.slice(0, 256), address } };
}
