import type { Brand } from '../../kernel/brand.ts';
import type { TokenKey } from '../../kernel/opaque-token.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { DeviceRequest } from '../device/device-request.ts';
import type { Pending } from '../ports/pending-store.ts';
import type { Payment } from '../tokens/issuance.ts';
import { markMargin } from '../tokens/lifetimes.ts';
import { invalidGrant, type OAuthRefusal } from '../vocabulary/errors.ts';
import { recordPoll } from '../waiting/record-poll.ts';
import { redeemAnswer } from '../waiting/redeem-answer.ts';
import type { GrantTools, GrantType, TokenCall } from './grant-type.ts';

/** RFC 8628 §3.4. */
export const deviceCode: GrantType = {
  name: 'urn:ietf:params:oauth:grant-type:device_code',

  async authorize(call, tools) {
    const device = await findDevice(call, tools);
    if (device instanceof Refusal) return device;
    const answer = await recordPoll(device.found, call.tenant.id, tools);
    if (answer instanceof Refusal) return answer;
    const redeemed = await redeemAnswer(answer, call, tools);
    if (redeemed instanceof Refusal) return redeemed;
    // What a second exchange shows is most likely a device that asked twice at once: the tokens of the first stay good (RFC 8628 says nothing of it).
    return { ...redeemed, payment: payWith(device), whenSpent: () => Promise.resolve(invalidGrant('device_code.used')) };
  },
};

/** Evidence that a device code is known and was issued to this client. Whether it was used before, the commit says. */
type OwnDevice = Brand<{ readonly key: TokenKey; readonly found: Pending<DeviceRequest> }, 'OwnDevice'>;

async function findDevice({ tenant, client, params, record }: TokenCall, { tokens, pending }: GrantTools): Promise<OwnDevice | OAuthRefusal> {
  const presented = params.required('device_code');
  if (presented instanceof Refusal) return presented;
  const key = tokens.keyOf(presented);
  const found = key === undefined ? undefined : await pending.load<DeviceRequest>(tenant.id, 'device', key);
  if (key === undefined || found === undefined) return invalidGrant('device_code.unknown');
  if (found.data.clientId !== client.id) return invalidGrant('device_code.other_client');
  record.pass('device_code.alive');
  return { key, found } as OwnDevice;
}

const payWith = ({ key, found }: OwnDevice) => ({ kind: 'device_code', key, keepUntil: found.data.expiresAt + markMargin, outcome: undefined }) as Payment;
