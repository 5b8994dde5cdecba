import { Refusal } from '../../kernel/refusal.ts';
import { canonicalLogin } from './canonical-login.ts';

/** Auth0: the characters of a user name. No `@`: nobody's user name is another's address. */
const shape = /^[A-Za-z0-9_+.!#$'^`~-]+$/;

/** Reads a user name for a new account. Lengths in characters. */
export function parseUsername(typed: string, { min, max }: { readonly min: number; readonly max: number }): string | Refusal<'invalid_request'> {
  const name = typed.trim();
  if (name.length < min || name.length > max || !shape.test(name)) return new Refusal('invalid_request', 'signup.username_malformed', { expected: `${min} to ${max} letters, digits and . _ + - and the like` });
  return canonicalLogin(name) === '' ? new Refusal('invalid_request', 'signup.username_malformed') : name;
}
