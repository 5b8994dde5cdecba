import { hash } from 'node:crypto';

/** OIDC Core §3.1.3.6: the left half of the hash of an access token, by the algorithm of the ID token that names it. RFC 8037 §3.1: EdDSA here is Ed25519, which hashes with SHA-512. */
export function upstreamTokenHash(accessToken: string, alg: string): string {
  const digest = hash(digestOf(alg), accessToken, 'buffer');
  return digest.subarray(0, digest.length / 2).toString('base64url');
}

function digestOf(alg: string): string {
  if (alg.endsWith('256')) return 'sha256';
  return alg.endsWith('384') ? 'sha384' : 'sha512';
}
