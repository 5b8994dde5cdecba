import type { Endpoint } from '../endpoints/reply.ts';

type Headers = Readonly<Record<string, string>>;

/** `mcp-protocol-version`: MCP clients in browsers send it with every request, those for metadata too. */
const allowedHeaders = 'authorization, content-type, auth0-client, dpop, mcp-protocol-version, x-requested-with';
const exposedHeaders = 'DPoP-Nonce, WWW-Authenticate, X-Request-Id, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset';
const preflightSeconds = '600';

/** Some clients call these with `credentials: include`; the answers depend on no cookie, so nothing is given away. */
const withCredentials: ReadonlySet<string> = new Set(['token', 'revocation']);

/** The longest origin that is looked up. */
const longestOrigin = 512;

/** An origin that may be asked about at all: `null` is everybody's, and never anybody's. */
export const isPlainOrigin = (origin: string | undefined): origin is string => origin !== undefined && origin !== 'null' && origin.length <= longestOrigin;

/**
 * Fetch §3.3: who may read the answer.
 * @param origin the request's origin when it is registered with the tenant, else `undefined`: then no origin may
 */
export function corsHeaders({ cors, name }: Endpoint, origin: string | undefined): Headers {
  if (cors === 'none') return {};
  if (cors === 'public') return { 'access-control-allow-origin': '*', 'access-control-expose-headers': exposedHeaders };
  if (origin === undefined) return { vary: 'Origin' };
  const credentials = withCredentials.has(name) ? { 'access-control-allow-credentials': 'true' } : {};
  return { vary: 'Origin', 'access-control-allow-origin': origin, 'access-control-expose-headers': exposedHeaders, ...credentials };
}

/** What a preflight is told beside `corsHeaders`; nothing, where the origin may not. */
export function preflightHeaders({ cors, methods }: Endpoint, origin: string | undefined): Headers {
  if (cors === 'applications' && origin === undefined) return {};
  return { 'access-control-allow-methods': methods.join(', '), 'access-control-allow-headers': allowedHeaders, 'access-control-max-age': preflightSeconds };
}
