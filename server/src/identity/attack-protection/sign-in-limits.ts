import { Refusal } from '../../kernel/refusal.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { CounterChange } from '../ports/throttle-store.ts';
import { addressBlock } from './address-block.ts';
import { knowsDevice, rememberDevice, type Device } from './known-device.ts';
import { reserve, reserveAll, type Counted, type Limit, type ThrottleTools } from './reserve.ts';

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

/** Who tries to sign in, from where. `account`: the one that the password is held against. `others`: the same name in other connections that are asked as well. */
export interface SignInTry extends Device {
  readonly tenant: TenantId; readonly address: string; readonly others?: readonly (readonly string[])[];
  /** Auth0: `brute_force_protection` of the connection; without it only the address is counted. */
  readonly countsAccount?: boolean;
}

/** Places that were taken for one try, as the changes that one of its ends makes; after a wrong password there is none, and it keeps its places. */
export interface SignInPlaces { readonly right: readonly CounterChange[]; readonly notDone: readonly CounterChange[] }

/**
 * Reserves a place under every limit before a password is looked at. Unknown accounts are counted like others, and a name counts in every connection in which it was
 * looked for: where it was found can not be told from what is throttled.
 * Nobody can lock the owner out: at a browser where this account was signed in to before, only that browser's own mistakes count.
 */
export async function reserveSignIn(attempt: SignInTry, tools: ThrottleTools): Promise<SignInPlaces | Refusal<'too_many_requests'>> {
  const { tenant, account, others = [], countsAccount = true } = attempt;
  if (countsAccount && await knowsDevice(tenant, attempt, tools)) {
    const own = await reserve(tenant, { limit: accountAtDevice, of: [...account, attempt.browser] }, tools);
    return own instanceof Refusal ? own : { right: own.clear, notDone: [own.giveBack] };
  }
  const block = addressBlock(attempt.address);
  if (!countsAccount) {
    const byAddress = await reserve(tenant, { limit: address, of: [block] }, tools);
    return byAddress instanceof Refusal ? byAddress : { right: [byAddress.giveBack], notDone: [byAddress.giveBack] };
  }
  // The narrowest first: what it refuses does not count elsewhere, so that one address adds at most ten to the counter of an account.
  const [first, ...also] = [account, ...others].flatMap((one) => [{ limit: accountAtAddress, of: [...one, block] }, { limit: accountLimit, of: one }]) as unknown as readonly [Counted, Counted, ...Counted[]];
  const taken = await reserveAll(tenant, [first, { limit: address, of: [block] }, ...also], tools);
  if (taken instanceof Refusal) return taken;
  const [narrow, byAddress, byAccount, ...elsewhere] = taken;
  const forNothing = [byAddress, ...elsewhere].map(({ giveBack }) => giveBack);
  return {
    // A right password clears what was counted for the account; for the address and for the same name elsewhere it only counts for nothing, or one's own account would wash guesses at others away.
    right: [...narrow.clear, ...byAccount.clear, ...forNothing, rememberDevice(attempt)],
    notDone: [narrow.giveBack, byAccount.giveBack, ...forNothing],
  };
}
