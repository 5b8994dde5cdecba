import type { PersonInSession } from '../../identity/sessions/find-person.ts';
import type { AuthorizationRequest } from '../../protocol/authorization-request/authorization-request.ts';
import type { SubjectKeys } from '../../protocol/ports/subject-keys.ts';
import { publicSubject } from '../../protocol/subject/public-subject.ts';

/** OIDC Core §3.1.2.1: does the request name, by id_token_hint or login_hint, somebody else than who is signed in? The client names people as it knows them (OIDC Core §8). */
export function namesAnother({ client, hintedSubject, loginHint }: AuthorizationRequest, { user }: PersonInSession, tools: { readonly subjectKeys: SubjectKeys }): boolean {
  const known = publicSubject(user.id, client, tools);
  if (hintedSubject !== undefined) return hintedSubject !== known;
  if (loginHint === undefined) return false;
  const hint = loginHint.normalize('NFKC').trim();
  return hint !== known && ![user.canonicalEmail, user.username?.toLowerCase(), known === user.id ? user.id.toLowerCase() : undefined].includes(hint.toLowerCase());
}
