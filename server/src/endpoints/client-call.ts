import type { ClientCall } from '../protocol/client-authentication/authenticate-client.ts';
import type { Params } from '../protocol/params.ts';
import type { Request } from './request.ts';

/** What a request to any endpoint shows of its client (RFC 6749 §2.3). */
export function clientCallOf(request: Request, params: Params): ClientCall {
  const { tenant, record, address, headers, path, calledUrl } = request;
  return {
    tenant, record, address, params, authorization: headers['authorization'], certificate: () => request.certificate,
    endpoints: () => [...new Set([calledUrl, `${tenant.issuer}${path.slice(1)}`, `${tenant.issuer}oauth/token`, `${tenant.issuer}oauth2/token`])],
  };
}
