import { Refusal } from '../../kernel/refusal.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { CounterChange } from '../ports/throttle-store.ts';
import { addressBlock } from './address-block.ts';
import { counterKey, reserveAll, type Counted, type Limit, type ThrottleTools } from './reserve.ts';

const window: Seconds = 3600;
/** Mails with codes to one mailbox, asked for from one address: who floods a mailbox from elsewhere does not shut its owner out. */
const mailsFromTo: Limit = { kind: 'passwordless.mail_from_to', most: 5, window, reason: 'passwordless.mail_throttled' };
/** Mails with codes to one mailbox. */
const mailsTo: Limit = { kind: 'passwordless.mail_to', most: 20, window, reason: 'passwordless.mail_throttled' };
/** Mails with codes asked for from one address. */
const mailsFrom: Limit = { kind: 'passwordless.mail_from', most: 30, window, reason: 'passwordless.mail_throttled' };
/** Mails with codes in the whole tenant, for a flood from many addresses to many mailboxes. */
const mailsInTenant: Limit = { kind: 'passwordless.mail_tenant', most: 3000, window, reason: 'passwordless.mail_throttled' };
/** Wrong codes for one mailbox, whatever code they are for: a new mail brings a new code, not new guesses. */
const wrongFor: Limit = { kind: 'passwordless.wrong_for', most: 10, window, reason: 'passwordless.code_throttled' };
/** Wrong codes from one address. */
const wrongFrom: Limit = { kind: 'passwordless.wrong_from', most: 30, window, reason: 'passwordless.code_throttled' };
/** Wrong codes in the whole tenant. */
const wrongInTenant: Limit = { kind: 'passwordless.wrong_tenant', most: 1000, window, reason: 'passwordless.code_throttled' };
const mostForCode = 5;

/** Who asks for a mail with a code, or brings one. `email` is canonical; `behind`: the address is that of an application that proved itself, behind which many people sit. */
export interface CodeCaller { readonly tenant: TenantId; readonly email: string; readonly address: string; readonly behind: boolean }

/** Takes the place of a mail before anybody looks whether there is an account. */
export async function reserveCodeMail({ tenant, email, address, behind }: CodeCaller, tools: ThrottleTools): Promise<Refusal<'too_many_requests'> | undefined> {
  const block = addressBlock(address);
  const perAddress: readonly Counted[] = behind ? [] : [{ limit: mailsFrom, of: [block] }];
  const places = await reserveAll(tenant, [{ limit: mailsFromTo, of: [email, block] }, { limit: mailsTo, of: [email] }, ...perAddress, { limit: mailsInTenant, of: [] }], tools);
  return places instanceof Refusal ? places : undefined;
}

/** A code that is about to be looked at. `of` names it, or what stands for it where there is none; `until` is when it ends. */
export interface CodeGuess extends CodeCaller { readonly of: readonly string[]; readonly until: Seconds }

/**
 * Counts a try before the code is looked at, in counters that all nodes share; five for one code, however they go out, and the sixth counts nowhere else. Answers the changes that a right code makes:
 * it counts for nothing, and wrong ones stay counted.
 */
export async function reserveGuess({ tenant, email, address, behind, of, until }: CodeGuess, tools: ThrottleTools): Promise<readonly CounterChange[] | Refusal<'too_many_requests'>> {
  const now = tools.clock.now();
  const taken = await tools.throttles.take(tenant, { first: { key: counterKey('passwordless.code', of), window: Math.max(1, until - now), most: mostForCode }, also: [] }, now);
  if (taken === 'full') return new Refusal('too_many_requests', 'passwordless.code_throttled', { expected: `at most ${mostForCode} tries for one code`, received: 'passwordless.code' });
  const perAddress: readonly Counted[] = behind ? [] : [{ limit: wrongFrom, of: [addressBlock(address)] }];
  const places = await reserveAll(tenant, [{ limit: wrongFor, of: [email] }, ...perAddress, { limit: wrongInTenant, of: [] }], tools);
  if (places instanceof Refusal) return places;
  return places.map(({ giveBack }) => giveBack);
}
