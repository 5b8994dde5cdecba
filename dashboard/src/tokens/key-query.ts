import { useQuery } from '@tanstack/react-query';
import { Unreachable } from '../api/api-failure.ts';
import type { Jwt } from './parse-token.ts';
import type { JwtKind } from './recognise-token.ts';
import { verifyProof, verifySignature, type PublishedKey, type SignatureVerdict } from './verify-signature.ts';

async function fetchKeys(): Promise<readonly PublishedKey[]> {
  const response = await fetch('/.well-known/jwks.json', { credentials: 'omit' });
  if (!response.ok) throw new Unreachable('The keys of this server can not be read.');
  return ((await response.json()) as { readonly keys: readonly PublishedKey[] }).keys;
}

/** The public keys of the tenant (RFC 7517 §5), as everybody can read them. */
export const useKeys = () => useQuery({ queryKey: ['published-keys'], queryFn: fetchKeys });

const notOurs: ReadonlySet<JwtKind> = new Set(['foreign', 'assertion', 'request']);

/** Verifies a token here. The token itself goes nowhere, nor into what queries keep. */
export async function judgeSignature(jwt: Jwt, kind: JwtKind, keys: readonly PublishedKey[]): Promise<SignatureVerdict> {
  if (kind === 'dpop') return verifyProof(jwt);
  return notOurs.has(kind) ? { state: 'unknown', words: 'Whoever made it has the key. This page asks no other server.', kid: undefined } : verifySignature(jwt, keys);
}
