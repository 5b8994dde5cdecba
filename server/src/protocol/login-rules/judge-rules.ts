import type { Seconds } from '../../kernel/time.ts';
import { standardClaims } from '../claims/scope-claims.ts';
import type { RulesSaid } from '../ports/login-rules.ts';
import { customClaims, isCustomClaim, isObject } from './custom-claims.ts';
import type { Claims, RuleOutcome } from './rule-outcome.ts';

/** Seconds that an ID token may live at most, whatever a rule says: what an administrator may set for an application. */
const longestLife: Seconds = 2_592_000;

/** Auth0: names of the person that are no claims; and what was verified stays as it was verified. */
const notToBeTold: ReadonlySet<string> = new Set(['user_id', 'identities', 'user_metadata', 'app_metadata', 'blocked', 'created_at', 'updated_at', 'last_login', 'last_ip', 'logins_count', 'username', 'email', 'email_verified', 'phone_number', 'phone_number_verified']);
const standard: ReadonlySet<string> = new Set(standardClaims);

/**
 * Takes of what rules said what a rule may say. `undefined`: it is more than tokens can hold.
 * Scope values are never added: what may be granted was decided before, by what was asked, what the application may have and what the person has.
 * @param asked the scope as it was asked for, with what nobody defined
 */
export function judgeRules({ before, user, context }: RulesSaid, asked: readonly string[]): RuleOutcome | undefined {
  const configuration = isObject(context['jwtConfiguration']) ? context['jwtConfiguration'] : {};
  const custom = customScopes(configuration['scopes'], asked);
  const attributes = customClaims(Object.fromEntries(custom.attributes.map((name) => [name, user[name]])));
  const idToken = customClaims(context['idToken']);
  const accessToken = customClaims(context['accessToken']);
  const changed = changesOf(before, user);
  if (attributes === undefined || idToken === undefined || accessToken === undefined || changed === undefined) return undefined;
  const scope = scopeOf(isObject(context['accessToken']) ? context['accessToken']['scope'] : undefined);
  const idTokenTtl = lifetimeOf(configuration['lifetimeInSeconds']);
  return {
    idToken: { ...attributes, ...idToken }, accessToken, ...changed,
    ...(scope === undefined ? {} : { scope }), ...(idTokenTtl === undefined ? {} : { idTokenTtl }), ...(custom.named.length === 0 ? {} : { customScopes: custom.named }),
  };
}

/** Auth0: `{ contactInfo: ['name', 'email'] }`: scope values of the tenant's own, each with the attributes of the person that it brings. */
function customScopes(mapping: unknown, asked: readonly string[]): { readonly named: readonly string[]; readonly attributes: readonly string[] } {
  const meanings = new Map(isObject(mapping) ? Object.entries(mapping) : []);
  const named = asked.filter((value) => Array.isArray(meanings.get(value)));
  const attributes = named.flatMap((value) => meanings.get(value) as readonly unknown[]).filter((name) => typeof name === 'string');
  return { named, attributes: attributes.filter((name) => !withheld.has(name)) };
}

/** Of the person, what only applications of administrators read. */
const withheld: ReadonlySet<string> = new Set(['user_metadata', 'app_metadata', 'identities', 'blocked']);

/** Auth0: what a rule wrote to the profile is told at this sign-in, and kept nowhere. */
function changesOf(before: Claims, user: Claims): Pick<RuleOutcome, 'profile' | 'further'> | undefined {
  const names = [...new Set([...Object.keys(before), ...Object.keys(user)])].filter((name) => isCustomClaim(name) && !notToBeTold.has(name) && JSON.stringify(before[name]) !== JSON.stringify(user[name]));
  const told = customClaims(Object.fromEntries(names.map((name) => [name, user[name]])));
  if (told === undefined) return undefined;
  const [profile, further] = [names.filter((name) => standard.has(name)), names.filter((name) => !standard.has(name) && name in told)];
  return { profile: Object.fromEntries(profile.map((name) => [name, told[name] ?? null])), further: Object.fromEntries(further.map((name) => [name, told[name]])) };
}

/** A list, or words with spaces between them. */
function scopeOf(said: unknown): readonly string[] | undefined {
  if (typeof said === 'string') return said.split(' ');
  return Array.isArray(said) ? said.filter((value) => typeof value === 'string') : undefined;
}

const lifetimeOf = (said: unknown): Seconds | undefined => (typeof said === 'number' && Number.isFinite(said) ? Math.min(Math.max(1, Math.floor(said)), longestLife) : undefined);
