import { Refusal } from '../../kernel/refusal.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { CounterChange } from '../ports/throttle-store.ts';
import { addressBlock } from './address-block.ts';
import { reserveAll, type Limit, type ThrottleTools } from './reserve.ts';

const window: Seconds = 900;
const reason = 'user_code.throttled';
/** Wrong codes from one address. */
const fromAddress: Limit = { kind: 'user_code.address', most: 10, window, reason };
/**
 * Wrong codes in the whole tenant, for guesses from many addresses: of 20^8 codes, a thousand guesses hit one of a thousand waiting devices once in 25,000 windows.
 * Who has a hundred addresses can hold others up with it until the window ends; guessing somebody's device would be worse (RFC 8628 §5.1).
 */
const inTenant: Limit = { kind: 'user_code.tenant', most: 1000, window, reason };

/** RFC 8628 §5.1: takes a place before a typed code is looked for. `right` gives back the place of a right one. */
export async function reserveUserCode({ tenant, address }: { readonly tenant: TenantId; readonly address: string }, tools: ThrottleTools): Promise<{ readonly right: readonly CounterChange[] } | Refusal<'too_many_requests'>> {
  const places = await reserveAll(tenant, [{ limit: fromAddress, of: [addressBlock(address)] }, { limit: inTenant, of: [] }], tools);
  return places instanceof Refusal ? places : { right: places.map(({ giveBack }) => giveBack) };
}
