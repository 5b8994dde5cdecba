import { passwordRulesOf } from '../../identity/connections/password-rules.ts';
import { renewPassword } from '../../identity/passwords/renew-password.ts';
import type { NewPasswordTools as JudgeTools } from '../../identity/passwords/prove-new-password.ts';
import type { Mailer } from '../../identity/ports/mailer.ts';
import type { PasswordHasher } from '../../identity/ports/password-hasher.ts';
import type { SessionStore } from '../../identity/ports/session-store.ts';
import type { TicketStore } from '../../identity/ports/ticket-store.ts';
import type { UserStore } from '../../identity/ports/user-store.ts';
import { endsSessionsWithPassword } from '../../identity/tickets/mail-rules.ts';
import type { MailboxTools } from '../../identity/tickets/find-mailbox.ts';
import { proveTicket, type AliveTicket } from '../../identity/tickets/prove-ticket.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { invalidRequest } from '../../protocol/vocabulary/errors.ts';
import { languageOf } from '../error-page/language.ts';
import { proveShownMail, proveTakenMail, type MailStep } from '../interaction/mail-transaction.ts';
import { lostStepPage, type StepTools } from '../interaction/prove-step.ts';
import { listToldEnds } from '../interaction/told-ends.ts';
import { reopenTransaction } from '../interaction/transaction.ts';
import { appendEvent, logRecordOf, type EventTools } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { doneReply, newPasswordReply } from './reply.ts';

/** What the page works with on which a password is set. */
export type NewPasswordTools = JudgeTools & StepTools & EventTools & MailboxTools & { readonly tickets: TicketStore; readonly users: UserStore; readonly sessions: SessionStore; readonly passwords: PasswordHasher; readonly mailer: Mailer };

/** A password may be set here: the mailbox is proved, and the ticket is still good. */
export interface OpenPassword { readonly step: MailStep; readonly alive: AliveTicket; /** Characters that a password needs at least. */ readonly shortest: number }

/** H13, H18: the last step of a reset and of an invitation. What was proved before stands in the transaction of this browser; nothing that is sent here can put another account in its place. */
export const newPasswordEndpoint = (tools: NewPasswordTools): Endpoint => ({
  name: 'new_password', path: '/u/new-password', methods: ['GET', 'POST'], cors: 'none',
  handle: (request) => (request.method === 'POST' ? take(request, tools) : show(request, tools)),
});

const eventOf = (step: MailStep | Refusal) => (!(step instanceof Refusal) && step.wait.purpose === 'invitation' ? 'invitation.accepted' : 'password.reset');

async function show(request: Request, tools: NewPasswordTools): Promise<Reply> {
  const open = await proveOpen(request, await proveShownMail(request, tools), tools);
  return open instanceof Refusal ? lostStepPage(request, open, tools) : newPasswordReply(request, { open }, tools);
}

async function take(request: Request, tools: NewPasswordTools): Promise<Reply> {
  const step = await proveTakenMail(request, tools);
  const open = await proveOpen(request, step, tools);
  const reply = open instanceof Refusal ? open : await save(request, open, tools);
  if (!(reply instanceof Refusal)) return reply;
  request.record.refuse(reply);
  appendEvent(request, eventOf(step), tools);
  return open instanceof Refusal || reply.reason === 'ticket.used' ? lostStepPage(request, reply, tools) : newPasswordReply(request, { open, refusal: reply }, tools);
}

async function proveOpen(request: Request, step: MailStep | Refusal, tools: NewPasswordTools): Promise<OpenPassword | Refusal<'invalid_request'>> {
  if (step instanceof Refusal) return step as Refusal<'invalid_request'>;
  const { wait } = step;
  if (wait.ticket === undefined || wait.purpose === 'verify_email') return invalidRequest('transaction.unknown', { received: 'a transaction without a proved mailbox' });
  const alive = await proveTicket(wait.ticket, { tenant: request.tenant.id, record: request.record }, tools);
  if (alive instanceof Refusal) return alive;
  const connection = await tools.connections.find(request.tenant.id, alive.user.connection);
  return { step, alive, shortest: passwordRulesOf(connection?.options ?? {}).minLength };
}

async function save(request: Request, open: OpenPassword, tools: NewPasswordTools): Promise<Reply | Refusal> {
  const { step: { params, wait }, alive: { ticket, user } } = open;
  const typed = params.optional('password');
  if (typed === undefined) return invalidRequest('request.parameter_missing', { expected: 'password' });
  const { tenant } = request;
  const made = await renewPassword({ tenant, user, typed }, tools);
  if (made instanceof Refusal) return made;
  request.record.pass('password.new');
  const ends = endsAll(request, open) ? { told: await listToldEnds(tenant.id, user.id, tools) } : undefined;
  const redemption = { passwordHash: made.passwordHash, former: { hash: user.passwordHash, kept: made.formerKept }, at: tools.clock.now(), log: logRecordOf(request, eventOf(open.step), tools), ends, along: prepareNotice(request, open, tools) };
  if ((await tools.tickets.redeem(tenant.id, ticket, redemption)) === 'lost') return new Refusal('invalid_request', 'ticket.used');
  const email = user.email ?? ticket.email;
  const state = wait.origin === undefined ? undefined : await reopenTransaction(request, { key: wait.origin, email }, tools);
  return doneReply(request, { open, email, state });
}

/**
 * Whoever sat in the account before is out, unless the tenant leaves that to the person. Where the address was not proved until now, somebody else may have made the account
 * and be waiting in it: then nobody is asked.
 */
export const endsAll = ({ tenant }: Request, { step: { params }, alive: { user } }: OpenPassword): boolean =>
  endsSessionsWithPassword(tenant) || !user.emailVerified || params.optional('sign_out') === 'yes';

/** A word to the owner, who may not be the one who did this. */
function prepareNotice(request: Request, { step, alive: { ticket, user } }: OpenPassword, { mailer }: NewPasswordTools): readonly PreparedWrite[] {
  if (user.email === undefined || ticket.purpose === 'invitation') return [];
  return [mailer.prepare(request.tenant.id, { template: 'password_changed', to: user.email, language: languageOf(request, step.wait.uiLocales), userId: user.id, clientId: ticket.detail.clientId })];
}
