import { constants, sign, type KeyObject } from 'node:crypto';
import type { JwsVerificationKey } from '../../src/protocol/ports/jws.ts';
import { makeRingKey } from '../../src/keys/ring-key.ts';
import { verifyJws } from '../../src/jose/verify-jws.ts';

/** The keys that the tests of this folder sign with, one of each algorithm. */
export const [rsa, ec, ed, pss] = await Promise.all([makeRingKey('RS256'), makeRingKey('ES256'), makeRingKey('EdDSA'), makeRingKey('PS256')]);
const keys = new Map<string, JwsVerificationKey>([rsa, ec, ed, pss].map((key) => [key.kid, key]));

/** Verification with the ring of these keys. */
export const verify = (jwt: string) => verifyJws(jwt, (kid) => keys.get(kid));

export const base64url = (text: string | Buffer) => Buffer.from(text as string).toString('base64url');
/** A JWS with any header and payload, signed by `signature`. */
export function craft(header: unknown, payload: unknown, signature: (input: Buffer) => Buffer): string {
  const input = `${base64url(JSON.stringify(header))}.${base64url(typeof payload === 'string' ? payload : JSON.stringify(payload))}`;
  return `${input}.${base64url(signature(Buffer.from(input)))}`;
}
export const byEc = (privateKey: KeyObject = ec.privateKey) => (input: Buffer) => sign('sha256', input, { key: privateKey, dsaEncoding: 'ieee-p1363' });
export const byEd = (privateKey: KeyObject = ed.privateKey) => (input: Buffer) => sign(null, input, privateKey);
export const byPss = (privateKey: KeyObject = pss.privateKey, saltLength = 32) => (input: Buffer) => sign('sha256', input, { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
export const byRsa = (privateKey: KeyObject = rsa.privateKey) => (input: Buffer) => sign('sha256', input, privateKey);

export const ecHeader = { alg: 'ES256', typ: 'JWT', kid: ec.kid };
export const edHeader = { alg: 'EdDSA', typ: 'JWT', kid: ed.kid };
export const pssHeader = { alg: 'PS256', typ: 'JWT', kid: pss.kid };
export const rsaHeader = { alg: 'RS256', typ: 'JWT', kid: rsa.kid };
export const claims = { iss: 'https://login.example.com/', sub: 'auth0|0123456789abcdef01234567', iat: 1_700_000_000, exp: 1_700_003_600 };
