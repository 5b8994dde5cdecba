import type { UpstreamTokenStore } from '../../identity/ports/upstream-token-store.ts';
import { upstreamTokenPlace, type KeptUpstreamTokens } from '../../identity/upstream/upstream-tokens.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { authorizeDirectly } from '../../protocol/direct/authorize-directly.ts';
import type { TokenCall } from '../../protocol/grant-types/grant-type.ts';
import { proveLegacy } from '../../protocol/legacy/prove-legacy.ts';
import { invalidGrant, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { answerOlderCall, type AuthorizedCall, type OlderTokenTools } from '../older-token-call.ts';
import type { Endpoint } from '../reply.ts';
import { tokenReply } from '../token-reply.ts';
import { findBroughtPerson, type BroughtByApplication, type ProvedByProvider, type ProviderTokenTools } from './find-person.ts';

/** What authenticates the caller, asks the provider, signs and stores. */
export type ProviderTokenEndpointTools = OlderTokenTools & ProviderTokenTools & { readonly upstreamTokens: UpstreamTokenStore };

/** Auth0: what tokens say of how they came about. */
const gty = 'http://auth0.com/oauth/legacy/grant-type/access_token';

/**
 * Auth0: `/oauth/access_token`, for an application that holds the token of another provider and wants ours for it. Off until tenant and application switch it on;
 * the token must have been made for our own client there, or any other application of that provider could sign people in here.
 */
export const providerTokenEndpoint = (tools: ProviderTokenEndpointTools): Endpoint => ({
  name: 'provider_token', path: '/oauth/access_token', methods: ['POST'], cors: 'applications',
  handle: async (request) => tokenReply(await answerOlderCall(request, { grantType: gty, protocol: 'oauth2-access-token', authorize: (call) => authorize(call, tools) }, tools), request, tools),
});

async function authorize(call: TokenCall, tools: ProviderTokenEndpointTools): Promise<AuthorizedCall | OAuthRefusal> {
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
  return { authorization, along: keepTokens(call, proved, tools) };
}

function readBrought({ params }: TokenCall): BroughtByApplication | OAuthRefusal {
  const connection = params.required('connection');
  if (connection instanceof Refusal) return connection;
  const accessToken = params.required('access_token');
  return accessToken instanceof Refusal ? accessToken : { connection, accessToken, idToken: params.optional('id_token') };
}

/** Auth0: the token of the provider is kept for those who may call it in the name of the person, as after a sign-in through the browser. */
function keepTokens({ tenant }: TokenCall, { person, tokens: { accessToken, expiresAt } }: ProvedByProvider, { upstreamTokens, messageSeal }: ProviderTokenEndpointTools): readonly PreparedWrite[] {
  if (accessToken === undefined) return [];
  const kept: KeptUpstreamTokens = { accessToken, expiresAt };
  return [upstreamTokens.prepare(tenant.id, person.identity, messageSeal.seal(JSON.stringify(kept), upstreamTokenPlace(tenant.id, person.identity)))];
}
