import { prepareAskedMail, type AskMailTools } from '../../identity/tickets/ask-mail.ts';
import { proveTicket, type AliveTicket } from '../../identity/tickets/prove-ticket.ts';
import type { Ticket } from '../../identity/ports/ticket-store.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { Params } from '../../protocol/params.ts';
import { invalidRequest } from '../../protocol/vocabulary/errors.ts';
import { languageOf } from '../error-page/language.ts';
import { refusalPage } from '../error-page/render-refusal.ts';
import { browserBinding } from '../interaction/browser-binding.ts';
import { proveForm } from '../interaction/form-proof.ts';
import { openMailWait } from '../interaction/mail-transaction.ts';
import { redeemVerification, type VerificationTools } from '../interaction/redeem-verification.ts';
import { appendEvent, logRecordOf } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { linkFormState, linkReply } from './reply.ts';

/** What the page works with to which the links of mails lead. */
export type EmailLinkTools = AskMailTools & VerificationTools;

/**
 * H12: opening a link changes nothing, however often and by whomever: programs that look at mail open links before people do. The button does, and only in the browser that was shown it.
 * The link of a password is not used up by it either, but by the new password alone.
 */
export const emailLinkEndpoint = (tools: EmailLinkTools): Endpoint => ({
  name: 'email_link', path: '/u/link', methods: ['GET', 'POST'], cors: 'none',
  handle: (request) => (request.method === 'POST' ? take(request, tools) : show(request, tools)),
});

const eventOf = (ticket: Ticket | undefined) => (ticket?.purpose === 'verify_email' ? 'email.verified' : ticket?.purpose === 'invitation' ? 'invitation.accepted' : 'password.reset');

/** What the secret of a link names: the ticket, dead or alive, and what may be done with it. */
interface Found { readonly token: string; readonly ticket: Ticket | undefined; readonly alive: AliveTicket | Refusal }

async function find(request: Request, params: Params, tools: EmailLinkTools): Promise<Found> {
  const { tenant: { id: tenant }, record } = request;
  const token = params.optional('ticket') ?? '';
  const key = tools.tokens.keyOf(token);
  const ticket = key === undefined ? undefined : await tools.tickets.find(tenant, key);
  return { token, ticket, alive: await proveTicket(key, { tenant, record }, tools) };
}

async function show(request: Request, tools: EmailLinkTools): Promise<Reply> {
  const params = Params.fromForm(request.query);
  if (params instanceof Refusal) return refusalPage(request, params);
  return linkReply(request, await find(request, params, tools), tools);
}

async function take(request: Request, tools: EmailLinkTools): Promise<Reply> {
  const form = proveForm(request, tools);
  if (form instanceof Refusal || form.state !== linkFormState) return refuseForm(request, form instanceof Refusal ? form : invalidRequest('csrf.failed', { expected: 'the form of this page' }), tools);
  const found = await find(request, form.params, tools);
  if (form.params.optional('action') === 'resend') return resend(request, found, tools);
  const reply = found.alive instanceof Refusal ? found.alive : await use(request, found.alive, tools);
  return reply instanceof Refusal ? refuse(request, { ...found, alive: reply }, tools) : reply;
}

async function use(request: Request, alive: AliveTicket, tools: EmailLinkTools): Promise<Reply | Refusal> {
  const { ticket, user } = alive;
  const { purpose, connection, key, email, detail: { clientId, origin } } = ticket;
  if (purpose === 'verify_email') return redeemVerification(request, alive, tools);
  const { state, cookies } = await openMailWait(request, { clientId, wait: { purpose, email: user.email ?? email, connections: [connection], origin, ticket: key } }, tools);
  return { kind: 'redirect', to: `/u/new-password?state=${state}`, cookies };
}

/** Who comes too late with a link to verify an address gets a new one here, to the same address; any other link is asked for at its own page. */
async function resend(request: Request, found: Found, tools: EmailLinkTools): Promise<Reply> {
  const { ticket, alive } = found;
  if (ticket?.purpose !== 'verify_email' || !(alive instanceof Refusal) || alive.reason !== 'ticket.expired') return refuse(request, found, tools);
  const { tenant, address } = request;
  const { connection, email, detail: { clientId } } = ticket;
  const detail = { verifiesEmail: true, browser: browserBinding(request).hash, ...(clientId === undefined ? {} : { clientId }) };
  const mail = await prepareAskedMail({ tenant, connections: [connection], email, purpose: 'verify_email', detail, language: languageOf(request), address, record: request.record }, tools);
  if (mail instanceof Refusal) return refuse(request, { ...found, alive: mail }, tools);
  const along = [...mail, tools.log.prepareLine(tenant.id, logRecordOf(request, 'email.verification_asked', tools))];
  const { state, cookies } = await openMailWait(request, { clientId, along, wait: { purpose: 'verify_email', email, connections: [connection], origin: undefined, ticket: undefined } }, tools);
  return { kind: 'redirect', to: `/u/check-email?state=${state}`, cookies };
}

async function refuse(request: Request, found: Found, tools: EmailLinkTools): Promise<Reply> {
  if (found.alive instanceof Refusal) request.record.refuse(found.alive);
  appendEvent(request, eventOf(found.ticket), tools);
  return linkReply(request, found, tools);
}

function refuseForm(request: Request, refusal: Refusal, tools: EmailLinkTools): Reply {
  request.record.refuse(refusal);
  appendEvent(request, 'password.reset', tools);
  return refusalPage(request, refusal);
}
