import type { Client } from '../client/client.ts';
import { isOutboundFailure, type Outbound } from '../ports/outbound.ts';
import { invalidRequestUri, type OAuthRefusal } from '../vocabulary/errors.ts';

/**
 * OIDC Core §6.2, RFC 9101 §5.2: the request object at an address that is registered for the client, exactly; nothing else is ever asked (RFC 9101 §10.4).
 * A fragment tells caches that the document changed (OIDC Core §6.2.1); what the document says is vouched for by its signature, which every object has.
 */
export async function fetchRequestObject(requestUri: string, client: Client, outbound: Outbound): Promise<string | OAuthRefusal> {
  const { objectUris } = client.requests;
  const at = requestUri.indexOf('#');
  const address = at === -1 ? requestUri : requestUri.slice(0, at);
  if (!objectUris.includes(requestUri) && !objectUris.includes(address)) return invalidRequestUri('request_uri.not_registered', { expected: objectUris.join(' ').slice(0, 300) || 'no address is registered', received: requestUri.slice(0, 200) });
  const answer = await outbound.send({ url: address, headers: { accept: 'application/oauth-authz-req+jwt, application/jwt;q=0.9' } });
  if (isOutboundFailure(answer)) return invalidRequestUri('request_uri.not_fetched', { received: answer.failure });
  if (answer.status !== 200) return invalidRequestUri('request_uri.not_fetched', { expected: 'status 200', received: `status ${answer.status}` });
  return answer.body.trim();
}
