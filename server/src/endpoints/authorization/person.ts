import type { Session } from '../../identity/ports/session-store.ts';
import type { User, UserStore } from '../../identity/ports/user-store.ts';
import { findSession, type SessionTools } from '../../identity/sessions/find-session.ts';
import type { AuthorizationRequest } from '../../protocol/authorization-request/authorization-request.ts';
import type { Request } from '../request.ts';

/** Who sits at this browser: a live session and its user, who exists and is not blocked. */
export interface Person { readonly user: User; readonly session: Session }

/** A blocked or removed user is nobody: the login page follows, and says why after the password. */
export async function findPerson(request: Request, tools: SessionTools & { readonly users: UserStore }): Promise<Person | undefined> {
  const session = await findSession(request.tenant, request.cookie('session'), tools);
  if (session === undefined) return undefined;
  const user = await tools.users.find(request.tenant.id, session.userId);
  if (user === undefined || user.blocked) return undefined;
  request.record.facts.userId = user.id;
  return { user, session };
}

/** OIDC Core §3.1.2.1: does the request name, by id_token_hint or login_hint, somebody else than who is signed in? */
export function namesAnother({ hintedSubject, loginHint }: AuthorizationRequest, { user }: Person): boolean {
  if (hintedSubject !== undefined) return hintedSubject !== user.id;
  if (loginHint === undefined) return false;
  const hint = loginHint.normalize('NFKC').trim().toLowerCase();
  return ![user.canonicalEmail, user.username?.toLowerCase(), user.id.toLowerCase()].includes(hint);
}
