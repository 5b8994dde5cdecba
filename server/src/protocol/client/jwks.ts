import type { Jwk } from '../ports/foreign-jwt.ts';
import { parsePublicKey } from './public-key.ts';

const mostKeys = 100;

/**
 * RFC 7517 §5, RFC 7591 §2 `jwks`: the public keys of a client, each one good (`parsePublicKey`), no two under one `kid`.
 * @param value parsed JSON, of a registration or from a `jwks_uri`
 * @returns the keys, or what is wrong in words, with the index of the key
 */
export function parseJwks(value: unknown): { readonly keys: readonly Jwk[] } | string {
  const keys: unknown = typeof value === 'object' && value !== null ? (value as { readonly keys?: unknown }).keys : undefined;
  if (!Array.isArray(keys)) return 'a key set is a JSON object with an array named keys';
  if (keys.length === 0 || keys.length > mostKeys) return `a key set has 1 to ${mostKeys} keys; this one has ${keys.length}`;
  const places = new Map<string, number>();
  for (const [index, jwk] of (keys as readonly Jwk[]).entries()) {
    const parsed = parsePublicKey(jwk);
    if (typeof parsed === 'string') return `keys[${index}]: ${parsed}`;
    if (typeof jwk['kid'] !== 'string') continue;
    const twin = places.get(jwk['kid']);
    if (twin !== undefined) return `keys[${index}]: its kid is the one of keys[${twin}]`;
    places.set(jwk['kid'], index);
  }
  return { keys: keys as readonly Jwk[] };
}
