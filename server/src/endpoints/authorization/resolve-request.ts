import { Refusal } from '../../kernel/refusal.ts';
import { fetchRequestObject } from '../../protocol/authorization-request/fetch-request-object.ts';
import { findPushedRequest, isPushedUri, type PushedRequestTools } from '../../protocol/authorization-request/pushed-request.ts';
import { proveRequestObject, type RequestObjectTools } from '../../protocol/authorization-request/request-object.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Client } from '../../protocol/client/client.ts';
import { rulesOf } from '../../protocol/client/profiles.ts';
import type { Params } from '../../protocol/params.ts';
import type { ClientDirectory } from '../../protocol/ports/client-directory.ts';
import type { Outbound } from '../../protocol/ports/outbound.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { Request } from '../request.ts';

/** Where requests are found that came another way than in the parameters, and what they are proved with. */
export type ResolveTools = RequestObjectTools & PushedRequestTools & { readonly clients: ClientDirectory; readonly outbound: Outbound };

interface Context { readonly request: Request; readonly tools: ResolveTools }

/**
 * The parameters that a browser's request stands for: those that were pushed (RFC 9126 §4), those of the request object (RFC 9101 §6.3), or its own.
 * Where the client or its tenant demands one of these ways, the others are refused. A client that is not known is for the next step to refuse.
 */
export async function resolveRequest(params: Params, context: Context): Promise<Params | OAuthRefusal> {
  const { request: { tenant, record }, tools } = context;
  const requestUri = params.optional('request_uri');
  const client = await tools.clients.findClient(tenant.id, params.optional('client_id') ?? '');
  if (client === undefined) return params;
  record.facts.clientId = client.id;
  if (requestUri !== undefined && params.optional('request') !== undefined) return invalidRequest('request_object.two_ways');
  if (requestUri !== undefined && isPushedUri(requestUri)) {
    const pushed = await findPushedRequest(tenant, { requestUri, clientId: client.id }, tools);
    if (!(pushed instanceof Refusal)) record.pass('request_uri.known');
    return pushed;
  }
  if (mustPush(client, tenant)) return invalidRequest('par.required', { expected: 'request_uri of a pushed request' });
  if (requestUri === undefined) return resolveObject(params, client, context);
  const fetched = await fetchRequestObject(requestUri, client, tools.outbound);
  if (fetched instanceof Refusal) return fetched;
  record.pass('request_uri.registered');
  return proveRequestObject(fetched, { tenant, client, record }, tools);
}

/** RFC 9126 §5, RFC 9126 §6. */
const mustPush = (client: Client, { settings }: Tenant) => client.requests.parRequired || rulesOf(client).parRequired || settings.parRequired;

/** RFC 9101 §5.1: the request object among the parameters, or the parameters themselves where the client need not sign. */
export async function resolveObject(params: Params, client: Client, { request, tools }: { readonly request: Request; readonly tools: RequestObjectTools }): Promise<Params | OAuthRefusal> {
  const object = params.optional('request');
  if (object !== undefined) return proveRequestObject(object, { tenant: request.tenant, client, record: request.record }, tools);
  return client.requests.signedObjectRequired ? invalidRequest('request_object.required') : params;
}
