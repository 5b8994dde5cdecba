import { Refusal } from '../../kernel/refusal.ts';
import type { Seconds } from '../../kernel/time.ts';
import { invalidDpopProof, type OAuthRefusal } from '../vocabulary/errors.ts';
import { normalAddress } from './normal-address.ts';

/** RFC 9449 §4.2: what a proof says, typed. Nothing of it is held against the request yet. */
export interface ProofClaims {
  readonly jti: string;
  readonly htm: string;
  /** `htu` without query and fragment, in its normal spelling. */
  readonly address: string;
  readonly iat: Seconds;
  /** RFC 7519 §4.1: proofs need none, but may have them. Without one: always. */
  readonly exp: Seconds;
  readonly nbf: Seconds;
  readonly nonce: string | undefined;
  readonly ath: string | undefined;
}

const longestJti = 256;

/** Reads the claims of a proof; what is missing or of a wrong type is named. */
export function parseProofClaims(claims: Readonly<Record<string, unknown>>): ProofClaims | OAuthRefusal {
  const { jti, htm, htu, iat } = claims;
  if (!isName(jti)) return wrong('jti', `a text of at most ${longestJti} characters`);
  if (typeof htm !== 'string') return wrong('htm', 'the method of the request');
  const address = typeof htu === 'string' ? normalAddress(htu) : undefined;
  if (address === undefined) return wrong('htu', 'the address of the request');
  if (!isTime(iat)) return wrong('iat', 'a number of seconds');
  const more = parseOptional(claims);
  return more instanceof Refusal ? more : { jti, htm, address, iat, ...more };
}

function parseOptional({ exp = Number.MAX_SAFE_INTEGER, nbf = 0, nonce, ath }: Readonly<Record<string, unknown>>): Pick<ProofClaims, 'exp' | 'nbf' | 'nonce' | 'ath'> | OAuthRefusal {
  if (!isTime(exp) || !isTime(nbf)) return wrong('exp or nbf', 'a number of seconds');
  return isTextOrNothing(nonce) && isTextOrNothing(ath) ? { exp, nbf, nonce, ath } : wrong('nonce or ath', 'a text');
}

const isName = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= longestJti;
const isTime = (value: unknown): value is Seconds => typeof value === 'number' && Number.isFinite(value);
const isTextOrNothing = (value: unknown): value is string | undefined => value === undefined || typeof value === 'string';
const wrong = (claim: string, expected: string) => invalidDpopProof('dpop.claim_wrong', { expected: `${claim}: ${expected}` });
