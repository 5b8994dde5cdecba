import { deviceCode } from '../../protocol/grant-types/device-code.ts';
import { accessDenied, invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { limitAccess } from '../../protocol/waiting/limit-access.ts';
import { consentOfAnswer, grantOfAnswer, settleAnswer } from '../interaction/settle-answer.ts';
import { logRecordOf } from '../record-event.ts';
import type { Request } from '../request.ts';
import type { ConfirmDeviceTools, OpenDevice } from './confirm.ts';
import { findHeldDevice } from './held-device.ts';

/** The person allowed: grant, consent and line of the log are stored together with the answer. */
export async function allowDevice(request: Request, open: OpenDevice, tools: ConfirmDeviceTools): Promise<OAuthRefusal | undefined> {
  const { step: { client }, person, device } = open;
  if (!client.grantTypes.includes(deviceCode.name)) return invalidRequest('client.grant_not_allowed', { expected: client.grantTypes.join(' '), received: deviceCode.name });
  const { tenant, record } = request;
  const access = await limitAccess(device.data, person.user.id, { tenant, record, tools });
  const allowed = { client, person, access, detail: { grantType: deviceCode.name } };
  const grant = grantOfAnswer(allowed, tools.clock);
  request.record.pass('consent.given');
  const issuance = { tenant: tenant.id, grant, consent: consentOfAnswer(allowed, grant), log: logRecordOf(request, 'device.answered', tools) };
  return settleAnswer({ found: device, answer: { kind: 'allowed', grant: grant.key }, issuance, again: again(request, open, tools) }, tools);
}

/** RFC 8628 §3.5: the device will be told access_denied. */
export async function declineDevice(request: Request, open: OpenDevice, tools: ConfirmDeviceTools): Promise<OAuthRefusal | undefined> {
  request.record.refuse(accessDenied('poll.declined'));
  const issuance = { tenant: request.tenant.id, log: logRecordOf(request, 'device.answered', tools) };
  return settleAnswer({ found: open.device, answer: { kind: 'declined' }, issuance, again: again(request, open, tools) }, tools);
}

const again = ({ tenant }: Request, { device, step: { browser } }: OpenDevice, tools: ConfirmDeviceTools) => () => findHeldDevice(device.key, { tenant: tenant.id, browser }, tools);
