import type { KeyObject } from 'node:crypto';
import type { Jwk } from '../protocol/ports/foreign-jwt.ts';
import { findKeyObject } from './known-keys.ts';

/** RFC 8725 §2.1: a token without `kid` makes no more work than this. */
const mostTried = 10;

const edwards = 'OKP Ed25519';
/** RFC 7518 §3.1, RFC 8037 §3.1: the algorithms that foreign signatures may have, and the one kind of key that each takes. `Ed25519` is the newer name of what EdDSA means here. */
const kinds: ReadonlyMap<string, string> = new Map([
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'].map((alg) => [alg, 'RSA'] as const),
  ['ES256', 'EC P-256'], ['ES384', 'EC P-384'], ['ES512', 'EC P-521'], ['EdDSA', edwards], ['Ed25519', edwards],
]);

/** True of the algorithms that a foreign signature may have here. */
export const isKnownAlgorithm = (alg: string) => kinds.has(alg);

/** RFC 8725 §3.1: the key verifies this algorithm by its kind and by what it says of itself; `undefined` if it does not, or is no good key. */
export function findVerificationKey(jwk: unknown, alg: string): KeyObject | undefined {
  if (typeof jwk !== 'object' || jwk === null || !isFor(jwk as Jwk, alg)) return undefined;
  const key = findKeyObject(jwk);
  return typeof key === 'string' ? undefined : key;
}

/** RFC 7515 §6: the keys that a header may mean. Its `kid` chooses; without one, whatever fits. */
export function findFittingKeys(keys: readonly unknown[], { alg, kid }: { readonly alg: string; readonly kid?: string }): readonly KeyObject[] {
  const fitting: KeyObject[] = [];
  for (const jwk of keys) {
    if (kid !== undefined && kidOf(jwk) !== kid) continue;
    const key = findVerificationKey(jwk, alg);
    if (key !== undefined) fitting.push(key);
    if (fitting.length === mostTried) break;
  }
  return fitting;
}

const kidOf = (jwk: unknown) => (typeof jwk === 'object' && jwk !== null ? (jwk as Jwk)['kid'] : undefined);

const kindOf = ({ kty, crv }: Jwk) => (kty !== 'RSA' && typeof kty === 'string' && typeof crv === 'string' ? `${kty} ${crv}` : kty);

function isFor(jwk: Jwk, wanted: string): boolean {
  const { use, key_ops: operations, alg } = jwk;
  const kind = kinds.get(wanted);
  if (kind !== kindOf(jwk) || (use !== undefined && use !== 'sig')) return false;
  if (Array.isArray(operations) && operations.length > 0 && !operations.includes('verify')) return false;
  return alg === undefined || alg === wanted || (kind === edwards && kinds.get(alg as string) === edwards);
}
