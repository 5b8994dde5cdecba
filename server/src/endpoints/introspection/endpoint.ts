import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { authenticateClient, type AuthenticatedClient, type ClientAuthenticationTools } from '../../protocol/client-authentication/authenticate-client.ts';
import { isConfidential, type Client } from '../../protocol/client/client.ts';
import { findPresentedToken, type PresentedToken, type TokenLookup } from '../../protocol/resource-access/find-access-token.ts';
import { findSharedSecretToken, type SharedSecretLookup } from '../../protocol/resource-access/find-shared-secret-token.ts';
import { tokenTypeOf } from '../../protocol/sender-constraint/confirmation.ts';
import { publicSubject } from '../../protocol/subject/public-subject.ts';
import type { SubjectKeys } from '../../protocol/ports/subject-keys.ts';
import { introspectionJwtType, writeIntrospection } from '../../protocol/tokens/write-introspection.ts';
import type { FormTools } from '../../protocol/tokens/write-for-client.ts';
import { proveUsable } from '../../protocol/usability/prove-usable.ts';
import { unauthorizedClient, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { clientCallOf } from '../client-call.ts';
import { noStore, oauthErrorReply } from '../oauth-error.ts';
import { readBodyParams } from '../read-params.ts';
import { appendEvent, type EventTools } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';

/** What authenticates the caller, finds the presented token and records a refusal. */
export type IntrospectionTools = ClientAuthenticationTools & TokenLookup & SharedSecretLookup & FormTools & EventTools & { readonly subjectKeys: SubjectKeys };

/** RFC 7662 §2. */
export const introspectionEndpoint = (tools: IntrospectionTools): Endpoint => ({
  name: 'introspection', path: '/oauth2/introspect', aliases: ['/oauth/introspect'], methods: ['POST'], cors: 'none',
  async handle(request) {
    const answer = await introspect(request, tools);
    if (!(answer instanceof Refusal)) return answer;
    request.record.refuse(answer);
    appendEvent(request, 'introspection', tools);
    return oauthErrorReply(answer, request);
  },
});

type Told = Readonly<Record<string, unknown>>;
const inactive: Told = { active: false };

async function introspect(request: Request, tools: IntrospectionTools): Promise<Reply | OAuthRefusal> {
  const { tenant, record } = request;
  const params = readBodyParams(request);
  if (params instanceof Refusal) return params;
  const client = await authenticateClient(clientCallOf(request, params), tools);
  if (client instanceof Refusal) return client;
  // RFC 7662 §4: without a secret anybody could scan for tokens.
  if (!isConfidential(client)) return unauthorizedClient('client.public_not_allowed');
  const presented = params.required('token');
  if (presented instanceof Refusal) return presented;
  const told = await tell(presented, client, { request, tools });
  if (!asksForJwt(request.headers['accept'])) return { kind: 'json', status: 200, body: told, headers: noStore };
  const jwt = await writeIntrospection(told, client, { tenant, record, tools });
  return jwt instanceof Refusal ? jwt : { kind: 'jwt', mediaType: introspectionJwtType, jwt, headers: noStore };
}

/** RFC 9701 §4: named among what the caller takes. A wildcard takes the JSON that everybody takes. */
const asksForJwt = (accept: string | undefined) => accept?.split(',').some((one) => one.split(';')[0]?.trim().toLowerCase() === introspectionJwtType) === true;

async function tell(presented: string, client: AuthenticatedClient, { request, tools }: { readonly request: Request; readonly tools: IntrospectionTools }): Promise<Told> {
  const { tenant } = request;
  const token = await findPresentedToken(tenant, presented, tools);
  if (token !== undefined) return (await mayKnow(client, token, { request, tools })) ? describeActive(token, request, tools) : inactive;
  const shared = await findSharedSecretToken(presented, request, tools);
  // Nobody but the API itself can be told what the API may have written.
  return shared?.api.introspectors.includes(client.id) === true ? describeActive({ ...shared.token, audience: [shared.api.identifier] }, request, tools) : inactive;
}

/** RFC 7662 §2.2: active means that the token could be used now. */
async function describeActive(token: PresentedToken, { tenant, record }: Request, tools: IntrospectionTools): Promise<Told> {
  const owner = await findOwner(token, { tenant, record }, tools);
  return owner === undefined ? inactive : describe(token, { owner, tenant, tools });
}

/** RFC 7662 §2.2: what an active token stands for; a member without a value is left out. A username is personal, and not told. */
function describe(token: PresentedToken, { owner, tenant: { issuer }, tools }: { readonly owner: Client; readonly tenant: Tenant; readonly tools: IntrospectionTools }): Told {
  // A JWT says itself how its client knows the person; a row knows the person by their id.
  const subject = token.subject !== undefined && token.format === 'opaque' ? publicSubject(token.subject, owner, tools) : token.subject;
  return {
    active: true, client_id: token.clientId, token_type: token.kind === 'refresh_token' ? 'refresh_token' : tokenTypeOf(token.confirmation), iss: issuer,
    iat: token.issuedAt, exp: token.expiresAt,
    ...(token.scope.length > 0 ? { scope: token.scope.join(' ') } : {}),
    ...(subject === undefined ? {} : { sub: subject }),
    ...(token.audience.length > 0 ? { aud: token.audience.length === 1 ? token.audience[0] : token.audience } : {}),
    ...boundMembers(token),
  };
}

/** `cnf`: RFC 9449 §6.2; `authorization_details`: RFC 9396 §9.2; `act`: RFC 8693 §4.1; `acr` and `auth_time`: RFC 9470 §6.2. */
function boundMembers({ confirmation, authorizationDetails, actor, context }: PresentedToken): Readonly<Record<string, unknown>> {
  const { authTime, detail } = context?.grant ?? {};
  const members = { cnf: confirmation, authorization_details: authorizationDetails, act: actor, acr: detail?.acr, auth_time: authTime };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** The application of a token that could be used now; `undefined` for any other token. */
async function findOwner(token: PresentedToken, { tenant, record }: Pick<Request, 'tenant' | 'record'>, { clients, grants, clock }: IntrospectionTools): Promise<Client | undefined> {
  if (token.kind === 'other' || token.revoked || token.expiresAt <= clock.now()) return undefined;
  const owner = await clients.findClient(tenant.id, token.clientId);
  if (owner === undefined || !owner.enabled) return undefined;
  if (token.grantKey !== undefined && (token.context === undefined || proveUsable(token.context, owner, record) instanceof Refusal)) return undefined;
  return token.kind !== 'refresh_token' || (await grants.findSpent(tenant.id, 'refresh_token', token.key)) === undefined ? owner : undefined;
}

/** RFC 7662 §4: only the application itself, or one that acts for an API in the token's audience, learns about a token. */
async function mayKnow(client: AuthenticatedClient, token: PresentedToken, { request, tools }: { readonly request: Request; readonly tools: IntrospectionTools }): Promise<boolean> {
  if (token.clientId === client.id) return true;
  if (token.kind === 'refresh_token') return false;
  for (const audience of token.audience) {
    const api = await tools.clients.findResourceServer(request.tenant.id, audience);
    if (api?.introspectors.includes(client.id) === true) return true;
  }
  return false;
}
