import type { PersonInSession } from '../../identity/sessions/find-person.ts';
import type { AuthorizationRequest } from '../../protocol/authorization-request/authorization-request.ts';

/** OIDC Core §3.1.2.1: does the request name, by id_token_hint or login_hint, somebody else than who is signed in? */
export function namesAnother({ hintedSubject, loginHint }: AuthorizationRequest, { user }: PersonInSession): boolean {
  if (hintedSubject !== undefined) return hintedSubject !== user.id;
  if (loginHint === undefined) return false;
  const hint = loginHint.normalize('NFKC').trim().toLowerCase();
  return ![user.canonicalEmail, user.username?.toLowerCase(), user.id.toLowerCase()].includes(hint);
}
