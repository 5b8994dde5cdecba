import { Refusal } from '../../kernel/refusal.ts';
import { parseAuthorizationRequest, type AuthorizationRequestTools } from '../../protocol/authorization-request/authorization-request.ts';
import { keepPushedRequest, pushedRequestTtl, type PushedRequestTools } from '../../protocol/authorization-request/pushed-request.ts';
import type { RequestObjectTools } from '../../protocol/authorization-request/request-object.ts';
import { proveResponseMode } from '../../protocol/authorization-request/response-mode.ts';
import { authenticateClient, type AuthenticatedClient, type ClientAuthenticationTools } from '../../protocol/client-authentication/authenticate-client.ts';
import { agreedDpopJkt, parseDpopJkt } from '../../protocol/dpop/dpop-jkt.ts';
import { Params } from '../../protocol/params.ts';
import { proveDpop, type DpopTools } from '../../protocol/sender-constraint/dpop.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { clientCallOf } from '../client-call.ts';
import { noStore, oauthErrorReply } from '../oauth-error.ts';
import { readBodyParams } from '../read-params.ts';
import { appendEvent, type EventTools } from '../record-event.ts';
import type { Endpoint } from '../reply.ts';
import type { Request } from '../request.ts';
import { nonceHeader, senderCallOf } from '../sender-call.ts';
import { resolveObject } from './resolve-request.ts';
import { findReturnAddress } from './return-address.ts';

/** What authenticates the client, judges its request as the authorization endpoint would, and keeps it. */
export type PushTools = ClientAuthenticationTools & AuthorizationRequestTools & RequestObjectTools & PushedRequestTools & DpopTools & EventTools;

/** RFC 9126 §2: the client hands over its authorization request before the browser comes, and gets a name for it. */
export const pushedAuthorizationEndpoint = (tools: PushTools): Endpoint => ({
  name: 'par', path: '/oauth/par', aliases: ['/oauth2/par'], methods: ['POST'], cors: 'applications',
  async handle(request) {
    const requestUri = await push(request, tools);
    if (requestUri instanceof Refusal) request.record.refuse(requestUri);
    appendEvent(request, 'authorize.pushed', tools);
    if (!(requestUri instanceof Refusal)) return { kind: 'json', status: 201, body: { request_uri: requestUri, expires_in: pushedRequestTtl }, headers: { ...noStore, ...nonceHeader(request, tools) } };
    const refused = oauthErrorReply(requestUri, request);
    return { ...refused, headers: { ...refused.headers, ...nonceHeader(request, tools) } };
  },
});

async function push(request: Request, tools: PushTools): Promise<string | OAuthRefusal> {
  const { tenant, record } = request;
  const sent = readBodyParams(request);
  if (sent instanceof Refusal) return sent;
  record.pass('request.parameters');
  const client = await authenticateClient(clientCallOf(request, sent), tools);
  if (client instanceof Refusal) return client;
  // RFC 9126 §2.1.
  if (sent.optional('request_uri') !== undefined) return invalidRequest('par.request_uri_inside');
  const resolved = await resolveObject(sent, client, { request, tools });
  if (resolved instanceof Refusal) return resolved;
  const params = await bindToKey(withoutCredentials(resolved, client), client, { request, tools });
  if (params instanceof Refusal) return params;
  const refusal = await refuseAsked(params, client, { request, tools });
  return refusal ?? keepPushedRequest(tenant, { clientId: client.id, request: params.toRecord() }, tools);
}

interface Context { readonly request: Request; readonly tools: PushTools }

/** RFC 9126 §2.1: what authenticated the client is no part of the request, and is never kept. */
function withoutCredentials(params: Params, client: AuthenticatedClient): Params {
  const { client_secret: _secret, client_assertion: _assertion, client_assertion_type: _type, ...asked } = params.toRecord();
  return Params.fromRecord({ ...asked, client_id: [client.id] });
}

/** RFC 9449 §10.1: a proof that comes along binds the code to its key. */
async function bindToKey(params: Params, client: AuthenticatedClient, { request, tools }: Context): Promise<Params | OAuthRefusal> {
  const named = parseDpopJkt(params);
  if (named instanceof Refusal) return named;
  const call = senderCallOf(request);
  const proof = call.dpop === undefined ? undefined : await proveDpop({ ...call, dpop: call.dpop }, client, tools);
  if (proof instanceof Refusal) return proof;
  const jkt = agreedDpopJkt(named, proof?.jkt);
  if (jkt instanceof Refusal) return jkt;
  return jkt === undefined ? params : Params.fromRecord({ ...params.toRecord(), dpop_jkt: [jkt] });
}

/** RFC 9126 §2.1: the request is judged as if a browser had brought it. */
async function refuseAsked(params: Params, client: AuthenticatedClient, { request, tools }: Context): Promise<OAuthRefusal | undefined> {
  const { tenant, record } = request;
  const address = await findReturnAddress(params, request, tools);
  if (address instanceof Refusal) return address;
  const asked = proveResponseMode(params, address.redirectUri) ?? (await parseAuthorizationRequest(params, { tenant, client, record }, tools));
  return asked instanceof Refusal ? asked : undefined;
}
