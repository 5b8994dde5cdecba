import { timingSafeEqual } from 'node:crypto';
import { thumbprint } from '../protocol/client/thumbprint.ts';
import type { ForeignJwt, ForeignJwts, Jwk } from '../protocol/ports/foreign-jwt.ts';
import { parseForeignObject, splitCompact, type JsonObject } from './compact-parts.ts';
import { findFittingKeys, findVerificationKey, isKnownAlgorithm } from './fitting-keys.ts';
import { openJws } from './open-jws.ts';
import { findHash, secretBytes, signatureBySecret } from './secret-signature.ts';

const longestJwt = 64 * 1024;

/** What others signed, through `jose`, after a strict look at its form. Whatever a header says of keys and addresses is never followed. */
export const foreignJwts: ForeignJwts = {
  read: readJwt,

  async verify(jwt, keys, algs) {
    const found = readSigned(jwt, algs);
    if (found === undefined || !isKnownAlgorithm(found.header.alg)) return undefined;
    const fitting = findFittingKeys(keys, found.header);
    if (fitting.length === 0) return 'no_key';
    for (const key of fitting) if (await openJws(jwt, key, found.header.alg) !== undefined) return found;
    return undefined;
  },

  async verifyWithSecret(jwt, secret, algs) {
    const found = readSigned(jwt, algs);
    const hashed = found === undefined ? undefined : findHash(found.header.alg);
    const key = hashed === undefined ? undefined : secretBytes(secret, hashed);
    if (hashed === undefined || key === undefined) return undefined;
    const end = jwt.lastIndexOf('.');
    const [signature, expected] = [Buffer.from(jwt.slice(end + 1), 'base64url'), signatureBySecret(jwt.slice(0, end), key, hashed)];
    return signature.length === expected.length && timingSafeEqual(signature, expected) ? found : undefined;
  },

  async verifySelfSigned(jwt, algs) {
    const found = readSigned(jwt, algs);
    if (found === undefined) return undefined;
    const { alg, jwk } = found.header;
    const key = findVerificationKey(jwk, alg);
    return key !== undefined && await openJws(jwt, key, alg) !== undefined ? { ...found, jwk: jwk as Jwk } : undefined;
  },

  thumbprint,
};

/** RFC 7519 §7.2, without the signature. */
function readJwt(jwt: string): ForeignJwt | undefined {
  const [first = '', second = ''] = splitCompact(jwt, { count: 3, longest: longestJwt }) ?? [];
  const header = first === '' ? undefined : parseForeignObject(first);
  const claims = header === undefined || !isHeader(header) ? undefined : parseForeignObject(second);
  return claims === undefined ? undefined : { header: header as ForeignJwt['header'], claims };
}

const isHeader = ({ alg, kid, typ }: JsonObject) => typeof alg === 'string' && isTextOrMissing(kid) && isTextOrMissing(typ);
const isTextOrMissing = (value: unknown) => value === undefined || typeof value === 'string';

/** One whose algorithm is asked for. RFC 7515 §4.1.11: what it calls critical is not understood here, and RFC 7797 §7 wants that said of `b64`. */
function readSigned(jwt: string, algs: readonly string[]): ForeignJwt | undefined {
  const found = readJwt(jwt);
  return found !== undefined && algs.includes(found.header.alg) && found.header['crit'] === undefined && found.header['b64'] === undefined && !jwt.endsWith('.') ? found : undefined;
}
