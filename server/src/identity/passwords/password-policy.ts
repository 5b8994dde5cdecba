import type { Brand } from '../../kernel/brand.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { commonPasswords } from './common-passwords.ts';
import { parsePassword, type PasswordText } from './password-text.ts';

/** Evidence that a password may be set. */
export type AcceptablePassword = Brand<PasswordText, 'AcceptablePassword'>;

const fewestCharacters = 8;

/**
 * Length and guesses that everybody makes, nothing else: no rules about kinds of characters, which only make passwords predictable.
 * @param context words that an attacker knows: the address, its part before the `@`, the name of the tenant
 */
export function proveAcceptablePassword(typed: string, context: readonly string[]): AcceptablePassword | Refusal<'invalid_request'> {
  const password = parsePassword(typed);
  if (password instanceof Refusal) return password;
  const plain = bare(password);
  if ([...plain].length < fewestCharacters) return new Refusal('invalid_request', 'signup.password_weak', { expected: `at least ${fewestCharacters} characters` });
  if (commonPasswords.has(plain) || oneRepeated(plain)) return new Refusal('invalid_request', 'signup.password_weak', { expected: 'a password that is not common' });
  if (context.some((word) => bare(word) === plain)) return new Refusal('invalid_request', 'signup.password_weak', { expected: 'a password other than the name or address' });
  return password as unknown as AcceptablePassword;
}

/** As an attacker would try it; blanks around make nothing longer. */
const bare = (text: string) => text.normalize('NFKC').toLowerCase().trim();
/** `aaaaaaaa`, `abababab`: one or two characters again and again. */
const oneRepeated = (text: string) => /^(.{1,2}?)\1+.?$/su.test(text);
