import { chooseDatabases } from '../../identity/connections/choose-connections.ts';
import type { ConnectionDirectory } from '../../identity/ports/connection-store.ts';
import { prepareAskedMail, type AskMailTools } from '../../identity/tickets/ask-mail.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { Params } from '../../protocol/params.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { languageOf } from '../error-page/language.ts';
import { refusalPage } from '../error-page/render-refusal.ts';
import { browserBinding } from '../interaction/browser-binding.ts';
import { proveForm, type FormTools } from '../interaction/form-proof.ts';
import { openMailWait } from '../interaction/mail-transaction.ts';
import { proveShownStep, proveTakenStep, type OpenStep, type StepTools } from '../interaction/prove-step.ts';
import { appendEvent, logRecordOf, type EventTools } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { forgotFormState, forgotReply } from './reply.ts';

/** What the page works with on which a mail for a new password is asked for. */
export type ForgotPasswordTools = StepTools & FormTools & AskMailTools & EventTools & { readonly connections: ConnectionDirectory };

const event = 'password.reset_asked';

/** H10: asks for the address, and says the same whether there is an account or not. With the `state` of a sign-in, that one goes on afterwards. */
export const forgotPasswordEndpoint = (tools: ForgotPasswordTools): Endpoint => ({
  name: 'forgot_password', path: '/u/forgot-password', methods: ['GET', 'POST'], cors: 'none',
  handle: (request) => (request.method === 'POST' ? take(request, tools) : show(request, tools)),
});

/** A sign-in that is too old or another browser's is no hindrance: the mail can be asked for without one. */
async function show(request: Request, tools: ForgotPasswordTools): Promise<Reply> {
  const params = Params.fromForm(request.query);
  if (params instanceof Refusal) return refusalPage(request, params);
  const step = params.optional('state') === undefined ? undefined : await proveShownStep(request, tools);
  return forgotReply(request, { step: step instanceof Refusal ? undefined : step, email: hintOf(step) }, tools);
}

function hintOf(step: OpenStep | OAuthRefusal | undefined): string {
  const hint = step === undefined || step instanceof Refusal ? '' : (step.transaction.request['login_hint']?.[0] ?? '');
  return hint.includes('@') ? hint.slice(0, 254) : '';
}

async function take(request: Request, tools: ForgotPasswordTools): Promise<Reply> {
  const found = await proveAsked(request, tools);
  if (found instanceof Refusal) return refuse(request, found, tools);
  const { params, step } = found;
  const reply = await ask(request, found, tools);
  if (!(reply instanceof Refusal)) return reply;
  request.record.refuse(reply);
  appendEvent(request, event, tools);
  return forgotReply(request, { step, email: params.optional('email') ?? '', refusal: reply }, tools);
}

interface Asked { readonly params: Params; readonly step: OpenStep | undefined }

/** The form of this page by itself, or that of a sign-in. */
async function proveAsked(request: Request, tools: ForgotPasswordTools): Promise<Asked | OAuthRefusal> {
  const form = proveForm(request, tools);
  if (form instanceof Refusal) return form;
  if (form.state === forgotFormState) return { params: form.params, step: undefined };
  const step = await proveTakenStep(request, tools);
  return step instanceof Refusal ? step : { params: step.params, step };
}

/** What the sign-in said that this began in; nothing where it began by itself. */
function beginningOf(step: Asked['step']) {
  if (step === undefined) return { clientId: undefined, origin: undefined, uiLocales: undefined, named: undefined };
  const { client, transaction: { key, request } } = step;
  return { clientId: client?.id, origin: key, uiLocales: request['ui_locales']?.[0], named: request['connection']?.[0] };
}

async function ask(request: Request, { params, step }: Asked, tools: ForgotPasswordTools): Promise<Reply | Refusal> {
  const email = params.optional('email');
  if (email === undefined) return invalidRequest('request.parameter_missing', { expected: 'email' });
  const { tenant, record, address } = request;
  const { clientId, origin, uiLocales, named } = beginningOf(step);
  const detail = { verifiesEmail: true, browser: browserBinding(request).hash, ...(clientId === undefined ? {} : { clientId }), ...(origin === undefined ? {} : { origin }) };
  const databases = await chooseDatabases({ tenant: tenant.id, clientId, named }, tools.connections);
  if (databases instanceof Refusal) return databases;
  const connections = databases.map(({ name }) => name);
  const mail = await prepareAskedMail({ tenant, connections, email, purpose: 'reset_password', detail, language: languageOf(request, uiLocales), address, record }, tools);
  if (mail instanceof Refusal) return mail;
  const along = [...mail, tools.log.prepareLine(tenant.id, logRecordOf(request, event, tools))];
  const { state, cookies } = await openMailWait(request, { clientId, along, wait: { purpose: 'reset_password', email, connections, origin, ticket: undefined, uiLocales } }, tools);
  return { kind: 'redirect', to: `/u/check-email?state=${state}`, cookies };
}

function refuse(request: Request, refusal: OAuthRefusal, tools: ForgotPasswordTools): Reply {
  request.record.refuse(refusal);
  appendEvent(request, event, tools);
  return refusalPage(request, refusal);
}
