import { sign } from 'node:crypto';
import type { JwsSigningKey, SignJwt } from '../protocol/ports/jws.ts';
import { rawSignature } from './raw-signature.ts';

/**
 * RFC 7515 §7.1: the signer of one key; it gives `header.payload.signature`.
 * The header is encoded once for each `typ`, of which there are a handful.
 * ES256 signs in place, as a thread hop costs as much as the signature; RS256 is ten times dearer and goes to the thread pool, so that the event loop stays free.
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
  const signature = key.alg === 'ES256' ? es256 : rs256;
  return ({ typ, claims }) => signature(headerOf(typ) + encode(JSON.stringify(claims)), key);
}

const encode = (text: string) => Buffer.from(text, 'utf8').toString('base64url');

/** RFC 7518 §3.4. */
const es256 = (input: string, { privateKey }: JwsSigningKey) =>
  `${input}.${rawSignature(sign('sha256', Buffer.from(input, 'latin1'), privateKey)).toString('base64url')}`;

/** RFC 7518 §3.3. */
const rs256 = (input: string, { privateKey }: JwsSigningKey) => new Promise<string>((resolve, reject) => {
  sign('sha256', Buffer.from(input, 'latin1'), privateKey, (error, signature) => {
    if (error === null) resolve(`${input}.${signature.toString('base64url')}`);
    else reject(error);
  });
});
