import { Refusal } from '../../kernel/refusal.ts';
import { requestedClaims } from '../../protocol/claims/requested-claims.ts';
import { claimRules, scopeClaims } from '../../protocol/claims/scope-claims.ts';
import type { ClientDirectory } from '../../protocol/ports/client-directory.ts';
import type { SubjectKeys } from '../../protocol/ports/subject-keys.ts';
import { findPresentedToken, type TokenLookup } from '../../protocol/resource-access/find-access-token.ts';
import { proveAccessToken, type LiveAccessToken } from '../../protocol/resource-access/prove-access-token.ts';
import { refuseUnknown } from '../../protocol/resource-access/refuse-unknown.ts';
import { publicSubject } from '../../protocol/subject/public-subject.ts';
import { userinfoAudience } from '../../protocol/tokens/formats/access-token-jwt.ts';
import { claimsByRules, personAfterRules } from '../../protocol/login-rules/told-by-rules.ts';
import { writeUserinfo, type Written } from '../../protocol/tokens/write-userinfo.ts';
import type { FormTools } from '../../protocol/tokens/write-for-client.ts';
import { insufficientScope, invalidRequest, invalidToken, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { DpopTools } from '../../protocol/sender-constraint/dpop.ts';
import { provePossession } from '../../protocol/resource-access/prove-possession.ts';
import { bearerErrorReply } from '../bearer-error.ts';
import { noStore } from '../oauth-error.ts';
import { readAccessToken, triedScheme } from '../read-access-token.ts';
import { appendEvent, type EventTools } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { nonceHeader, senderCallOf } from '../sender-call.ts';

/** What finds the access token with its client, proves its key and records a refusal. */
export type UserinfoTools = TokenLookup & DpopTools & EventTools & FormTools & { readonly clients: ClientDirectory; readonly subjectKeys: SubjectKeys };

/** OIDC Core §5.3. */
export const userinfoEndpoint = (tools: UserinfoTools): Endpoint => ({
  name: 'userinfo', path: '/userinfo', aliases: ['/oauth2/userinfo'], methods: ['GET', 'POST'], cors: 'applications',
  async handle(request) {
    const written = await answer(request, tools);
    if (!(written instanceof Refusal)) return render(written, { ...noStore, ...nonceHeader(request, tools) });
    request.record.refuse(written);
    appendEvent(request, 'userinfo', tools);
    const refused = bearerErrorReply(written, { scheme: triedScheme(request), resourceMetadata: `${request.tenant.issuer}.well-known/oauth-protected-resource/userinfo`, ...(written.code === 'insufficient_scope' ? { scope: 'openid' } : {}) });
    return { ...refused, headers: { ...refused.headers, ...nonceHeader(request, tools) } };
  },
});

/** OIDC Core §5.3.2: JSON, or a JWT where the client is set so. */
const render = (written: Written, headers: Readonly<Record<string, string>>): Reply =>
  (typeof written === 'string' ? { kind: 'jwt', mediaType: 'application/jwt', jwt: written, headers } : { kind: 'json', status: 200, body: written, headers });

async function answer(request: Request, tools: UserinfoTools): Promise<Written | OAuthRefusal> {
  const { tenant, record } = request;
  const live = await proveShown(request, tools);
  if (live instanceof Refusal) return live;
  const { token, client, usable } = live;
  if (!token.audience.includes(userinfoAudience(tenant))) return token.scope.includes('openid') ? invalidToken('token.wrong_audience', { expected: userinfoAudience(tenant), received: token.audience.join(' ') }) : insufficientScope('token.scope_missing', { expected: 'openid', received: token.scope.join(' ') || 'no scope' });
  record.pass('token.audience');
  if (usable?.subject === undefined) return insufficientScope('token.scope_missing', { expected: 'a token of a person' });
  const ruled = usable.grant.detail?.rules;
  const subject = personAfterRules(usable.subject, ruled);
  const claims = { ...scopeClaims(subject, token.scope, claimRules(client, tenant)), ...requestedClaims(subject, usable.grant.detail?.claims?.userinfo, client.claimsStyle), ...claimsByRules(ruled, token.scope), sub: publicSubject(subject.id, client, tools) };
  return writeUserinfo(claims, client, { tenant, record, tools });
}

/** A token that is alive, and shown by who holds its key. */
async function proveShown(request: Request, tools: UserinfoTools): Promise<LiveAccessToken | OAuthRefusal> {
  const { tenant, record } = request;
  const sent = readAccessToken(request);
  if (sent instanceof Refusal) return sent;
  record.pass('token.presented_once');
  const found = await findPresentedToken(tenant, sent.token, tools);
  if (found === undefined) return refuseUnknown(sent.token, tools);
  const live = await proveAccessToken(found, { tenant, record }, tools);
  if (live instanceof Refusal) return live;
  const { token, client } = live;
  const held = await provePossession({ confirmation: token.confirmation, client }, { ...senderCallOf(request), ...sent }, tools);
  if (held instanceof Refusal) return held;
  // RFC 9700 §4.3.2 is against it. Auth0: on for applications that are set to it, because some SDKs know no other way.
  return sent.inQuery && !client.tokenInQueryAllowed ? invalidRequest('token.query_not_allowed') : live;
}
