import { Refusal } from '../../kernel/refusal.ts';
import type { Clock } from '../../kernel/time.ts';
import type { User } from '../ports/user-store.ts';
import { hashNewPassword, proveNewPassword, type NewPasswordTools } from './prove-new-password.ts';
import { proveOwnPassword, type OwnPasswordTools, type OwnPasswordTry } from './prove-own-password.ts';
import type { SignedIn } from './sign-in.ts';

/** A wish for another password; `password` is the one of now, `wanted` the one to come, both as they were typed. */
export interface PasswordWish extends OwnPasswordTry { readonly wanted: string }

/** A person with a new password, not stored yet; `seen` is the record that it was made of, `person` the proof that the old password was known, and `formerKept` how many former passwords stay remembered. */
export interface ChangedPassword { readonly person: SignedIn; readonly seen: User; readonly user: User; readonly formerKept: number }

/** What a change of the own password works with. */
export type ChangeTools = OwnPasswordTools & NewPasswordTools & { readonly clock: Clock };

/** Proves the password of now and holds the new one against the rules of the connection. A new password is another one than before. */
export async function changePassword(wish: PasswordWish, tools: ChangeTools): Promise<ChangedPassword | Refusal> {
  const { tenant, user: { id, ...stranger }, wanted: typed } = wish;
  // As of somebody new: what was used before is told only to who knows the password of now.
  const acceptable = await proveNewPassword({ tenant, connection: stranger.connection, typed, person: stranger }, tools);
  if (acceptable instanceof Refusal) return acceptable;
  const person = await proveOwnPassword(wish, tools);
  if (person instanceof Refusal) return person;
  // Both are compared in the form in which they are hashed.
  if (typed.normalize('NFC') === wish.password.normalize('NFC')) return new Refusal('invalid_request', 'account.password_same');
  const hashed = await hashNewPassword({ tenant, connection: stranger.connection, typed, person: { ...person.user, id } }, tools);
  if (hashed instanceof Refusal) return hashed;
  const seen = await recordAfter(person, wish, tools);
  if (seen === undefined) return new Refusal('access_denied', 'account.changed_elsewhere');
  return { person, seen, user: { ...seen, passwordHash: hashed.passwordHash, updatedAt: tools.clock.now() }, formerKept: hashed.formerKept };
}

/** A hash of weaker parameters was just made anew; then the record is another one than before. */
async function recordAfter({ user }: SignedIn, { tenant }: PasswordWish, { users, passwords }: ChangeTools): Promise<User | undefined> {
  return user.passwordHash !== undefined && passwords.needsRehash(user.passwordHash) ? users.find(tenant.id, user.id) : user;
}
