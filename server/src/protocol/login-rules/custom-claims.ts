import type { Claims } from './rule-outcome.ts';

/**
 * What tells who issued a token, to whom, for what, for how long, and what it is bound to (RFC 7519 §4.1, OIDC Core §2, RFC 9068 §2.2, RFC 7800 §3.1, RFC 8693 §4.1).
 * It is the server's to say. Auth0: a rule that sets one of them is not heard, and is not told so.
 */
const reserved: ReadonlySet<string> = new Set([
  'iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'azp', 'nonce', 'auth_time', 'acr', 'amr', 'at_hash', 'c_hash', 's_hash', 'sid', 'sub_jwk', 'cnf', 'act', 'may_act', 'client_id', 'scope', 'permissions', 'gty',
  'authorization_details', 'events', 'toe', 'txn', 'typ', 'org_id', 'org_name', 'urn:openid:params:jwt:claim:auth_req_id', 'urn:openid:params:jwt:claim:rt_hash', '__proto__',
]);
/** An ID token may travel in an address (seed row 125). */
const mostCharacters = 8192;
const longestName = 200;
const deepest = 8;

/** Whether a rule may say it. */
export const isCustomClaim = (name: string): boolean => name.length > 0 && name.length <= longestName && !reserved.has(name);

/** The claims among what a rule set; what is reserved, and what is null, is left out. `undefined`: too much, or too deep. */
export function customClaims(said: unknown, isAllowed = isCustomClaim): Claims | undefined {
  if (!isObject(said)) return {};
  const entries = Object.entries(said).filter(([name, value]) => isAllowed(name) && value !== null && value !== undefined);
  if (entries.some(([, value]) => !isShallow(value, deepest))) return undefined;
  const claims = Object.fromEntries(entries);
  return JSON.stringify(claims).length > mostCharacters ? undefined : claims;
}

/** A JSON object. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

const isShallow = (value: unknown, left: number): boolean => typeof value !== 'object' || value === null || (left > 0 && Object.values(value).every((member) => isShallow(member, left - 1)));
