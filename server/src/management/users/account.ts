import { knownWords } from '../../identity/passwords/known-words.ts';
import { proveAcceptablePassword } from '../../identity/passwords/password-policy.ts';
import type { PasswordHasher } from '../../identity/ports/password-hasher.ts';
import { parseEmail, type Email } from '../../identity/users/canonical-login.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { invalidBody, ManagementRefusal } from '../refusal.ts';

/** Reads the address of an account. */
export function readEmail(typed: string): Email | ManagementRefusal {
  const email = parseEmail(typed);
  return email instanceof Refusal ? invalidBody(`email: ${email.description}`) : email;
}

/** A password to be set, and the words that it must not be. */
export interface NewPassword { readonly typed: string; readonly tenant: Tenant; readonly email: string | undefined; readonly username: string | undefined }

/** Holds a password against the policy and hashes it. */
export async function hashPassword({ typed, tenant, email, username }: NewPassword, passwords: PasswordHasher): Promise<string | ManagementRefusal> {
  const password = proveAcceptablePassword(typed, knownWords({ canonicalEmail: email, username }, tenant));
  if (password instanceof Refusal) return new ManagementRefusal(400, `PasswordStrengthError: ${password.description}`, { errorCode: 'invalid_password' });
  const phc = await passwords.hash(password);
  return phc === 'busy' ? new ManagementRefusal(429, 'Too many passwords are being hashed just now: try again in a moment.', { errorCode: 'too_many_requests' }) : phc;
}
