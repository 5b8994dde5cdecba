import type { Brand } from '../../kernel/brand.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { newUserId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Clock } from '../../kernel/time.ts';
import { addressBlock } from '../attack-protection/address-block.ts';
import { reserve, type Limit } from '../attack-protection/reserve.ts';
import { knownWords } from '../passwords/known-words.ts';
import { proveAcceptablePassword } from '../passwords/password-policy.ts';
import type { PasswordHasher } from '../ports/password-hasher.ts';
import type { ThrottleStore } from '../ports/throttle-store.ts';
import type { User, UserStore } from '../ports/user-store.ts';
import { parseEmail, type Email } from './canonical-login.ts';

/** Evidence that this person has just made this account, with its password. */
export type SignedUp = Brand<{ readonly user: User }, 'SignedUp'>;

/** A wish for an account; `email` as it was typed. */
export interface SignUpAttempt { readonly tenant: Tenant; readonly connection: string; readonly email: string; readonly password: string; readonly address: string; readonly record: DecisionRecord }
/** What a sign-up works with. */
export interface SignUpTools { readonly users: UserStore; readonly passwords: PasswordHasher; readonly throttles: ThrottleStore; readonly clock: Clock }

/** Accounts asked for from one address, also those that exist already. */
const byAddress: Limit = { kind: 'signup.address', most: 20, window: 3600, reason: 'signup.throttled' };

/**
 * Makes an account with an unverified email address.
 * Deviates: sign-up should not tell which accounts exist. The person is signed in at once, so a taken address can't look like a new one
 * before addresses are confirmed by mail: it is told, after the same work, and at most 20 times an hour for one network address.
 */
export async function signUp(attempt: SignUpAttempt, tools: SignUpTools): Promise<SignedUp | Refusal> {
  const { tenant, connection, record } = attempt;
  record.facts.connection = connection;
  if (!tenant.settings.signupOpen) return new Refusal('access_denied', 'signup.closed');
  const email = parseEmail(attempt.email);
  if (email instanceof Refusal) return email;
  const password = proveAcceptablePassword(attempt.password, knownWords({ canonicalEmail: email.canonical, username: undefined }, tenant));
  if (password instanceof Refusal) return password;
  const place = await reserve(tenant.id, { limit: byAddress, of: [addressBlock(attempt.address)] }, tools);
  if (place instanceof Refusal) return place;

  const passwordHash = await tools.passwords.hash(password);
  if (passwordHash === 'busy') {
    await tools.throttles.change(tenant.id, [place.giveBack], tools.clock.now());
    return new Refusal('temporarily_unavailable', 'login.busy');
  }
  const user = newUser(email, { connection, passwordHash, now: tools.clock.now() });
  if ((await tools.users.insert(tenant.id, user)) === 'taken') return new Refusal('access_denied', 'signup.email_taken');
  record.facts.userId = user.id;
  record.pass('signup.allowed');
  return { user } as SignedUp;
}

/** Auth0: until the person says more, `name` is the address and `nickname` its part before the `@`. */
function newUser({ written, canonical, localPart }: Email, { connection, passwordHash, now }: { readonly connection: string; readonly passwordHash: string; readonly now: number }): User {
  return {
    id: newUserId(), connection, email: written, canonicalEmail: canonical, emailVerified: false, username: undefined, blocked: false, passwordHash,
    profile: { name: written, nickname: localPart, email: written, email_verified: false },
    userMetadata: {}, appMetadata: {}, createdAt: now, updatedAt: now,
  };
}
