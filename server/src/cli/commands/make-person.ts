import { passwordConnection } from '../../identity/connections/password-connection.ts';
import { proveNewPassword } from '../../identity/passwords/prove-new-password.ts';
import type { User } from '../../identity/ports/user-store.ts';
import { parseEmail, type Email } from '../../identity/users/canonical-login.ts';
import { newUserId, randomText } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { CliFailure, wrongUse } from '../failure.ts';
import type { House } from '../house.ts';

/** Who is made. `password: undefined` makes one; `next` is what the operator tries after a failure. */
export interface WantedPerson { readonly email: string; readonly password: string | undefined; readonly verified: boolean; readonly next: string }

/** Makes a person with a password in the database that the default tenant begins with. @throws CliFailure where that can not be */
export async function makePerson(house: House, { email: typed, password: given, verified, next }: WantedPerson): Promise<{ readonly user: User; readonly password: string }> {
  const { storage, passwords, breached, clock, defaultTenant: tenant } = house;
  const email = parseEmail(typed);
  if (email instanceof Refusal) throw wrongUse(email.description, next);
  const password = await proveNewPassword({ tenant, connection: passwordConnection, typed: given ?? generated(), person: { canonicalEmail: email.canonical } }, { ...storage, passwords, breached });
  if (password instanceof Refusal) throw new CliFailure(password.description, { next });
  const passwordHash = await passwords.hash(password.text);
  if (passwordHash === 'busy') throw new CliFailure('The password queue is full.', { next });
  const user = newUser(email, { passwordHash, now: clock.now(), verified });
  if (await storage.users.insert(tenant.id, user) === 'taken') throw new CliFailure(`A user with the address ${email.written} exists already.`, { next: 'gatehouse users add another@example.com' });
  return { user, password: password.text };
}

const generated = () => [randomText(6), randomText(6), randomText(6)].join('-');

const newUser = ({ written, canonical, localPart }: Email, { passwordHash, now, verified }: { readonly passwordHash: string; readonly now: number; readonly verified: boolean }): User => ({
  id: newUserId(), connection: passwordConnection, email: written, canonicalEmail: canonical, emailVerified: verified, username: undefined, blocked: false, passwordHash,
  profile: { name: written, nickname: localPart, email: written, email_verified: verified }, userMetadata: {}, appMetadata: {}, createdAt: now, updatedAt: now,
});
