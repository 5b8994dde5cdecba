import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { CounterChange } from '../ports/throttle-store.ts';
import { counterKey, type ThrottleTools } from './reserve.ts';

/** A browser and an account: has this account been signed in to from there? */
export interface Device { readonly account: readonly string[]; /** The hash of the browser's binding cookie. */ readonly browser: string }

/** How long a sign-in makes a browser a known one. */
const rememberedFor: Seconds = 90 * 86_400;

const keyOf = ({ account, browser }: Device) => counterKey('known_device', [...account, browser]);

/** The right password was given at this browser, for this account, within the last 90 days. */
export async function knowsDevice(tenant: TenantId, device: Device, { throttles, clock }: ThrottleTools): Promise<boolean> {
  return (await throttles.peek(tenant, keyOf(device), clock.now())).count > 0;
}

/** To be counted after the right password, and at no other time. */
export const rememberDevice = (device: Device): CounterChange => ({ kind: 'hit', key: keyOf(device), window: rememberedFor });
