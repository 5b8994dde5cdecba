import { newUserId } from '../../src/kernel/ids.ts';
import type { TenantId } from '../../src/kernel/tenant.ts';
import type { Clock, Seconds } from '../../src/kernel/time.ts';
import type { PasswordHasher } from '../../src/identity/ports/password-hasher.ts';
import type { User, UserStore } from '../../src/identity/ports/user-store.ts';
import { passwordConnection } from '../../src/identity/connections/password-connection.ts';

export const tenantId = 'default' as TenantId;

/** A clock that stands until it is moved, as all nodes of one test see it. */
export class MovableClock implements Clock {
  #ms = 1_800_000_000_000;
  now(): Seconds { return Math.floor(this.#ms / 1000); }
  nowMs(): number { return this.#ms; }
  pass(seconds: Seconds): void { this.#ms += seconds * 1000; }
}

/** The real hasher, with a count of the passwords that it looked at. */
export class CountedHasher implements PasswordHasher {
  readonly #hasher: PasswordHasher;
  looked = 0;
  constructor(hasher: PasswordHasher) { this.#hasher = hasher; }
  hash(password: string): Promise<string> { return this.#hasher.hash(password); }
  needsRehash(phc: string): boolean { return this.#hasher.needsRehash(phc); }
  async verify(password: string, phc: string | undefined): Promise<'right' | 'wrong' | 'busy'> {
    const answer = await this.#hasher.verify(password, phc);
    if (answer !== 'busy') this.looked++;
    return answer;
  }
}

/** Stores a person; without a password it is one of a social connection, say. */
export async function insertPerson(email: string, password: string | undefined, { users, passwords, clock, over = {} }: { readonly users: UserStore; readonly passwords: PasswordHasher; readonly clock: Clock; readonly over?: Partial<User> }): Promise<User> {
  const passwordHash = password === undefined ? undefined : await passwords.hash(password);
  if (passwordHash === 'busy') throw new Error('The hashing queue is full.');
  const now = clock.now();
  const user: User = {
    id: newUserId(), connection: passwordConnection, email, canonicalEmail: email.toLowerCase(), emailVerified: true, username: undefined, blocked: false, passwordHash,
    profile: { email, email_verified: true }, userMetadata: {}, appMetadata: {}, createdAt: now, updatedAt: now, ...over,
  };
  if (await users.insert(tenantId, user) === 'taken') throw new Error(`${email} is taken.`);
  return user;
}
