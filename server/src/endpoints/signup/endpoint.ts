import { Refusal } from '../../kernel/refusal.ts';
import { findSignupConnection } from '../../identity/connections/choose-connections.ts';
import type { Connection } from '../../identity/connections/connection.ts';
import type { ConnectionDirectory } from '../../identity/ports/connection-store.ts';
import { signUp, type SignUpTools } from '../../identity/users/sign-up.ts';
import { databasesOfStep } from '../interaction/databases.ts';
import type { AskMailTools } from '../../identity/tickets/ask-mail.ts';
import { prepareTicketMail } from '../../identity/tickets/issue-ticket.ts';
import { demandsVerifiedEmail, mailsVerification } from '../../identity/tickets/mail-rules.ts';
import type { TemplatedTicket } from '../../identity/ports/ticket-templates.ts';
import type { User } from '../../identity/ports/user-store.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import { languageOf } from '../error-page/language.ts';
import { askVerification } from '../interaction/ask-verification.ts';
import { finishLogin, type FinishLoginTools } from '../interaction/finish-login.ts';
import { lostStepPage, proveShownStep, proveTakenStep, type OpenStep, type StepTools } from '../interaction/prove-step.ts';
import { appendEvent } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { signupReply } from './reply.ts';
import { parseRegistration, prefilledEmail } from './request.ts';

/** What the sign-up page works with. */
export type SignupTools = StepTools & FinishLoginTools & SignUpTools & AskMailTools & { readonly connections: ConnectionDirectory };

const event = 'signup.password';

/** A person makes an account and is signed in with it at once; the same transaction goes on. */
export const signupEndpoint = (tools: SignupTools): Endpoint => ({
  name: 'signup', path: '/u/signup', methods: ['GET', 'POST'], cors: 'none',
  handle: (request) => (request.method === 'POST' ? take(request, tools) : show(request, tools)),
});

async function show(request: Request, tools: SignupTools): Promise<Reply> {
  const step = await proveShownStep(request, tools);
  if (step instanceof Refusal) return lostStepPage(request, step, tools);
  const connection = await chooseConnection(request, step, tools);
  if (connection instanceof Refusal) return lostStepPage(request, connection, tools);
  return signupReply(request, { step, connection, typed: { email: prefilledEmail(step.transaction), username: '' } }, tools);
}

async function take(request: Request, tools: SignupTools): Promise<Reply> {
  const step = await proveTakenStep(request, tools);
  const connection = step instanceof Refusal ? step : await chooseConnection(request, step, tools);
  const reply = step instanceof Refusal ? step : connection instanceof Refusal ? connection : await attempt(request, { step, connection }, tools);
  if (!(reply instanceof Refusal)) return reply;
  request.record.refuse(reply);
  appendEvent(request, event, tools);
  if (step instanceof Refusal || connection instanceof Refusal || reply.reason === 'transaction.stale') return lostStepPage(request, reply, tools);
  return signupReply(request, { step, connection, typed: { email: step.params.optional('email') ?? '', username: step.params.optional('username') ?? '' }, refusal: reply }, tools);
}

/** The first database of the step that takes new people. */
async function chooseConnection(request: Request, step: OpenStep, tools: SignupTools): Promise<Connection | Refusal> {
  const databases = await databasesOfStep(request, step, tools);
  return databases instanceof Refusal ? databases : findSignupConnection(databases) ?? new Refusal('access_denied', 'signup.closed');
}

async function attempt(request: Request, { step, connection }: { readonly step: OpenStep; readonly connection: Connection }, tools: SignupTools): Promise<Reply | Refusal> {
  const { params, transaction } = step;
  const registration = parseRegistration(params);
  if (registration instanceof Refusal) return registration;
  const { tenant, address, record } = request;
  const templated = await tools.ticketTemplates.find(tenant, 'verify_email', step.client?.id);
  const person = await signUp({ ...registration, tenant, address, record, connection, prepare: (user) => verificationOf(request, { user, step, templated }, tools) }, tools);
  const { email } = registration;
  if (!demandsVerifiedEmail(tenant) || email === undefined) return person instanceof Refusal ? person : finishLogin(request, { person, transaction, event }, tools);
  if (!(person instanceof Refusal)) return askVerification(request, { step, email, event, mail: [] }, tools);
  if (person.reason !== 'signup.email_taken') return person;
  // Nobody learns that there is an account but its owner, by a mail.
  record.refuse(person);
  return askVerification(request, { step, email, event, purpose: 'reset_password' }, tools);
}

/** The mail that proves the address, where one is sent. */
function verificationOf(request: Request, { user, step: { transaction, client, browser }, templated }: { readonly user: User; readonly step: OpenStep; readonly templated: TemplatedTicket }, tools: SignupTools): readonly PreparedWrite[] {
  const { tenant } = request;
  if (!mailsVerification(tenant) && !demandsVerifiedEmail(tenant)) return [];
  const detail = { verifiesEmail: true, browser, origin: transaction.key, ...(client === undefined ? {} : { clientId: client.id }) };
  return prepareTicketMail({ tenant, user, purpose: 'verify_email', detail, language: languageOf(request, transaction.request['ui_locales']?.[0]), templated }, tools);
}
