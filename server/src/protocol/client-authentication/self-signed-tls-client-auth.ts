import { hash } from 'node:crypto';
import { thumbprint } from '../client/thumbprint.ts';
import type { Jwk } from '../ports/foreign-jwt.ts';
import { isOutboundFailure } from '../ports/outbound.ts';
import type { ClientCertificate } from '../sender-constraint/client-certificate.ts';
import { invalidClient } from '../vocabulary/errors.ts';
import type { ClientAuthenticationMethod, SecretPresentation, VerifyTools } from './method.ts';
import { presentName } from './certificate.ts';
import { believed } from './secrets.ts';
import type { Client } from '../client/client.ts';

/** RFC 8705 §2.2: the very certificate that the client registered among its keys; who signed it does not matter. */
export const selfSignedTlsClientAuth: ClientAuthenticationMethod<SecretPresentation> = {
  name: 'self_signed_tls_client_auth',
  present: presentName,

  async verify(_shown, { client, certificate }, tools) {
    const shown = certificate();
    if (shown === undefined) return invalidClient('certificate.missing');
    const known = await isRegistered(shown, client, tools);
    return known ? believed : invalidClient('certificate.not_registered', { expected: 'a certificate (x5c) or key of the registered jwks', received: `SHA-256 ${shown.thumbprint.slice(0, 12)}...` });
  },
};

async function isRegistered(shown: ClientCertificate, client: Client, { clientKeys }: VerifyTools): Promise<boolean> {
  const keys = await clientKeys.keysOf(client);
  if (!isOutboundFailure(keys) && keys.some((key) => isOf(key, shown))) return true;
  if (client.keys.jwksUri === undefined) return false;
  const newer = await clientKeys.keysOf(client, { refetch: true });
  return !isOutboundFailure(newer) && newer.some((key) => isOf(key, shown));
}

/** A key that names its certificate is that certificate and no other one; one that names none stands for any certificate of the key. */
function isOf(key: Jwk, { thumbprint: shown, publicJwk }: ClientCertificate): boolean {
  const { x5c, 'x5t#S256': named } = key;
  if (Array.isArray(x5c) && typeof x5c[0] === 'string') return hash('sha256', Buffer.from(x5c[0], 'base64'), 'base64url') === shown;
  if (typeof named === 'string') return named === shown;
  return sameKey(key, publicJwk);
}

function sameKey(a: Jwk, b: Jwk): boolean {
  try { return thumbprint(a) === thumbprint(b); } catch { return false; }
}
