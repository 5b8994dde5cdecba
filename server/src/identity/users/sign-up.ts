import type { Brand } from '../../kernel/brand.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { newUserId } from '../../kernel/ids.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Clock } from '../../kernel/time.ts';
import { addressBlock } from '../attack-protection/address-block.ts';
import { reserve, type Limit } from '../attack-protection/reserve.ts';
import type { Connection } from '../connections/connection.ts';
import { nameRulesOf } from '../connections/name-rules.ts';
import { proveNewPassword, type NewPasswordTools } from '../passwords/prove-new-password.ts';
import type { ThrottleStore } from '../ports/throttle-store.ts';
import type { User, UserStore } from '../ports/user-store.ts';
import { canonicalLogin, parseEmail, type Email } from './canonical-login.ts';
import { parseUsername } from './parse-username.ts';

/** Evidence that this person has just made this account, with its password. */
export type SignedUp = Brand<{ readonly user: User }, 'SignedUp'>;

/** A wish for an account; the names as they were typed, empty ones as `undefined`. */
export interface SignUpAttempt {
  readonly tenant: Tenant; readonly connection: Connection; readonly email: string | undefined; readonly username: string | undefined; readonly password: string; readonly address: string; readonly record: DecisionRecord;
  /** What else is said about the person. */
  readonly more?: Partial<Pick<User, 'profile' | 'userMetadata'>>;
  /** What is stored with the account, or not at all. */
  readonly prepare?: (user: User) => readonly PreparedWrite[];
}
/** What a sign-up works with. */
export interface SignUpTools extends NewPasswordTools { readonly users: UserStore; readonly throttles: ThrottleStore; readonly clock: Clock }

/** Accounts asked for from one address, also those that exist already. */
const byAddress: Limit = { kind: 'signup.address', most: 20, window: 3600, reason: 'signup.throttled' };

/**
 * Makes an account with an unverified email address.
 * Deviates: sign-up should not tell which accounts exist. The person is signed in at once, so a taken address can't look like a new one
 * before addresses are confirmed by mail: it is told, after the same work, and at most 20 times an hour for one network address.
 */
export async function signUp(attempt: SignUpAttempt, tools: SignUpTools): Promise<SignedUp | Refusal> {
  const { tenant, connection, record } = attempt;
  record.facts.connection = connection.name;
  if (connection.options.disable_signup === true) return new Refusal('access_denied', 'signup.closed');
  const names = parseNames(attempt);
  if (names instanceof Refusal) return names;
  const { email, username } = names;
  const password = await proveNewPassword({ tenant, connection: connection.name, typed: attempt.password, person: { canonicalEmail: email?.canonical, username } }, tools);
  if (password instanceof Refusal) return password;
  const place = await reserve(tenant.id, { limit: byAddress, of: [addressBlock(attempt.address)] }, tools);
  if (place instanceof Refusal) return place;

  const passwordHash = await tools.passwords.hash(password.text);
  if (passwordHash === 'busy') {
    await tools.throttles.change(tenant.id, [place.giveBack], tools.clock.now());
    return new Refusal('temporarily_unavailable', 'login.busy');
  }
  const user = withMore(newUser(names, { connection: connection.name, passwordHash, now: tools.clock.now() }), attempt);
  if ((await tools.users.insert(tenant.id, user, undefined, attempt.prepare?.(user))) === 'taken') return taken(attempt, names, tools);
  record.facts.userId = user.id;
  record.pass('signup.allowed');
  return { user } as SignedUp;
}

interface Names { readonly email: Email | undefined; readonly username: string | undefined }

/** The names that the connection asks for; those that it does not use are not kept. */
function parseNames({ connection, email: typedEmail, username: typedName }: SignUpAttempt): Names | Refusal {
  const rules = nameRulesOf(connection.options);
  const asked = (typed: string | undefined, rule: { readonly signup: string }) => (rule.signup === 'inactive' ? undefined : typed ?? (rule.signup === 'required' ? '' : undefined));
  const [forEmail, forName] = [asked(typedEmail, rules.email), asked(typedName, rules.username)];
  const email = forEmail === undefined ? undefined : parseEmail(forEmail);
  if (email instanceof Refusal) return email;
  const username = forName === undefined ? undefined : parseUsername(forName, rules.username);
  if (username instanceof Refusal) return username;
  return email === undefined && username === undefined ? new Refusal('invalid_request', 'signup.name_missing') : { email, username };
}

/** Which of the names is somebody else's. */
async function taken({ tenant, connection }: SignUpAttempt, { email, username }: Names, { users }: SignUpTools): Promise<Refusal> {
  const byName = username !== undefined && await users.findByLogin(tenant.id, connection.name, canonicalLogin(username)) !== undefined;
  return new Refusal('access_denied', byName || email === undefined ? 'signup.username_taken' : 'signup.email_taken');
}

const withMore = (user: User, { more = {} }: SignUpAttempt): User => ({ ...user, profile: { ...user.profile, ...more.profile }, userMetadata: more.userMetadata ?? user.userMetadata });

/** Auth0: until the person says more, `name` is the address and `nickname` its part before the `@`. */
function newUser({ email, username }: Names, { connection, passwordHash, now }: { readonly connection: string; readonly passwordHash: string; readonly now: number }): User {
  return {
    id: newUserId(), connection, email: email?.written, canonicalEmail: email?.canonical, emailVerified: false, username, blocked: false, passwordHash,
    profile: { name: email?.written ?? username, nickname: username ?? email?.localPart, ...(email === undefined ? {} : { email: email.written, email_verified: false }) },
    userMetadata: {}, appMetadata: {}, createdAt: now, updatedAt: now,
  };
}
