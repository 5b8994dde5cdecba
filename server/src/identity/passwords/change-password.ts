import { Refusal } from '../../kernel/refusal.ts';
import type { Clock } from '../../kernel/time.ts';
import type { User } from '../ports/user-store.ts';
import { knownWords } from './known-words.ts';
import { proveAcceptablePassword } from './password-policy.ts';
import { proveOwnPassword, type OwnPasswordTry } from './prove-own-password.ts';
import type { SignedIn, SignInTools } from './sign-in.ts';

/** A wish for another password; `password` is the one of now, `wanted` the one to come, both as they were typed. */
export interface PasswordWish extends OwnPasswordTry { readonly wanted: string }

/** A person with a new password, not stored yet; `seen` is the record that it was made of, and `person` the proof that the old password was known. */
export interface ChangedPassword { readonly person: SignedIn; readonly seen: User; readonly user: User }

/** Proves the password of now and holds the new one against the policy of sign-up. A new password is another one than before. */
export async function changePassword(wish: PasswordWish, tools: SignInTools & { readonly clock: Clock }): Promise<ChangedPassword | Refusal> {
  const acceptable = proveAcceptablePassword(wish.wanted, knownWords(wish.user, wish.tenant));
  if (acceptable instanceof Refusal) return acceptable;
  const person = await proveOwnPassword(wish, tools);
  if (person instanceof Refusal) return person;
  // Both are compared in the form in which they are hashed, and only once the old one is proven: nothing is told by it.
  if (wish.wanted.normalize('NFC') === wish.password.normalize('NFC')) return new Refusal('invalid_request', 'account.password_same');
  const passwordHash = await tools.passwords.hash(acceptable);
  if (passwordHash === 'busy') return new Refusal('temporarily_unavailable', 'login.busy');
  const seen = await recordAfter(person, wish, tools);
  if (seen === undefined) return new Refusal('access_denied', 'account.changed_elsewhere');
  return { person, seen, user: { ...seen, passwordHash, updatedAt: tools.clock.now() } };
}

/** A hash of weaker parameters was just made anew; then the record is another one than before. */
async function recordAfter({ user }: SignedIn, { tenant }: PasswordWish, { users, passwords }: SignInTools): Promise<User | undefined> {
  return user.passwordHash !== undefined && passwords.needsRehash(user.passwordHash) ? users.find(tenant.id, user.id) : user;
}
