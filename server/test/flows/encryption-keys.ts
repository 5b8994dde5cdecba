import { compactDecrypt, exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';
import { createHash } from 'node:crypto';

/** An application's own key pair for what is encrypted to it. */
export interface Recipient { readonly jwk: JWK & Record<string, unknown>; readonly alg: string; open(jwe: string | undefined): Promise<Opened> }
export interface Opened { readonly header: Readonly<Record<string, unknown>>; readonly text: string }

export async function recipientOf(alg: string, over: Readonly<Record<string, unknown>> = {}): Promise<Recipient> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), use: 'enc', alg, kid: `enc-${alg}`, ...over };
  return { jwk, alg, open: (jwe) => openWith(jwe, privateKey) };
}

export async function openWith(jwe: string | undefined, key: CryptoKey | Uint8Array): Promise<Opened> {
  const { plaintext, protectedHeader } = await compactDecrypt(jwe ?? '', key);
  return { header: protectedHeader, text: Buffer.from(plaintext).toString() };
}

/** OIDC Core §10.2: a key of so many bytes, out of the client secret. */
export const keyOfSecret = (secret: string | undefined, bytes: number): Uint8Array => createHash(bytes <= 32 ? 'sha256' : 'sha512').update(secret ?? '').digest().subarray(0, bytes);
