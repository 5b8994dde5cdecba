import { hash } from 'node:crypto';
import type { Jwk } from '../ports/foreign-jwt.ts';

/** RFC 7638 §3.2, RFC 8037 §2: the members that make a key, in alphabetical order. */
const required: Readonly<Record<string, readonly string[]>> = { EC: ['crv', 'kty', 'x', 'y'], OKP: ['crv', 'kty', 'x'], RSA: ['e', 'kty', 'n'], oct: ['k', 'kty'] };

/** RFC 7638 §3, with SHA-256, in base64url: one name for one key, whatever else stands beside it. Throws a TypeError for what is no key. */
export function thumbprint(jwk: Jwk): string {
  const { kty } = jwk;
  const names = typeof kty === 'string' && Object.hasOwn(required, kty) ? required[kty] : undefined;
  if (names === undefined || !names.every((name) => typeof jwk[name] === 'string')) throw new TypeError('Only an RSA, EC, OKP or oct key with its members has a thumbprint.');
  return hash('sha256', JSON.stringify(Object.fromEntries(names.map((name) => [name, jwk[name]]))), 'base64url');
}
