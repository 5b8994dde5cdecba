import { createPublicKey } from 'node:crypto';
import { parsePublicKey } from '../../protocol/client/public-key.ts';
import { thumbprint } from '../../protocol/client/thumbprint.ts';
import type { Client } from '../../protocol/client/client.ts';
import type { Jwk } from '../../protocol/ports/foreign-jwt.ts';
import { invalidBody, type ManagementRefusal } from '../refusal.ts';
import type { Credential } from './schema.ts';

/** The public keys of a body: new ones as PEM, those that stay by their id (RFC 7638: the thumbprint). */
export function keysOf(credentials: readonly Credential[], { keys }: Client): readonly Jwk[] | ManagementRefusal {
  const found: Jwk[] = [];
  for (const [index, credential] of credentials.entries()) {
    const key = 'id' in credential ? keys.jwks?.find(({ kid }) => kid === credential.id) : jwkOf(credential.pem);
    if (key === undefined) return invalidBody(`client_authentication_methods.private_key_jwt.credentials.${index}: ${'id' in credential ? 'the application has no such key' : 'this is not a public key in PEM'}.`);
    found.push(key);
  }
  return found;
}

function jwkOf(pem: string): Jwk | undefined {
  // `createPublicKey` would take the public half of a private key, which should never have been sent.
  if (pem.includes('PRIVATE')) return undefined;
  const jwk = exported(pem);
  if (jwk === undefined) return undefined;
  const named = { ...jwk, kid: thumbprint(jwk), use: 'sig' };
  return typeof parsePublicKey(named) === 'string' ? undefined : named;
}

function exported(pem: string): (Jwk & { readonly kty: string }) | undefined {
  try { return createPublicKey(pem).export({ format: 'jwk' }) as Jwk & { readonly kty: string }; } catch { return undefined; }
}
