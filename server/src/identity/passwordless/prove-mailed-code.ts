import type { Brand } from '../../kernel/brand.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { newUserId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { reserveGuess } from '../attack-protection/mailed-code-limits.ts';
import type { MailedCode } from '../ports/mailed-code-store.ts';
import type { CounterChange } from '../ports/throttle-store.ts';
import type { User } from '../ports/user-store.ts';
import { parseEmail, type Email } from '../users/canonical-login.ts';
import { placeName, type CodePlace, type MailedCodeTools } from './code-place.ts';
import { codeRulesOf } from './code-rules.ts';
import { digitCode, isDigitCode } from './digit-code.ts';
import { findMailPerson } from './find-mail-person.ts';

/**
 * Evidence that this person reads the mails of an address just now, and that the account is not blocked. The code is not spent yet: who does so first has signed in.
 * `counters` as with `SignedIn`.
 */
export type ProvenMailbox = Brand<{ readonly user: User; readonly code: MailedCode; readonly counters: readonly CounterChange[] }, 'ProvenMailbox'>;

/** A code that somebody typed, or that a link brought. */
export interface TypedCode extends CodePlace { readonly typed: string; readonly address: string; readonly behind: boolean; readonly record: DecisionRecord }

/** Evidence of the code alone: whoever it is for. */
interface RightCode { readonly email: Email; readonly code: MailedCode; readonly counters: readonly CounterChange[] }

/** Whether a code is right; nobody is made, and nothing is spent but the try. Whether there is an account or a mail at all, a wrong code reads the same and counts the same. */
export async function proveCodeAlone(typed: TypedCode, tools: MailedCodeTools): Promise<RightCode | Refusal> {
  const { tenant, connection, address, behind, record } = typed;
  record.facts.connection = connection.name;
  const email = parseEmail(typed.email);
  if (email instanceof Refusal) return new Refusal('invalid_request', 'passwordless.email_malformed', email.evidence);
  const name = placeName(typed, email.canonical);
  const code = await tools.mailedCodes.find(tenant.id, name);
  const now = tools.clock.now();
  const { length, ttl } = codeRulesOf(connection.options);
  const guess = code === undefined ? { of: [name], until: now + ttl } : { of: [code.key], until: code.expiresAt };
  const counters = await reserveGuess({ tenant: tenant.id, email: email.canonical, address, behind, ...guess }, tools);
  if (counters instanceof Refusal) return counters;
  record.pass('passwordless.throttle');
  if (code === undefined || !isDigitCode(typed.typed, digitCode(tools.mailedCodeKey, { key: code.key, length }))) return new Refusal('access_denied', 'passwordless.code_wrong');
  if (code.expiresAt <= now) return new Refusal('access_denied', 'passwordless.code_expired');
  record.pass('passwordless.code');
  return { email, code, counters };
}

/** The person of a right code; somebody new where the connection takes new people. */
export async function proveMailedCode(typed: TypedCode, tools: MailedCodeTools): Promise<ProvenMailbox | Refusal> {
  const right = await proveCodeAlone(typed, tools);
  if (right instanceof Refusal) return right;
  const user = await findOrMake(typed, right.email, tools);
  if (user instanceof Refusal) return user;
  typed.record.facts.userId = user.id;
  typed.record.pass('user.active');
  return { user, code: right.code, counters: right.counters } as ProvenMailbox;
}

async function findOrMake({ tenant, connection }: TypedCode, email: Email, tools: MailedCodeTools): Promise<User | Refusal> {
  const who = { connection, email: email.canonical };
  const found = await findMailPerson(tenant.id, who, tools);
  if (found instanceof Refusal) return found;
  if (found !== undefined) return verified(found, { tenant, tools });
  const user = newPerson(email, { connection: connection.name, now: tools.clock.now() });
  if (await tools.users.insert(tenant.id, user) === 'inserted') return user;
  // The same code came twice at once: the other one made the account.
  return await findMailPerson(tenant.id, who, tools) ?? new Refusal('access_denied', 'login.unknown_user');
}

/** Who reads the mail of an address has proved it; the mailbox of a linked identity signs in as the person that it is linked to. What somebody else changed at the same moment stays; the next time proves it again. */
async function verified(user: User, { tenant, tools }: { readonly tenant: CodePlace['tenant']; readonly tools: MailedCodeTools }): Promise<User> {
  if (user.linkedId !== undefined) return await tools.users.find(tenant.id, user.id) ?? user;
  if (user.emailVerified) return user;
  const next = { ...user, emailVerified: true, updatedAt: tools.clock.now() };
  return await tools.users.replace(tenant.id, next, { seen: user }) === 'replaced' ? next : user;
}

/** The address is the one that the mail went to. Auth0: until the person says more, `name` is the address and `nickname` its part before the `@`. */
const newPerson = ({ canonical }: Email, { connection, now }: { readonly connection: string; readonly now: number }): User => ({
  id: newUserId('email'), connection, email: canonical, canonicalEmail: canonical, emailVerified: true, username: undefined, blocked: false, passwordHash: undefined,
  profile: { name: canonical, nickname: canonical.slice(0, canonical.lastIndexOf('@')) }, userMetadata: {}, appMetadata: {}, createdAt: now, updatedAt: now,
});
