import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import { clockSkew, type ProfileRules } from '../client/profiles.ts';
import { invalidDpopProof, useDpopNonce, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { DpopNonces } from './dpop-nonces.ts';
import type { ProofClaims } from './proof-claims.ts';

/** A proof is taken for so long after it was made, by our clock; ahead of it by `clockSkew` (RFC 9449 §11.1). */
const proofAge: Seconds = 60;
/** With a nonce of ours, which tells the time better than the client's clock, that clock may be wrong by so much (RFC 9449 §8). */
const clockError: Seconds = 1800;

interface Place { readonly tenant: Tenant; readonly nonces: DpopNonces; readonly now: Seconds }

/**
 * Until when a proof would be taken. RFC 9449 §4.3: it was made just now, which its own time tells, or a nonce of ours.
 * RFC 9449 §8: a nonce that is sent must be good; one is demanded by the profile, or where the clocks differ.
 */
export function findEnd(claims: ProofClaims, { dpopNonces: always }: ProfileRules, { tenant, nonces, now }: Place): Seconds | OAuthRefusal {
  const { nonce } = claims;
  if (nonce === undefined && always) return useDpopNonce('dpop.nonce_missing');
  const nonceEnd = nonce === undefined ? undefined : nonces.endOf(tenant, nonce) ?? useDpopNonce('dpop.nonce_stale');
  return nonceEnd instanceof Refusal ? nonceEnd : refuseOutside(claims, now) ?? endBy(claims.iat, nonceEnd, { always, now });
}

function endBy(iat: Seconds, nonceEnd: Seconds | undefined, { always, now }: { readonly always: boolean; readonly now: Seconds }): Seconds | OAuthRefusal {
  if (iat >= now - proofAge && iat <= now + clockSkew) return nonceEnd ?? Math.ceil(iat) + proofAge;
  if (always || Math.abs(iat - now) > clockError) return invalidDpopProof('dpop.out_of_time', distance(iat, now));
  return nonceEnd ?? useDpopNonce('dpop.clock_differs', distance(iat, now));
}

const distance = (iat: Seconds, now: Seconds) => ({ expected: `iat from ${proofAge} s before to ${clockSkew} s after the time of the server`, received: `${Math.round(iat - now)} s from it` });

/** RFC 7519 §4.1.4, RFC 7519 §4.1.5: a proof needs neither, but what it says holds. */
function refuseOutside({ exp, nbf }: ProofClaims, now: Seconds): OAuthRefusal | undefined {
  if (exp <= now - clockSkew) return invalidDpopProof('dpop.out_of_time', { received: 'an exp that has passed' });
  return nbf > now + clockSkew ? invalidDpopProof('dpop.out_of_time', { received: 'an nbf that has not come' }) : undefined;
}
