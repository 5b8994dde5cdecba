import { Refusal } from '../../kernel/refusal.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import { addressBlock } from './address-block.ts';
import { counterKey, reserveAll, type Limit, type ThrottleTools } from './reserve.ts';

const window: Seconds = 3600;
const reason = 'ticket.code_throttled';
/** Codes typed for one mailbox, right ones too, whatever ticket they are for: a new mail brings a new code, not new guesses. */
const forMailbox: Limit = { kind: 'ticket.mailbox', most: 10, window, reason };
/** Codes typed from one address. */
const fromAddress: Limit = { kind: 'ticket.address', most: 20, window, reason };
/** Codes typed in the whole tenant. */
const inTenant: Limit = { kind: 'ticket.tenant', most: 1000, window, reason };
const mostForTicket = 5;

/** A code that somebody types. `of` names the ticket, or what stands for it where there is none; `until` is when that ends. */
export interface TypedCode { readonly tenant: TenantId; readonly email: string; readonly address: string; readonly of: readonly string[]; readonly until: Seconds }

/** Counts a try before the code is looked at, in counters that all nodes share; five for one ticket, however long it lives. Nothing is given back. */
export async function reserveMailCode({ tenant, email, address, of, until }: TypedCode, tools: ThrottleTools): Promise<Refusal<'too_many_requests'> | undefined> {
  const places = await reserveAll(tenant, [{ limit: forMailbox, of: [email] }, { limit: fromAddress, of: [addressBlock(address)] }, { limit: inTenant, of: [] }], tools);
  if (places instanceof Refusal) return places;
  const now = tools.clock.now();
  const taken = await tools.throttles.take(tenant, { first: { key: counterKey('ticket.code', of), window: Math.max(1, until - now), most: mostForTicket }, also: [] }, now);
  return taken === 'full' ? new Refusal('too_many_requests', reason, { expected: `at most ${mostForTicket} codes for one mail`, received: 'ticket.code' }) : undefined;
}
