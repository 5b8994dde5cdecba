import { constants, sign, type KeyObject, type SignKeyObjectInput } from 'node:crypto';
import type { Awaitable } from '../kernel/awaitable.ts';
import type { JwsSigningKey, SignJwt } from '../protocol/ports/jws.ts';
import type { SigningAlgorithm } from '../protocol/vocabulary/names.ts';
import { rawSignature } from './raw-signature.ts';

type SignInput = (input: string, key: JwsSigningKey) => Awaitable<string>;

/**
 * RFC 7515 §7.1: the signer of one key; it gives `header.payload.signature`.
 * The header is encoded once for each `typ`, of which there are a handful.
 * ES256 and EdDSA sign in place, as a thread hop costs as much as the signature; RSA is ten times dearer and goes to the thread pool, so that the event loop stays free.
 */
export function assembleJws(key: JwsSigningKey): SignJwt {
  const headers = new Map<string, string>();
  const headerOf = (typ: string) => {
    const known = headers.get(typ);
    if (known !== undefined) return known;
    const made = `${encode(JSON.stringify({ alg: key.alg, typ, kid: key.kid }))}.`;
    headers.set(typ, made);
    return made;
  };
  const signInput = signers[key.alg];
  return ({ typ, claims }) => signInput(headerOf(typ) + encode(JSON.stringify(claims)), key);
}

const encode = (text: string) => Buffer.from(text, 'utf8').toString('base64url');

/** RFC 7518 §3.4. */
const es256: SignInput = (input, { privateKey }) => `${input}.${rawSignature(sign('sha256', Buffer.from(input, 'latin1'), privateKey)).toString('base64url')}`;

/** RFC 8037 §3.1. */
const eddsa: SignInput = (input, { privateKey }) => `${input}.${sign(null, Buffer.from(input, 'latin1'), privateKey).toString('base64url')}`;

/** RFC 7518 §3.3 with a bare key; RFC 7518 §3.5 with a padding, whose salt is as long as the hash. */
const rsa = (padded: (key: JwsSigningKey) => SignKeyObjectInput | KeyObject): SignInput => (input, key) => new Promise<string>((resolve, reject) => {
  sign('sha256', Buffer.from(input, 'latin1'), padded(key), (error, signature) => {
    if (error === null) resolve(`${input}.${signature.toString('base64url')}`);
    else reject(error);
  });
});

const signers: Readonly<Record<SigningAlgorithm, SignInput>> = {
  ES256: es256,
  EdDSA: eddsa,
  RS256: rsa(({ privateKey }) => privateKey),
  PS256: rsa(({ privateKey }) => ({ key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 })),
};
