import type { Subject } from '../subject.ts';

/** OIDC Core §5.4: the claims that each scope asks for. */
const claimsOfScope: Readonly<Record<string, readonly string[]>> = {
  profile: ['name', 'family_name', 'given_name', 'middle_name', 'nickname', 'preferred_username', 'profile', 'picture', 'website', 'gender', 'birthdate', 'zoneinfo', 'locale', 'updated_at'],
  email: ['email', 'email_verified'],
  address: ['address'],
  phone: ['phone_number', 'phone_number_verified'],
};

/** Every claim that a scope can bring; discovery lists them. */
export const standardClaims: readonly string[] = Object.values(claimsOfScope).flat();

/** The claims of a person that a scope allows, without `sub`. A claim that is not there is left out, never null (OIDC Core §5.3.2). */
export function scopeClaims(subject: Subject, scope: readonly string[], style: 'auth0' | 'strict'): Readonly<Record<string, unknown>> {
  const claims: Record<string, unknown> = {};
  for (const token of scope) {
    for (const name of claimsOfScope[token] ?? []) {
      const value = subject.profile[name];
      if (value !== undefined && value !== null && value !== '') claims[name] = value;
    }
  }
  // Auth0: updated_at is ISO 8601 text; OIDC Core §5.1 has a number.
  if (style === 'auth0' && typeof claims['updated_at'] === 'number') claims['updated_at'] = new Date(claims['updated_at'] * 1000).toISOString();
  return claims;
}
