import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** A key pair of a client: the public half goes into its record, the private one into the configuration of the suite, which plays the client. */
export interface SuiteKey { readonly publicJwk: Readonly<Record<string, unknown>>; readonly privateJwk: Readonly<Record<string, unknown>> }

/** RFC 7517 §4: a new signing key for ES256 or PS256. */
export function makeSuiteKey(alg: 'ES256' | 'PS256'): SuiteKey {
  const { publicKey, privateKey } = alg === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const plain = publicKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(JSON.stringify(plain)).digest('base64url').slice(0, 16);
  const named = (key: KeyObject) => ({ ...key.export({ format: 'jwk' }), kid, alg, use: 'sig' });
  return { publicJwk: named(publicKey), privateJwk: named(privateKey) };
}
