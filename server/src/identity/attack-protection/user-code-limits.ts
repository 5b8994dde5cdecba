import { Refusal } from '../../kernel/refusal.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import { addressBlock } from './address-block.ts';
import { reserve, type Limit, type ThrottleTools } from './reserve.ts';

const window: Seconds = 900;
const reason = 'user_code.throttled';
/** Wrong codes from one address. */
const fromAddress: Limit = { kind: 'user_code.address', most: 10, window, reason };
/**
 * Wrong codes in the whole tenant, for guesses from many addresses: of 20^8 codes, a thousand guesses hit one of a thousand waiting devices once in 25,000 windows.
 * Who has a hundred addresses can hold others up with it until the window ends; guessing somebody's device would be worse (RFC 8628 §5.1).
 */
const inTenant: Limit = { kind: 'user_code.tenant', most: 1000, window, reason };

/** RFC 8628 §5.1: takes a place before a typed code is looked for. The place of a right one is given back. */
export async function reserveUserCode({ tenant, address }: { readonly tenant: TenantId; readonly address: string }, tools: ThrottleTools): Promise<{ right(): Promise<void> } | Refusal<'too_many_requests'>> {
  const narrow = await reserve(tenant, { limit: fromAddress, of: [addressBlock(address)] }, tools);
  if (narrow instanceof Refusal) return narrow;
  const wide = await reserve(tenant, { limit: inTenant, of: [] }, tools);
  return wide instanceof Refusal ? wide : { right: async () => { await Promise.all([narrow.giveBack(), wide.giveBack()]); } };
}
