import { createPrivateKey, createPublicKey, generateKeyPair, type JsonWebKey, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { TenantId } from '../kernel/tenant.ts';
import { thumbprint } from '../protocol/client/thumbprint.ts';
import type { EncryptionKeyAlgorithm, SigningAlgorithm } from '../protocol/vocabulary/names.ts';
import type { RingAlgorithm, StoredSigningKey } from '../protocol/ports/signing-key-store.ts';
import type { Sealing } from './sealing.ts';

/** RFC 7517 §4: the members of a published key, and no others. */
export type PublicJwk = Readonly<Record<'kty' | 'kid' | 'use' | 'alg', string> & Partial<Record<'n' | 'e' | 'crv' | 'x' | 'y', string>>>;
/** A key pair of a ring. */
export interface RingKeyPair<Alg extends RingAlgorithm = RingAlgorithm> { readonly kid: string; readonly alg: Alg; readonly privateKey: KeyObject; readonly publicKey: KeyObject; readonly jwk: PublicJwk }

/** The algorithms of which every ring has keys, the one that every verifier knows first. */
export const signingAlgorithms: readonly SigningAlgorithm[] = ['RS256', 'ES256', 'EdDSA', 'PS256'];
/** Those that a ring has from its first moment. A second RSA key would delay the start of a new tenant, so PS256 follows in the background. */
export const firstAlgorithms: readonly SigningAlgorithm[] = ['RS256', 'ES256', 'EdDSA'];
/** RFC 7516 §4.1.1: what others encrypt to; made in the background. */
export const encryptionAlgorithms: readonly EncryptionKeyAlgorithm[] = ['RSA-OAEP-256', 'ECDH-ES'];
/** True of keys that sign, false of keys that decrypt. */
export const isSigning = (alg: RingAlgorithm): alg is SigningAlgorithm => (signingAlgorithms as readonly string[]).includes(alg);

const generate = promisify(generateKeyPair);
/** RFC 7518 §3.3, RFC 7518 §3.5 and RFC 7518 §4.3 want 2048 bits at least. */
const makeRsa = () => generate('rsa', { modulusLength: 2048, publicExponent: 0x10001 });
const makeP256 = () => generate('ec', { namedCurve: 'P-256' });
const makers: Readonly<Record<RingAlgorithm, () => Promise<{ readonly privateKey: KeyObject }>>> = {
  RS256: makeRsa, PS256: makeRsa, ES256: makeP256, EdDSA: () => generate('ed25519'), 'RSA-OAEP-256': makeRsa, 'ECDH-ES': makeP256,
};

/** A new key pair, made in the thread pool: RSA takes up to a few hundred milliseconds. */
export async function makeRingKey<Alg extends RingAlgorithm>(alg: Alg): Promise<RingKeyPair<Alg>> {
  return keyPair(alg, (await makers[alg]()).privateKey);
}

/** The stored form: the private half sealed in its place. */
export function sealRingKey(pair: RingKeyPair, place: { readonly tenant: TenantId; readonly sealing: Sealing }): Pick<StoredSigningKey, 'kid' | 'alg' | 'sealed' | 'publicJwk'> {
  const plain = pair.privateKey.export({ format: 'der', type: 'pkcs8' });
  const sealed = place.sealing.seal(plain, contextOf(place.tenant, pair));
  plain.fill(0);
  return { kid: pair.kid, alg: pair.alg, sealed, publicJwk: pair.jwk };
}

/** The key pair of a stored key; throws `SealBroken`. The public half comes from the private one, not from the row beside it. */
export function openRingKey<Alg extends RingAlgorithm>(stored: StoredSigningKey & { readonly alg: Alg }, place: { readonly tenant: TenantId; readonly sealing: Sealing }): RingKeyPair<Alg> {
  const plain = place.sealing.open(stored.sealed, contextOf(place.tenant, stored));
  const pair = keyPair(stored.alg, createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' }));
  plain.fill(0);
  return pair;
}

/** Who can write to the database can not make a key that signs decrypt, or the other way round. */
const contextOf = (tenant: TenantId, { kid, alg }: { readonly kid: string; readonly alg: RingAlgorithm }) => `${isSigning(alg) ? 'signing' : 'encryption'} key ${tenant} ${kid}`;

function keyPair<Alg extends RingAlgorithm>(alg: Alg, privateKey: KeyObject): RingKeyPair<Alg> {
  const publicKey = createPublicKey(privateKey);
  const material = publicKey.export({ format: 'jwk' }) as JsonWebKey & { readonly kty: string };
  // RFC 7638 §3: the thumbprint comes of the key alone, so a kid names one key for ever.
  const kid = thumbprint(material);
  return { kid, alg, privateKey, publicKey, jwk: { ...material, kid, use: isSigning(alg) ? 'sig' : 'enc', alg } };
}
