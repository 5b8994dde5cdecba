import type { ReasonCode } from '../../kernel/reasons/index.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Client } from '../client/client.ts';
import type { GrantTools, TokenCall } from '../grant-types/grant-type.ts';
import { publicSubject } from '../subject/public-subject.ts';
import type { SessionState } from '../subject.ts';
import { verifyIdToken, type IdTokenTools, type OwnIdToken } from '../tokens/verify-id-token.ts';
import { invalidRequest, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { Standing } from './exchanged-token.ts';
import type { BroughtToken } from './parse-exchange.ts';

/** In which tenant, and for which client, an ID token is looked at. */
export type IdTokenCall = Pick<TokenCall, 'tenant' | 'record'> & { readonly client: Client };
/** What verifies it, and finds the person and the session that it tells of. */
export type IdTokenUse = IdTokenTools & Pick<GrantTools, 'people' | 'subjectKeys'>;

/**
 * An unexpired ID token that this server issued to this client. It has no grant: the session that it tells of must still be there,
 * and the person must exist and not be blocked. RFC 8693 §4.1: an ID token grants no scope but that it is one.
 * One that is signed with the secret of the client is not taken: the client could have written it for anybody.
 */
export async function readIdToken({ value, role }: Pick<BroughtToken, 'value'> & { readonly role: string }, call: IdTokenCall, tools: IdTokenUse): Promise<Standing | OAuthRefusal> {
  const refuse = (reason: ReasonCode, received: string = role) => invalidRequest(reason, { received });
  const { tenant, client } = call;
  const token = await verifyIdToken(value, tenant, tools);
  if (token === undefined) return refuse((await tools.verifier.verify(tenant, value)) === undefined ? 'exchange.token_unknown' : 'exchange.id_token_not_yours');
  if (token.clientId !== client.id) return refuse('exchange.id_token_not_yours');
  if (token.signedBy !== 'server') return refuse('exchange.shared_secret');
  const now = tools.clock.now();
  if (token.expiresAt <= now) return refuse('exchange.id_token_expired', `${role} that expired ${now - token.expiresAt} s ago`);
  const session = token.sid === undefined ? undefined : await tools.people.findLiveSession(tenant.id, token.sid);
  if (token.sid !== undefined && session === undefined) return refuse('grant.session_ended');
  const subject = await findUsable(token, session, { call, tools });
  if (subject instanceof Refusal) return subject;
  return { sub: token.sub, subject, grant: undefined, sessionKey: session?.sid, authTime: token.authTime, scope: ['openid'], expiresAt: token.expiresAt, actor: undefined, mayAct: undefined };
}

/** OIDC Core §8: the session knows the person by the name of the house, and the token must name the same person; without a session a pseudonym leads nowhere. */
async function findUsable({ sub }: OwnIdToken, session: SessionState | undefined, { call, tools }: { readonly call: IdTokenCall; readonly tools: IdTokenUse }) {
  const { client, tenant } = call;
  if (session === undefined && client.subject.type === 'pairwise') return invalidRequest('exchange.pseudonym_lost');
  const id = session?.subject ?? sub;
  if (publicSubject(id, client, tools) !== sub) return invalidRequest('grant.session_ended');
  const subject = await tools.people.findSubject(tenant.id, id);
  if (subject === undefined) return invalidRequest('user.gone');
  if (subject.blocked) return invalidRequest('user.blocked');
  call.record.facts.userId = subject.id;
  return subject;
}
