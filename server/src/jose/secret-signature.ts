import { createHmac } from 'node:crypto';

/** The hash of an HMAC, with its length in bytes. */
export interface SecretHash { readonly name: 'sha256' | 'sha384' | 'sha512'; readonly length: number }

const hashes: ReadonlyMap<string, SecretHash> = new Map([['HS256', { name: 'sha256', length: 32 }], ['HS384', { name: 'sha384', length: 48 }], ['HS512', { name: 'sha512', length: 64 }]]);

/** RFC 7518 §3.2: the hash of HS256, HS384 or HS512; `undefined` for any other algorithm. */
export const findHash = (alg: string) => hashes.get(alg);

/** OIDC Core §10.1: the secret in UTF-8. RFC 7518 §3.2: `undefined` when it is shorter than the hash, so that nobody guesses it from a token. */
export function secretBytes(secret: string, { length }: SecretHash): Buffer | undefined {
  const bytes = Buffer.from(secret, 'utf8');
  return bytes.length >= length ? bytes : undefined;
}

/** RFC 7518 §3.2, over `header.payload`. */
export const signatureBySecret = (input: string, key: Buffer, { name }: SecretHash) => createHmac(name, key).update(input, 'latin1').digest();
