import { reserveUserCode } from '../../identity/attack-protection/user-code-limits.ts';
import type { ThrottleStore } from '../../identity/ports/throttle-store.ts';
import { findSession, type SessionTools } from '../../identity/sessions/find-session.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { renderUserCode } from '../../protocol/device/user-code.ts';
import { Params } from '../../protocol/params.ts';
import { invalidRequest } from '../../protocol/vocabulary/errors.ts';
import { refusalPage } from '../error-page/render-refusal.ts';
import { browserBinding } from '../interaction/browser-binding.ts';
import { proveForm, type FormTools } from '../interaction/form-proof.ts';
import { openTransaction, resumePath, type TransactionTools } from '../interaction/transaction.ts';
import { appendEvent, type EventTools } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { claimDevice, type DeviceTools, type HeldDevice } from './held-device.ts';
import { codeFormState, codeReply } from './reply.ts';

/** What the page works with on which a person types the code of a device. */
export type ActivationTools = DeviceTools & SessionTools & TransactionTools & FormTools & EventTools & { readonly throttles: ThrottleStore };

/**
 * RFC 8628 §3.3: the person types the code that the device shows. RFC 8628 §3.3.1: a link may fill it in, but nothing happens before the person sends the form,
 * and nothing is allowed before the page that follows.
 */
export const activationEndpoint = (tools: ActivationTools): Endpoint => ({
  name: 'activation', path: '/activate', aliases: ['/device'], methods: ['GET', 'POST'], cors: 'none',
  async handle(request) {
    if (request.method !== 'POST') return show(request, tools);
    const reply = await take(request, tools);
    appendEvent(request, 'device.code_typed', tools);
    return reply;
  },
});

function show(request: Request, tools: ActivationTools): Reply {
  const params = Params.fromForm(request.query);
  if (params instanceof Refusal) return refusalPage(request, params);
  return codeReply(request, { typed: params.optional('user_code')?.slice(0, 64) ?? '', language: params.optional('ui_locales') }, tools);
}

async function take(request: Request, tools: ActivationTools): Promise<Reply> {
  const form = proveForm(request, tools);
  if (form instanceof Refusal) return refusalPage(request, form);
  if (form.state !== codeFormState) return refusalPage(request, invalidRequest('csrf.failed', { expected: 'the form of this page' }));
  const typed = form.params.optional('user_code')?.slice(0, 64) ?? '';
  const device = await findTyped(typed, request, tools);
  if (!(device instanceof Refusal)) return goOn(typed, device, { request, tools });
  request.record.refuse(device);
  return codeReply(request, { typed, refusal: device }, tools);
}

/** RFC 8628 §5.1: guesses are counted before they are looked at. */
async function findTyped(typed: string, request: Request, tools: ActivationTools): Promise<HeldDevice | Refusal> {
  const { tenant: { id: tenant }, address, record } = request;
  const place = await reserveUserCode({ tenant, address }, tools);
  if (place instanceof Refusal) return place;
  record.pass('user_code.throttle');
  const device = await claimDevice(typed, { tenant, browser: browserBinding(request).hash }, tools);
  if (device instanceof Refusal) return device;
  await tools.throttles.change(tenant, place.right, tools.clock.now());
  record.facts.clientId = device.data.clientId;
  record.pass('user_code.alive');
  return device;
}

/** The way to the confirmation. The code may stand in the transaction as it was typed: this browser holds it now, and no other can use it. */
async function goOn(typed: string, device: HeldDevice, { request, tools }: { readonly request: Request; readonly tools: ActivationTools }): Promise<Reply> {
  const session = await findSession(request.tenant, request.cookie('session'), tools);
  const params = { device: [device.key], user_code: [renderUserCode(typed, request.tenant.settings.userCodes)] };
  const { state, cookies } = await openTransaction(request, { clientId: device.data.clientId, params, sessionKey: session?.key, purpose: 'device' }, tools);
  return { kind: 'redirect', to: resumePath(state, 'device'), cookies };
}
