import { createPrivateKey, createPublicKey, generateKeyPair, hash, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { TenantId } from '../kernel/tenant.ts';
import type { SigningAlgorithm } from '../protocol/vocabulary/names.ts';
import type { StoredSigningKey } from '../protocol/ports/signing-key-store.ts';
import type { Sealing } from './sealing.ts';

/** RFC 7517 §4: the members of a published key, and no others. */
export type PublicJwk = Readonly<Record<'kty' | 'kid' | 'use' | 'alg', string> & Partial<Record<'n' | 'e' | 'crv' | 'x' | 'y', string>>>;
/** A key pair of a ring. */
export interface SigningKeyPair { readonly kid: string; readonly alg: SigningAlgorithm; readonly privateKey: KeyObject; readonly publicKey: KeyObject; readonly jwk: PublicJwk }

/** The algorithms of which every ring has keys, the one that every verifier knows first. */
export const signingAlgorithms: readonly SigningAlgorithm[] = ['RS256', 'ES256'];

const generate = promisify(generateKeyPair);

/** A new key pair, made in the thread pool: RSA takes up to a few hundred milliseconds (RFC 7518 §3.3 wants 2048 bits at least). */
export async function makeSigningKey(alg: SigningAlgorithm): Promise<SigningKeyPair> {
  const { privateKey } = alg === 'RS256'
    ? await generate('rsa', { modulusLength: 2048, publicExponent: 0x10001 })
    : await generate('ec', { namedCurve: 'P-256' });
  return keyPair(alg, privateKey);
}

/** The stored form: the private half sealed in its place. */
export function sealSigningKey(pair: SigningKeyPair, place: { readonly tenant: TenantId; readonly sealing: Sealing }): Pick<StoredSigningKey, 'kid' | 'alg' | 'sealed' | 'publicJwk'> {
  const plain = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
  const sealed = place.sealing.seal(plain, contextOf(place.tenant, pair.kid));
  plain.fill(0);
  return { kid: pair.kid, alg: pair.alg, sealed, publicJwk: pair.jwk };
}

/** The key pair of a stored key; throws `SealBroken`. The public half comes from the private one, not from the row beside it. */
export function openSigningKey(stored: StoredSigningKey, place: { readonly tenant: TenantId; readonly sealing: Sealing }): SigningKeyPair {
  const plain = place.sealing.open(stored.sealed, contextOf(place.tenant, stored.kid));
  const pair = keyPair(stored.alg, createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' }));
  plain.fill(0);
  return pair;
}

const contextOf = (tenant: TenantId, kid: string) => `signing key ${tenant} ${kid}`;

function keyPair(alg: SigningAlgorithm, privateKey: KeyObject): SigningKeyPair {
  const publicKey = createPublicKey(privateKey);
  const { kty = '', n = '', e = '', crv = '', x = '', y = '' } = publicKey.export({ format: 'jwk' });
  // RFC 7638 §3: the thumbprint is the hash of the required members in alphabetical order, so a kid names one key for ever.
  const required = kty === 'RSA' ? { e, kty, n } : { crv, kty, x, y };
  const kid = hash('sha256', JSON.stringify(required), 'base64url');
  return { kid, alg, privateKey, publicKey, jwk: { kty, kid, use: 'sig', alg, ...(kty === 'RSA' ? { n, e } : { crv, x, y }) } };
}
