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
export const signingAlgorithms: readonly SigningAlgorithm[] = ['RS256', 'ES256', 'EdDSA', 'PS256'];
/** Those that a ring has from its first moment. A second RSA key would delay the start of a new tenant, so PS256 follows in the background. */
export const firstAlgorithms: readonly SigningAlgorithm[] = ['RS256', 'ES256', 'EdDSA'];

const generate = promisify(generateKeyPair);
/** RFC 7518 §3.3 and RFC 7518 §3.5 want 2048 bits at least. */
const makeRsa = () => generate('rsa', { modulusLength: 2048, publicExponent: 0x10001 });
const makers: Readonly<Record<SigningAlgorithm, () => Promise<{ readonly privateKey: KeyObject }>>> = {
  RS256: makeRsa, PS256: makeRsa, ES256: () => generate('ec', { namedCurve: 'P-256' }), EdDSA: () => generate('ed25519'),
};

/** A new key pair, made in the thread pool: RSA takes up to a few hundred milliseconds. */
export async function makeSigningKey(alg: SigningAlgorithm): Promise<SigningKeyPair> {
  return keyPair(alg, (await makers[alg]()).privateKey);
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
  const material = kty === 'RSA' ? { e, kty, n } : kty === 'EC' ? { crv, kty, x, y } : { crv, kty, x };
  // RFC 7638 §3: the thumbprint is the hash of the required members in alphabetical order, so a kid names one key for ever.
  const kid = hash('sha256', JSON.stringify(material), 'base64url');
  return { kid, alg, privateKey, publicKey, jwk: { kid, use: 'sig', alg, ...material } };
}
