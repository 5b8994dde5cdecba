import { Refusal } from '../../kernel/refusal.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { CounterChange } from '../ports/throttle-store.ts';
import { addressBlock } from './address-block.ts';
import { knowsDevice, rememberDevice, type Device } from './known-device.ts';
import { reserve, reserveAll, type Limit, type ThrottleTools } from './reserve.ts';

const window: Seconds = 900;
const reason = 'login.throttled';
/** Wrong passwords for one account from one address. */
const accountAtAddress: Limit = { kind: 'login.account_address', most: 10, window, reason };
/** Wrong passwords for one account from everywhere: ten addresses at their limit. */
export const accountLimit: Limit = { kind: 'login.account', most: 100, window, reason };
/** Wrong passwords for any account from one address. */
const address: Limit = { kind: 'login.address', most: 50, window, reason };
/** Wrong passwords for one account at a browser that knows it. */
const accountAtDevice: Limit = { kind: 'login.account_device', most: 10, window, reason };

/** Who tries to sign in, from where. */
export interface SignInTry extends Device { readonly tenant: TenantId; readonly address: string }

/** Places that were taken for one try, as the changes that one of its ends makes; after a wrong password there is none, and it keeps its places. */
export interface SignInPlaces { readonly right: readonly CounterChange[]; readonly notDone: readonly CounterChange[] }

/**
 * Reserves a place under every limit before a password is looked at. Unknown accounts are counted like others.
 * Nobody can lock the owner out: at a browser where this account was signed in to before, only that browser's own mistakes count.
 */
export async function reserveSignIn(attempt: SignInTry, tools: ThrottleTools): Promise<SignInPlaces | Refusal<'too_many_requests'>> {
  const { tenant } = attempt;
  if (await knowsDevice(tenant, attempt, tools)) {
    const own = await reserve(tenant, { limit: accountAtDevice, of: [...attempt.account, attempt.browser] }, tools);
    return own instanceof Refusal ? own : { right: own.clear, notDone: [own.giveBack] };
  }
  const block = addressBlock(attempt.address);
  // The narrowest first: what it refuses does not count elsewhere, so that one address adds at most ten to the counter of an account.
  const taken = await reserveAll(tenant, [{ limit: accountAtAddress, of: [...attempt.account, block] }, { limit: address, of: [block] }, { limit: accountLimit, of: attempt.account }], tools);
  if (taken instanceof Refusal) return taken;
  const [narrow, byAddress, byAccount] = taken;
  return {
    // A right password clears what was counted for the account; for the address it only counts for nothing, or one's own account would wash guesses at others away.
    right: [...narrow.clear, byAddress.giveBack, ...byAccount.clear, rememberDevice(attempt)],
    notDone: [narrow.giveBack, byAddress.giveBack, byAccount.giveBack],
  };
}
