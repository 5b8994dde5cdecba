import { newKey, type TokenKey } from '../../kernel/opaque-token.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { deviceCode } from '../../protocol/grant-types/device-code.ts';
import type { DeviceRequest } from '../../protocol/device/device-request.ts';
import type { Pending } from '../../protocol/ports/pending-store.ts';
import type { ConsentRecord } from '../../protocol/tokens/issuance.ts';
import type { Grant } from '../../protocol/tokens/records.ts';
import { accessDenied, invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { PersonsAnswer } from '../../protocol/waiting/polled.ts';
import { logRecordOf, type EventTools } from '../record-event.ts';
import type { Request } from '../request.ts';
import type { ConfirmDeviceTools, OpenDevice } from './confirm.ts';
import { findHeldDevice } from './held-device.ts';

/** Polls of the device change it at the same moment; then the answer is tried again, so often. */
const tries = 20;

/** The person allowed: grant, consent and line of the log are stored together with the answer, of which there is one, whoever else answers at the same moment. */
export async function allowDevice(request: Request, open: OpenDevice, tools: ConfirmDeviceTools): Promise<OAuthRefusal | undefined> {
  const { client } = open.step;
  if (!client.grantTypes.includes(deviceCode.name)) return invalidRequest('client.grant_not_allowed', { expected: client.grantTypes.join(' '), received: deviceCode.name });
  const grant = grantOf(open, tools);
  request.record.pass('consent.given');
  const issuance = { tenant: request.tenant.id, grant, consent: consentOf(open, grant), log: logRecordOf(request, 'device.answered', tools) };
  return answerOnce(request, open, { tools, store: (next) => tools.grants.settle(issuance, next), answer: { kind: 'allowed', grant: grant.key } });
}

/** RFC 8628 §3.5: the device will be told access_denied. */
export async function declineDevice(request: Request, open: OpenDevice, tools: ConfirmDeviceTools): Promise<OAuthRefusal | undefined> {
  request.record.refuse(accessDenied('poll.declined'));
  const issuance = { tenant: request.tenant.id, log: logRecordOf(request, 'device.answered', tools) };
  return answerOnce(request, open, { tools, store: (next) => tools.grants.settle(issuance, next), answer: { kind: 'declined' } });
}

interface Answering { readonly tools: ConfirmDeviceTools; readonly answer: PersonsAnswer; readonly store: (next: Pending<DeviceRequest>) => Promise<'issued' | 'stale'> }

async function answerOnce(request: Request, open: OpenDevice, { tools, answer, store }: Answering): Promise<OAuthRefusal | undefined> {
  let device: Pending<DeviceRequest> = open.device;
  for (let left = tries; left > 0; left--) {
    if ((await store({ ...device, version: device.version + 1, data: { ...device.data, answer } })) === 'issued') return undefined;
    const again = await findHeldDevice(device.key, { tenant: request.tenant.id, browser: open.step.browser }, tools);
    if (again instanceof Refusal) return again;
    device = again;
  }
  return invalidRequest('transaction.stale');
}

/** The grant has no session: what the device may do does not end when the person signs out of the browser in which the code was typed. */
function grantOf({ step: { client }, person, device }: OpenDevice, { clock }: EventTools): Grant {
  const now = clock.now();
  const { scope, audience, details } = device.data;
  const key: TokenKey = newKey(clock.nowMs());
  return {
    key, clientId: client.id, userId: person.user.id, sessionKey: undefined, offline: scope.includes('offline_access'), scope, audience,
    authTime: person.session.authTime, device: undefined, createdAt: now, absoluteExpiresAt: now + client.refresh.absoluteTtl, detail: { grantType: deviceCode.name, ...(details === undefined ? {} : { authorizationDetails: details }) },
  };
}

/** What a first-party application may is not the person's to remember. */
const consentOf = ({ step: { client } }: OpenDevice, { userId, audience, scope, createdAt }: Grant): ConsentRecord | undefined =>
  (client.firstParty || userId === undefined ? undefined : { userId, clientId: client.id, audience, scope, givenAt: createdAt });
