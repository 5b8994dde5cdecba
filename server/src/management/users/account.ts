import { hashNewPassword, type HashedPassword, type NewPassword, type NewPasswordTools } from '../../identity/passwords/prove-new-password.ts';
import { parseEmail, type Email } from '../../identity/users/canonical-login.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { invalidBody, ManagementRefusal } from '../refusal.ts';

/** Reads the address of an account. */
export function readEmail(typed: string): Email | ManagementRefusal {
  const email = parseEmail(typed);
  return email instanceof Refusal ? invalidBody(`email: ${email.description}`) : email;
}

/** Auth0: the names of what is wrong with a password; every other flaw is its strength. */
const errorNames: Readonly<Record<string, string>> = { 'password.in_dictionary': 'PasswordDictionaryError', 'password.used_before': 'PasswordHistoryError', 'password.personal': 'PasswordNoUserInfoError' };

/** Judges a password that an administrator sets, as everybody's is, and hashes it. */
export async function hashPassword(wanted: NewPassword, tools: NewPasswordTools): Promise<HashedPassword | ManagementRefusal> {
  const hashed = await hashNewPassword(wanted, tools);
  if (!(hashed instanceof Refusal)) return hashed;
  if (hashed.code === 'temporarily_unavailable') return new ManagementRefusal(429, 'Too many passwords are being hashed just now: try again in a moment.', { errorCode: 'too_many_requests' });
  return new ManagementRefusal(400, `${errorNames[hashed.reason] ?? 'PasswordStrengthError'}: ${hashed.description}`, { errorCode: 'invalid_password', reason: hashed.reason });
}
