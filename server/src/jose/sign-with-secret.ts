import type { SecretSigner } from '../protocol/ports/foreign-jwt.ts';
import { findHash, secretBytes, signatureBySecret, type SecretHash } from './secret-signature.ts';

const encode = (text: string) => Buffer.from(text, 'utf8').toString('base64url');
const hs256 = findHash('HS256') as SecretHash;

/** OIDC Core §10.1: signs for the one client that knows the secret, in place, as it costs less than a thread hop. */
export const secretSigner: SecretSigner = {
  signWithSecret(secret, { typ, claims }) {
    const key = secretBytes(secret, hs256);
    if (key === undefined) throw new RangeError(`A secret that signs with HS256 has at least ${hs256.length} bytes (RFC 7518 §3.2).`);
    const input = `${encode(JSON.stringify({ alg: 'HS256', typ }))}.${encode(JSON.stringify(claims))}`;
    return `${input}.${signatureBySecret(input, key, hs256).toString('base64url')}`;
  },
};
