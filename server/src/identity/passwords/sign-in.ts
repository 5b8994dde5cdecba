import type { Brand } from '../../kernel/brand.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant, TenantId } from '../../kernel/tenant.ts';
import type { Clock } from '../../kernel/time.ts';
import type { LinkedUsers } from '../ports/linked-users.ts';
import { reserveSignIn, type SignInTry } from '../attack-protection/sign-in-limits.ts';
import type { SomeConnections } from '../connections/choose-connections.ts';
import type { Connection } from '../connections/connection.ts';
import { nameRulesOf } from '../connections/name-rules.ts';
import type { PasswordHasher } from '../ports/password-hasher.ts';
import type { CounterChange, ThrottleStore } from '../ports/throttle-store.ts';
import type { User, UserStore } from '../ports/user-store.ts';
import { demandsVerifiedEmail } from '../tickets/mail-rules.ts';
import { canonicalLogin } from '../users/canonical-login.ts';
import { parsePassword, type PasswordText } from './password-text.ts';

/**
 * Evidence that this person knows the password of this account just now, and that the account is not blocked.
 * `counters` is what that changes in the counters: it belongs into the commit that the sign-in leads to; where none comes of it, `settleSignIn` writes it.
 */
export type SignedIn = Brand<{ readonly user: User; readonly counters: readonly CounterChange[] }, 'SignedIn'>;

/** A try to sign in. `connections`: the databases in which the person is looked for, in this order. `browser` is the hash of the browser's binding cookie; `login` is an email address or a username as it was typed. */
export interface PasswordAttempt {
  readonly tenant: Tenant; readonly connections: SomeConnections; readonly login: string; readonly password: string;
  readonly address: string; readonly browser: string; readonly record: DecisionRecord;
}

/** What a sign-in with a password works with. */
export interface SignInTools { readonly users: UserStore; readonly linkedUsers: Pick<LinkedUsers, 'renewPasswordHash'>; readonly passwords: PasswordHasher; readonly throttles: ThrottleStore; readonly clock: Clock }

/**
 * RFC 6749 §10.10: guesses are counted before they are looked at, in counters that all nodes share.
 * An unknown user, a user without a password and a wrong password cost the same work and are to be told the same: `login.unknown_user` is for the log alone.
 * That an account is blocked is told only to who knows its password.
 */
export async function signIn(attempt: PasswordAttempt, tools: SignInTools): Promise<SignedIn | Refusal> {
  const { tenant, record } = attempt;
  const password = parsePassword(attempt.password);
  if (password instanceof Refusal) return password;
  const { user, connection } = await findPerson(attempt, tools);
  record.facts.connection = connection.name;
  const places = await reserveSignIn(tryOf(attempt, connection), tools);
  if (places instanceof Refusal) return places;
  record.pass('login.throttle');

  const verdict = await tools.passwords.verify(password, user?.passwordHash);
  if (verdict === 'busy') {
    await tools.throttles.change(tenant.id, places.notDone, tools.clock.now());
    return new Refusal('temporarily_unavailable', 'login.busy');
  }
  if (user === undefined) return new Refusal('access_denied', 'login.unknown_user');
  record.facts.userId = user.id;
  if (verdict === 'wrong') return new Refusal('access_denied', 'login.bad_credentials');
  record.pass('login.password');
  if (user.blocked) return new Refusal('access_denied', 'login.blocked');
  record.pass('user.active');
  if (user.email !== undefined && !user.emailVerified && demandsVerifiedEmail(tenant)) {
    await tools.throttles.change(tenant.id, places.right, tools.clock.now());
    return new Refusal('access_denied', 'login.unverified');
  }
  await renewHash(user, password, { tenant, tools });
  return { user, counters: places.right } as SignedIn;
}

/** The first person of this name; all connections are asked, whoever is found. Without one, the first connection stands for the account. */
async function findPerson({ tenant, connections, login: typed }: PasswordAttempt, { users }: SignInTools): Promise<{ readonly user: User | undefined; readonly connection: Connection }> {
  const login = canonicalLogin(typed);
  const found = await Promise.all(connections.map(async (connection) => ({ connection, user: await users.findByLogin(tenant.id, connection.name, login) })));
  return found.find(({ user, connection }) => user !== undefined && signsInWith(login, user, connection)) ?? { user: undefined, connection: connections[0] };
}

/** Auth0: `attributes` may keep a name for the profile alone. */
function signsInWith(login: string, user: User, { options }: Connection): boolean {
  // The names of a linked identity are rows of their own, and its connection is the one that was asked.
  if (user.linkedId !== undefined) return true;
  const { email, username } = nameRulesOf(options);
  return (email.signsIn && user.canonicalEmail === login) || (username.signsIn && user.username !== undefined && canonicalLogin(user.username) === login);
}

function tryOf({ tenant, connections, login: typed, address, browser }: PasswordAttempt, connection: Connection): SignInTry {
  const login = canonicalLogin(typed);
  return {
    tenant: tenant.id, account: [connection.name, login], others: connections.filter((one) => one !== connection).map(({ name }) => [name, login]),
    address, browser, countsAccount: connection.options.brute_force_protection !== false,
  };
}

/** The counters forget the tries of who gave the right password or code, in a commit of their own. */
export const settleSignIn = (tenant: TenantId, { counters }: { readonly counters: readonly CounterChange[] }, { throttles, clock }: Pick<SignInTools, 'throttles' | 'clock'>): Promise<void> => throttles.change(tenant, counters, clock.now());

/** Hashes made with weaker parameters, or by another system, are replaced while the password is at hand; a full queue leaves it for the next time. */
async function renewHash(user: User, password: PasswordText, { tenant, tools }: { readonly tenant: Tenant; readonly tools: SignInTools }): Promise<void> {
  if (user.passwordHash === undefined || !tools.passwords.needsRehash(user.passwordHash)) return;
  const stronger = await tools.passwords.hash(password);
  if (stronger === 'busy') return;
  const renewal = { seen: user.passwordHash, next: stronger };
  if (user.linkedId === undefined) await tools.users.renewPasswordHash(tenant.id, user.id, renewal);
  else await tools.linkedUsers.renewPasswordHash(tenant.id, user.linkedId, renewal);
}
