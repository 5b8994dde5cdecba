import type { ReasonCode } from '../../kernel/reasons/index.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { GrantTools, TokenCall } from '../grant-types/grant-type.ts';
import type { SessionState } from '../subject.ts';
import { invalidRequest, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { Standing } from './exchanged-token.ts';
import type { BroughtToken } from './parse-exchange.ts';

/** An ID token that says what one must say (OIDC Core §2). */
interface OwnIdToken { readonly sub: string; readonly sid: string | undefined; readonly exp: number; readonly authTime: number | undefined }

/**
 * An unexpired ID token that this server issued to this client. It has no grant: the session that it tells of must still be there,
 * and the person must exist and not be blocked. RFC 8693 §4.1: an ID token grants no scope but that it is one.
 */
export async function readIdToken({ value, role }: BroughtToken, call: TokenCall, tools: GrantTools): Promise<Standing | OAuthRefusal> {
  const refuse = (reason: ReasonCode, received: string = role) => invalidRequest(reason, { received });
  const { tenant, client } = call;
  const verified = await tools.verifier.verify(tenant, value);
  if (verified === undefined) return refuse('exchange.token_unknown');
  const token = parseIdToken(verified, tenant.issuer, client.id);
  if (token === undefined) return refuse('exchange.id_token_not_yours');
  const now = tools.clock.now();
  if (token.exp <= now) return refuse('exchange.id_token_expired', `${role} that expired ${now - token.exp} s ago`);
  const session = token.sid === undefined ? undefined : await tools.people.findLiveSession(tenant.id, token.sid);
  if (token.sid !== undefined && session === undefined) return refuse('grant.session_ended');
  const subject = await findUsable(token, session, { call, tools });
  if (subject instanceof Refusal) return subject;
  return { sub: subject.id, subject, grant: undefined, sessionKey: session?.sid, authTime: token.authTime, scope: ['openid'], expiresAt: token.exp, actor: undefined, mayAct: undefined };
}

/** `undefined`: another JWT of ours, such as an access token or a logout token, or one for another client. */
function parseIdToken({ typ, claims }: { readonly typ: string | undefined; readonly claims: Readonly<Record<string, unknown>> }, issuer: string, clientId: string): OwnIdToken | undefined {
  const { iss, sub, aud, exp, iat, sid, auth_time: authTime } = claims;
  const isIdToken = typ === 'JWT' && iss === issuer && foreignToIdTokens.every((name) => claims[name] === undefined);
  if (!isIdToken || ![aud].flat().includes(clientId)) return undefined;
  if (typeof sub !== 'string' || typeof exp !== 'number' || typeof iat !== 'number') return undefined;
  return { sub, sid: typeof sid === 'string' ? sid : undefined, exp, authTime: typeof authTime === 'number' ? authTime : undefined };
}

/** Logout tokens (OIDC Back-Channel Logout §2.4) and access tokens carry them, ID tokens of ours never. */
const foreignToIdTokens = ['events', 'jti', 'scope'] as const;

/** The session knows the person by the name of the house; `sub` may be a pseudonym (OIDC Core §8). */
async function findUsable(token: OwnIdToken, session: SessionState | undefined, { call, tools }: { readonly call: TokenCall; readonly tools: GrantTools }) {
  const subject = await tools.people.findSubject(call.tenant.id, session?.subject ?? token.sub);
  if (subject === undefined) return invalidRequest('user.gone');
  if (subject.blocked) return invalidRequest('user.blocked');
  call.record.facts.userId = subject.id;
  return subject;
}
