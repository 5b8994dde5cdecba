import type { Tenant } from '../kernel/tenant.ts';
import type { DpopNonces } from '../protocol/dpop/dpop-nonces.ts';
import type { SenderCall } from '../protocol/sender-constraint/prove-sender.ts';
import type { Request } from './request.ts';

/** What a request brings along to prove a key. A proof names the address that was called, which may be an alias, or on the port for certificates. */
export const senderCallOf = ({ tenant, record, headers, certificate, method, calledUrl }: Request): SenderCall =>
  ({ tenant, record, dpop: headers['dpop'], certificate, method, url: calledUrl });

/** RFC 9449 §8.2: whoever sent a proof is told the nonce of now, whatever the answer. */
export const nonceHeader = (request: { readonly tenant: Tenant; readonly headers: Request['headers'] }, { dpopNonces }: { readonly dpopNonces: DpopNonces }): Readonly<Record<string, string>> =>
  (request.headers['dpop'] === undefined ? {} : { 'dpop-nonce': dpopNonces.current(request.tenant) });
