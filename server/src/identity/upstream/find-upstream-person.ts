import type { Brand } from '../../kernel/brand.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Clock } from '../../kernel/time.ts';
import type { Connection } from '../connections/connection.ts';
import { upstreamUserId } from '../connections/upstream.ts';
import type { LinkedUsers } from '../ports/linked-users.ts';
import type { User, UserStore } from '../ports/user-store.ts';
import { demandsVerifiedEmail } from '../tickets/mail-rules.ts';
import { parseEmail } from '../users/canonical-login.ts';

/** Evidence that another provider has just proved who this person is, and that the account is not blocked. `identity`: the id under which that provider's person is kept: the own one, or that of a linked identity. */
export type UpstreamPerson = Brand<{ readonly user: User; readonly identity: string }, 'UpstreamPerson'>;

/** Whom a provider proved, and how it describes them. `email` is its word alone. */
export interface UpstreamArrival {
  readonly tenant: Tenant; readonly connection: Connection; readonly sub: string; readonly record: DecisionRecord;
  readonly described: { readonly email: string | undefined; readonly emailVerified: boolean; readonly profile: Readonly<Record<string, unknown>> };
}

/** Where people are kept. */
export interface UpstreamPersonTools { readonly users: UserStore; readonly linkedUsers: Pick<LinkedUsers, 'findOwner'>; readonly clock: Clock }

const longestId = 255;

/**
 * The person of an identity; somebody new where the connection takes new people. The identity alone decides: whoever else has the same address,
 * here or at another provider, is somebody else until an administrator links the two.
 */
export async function findUpstreamPerson(arrival: UpstreamArrival, tools: UpstreamPersonTools): Promise<UpstreamPerson | Refusal> {
  const { tenant, connection, sub, record } = arrival;
  const id = upstreamUserId(connection, sub);
  if (id.length > longestId) return new Refusal('invalid_request', 'upstream.subject_too_long', { expected: `an id of at most ${longestId} characters`, received: String(id.length) });
  const user = await find(id, arrival, tools) ?? (connection.options.disable_signup === true ? undefined : await make(id, arrival, tools));
  if (user === undefined) return new Refusal('access_denied', 'upstream.signup_closed');
  record.facts.userId = user.id;
  if (user.blocked) return new Refusal('access_denied', 'login.blocked');
  record.pass('upstream.person');
  record.pass('user.active');
  if (user.email !== undefined && !user.emailVerified && demandsVerifiedEmail(tenant)) return new Refusal('access_denied', 'login.unverified');
  return { user, identity: id } as UpstreamPerson;
}

/** Linked identities lead to the person that they were linked to; what the provider says about them then is no longer what the person is called here. */
async function find(id: string, arrival: UpstreamArrival, tools: UpstreamPersonTools): Promise<User | undefined> {
  const { tenant } = arrival;
  const own = await tools.users.find(tenant.id, id);
  if (own !== undefined) return own.blocked ? own : refreshed(own, arrival, tools);
  const owner = await tools.linkedUsers.findOwner(tenant.id, id);
  return owner === undefined ? undefined : tools.users.find(tenant.id, owner);
}

/** What the provider says now. What somebody else changed at the same moment stays; the next sign-in says it again. */
async function refreshed(seen: User, arrival: UpstreamArrival, { users, clock }: UpstreamPersonTools): Promise<User> {
  const next = { ...seen, ...wordsOf(arrival) };
  const same = JSON.stringify([seen.email, seen.emailVerified, seen.profile]) === JSON.stringify([next.email, next.emailVerified, next.profile]);
  if (same) return seen;
  const changed = { ...next, updatedAt: clock.now() };
  if (await users.replace(arrival.tenant.id, changed, { seen }) === 'replaced') return changed;
  return await users.find(arrival.tenant.id, seen.id) ?? seen;
}

async function make(id: string, arrival: UpstreamArrival, tools: UpstreamPersonTools): Promise<User | undefined> {
  const now = tools.clock.now();
  const user: User = { id, connection: arrival.connection.name, ...wordsOf(arrival), username: undefined, blocked: false, passwordHash: undefined, userMetadata: {}, appMetadata: {}, createdAt: now, updatedAt: now };
  if (await tools.users.insert(arrival.tenant.id, user) === 'inserted') return user;
  // The same person came twice at once: the other way made the account.
  return find(id, arrival, tools);
}

/** What no mail could reach is not kept as an address. */
function wordsOf({ described: { email: written, emailVerified, profile } }: UpstreamArrival): Pick<User, 'email' | 'canonicalEmail' | 'emailVerified' | 'profile'> {
  const parsed = written === undefined ? undefined : parseEmail(written);
  if (parsed === undefined || parsed instanceof Refusal) return { email: undefined, canonicalEmail: undefined, emailVerified: false, profile };
  return { email: parsed.written, canonicalEmail: parsed.canonical, emailVerified, profile: { ...profile, email: parsed.written, email_verified: emailVerified } };
}
