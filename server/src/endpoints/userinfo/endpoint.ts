import { Refusal } from '../../kernel/refusal.ts';
import type { Clock } from '../../kernel/time.ts';
import { requestedClaims } from '../../protocol/claims/requested-claims.ts';
import { scopeClaims } from '../../protocol/claims/scope-claims.ts';
import type { ClientDirectory } from '../../protocol/ports/client-directory.ts';
import { findPresentedToken, type TokenLookup } from '../../protocol/resource-access/find-access-token.ts';
import { proveAccessToken, type LiveAccessToken } from '../../protocol/resource-access/prove-access-token.ts';
import { userinfoAudience } from '../../protocol/tokens/formats/access-token-jwt.ts';
import { insufficientScope, invalidRequest, invalidToken, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { DpopTools } from '../../protocol/sender-constraint/dpop.ts';
import { provePossession } from '../../protocol/resource-access/prove-possession.ts';
import { bearerErrorReply } from '../bearer-error.ts';
import { noStore } from '../oauth-error.ts';
import { readAccessToken, triedScheme } from '../read-access-token.ts';
import { appendEvent, type EventTools } from '../record-event.ts';
import type { Endpoint } from '../reply.ts';
import type { Request } from '../request.ts';
import { nonceHeader, senderCallOf } from '../sender-call.ts';

/** What finds the access token with its client, proves its key and records a refusal. */
export type UserinfoTools = TokenLookup & DpopTools & EventTools & { readonly clients: ClientDirectory; readonly clock: Clock };

/** OIDC Core §5.3. */
export const userinfoEndpoint = (tools: UserinfoTools): Endpoint => ({
  name: 'userinfo', path: '/userinfo', aliases: ['/oauth2/userinfo'], methods: ['GET', 'POST'], cors: 'applications',
  async handle(request) {
    const claims = await answer(request, tools);
    if (!(claims instanceof Refusal)) return { kind: 'json', status: 200, body: claims, headers: { ...noStore, ...nonceHeader(request, tools) } };
    request.record.refuse(claims);
    appendEvent(request, 'userinfo', tools);
    const refused = bearerErrorReply(claims, { scheme: triedScheme(request), ...(claims.code === 'insufficient_scope' ? { scope: 'openid' } : {}) });
    return { ...refused, headers: { ...refused.headers, ...nonceHeader(request, tools) } };
  },
});

async function answer(request: Request, tools: UserinfoTools): Promise<Readonly<Record<string, unknown>> | OAuthRefusal> {
  const { tenant, record } = request;
  const live = await proveShown(request, tools);
  if (live instanceof Refusal) return live;
  const { token, client, usable } = live;
  if (!token.audience.includes(userinfoAudience(tenant))) return token.scope.includes('openid') ? invalidToken('token.wrong_audience', { expected: userinfoAudience(tenant), received: token.audience.join(' ') }) : insufficientScope('token.scope_missing', { expected: 'openid', received: token.scope.join(' ') || 'no scope' });
  record.pass('token.audience');
  if (usable?.subject === undefined) return insufficientScope('token.scope_missing', { expected: 'a token of a person' });
  return { ...scopeClaims(usable.subject, token.scope, client.claimsStyle), ...requestedClaims(usable.subject, usable.grant.detail?.claims?.userinfo, client.claimsStyle), sub: usable.subject.id };
}

/** A token that is alive, and shown by who holds its key. */
async function proveShown(request: Request, tools: UserinfoTools): Promise<LiveAccessToken | OAuthRefusal> {
  const { tenant, record } = request;
  const sent = readAccessToken(request);
  if (sent instanceof Refusal) return sent;
  record.pass('token.presented_once');
  const live = await proveAccessToken(await findPresentedToken(tenant, sent.token, tools), { tenant, record }, tools);
  if (live instanceof Refusal) return live;
  const { token, client } = live;
  const held = await provePossession({ confirmation: token.confirmation, client }, { ...senderCallOf(request), ...sent }, tools);
  if (held instanceof Refusal) return held;
  // RFC 9700 §4.3.2 is against it. Auth0: on for applications that are set to it, because some SDKs know no other way.
  return sent.inQuery && !client.tokenInQueryAllowed ? invalidRequest('token.query_not_allowed') : live;
}
