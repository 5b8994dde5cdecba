import { Refusal } from '../../kernel/refusal.ts';
import { authenticateClient, type ClientAuthenticationTools } from '../../protocol/client-authentication/authenticate-client.ts';
import type { GrantTools, TokenCall } from '../../protocol/grant-types/grant-type.ts';
import { proveLegacy } from '../../protocol/legacy/prove-legacy.ts';
import { authorizePassword } from '../../protocol/password/authorize-password.ts';
import { proveSender, proveSenderFor } from '../../protocol/sender-constraint/prove-sender.ts';
import type { DpopTools } from '../../protocol/sender-constraint/dpop.ts';
import type { Authorization } from '../../protocol/tokens/authorization.ts';
import { issueTokens, type IssueTools, type TokenResponse } from '../../protocol/tokens/issue-tokens.ts';
import { unsupportedGrantType, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { callerOf } from '../caller-of.ts';
import { clientCallOf } from '../client-call.ts';
import { noStore, oauthErrorReply } from '../oauth-error.ts';
import { readBodyParams } from '../read-params.ts';
import { appendEvent, logRecordOf, type EventTools } from '../record-event.ts';
import type { Endpoint } from '../reply.ts';
import type { Request } from '../request.ts';
import { nonceHeader, senderCallOf } from '../sender-call.ts';

/** What authenticates the caller, asks for the person, signs and stores. */
export type ResourceOwnerTools = ClientAuthenticationTools & GrantTools & EventTools & DpopTools & IssueTools;

/** Auth0: `/oauth/ro`, the password grant as it was before the token endpoint had it, with the connection named. Off until tenant and application switch it on. */
export const resourceOwnerEndpoint = (tools: ResourceOwnerTools): Endpoint => ({
  name: 'resource_owner', path: '/oauth/ro', methods: ['POST'], cors: 'applications',
  async handle(request) {
    const answer = await signIn(request, tools);
    if (!(answer instanceof Refusal)) return { kind: 'json', status: 200, body: answer, headers: { ...noStore, ...nonceHeader(request, tools) } };
    request.record.refuse(answer);
    appendEvent(request, 'token.exchange', tools);
    const refused = oauthErrorReply(answer, request);
    return { ...refused, headers: { ...refused.headers, ...nonceHeader(request, tools) } };
  },
});

async function signIn(request: Request, tools: ResourceOwnerTools): Promise<TokenResponse | OAuthRefusal> {
  const { tenant, record, address } = request;
  const params = readBodyParams(request);
  if (params instanceof Refusal) return params;
  const client = await authenticateClient(clientCallOf(request, params), tools);
  if (client instanceof Refusal) return client;
  record.facts.grantType = 'password';
  const proof = await proveSender(senderCallOf(request), client, tools);
  if (proof instanceof Refusal) return proof;
  const authorization = await authorize({ tenant, client, params, record, proof, address }, tools);
  if (authorization instanceof Refusal) return authorization;
  const bound = proveSenderFor(authorization.api, proof);
  if (bound instanceof Refusal) return bound;
  const issued = await issueTokens({ ...authorization, confirmation: bound.confirmation }, { tenant, record, tools, caller: callerOf(request, { body: params }, 'oauth2-resource-owner') });
  if (issued instanceof Refusal) return issued;
  await tools.grants.commit({ tenant: tenant.id, grant: authorization.grant, tokens: issued.records, log: logRecordOf(request, 'token.exchange', tools) });
  return issued.response;
}

async function authorize(call: TokenCall, tools: ResourceOwnerTools): Promise<Authorization | OAuthRefusal> {
  const permit = proveLegacy('resource_owner', call);
  if (permit instanceof Refusal) return permit;
  const grantType = call.params.optional('grant_type') ?? 'password';
  if (grantType !== 'password') return unsupportedGrantType('grant_type.unknown', { expected: 'password', received: grantType.slice(0, 80) });
  const realm = call.params.required('connection');
  return realm instanceof Refusal ? realm : authorizePassword({ permit, realm }, call, tools);
}
