import { hash } from 'node:crypto';
import type { TokenAlgorithm } from '../vocabulary/names.ts';

/** OIDC Core §3.1.3.6, OIDC Core §3.3.2.11: the left half of the hash that the ID token's algorithm uses. EdDSA with Ed25519 uses SHA-512. */
export function tokenHash(value: string, alg: TokenAlgorithm): string {
  const digest = hash(alg === 'EdDSA' ? 'sha512' : 'sha256', value, 'buffer');
  return digest.subarray(0, digest.length / 2).toString('base64url');
}
