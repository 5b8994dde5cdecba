import { hash, timingSafeEqual } from 'node:crypto';
import type { Brand } from '../../kernel/brand.ts';
import { invalidGrant, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { CodeChallenge } from './code-challenge.ts';

/** Evidence that the caller holds the verifier, or that none was asked for. */
export type PkceProof = Brand<'proved' | 'not_used', 'PkceProof'>;

const wellFormed = /^[A-Za-z0-9\-._~]{43,128}$/;

/** RFC 7636 §4.6; RFC 9700 §4.8.2: a verifier without a challenge is a downgrade and is refused. */
export function provePkce(expected: CodeChallenge | undefined, verifier: string | undefined): PkceProof | OAuthRefusal {
  if (expected === undefined) return verifier === undefined ? ('not_used' as PkceProof) : invalidGrant('pkce.not_started');
  if (verifier === undefined) return invalidGrant('pkce.verifier_missing');
  if (!wellFormed.test(verifier)) return invalidGrant('pkce.verifier_malformed', { expected: '43 to 128 characters', received: `${verifier.length} characters` });
  const computed = hash('sha256', verifier, 'base64url');
  if (timingSafeEqual(Buffer.from(computed), Buffer.from(expected.challenge))) return 'proved' as PkceProof;
  return invalidGrant('pkce.verifier_wrong', { expected: `SHA-256 ${expected.challenge.slice(0, 6)}...`, received: `SHA-256 ${computed.slice(0, 6)}...` });
}
