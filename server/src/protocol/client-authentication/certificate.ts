import type { Credentials, SecretPresentation } from './method.ts';

/** RFC 8705 §2: the request only says the name of the client; the connection shows the certificate. */
export function presentName({ params }: Credentials): SecretPresentation | undefined {
  const clientId = params.optional('client_id');
  return clientId === undefined ? undefined : { clientId, secret: '' };
}
