import type { Refusal } from '../../kernel/refusal.ts';
import type { Client } from '../../protocol/client/client.ts';
import type { Registration } from '../../protocol/client/client-policies.ts';
import { bearerErrorReply } from '../bearer-error.ts';
import { retryHeaders } from '../error-page/render-refusal.ts';
import { noStore, oauthErrorReply } from '../oauth-error.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';

/** A client with the secrets that only this answer shows. */
export interface Registered { readonly client: Client & { readonly registration: Registration }; /** A new client secret. */ readonly secret: string | undefined; readonly accessToken: string }

/** RFC 7592 §3: where a registration is read, changed and removed. */
export const registrationUri = (issuer: string, clientId: string) => `${issuer}oidc/register?client_id=${encodeURIComponent(clientId)}`;

/** RFC 7591 §3.2.1, RFC 7592 §3: everything that was accepted, as it is stored. */
export function registeredReply(request: Request, status: 200 | 201, { client, secret, accessToken }: Registered): Reply {
  const { metadata, registeredAt } = client.registration;
  return {
    kind: 'json', status, headers: noStore,
    body: {
      client_id: client.id, client_id_issued_at: registeredAt,
      ...(secret === undefined ? {} : { client_secret: secret, client_secret_expires_at: 0 }),
      registration_access_token: accessToken, registration_client_uri: registrationUri(request.tenant.issuer, client.id),
      ...metadata,
    },
  };
}

/** RFC 7591 §3.2.2, RFC 6750 §3.1. */
export function refusedReply(request: Request, refusal: Refusal, now: number): Reply {
  if (refusal.code === 'invalid_token') return bearerErrorReply(refusal);
  const reply = oauthErrorReply(refusal, request);
  return { ...reply, headers: { ...reply.headers, ...retryHeaders(refusal, now) } };
}
