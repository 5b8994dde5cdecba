import type { JsonObject } from './json-object.ts';

/** A person as a provider describes them. `email` as it is written there; `profile` holds claims of OIDC Core §5.1 and the provider's own. */
export interface UpstreamProfile { readonly email: string | undefined; readonly emailVerified: boolean; readonly profile: JsonObject }

/** Claims about the token and not about the person, the names that are kept in columns of their own, and those that this server alone says. */
const notOfProfile: ReadonlySet<string> = new Set([
  'iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'nonce', 'azp', 'auth_time', 'acr', 'amr', 'at_hash', 'c_hash', 's_hash', 'sid', 'typ', 'cnf', 'act', 'may_act', 'events', 'updated_at', 'email', 'email_verified',
  'user_id', 'identities', 'user_metadata', 'app_metadata', 'blocked', 'username', 'created_at', 'last_login', 'last_ip', 'logins_count', 'phone_verified', 'phone_number_verified', 'multifactor', 'password', 'roles', 'permissions', 'scope', 'client_id',
  '__proto__', 'constructor', 'prototype',
]);
const longest = 16_384;

/** The claims of a provider as a profile. OIDC Core §5.1: `email_verified` is believed as the boolean `true` and in no other form. A profile that is too long keeps its names alone. */
export function mapProfile(claims: JsonObject): UpstreamProfile {
  const email = claims['email'];
  const written = typeof email === 'string' && email.length <= 254 ? email : undefined;
  const all = Object.fromEntries(Object.entries(claims).filter(([name, value]) => !notOfProfile.has(name) && value !== null && value !== ''));
  const profile = JSON.stringify(all).length <= longest ? all : Object.fromEntries(Object.entries(all).filter(([name, value]) => ['name', 'given_name', 'family_name', 'nickname'].includes(name) && typeof value === 'string' && value.length <= 300));
  const name = typeof profile['name'] === 'string' ? profile['name'] : written;
  return { email: written, emailVerified: written !== undefined && claims['email_verified'] === true, profile: { ...profile, ...(name === undefined ? {} : { name }), ...(profile['nickname'] !== undefined || written === undefined ? {} : { nickname: written.slice(0, Math.max(written.lastIndexOf('@'), 0)) }) } };
}
