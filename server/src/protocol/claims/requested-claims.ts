import type { Subject } from '../subject.ts';
import type { ClaimDemand } from './claims-request.ts';
import { profileClaim, standardClaims } from './scope-claims.ts';

const known: ReadonlySet<string> = new Set(standardClaims);

/**
 * OIDC Core §5.5.1: the claims that a request asked for by name, as far as the person has them. Only claims that discovery lists are given, and only
 * where a demanded value, if there is one, is the person's: what is missing is left out, essential or not.
 */
export function requestedClaims(subject: Subject, demands: Readonly<Record<string, ClaimDemand>> | undefined, style: 'auth0' | 'strict'): Readonly<Record<string, unknown>> {
  const claims: Record<string, unknown> = {};
  for (const [name, demand] of Object.entries(demands ?? {})) {
    const value = known.has(name) ? profileClaim(subject, name, style) : undefined;
    if (value !== undefined && fits(value, demand)) claims[name] = value;
  }
  return claims;
}

function fits(value: unknown, demand: ClaimDemand): boolean {
  if (demand === null) return true;
  if (demand.value !== undefined) return demand.value === value;
  return demand.values === undefined || demand.values.includes(value);
}
