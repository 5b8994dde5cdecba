import type { ConnectionOptions, NameAttribute, SignupStatus } from './connection-options.ts';

/** How one kind of name is used in a connection. */
export interface NameRule { /** Whether it is asked for when an account is made. */ readonly signup: SignupStatus; /** Whether people sign in with it. */ readonly signsIn: boolean }
/** Under which names people of a connection are known. Lengths in characters. */
export interface NameRules { readonly email: NameRule; readonly username: NameRule & { readonly min: number; readonly max: number } }

/** Auth0: the bounds where nothing else is said. */
const usual = { min: 1, max: 15 };
/** The longest that an administrator may allow, and what holds for user names that an administrator gives where the connection asks nobody for one. */
export const longestUsername = 128;

/** What the options of a connection say about addresses and user names. `attributes` wins over `requires_username`. */
export function nameRulesOf({ attributes, requires_username: requires = false, validation }: ConnectionOptions): NameRules {
  const bounds = { ...usual, ...(validation?.username ?? {}) };
  if (attributes === undefined) return { email: { signup: 'required', signsIn: true }, username: { signup: requires ? 'required' : 'inactive', signsIn: true, ...bounds } };
  const { min_length: min = bounds.min, max_length: max = bounds.max } = attributes.username?.validation ?? {};
  return { email: ruleOf(attributes.email, 'required'), username: { ...ruleOf(attributes.username, 'inactive'), min, max } };
}

function ruleOf(attribute: NameAttribute | undefined, usually: SignupStatus): NameRule {
  if (attribute === undefined) return { signup: 'inactive', signsIn: false };
  const status = attribute.profile_required === true ? 'required' : attribute.signup?.status ?? usually;
  return { signup: status, signsIn: attribute.identifier?.active !== false };
}
