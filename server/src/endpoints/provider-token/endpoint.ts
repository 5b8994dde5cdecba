import type { UpstreamTokenStore } from '../../identity/ports/upstream-token-store.ts';
import { upstreamTokenPlace, type KeptUpstreamTokens } from '../../identity/upstream/upstream-tokens.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { authenticateClient, type ClientAuthenticationTools } from '../../protocol/client-authentication/authenticate-client.ts';
import { authorizeDirectly } from '../../protocol/direct/authorize-directly.ts';
import type { GrantTools, TokenCall } from '../../protocol/grant-types/grant-type.ts';
import { proveLegacy } from '../../protocol/legacy/prove-legacy.ts';
import { proveSender, proveSenderFor } from '../../protocol/sender-constraint/prove-sender.ts';
import type { DpopTools } from '../../protocol/sender-constraint/dpop.ts';
import type { Authorization } from '../../protocol/tokens/authorization.ts';
import { issueTokens, type IssueTools, type TokenResponse } from '../../protocol/tokens/issue-tokens.ts';
import { invalidGrant, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { callerOf } from '../caller-of.ts';
import { clientCallOf } from '../client-call.ts';
import { noStore, oauthErrorReply } from '../oauth-error.ts';
import { readBodyParams } from '../read-params.ts';
import { appendEvent, logRecordOf, type EventTools } from '../record-event.ts';
import type { Endpoint } from '../reply.ts';
import type { Request } from '../request.ts';
import { nonceHeader, senderCallOf } from '../sender-call.ts';
import { findBroughtPerson, type BroughtByApplication, type ProvedByProvider, type ProviderTokenTools } from './find-person.ts';

/** What authenticates the caller, asks the provider, signs and stores. */
export type ProviderTokenEndpointTools = ClientAuthenticationTools & GrantTools & EventTools & DpopTools & IssueTools & ProviderTokenTools & { readonly upstreamTokens: UpstreamTokenStore };

/** Auth0: what tokens say of how they came about. */
const gty = 'http://auth0.com/oauth/legacy/grant-type/access_token';

/**
 * Auth0: `/oauth/access_token`, for an application that holds the token of another provider and wants ours for it. Off until tenant and application switch it on;
 * the token must have been made for our own client there, or any other application of that provider could sign people in here.
 */
export const providerTokenEndpoint = (tools: ProviderTokenEndpointTools): Endpoint => ({
  name: 'provider_token', path: '/oauth/access_token', methods: ['POST'], cors: 'applications',
  async handle(request) {
    const answer = await signIn(request, tools);
    if (!(answer instanceof Refusal)) return { kind: 'json', status: 200, body: answer, headers: { ...noStore, ...nonceHeader(request, tools) } };
    request.record.refuse(answer);
    appendEvent(request, 'token.exchange', tools);
    const refused = oauthErrorReply(answer, request);
    return { ...refused, headers: { ...refused.headers, ...nonceHeader(request, tools) } };
  },
});

async function signIn(request: Request, tools: ProviderTokenEndpointTools): Promise<TokenResponse | OAuthRefusal> {
  const { tenant, record, address } = request;
  const params = readBodyParams(request);
  if (params instanceof Refusal) return params;
  const client = await authenticateClient(clientCallOf(request, params), tools);
  if (client instanceof Refusal) return client;
  record.facts.grantType = gty;
  const proof = await proveSender(senderCallOf(request), client, tools);
  if (proof instanceof Refusal) return proof;
  const authorized = await authorize({ tenant, client, params, record, proof, address }, tools);
  if (authorized instanceof Refusal) return authorized;
  const { authorization, proved } = authorized;
  const bound = proveSenderFor(authorization.api, proof);
  if (bound instanceof Refusal) return bound;
  const issued = await issueTokens({ ...authorization, confirmation: bound.confirmation }, { tenant, record, tools, caller: callerOf(request, { body: params }, 'oauth2-access-token') });
  if (issued instanceof Refusal) return issued;
  const along = keepTokens(request, proved, tools);
  await tools.grants.commit({ tenant: tenant.id, grant: authorization.grant, tokens: issued.records, log: logRecordOf(request, 'token.exchange', tools), along });
  return issued.response;
}

interface Authorized { readonly authorization: Authorization; readonly proved: ProvedByProvider }

async function authorize(call: TokenCall, tools: ProviderTokenEndpointTools): Promise<Authorized | OAuthRefusal> {
  const permit = proveLegacy('idp_access_token', call);
  if (permit instanceof Refusal) return permit;
  const brought = readBrought(call);
  if (brought instanceof Refusal) return brought;
  let proved: ProvedByProvider | undefined;
  const prove = async () => {
    const found = await findBroughtPerson(brought, call, tools);
    if (found instanceof Refusal) return found;
    proved = found;
    const subject = await tools.people.findSubject(call.tenant.id, found.person.user.id);
    return subject === undefined ? invalidGrant('user.gone') : { subject, payment: undefined };
  };
  const authorization = await authorizeDirectly({ prove, amr: ['fed'], gty, whenSpent: undefined }, call, tools);
  if (authorization instanceof Refusal) return authorization;
  if (proved === undefined) throw new Error('Somebody was authorized whom nobody proved.');
  return { authorization, proved };
}

function readBrought({ params }: TokenCall): BroughtByApplication | OAuthRefusal {
  const connection = params.required('connection');
  if (connection instanceof Refusal) return connection;
  const accessToken = params.required('access_token');
  return accessToken instanceof Refusal ? accessToken : { connection, accessToken, idToken: params.optional('id_token') };
}

/** Auth0: the token of the provider is kept for those who may call it in the name of the person, as after a sign-in through the browser. */
function keepTokens({ tenant }: Request, { person, tokens: { accessToken, expiresAt } }: ProvedByProvider, { upstreamTokens, messageSeal }: ProviderTokenEndpointTools): readonly PreparedWrite[] {
  if (accessToken === undefined) return [];
  const kept: KeptUpstreamTokens = { accessToken, expiresAt };
  return [upstreamTokens.prepare(tenant.id, person.identity, messageSeal.seal(JSON.stringify(kept), upstreamTokenPlace(tenant.id, person.identity)))];
}
