import { prepareAskedMail, type AskMailTools } from '../../identity/tickets/ask-mail.ts';
import { proveMailCode, type ProveCodeTools } from '../../identity/tickets/prove-code.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { invalidRequest } from '../../protocol/vocabulary/errors.ts';
import { languageOf } from '../error-page/language.ts';
import { openMailWait, proveShownMail, proveTakenMail, type MailStep } from '../interaction/mail-transaction.ts';
import { lostStepPage, type StepTools } from '../interaction/prove-step.ts';
import { redeemVerification, type VerificationTools } from '../interaction/redeem-verification.ts';
import { appendEvent, logRecordOf, type EventTools } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { emailCodeReply } from './reply.ts';

/** What the page works with on which the code of a mail is typed. */
export type EmailCodeTools = StepTools & AskMailTools & ProveCodeTools & VerificationTools & EventTools;

/** H11: a mail was sent, or would have been. Its code works in this browser, which asked for it, and in no other. */
export const emailCodeEndpoint = (tools: EmailCodeTools): Endpoint => ({
  name: 'email_code', path: '/u/check-email', methods: ['GET', 'POST'], cors: 'none',
  handle: (request) => (request.method === 'POST' ? take(request, tools) : show(request, tools)),
});

const eventOf = ({ wait: { purpose } }: MailStep, what: 'asked' | 'done') =>
  (purpose === 'verify_email' ? (what === 'asked' ? 'email.verification_asked' : 'email.verified') : what === 'asked' ? 'password.reset_asked' : 'password.reset');

async function show(request: Request, tools: EmailCodeTools): Promise<Reply> {
  const step = await proveShownMail(request, tools);
  if (step instanceof Refusal) return lostStepPage(request, step, tools);
  return emailCodeReply(request, { step, resent: step.params.optional('sent') === 'again' }, tools);
}

async function take(request: Request, tools: EmailCodeTools): Promise<Reply> {
  const step = await proveTakenMail(request, tools);
  if (step instanceof Refusal) {
    request.record.refuse(step);
    appendEvent(request, 'password.reset', tools);
    return lostStepPage(request, step, tools);
  }
  const again = step.params.optional('action') === 'resend';
  const reply = await (again ? resend(request, step, tools) : prove(request, step, tools));
  if (!(reply instanceof Refusal)) return reply;
  request.record.refuse(reply);
  appendEvent(request, eventOf(step, again ? 'asked' : 'done'), tools);
  return emailCodeReply(request, { step, resent: false, refusal: reply }, tools);
}

/** A new mail for the same; the code and the link of the one before end with it. */
async function resend(request: Request, step: MailStep, tools: EmailCodeTools): Promise<Reply | Refusal> {
  const { tenant, record, address } = request;
  const { transaction, wait: { purpose, email, connections, origin, uiLocales }, client } = step;
  const detail = { verifiesEmail: true, browser: transaction.browser, ...(client === undefined ? {} : { clientId: client.id }), ...(origin === undefined ? {} : { origin }) };
  const mail = await prepareAskedMail({ tenant, connections, email, purpose, detail, language: languageOf(request, uiLocales), address, record }, tools);
  if (mail instanceof Refusal) return mail;
  await tools.tickets.commit([...mail, tools.log.prepareLine(tenant.id, logRecordOf(request, eventOf(step, 'asked'), tools))]);
  return { kind: 'redirect', to: `/u/check-email?state=${transaction.state}&sent=again` };
}

/** A right code leads on; nothing is used up before the new password is there. */
async function prove(request: Request, { params, transaction, wait, client }: MailStep, tools: EmailCodeTools): Promise<Reply | Refusal> {
  const { tenant, record, address } = request;
  const typed = params.optional('code');
  if (typed === undefined) return invalidRequest('ticket.code_wrong', { received: 'nothing' });
  const alive = await proveMailCode({ ...wait, tenant: tenant.id, typed, browser: transaction.browser, address, record }, tools);
  if (alive instanceof Refusal) return alive;
  if (wait.purpose === 'verify_email') return redeemVerification(request, alive, tools);
  const { state, cookies } = await openMailWait(request, { clientId: client?.id, wait: { ...wait, ticket: alive.ticket.key } }, tools);
  return { kind: 'redirect', to: `/u/new-password?state=${state}`, cookies };
}
