import type { Tenant } from '../../kernel/tenant.ts';
import type { Client } from '../client/client.ts';
import { isLegacyOn } from '../legacy/prove-legacy.ts';
import type { Subject } from '../subject.ts';

/** OIDC Core §5.4: the claims that each scope asks for. */
const claimsOfScope: Readonly<Record<string, readonly string[]>> = {
  profile: ['name', 'family_name', 'given_name', 'middle_name', 'nickname', 'preferred_username', 'profile', 'picture', 'website', 'gender', 'birthdate', 'zoneinfo', 'locale', 'updated_at'],
  email: ['email', 'email_verified'],
  address: ['address'],
  phone: ['phone_number', 'phone_number_verified'],
};

/** The names of the claims that a scope brings. */
export const claimNamesOf = (scope: string): readonly string[] => claimsOfScope[scope] ?? [];

/** Every claim that a scope can bring; discovery lists them. */
export const standardClaims: readonly string[] = Object.values(claimsOfScope).flat();

const named: ReadonlySet<string> = new Set(standardClaims);

/** How the claims of a client are chosen and written. `attributes`: a scope value may be the name of a claim. */
export interface ClaimRules { readonly style: 'auth0' | 'strict'; readonly attributes: boolean }

/** Auth0: `attributes` only where tenant and application both have it on. */
export const claimRules = (client: Client, tenant: Tenant): ClaimRules => ({ style: client.claimsStyle, attributes: isLegacyOn('attribute_scopes', tenant, client) });

/** The claims of a person that a scope allows, without `sub`. A claim that is not there is left out, never null (OIDC Core §5.3.2). */
export function scopeClaims(subject: Subject, scope: readonly string[], { style, attributes }: ClaimRules): Readonly<Record<string, unknown>> {
  const claims: Record<string, unknown> = {};
  for (const token of scope) {
    for (const name of claimsOfScope[token] ?? (attributes && named.has(token) ? [token] : [])) {
      const value = profileClaim(subject, name, style);
      if (value !== undefined) claims[name] = value;
    }
  }
  return claims;
}

/** One claim of a person; `undefined` where there is none. Auth0: updated_at is ISO 8601 text; OIDC Core §5.1 has a number. */
export function profileClaim(subject: Subject, name: string, style: 'auth0' | 'strict'): unknown {
  const value = subject.profile[name];
  if (value === null || value === '') return undefined;
  return name === 'updated_at' && style === 'auth0' && typeof value === 'number' ? new Date(value * 1000).toISOString() : value;
}
