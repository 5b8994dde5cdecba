import type { UserStore } from '../../identity/ports/user-store.ts';
import { findPersonInSession, type PersonInSession } from '../../identity/sessions/find-person.ts';
import type { SessionTools } from '../../identity/sessions/find-session.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { GrantStore } from '../../protocol/ports/grant-store.ts';
import type { PersonPermissions } from '../../protocol/ports/role-store.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { parseAnswer } from '../interaction/parse-answer.ts';
import { lostStepPage, proveClientStep, proveShownStep, proveTakenStep, type ClientStep, type StepTools } from '../interaction/prove-step.ts';
import { restartTransaction, resumePath } from '../interaction/transaction.ts';
import { appendEvent, type EventTools } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { allowDevice, declineDevice } from './answer-device.ts';
import { findHeldDevice, type DeviceTools, type HeldDevice } from './held-device.ts';
import { confirmReply, doneReply } from './reply.ts';

/** What the page works with on which a person allows a device. */
export type ConfirmDeviceTools = StepTools & DeviceTools & SessionTools & EventTools & { readonly users: UserStore; readonly grants: GrantStore; readonly roles: PersonPermissions };

/**
 * RFC 8628 §3.3, RFC 8628 §5.4: the person is always asked, first-party applications and codes in links included: whoever sent the link may be
 * the one who holds the device.
 */
export const confirmDeviceEndpoint = (tools: ConfirmDeviceTools): Endpoint => ({
  name: 'activation.confirm', path: '/u/device', methods: ['GET', 'POST'], cors: 'none',
  handle: (request) => (request.method === 'POST' ? take(request, tools) : show(request, tools)),
});

/** All that is needed to ask or to answer. */
export interface OpenDevice { readonly step: ClientStep; readonly person: PersonInSession; readonly device: HeldDevice }

async function show(request: Request, tools: ConfirmDeviceTools): Promise<Reply> {
  const open = await proveOpen(request, proveClientStep(await proveShownStep(request, tools)), tools);
  if (open instanceof Refusal) return lostStepPage(request, open, tools);
  return 'kind' in open ? open : confirmReply(request, open, tools);
}

async function take(request: Request, tools: ConfirmDeviceTools): Promise<Reply> {
  const open = await proveOpen(request, proveClientStep(await proveTakenStep(request, tools)), tools);
  if (open instanceof Refusal) return refuse(request, open, tools);
  if ('kind' in open) return open;
  const answer = parseAnswer(open.step.params);
  if (answer instanceof Refusal) return refuse(request, answer, tools);
  const refusal = await (answer === 'accept' ? allowDevice(request, open, tools) : declineDevice(request, open, tools));
  return refusal === undefined ? doneReply(request, open.step.client, answer) : refuse(request, refusal, tools);
}

/** Whose page it is. Who is not signed in signs in first; who is somebody else than who began is asked afresh: nobody allows anything in another one's name. */
async function proveOpen(request: Request, step: ClientStep | OAuthRefusal, tools: ConfirmDeviceTools): Promise<OpenDevice | Reply | OAuthRefusal> {
  if (step instanceof Refusal) return step;
  const { transaction } = step;
  if (transaction.purpose !== 'device') return invalidRequest('transaction.unknown', { received: 'a transaction of another kind' });
  const device = await findHeldDevice(transaction.request['device']?.[0] ?? '', { tenant: request.tenant.id, browser: step.browser }, tools);
  if (device instanceof Refusal) return device;
  request.record.pass('user_code.alive');
  const person = await findPersonInSession(request.tenant, request.cookie('session'), tools);
  if (person === undefined) return { kind: 'redirect', to: `/u/login?state=${transaction.state}` };
  if (person.session.key !== transaction.sessionKey) return { kind: 'redirect', to: resumePath(await restartTransaction(request, { transaction, sessionKey: person.session.key }, tools), 'device') };
  request.record.facts.userId = person.user.id;
  request.record.pass('session.present');
  return { step, person, device };
}

async function refuse(request: Request, refusal: OAuthRefusal, tools: ConfirmDeviceTools): Promise<Reply> {
  request.record.refuse(refusal);
  appendEvent(request, 'device.answered', tools);
  return lostStepPage(request, refusal, tools);
}
