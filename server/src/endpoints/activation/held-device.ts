import type { KeyObject } from 'node:crypto';
import type { Brand } from '../../kernel/brand.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Clock, Seconds } from '../../kernel/time.ts';
import type { DeviceRequest, UserCodeRecord } from '../../protocol/device/device-request.ts';
import { canonicalUserCode, userCodeKey } from '../../protocol/device/user-code.ts';
import type { Pending, PendingStore } from '../../protocol/ports/pending-store.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';

/** Evidence that a device waits for its person, and that its code was typed in this browser and in no other before. */
export type HeldDevice = Brand<Pending<DeviceRequest>, 'HeldDevice'>;

/** Where devices wait; `codeKey` hides their codes. */
export interface DeviceTools { readonly pending: PendingStore; readonly clock: Clock; readonly codeKey: KeyObject }

/** The hash of the binding cookie of the browser that asks. */
interface Holder { readonly tenant: TenantId; readonly browser: string }

/** A poll of the device may change it at the same moment; then it is looked at again, so often. */
const tries = 10;

/** RFC 8628 §3.3: the device of a typed code. From now on this browser alone may go on with it. */
export async function claimDevice(typed: string, holder: Holder, { pending, clock, codeKey }: DeviceTools): Promise<HeldDevice | OAuthRefusal> {
  if (canonicalUserCode(typed) === '') return invalidRequest('user_code.unknown', { received: 'nothing' });
  const code = await pending.load<UserCodeRecord>(holder.tenant, 'user_code', userCodeKey(codeKey, typed));
  if (code === undefined) return invalidRequest('user_code.unknown');
  for (let left = tries; left > 0; left--) {
    const device = await findDevice(code.data.device, holder, { pending, clock });
    if (device instanceof Refusal || device.data.browser === holder.browser) return device;
    const claimed = { ...device, version: device.version + 1, data: { ...device.data, browser: holder.browser } };
    if ((await pending.advance(holder.tenant, claimed)) === 'advanced') return claimed;
  }
  return invalidRequest('user_code.elsewhere');
}

/** The device that a transaction of this browser is about, if it still waits. */
export async function findHeldDevice(key: string, holder: Holder, tools: Pick<DeviceTools, 'pending' | 'clock'>): Promise<HeldDevice | OAuthRefusal> {
  const device = await findDevice(key, holder, tools);
  return device instanceof Refusal || device.data.browser !== undefined ? device : invalidRequest('user_code.elsewhere');
}

async function findDevice(key: string, { tenant, browser }: Holder, { pending, clock }: Pick<DeviceTools, 'pending' | 'clock'>): Promise<HeldDevice | OAuthRefusal> {
  const device = await pending.load<DeviceRequest>(tenant, 'device', key);
  return device === undefined ? invalidRequest('user_code.unknown') : proveHeld(device, browser, clock.now());
}

function proveHeld(device: Pending<DeviceRequest>, browser: string, now: Seconds): HeldDevice | OAuthRefusal {
  const { answer, expiresAt, browser: holder } = device.data;
  if (expiresAt <= now) return invalidRequest('user_code.expired');
  if (answer.kind !== 'waiting') return invalidRequest('user_code.used');
  if (holder !== undefined && holder !== browser) return invalidRequest('user_code.elsewhere');
  return device as HeldDevice;
}
