import { mailCode } from '../../identity/passwordless/mail-code.ts';
import type { CodePlace, MailedCodeTools } from '../../identity/passwordless/code-place.ts';
import { findMailConnection } from '../../identity/passwordless/find-mail-connection.ts';
import { proveMailedCode } from '../../identity/passwordless/prove-mailed-code.ts';
import { spendCode } from '../../identity/passwordless/spend-code.ts';
import type { ConnectionDirectory } from '../../identity/ports/connection-store.ts';
import type { Mailer } from '../../identity/ports/mailer.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { invalidRequest } from '../../protocol/vocabulary/errors.ts';
import { languageOf } from '../error-page/language.ts';
import { finishLogin, type FinishLoginTools } from '../interaction/finish-login.ts';
import { lostStepPage, proveShownStep, proveTakenStep, type OpenStep, type StepTools } from '../interaction/prove-step.ts';
import { appendEvent, logRecordOf } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { loginCodeReply } from './reply.ts';

/** What the page works with on which a code of a mail is typed to sign in. */
export type LoginCodeTools = StepTools & FinishLoginTools & MailedCodeTools & { readonly connections: ConnectionDirectory; readonly mailer: Mailer };

/** Sign-in without a password: a code goes to the mailbox, and comes back in the very browser that asked for it. The address travels in the form, never in a URL. */
export const loginCodeEndpoint = (tools: LoginCodeTools): Endpoint => ({
  name: 'login_code', path: '/u/login-code', methods: ['GET', 'POST'], cors: 'none',
  handle: (request) => (request.method === 'POST' ? take(request, tools) : back(request, tools)),
});

/** A page that was loaded anew has no address: the sign-in begins again. */
async function back(request: Request, tools: LoginCodeTools): Promise<Reply> {
  const step = await proveShownStep(request, tools);
  return step instanceof Refusal ? lostStepPage(request, step, tools) : { kind: 'redirect', to: `/u/login?state=${step.transaction.state}` };
}

async function take(request: Request, tools: LoginCodeTools): Promise<Reply> {
  const step = await proveTakenStep(request, tools);
  if (step instanceof Refusal) return refuse(request, { refusal: step, event: 'login.mail_code' }, tools);
  const place = await placeOf(request, step, tools);
  if (place instanceof Refusal) return refuse(request, { refusal: place, event: 'login.mail_code' }, tools);
  const proves = step.params.optional('action') === 'verify';
  const event = proves ? 'login.mail_code' : 'passwordless.asked';
  const reply = await (proves ? prove(request, { step, place }, tools) : ask(request, { step, place }, tools));
  if (!(reply instanceof Refusal)) return reply;
  if (reply.reason === 'transaction.stale') return refuse(request, { refusal: reply, event }, tools);
  request.record.refuse(reply);
  appendEvent(request, event, tools);
  return loginCodeReply(request, { step, email: place.email, sent: undefined, refusal: reply }, tools);
}

function refuse(request: Request, { refusal, event }: { readonly refusal: Refusal; readonly event: string }, tools: LoginCodeTools): Promise<Reply> {
  request.record.refuse(refusal);
  appendEvent(request, event, tools);
  return lostStepPage(request, refusal, tools);
}

/** Where a code of this page is good: in this browser alone. */
async function placeOf({ tenant }: Request, { transaction, client, params, browser }: OpenStep, { connections }: LoginCodeTools): Promise<CodePlace | Refusal> {
  const connection = await findMailConnection({ tenant: tenant.id, clientId: client?.id, named: transaction.request['connection']?.[0] }, connections);
  if (connection instanceof Refusal) return connection;
  return { tenant, connection, clientId: client?.id, email: params.optional('username') ?? '', browser };
}

interface Taken { readonly step: OpenStep; readonly place: CodePlace }

async function ask(request: Request, { step, place }: Taken, tools: LoginCodeTools): Promise<Reply | Refusal> {
  const { tenant, address, record } = request;
  const line = () => tools.log.prepareLine(tenant.id, logRecordOf(request, 'passwordless.asked', tools));
  const email = await mailCode({ ...place, behind: false, linkOf: undefined, language: languageOf(request, step.transaction.request['ui_locales']?.[0]), address, record, line }, tools);
  if (email instanceof Refusal) return email;
  return loginCodeReply(request, { step, email: email.written, sent: step.params.optional('action') === 'resend' ? 'again' : 'first' }, tools);
}

async function prove(request: Request, { step, place }: Taken, tools: LoginCodeTools): Promise<Reply | Refusal> {
  const { tenant, address, record } = request;
  const typed = step.params.optional('code');
  if (typed === undefined) return invalidRequest('passwordless.code_wrong', { received: 'nothing' });
  const person = await proveMailedCode({ ...place, behind: false, typed, address, record }, tools);
  if (person instanceof Refusal) return person;
  const used = await spendCode(tenant.id, person, tools);
  if (used !== undefined) return used;
  return finishLogin(request, { person, transaction: step.transaction, event: 'login.mail_code' }, tools);
}
