import { chooseDatabases } from '../../identity/connections/choose-connections.ts';
import type { Connection } from '../../identity/connections/connection.ts';
import type { ConnectionDirectory } from '../../identity/ports/connection-store.ts';
import type { TemplatedTicket } from '../../identity/ports/ticket-templates.ts';
import type { User } from '../../identity/ports/user-store.ts';
import { prepareAskedMail, type AskMailTools } from '../../identity/tickets/ask-mail.ts';
import { prepareTicketMail } from '../../identity/tickets/issue-ticket.ts';
import { demandsVerifiedEmail, mailsVerification } from '../../identity/tickets/mail-rules.ts';
import { signUp, type SignUpTools } from '../../identity/users/sign-up.ts';
import { newUserId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Client } from '../../protocol/client/client.ts';
import type { Params } from '../../protocol/params.ts';
import type { ClientDirectory } from '../../protocol/ports/client-directory.ts';
import { invalidRequest } from '../../protocol/vocabulary/errors.ts';
import { languageOf } from '../error-page/language.ts';
import { appendEvent, logRecordOf, type EventTools } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { parseProfile } from './profile.ts';
import { accountErrorReply, accountReply, mailSentReply } from './reply.ts';
import { parseAccountCall, type AccountCall } from './request.ts';

/** What applications make accounts with, and ask for mails. */
export type DatabaseConnectionTools = AskMailTools & SignUpTools & EventTools & { readonly clients: ClientDirectory; readonly connections: ConnectionDirectory };

/** Auth0: the addresses below `/dbconnections`, for applications with forms of their own. No application proves itself here: what anybody could do at the pages is all that can be done. */
export const databaseConnectionEndpoints = (tools: DatabaseConnectionTools): readonly Endpoint[] => [
  { name: 'dbconnections.signup', path: '/dbconnections/signup', methods: ['POST'], cors: 'applications', handle: (request) => answer(request, { event: 'signup.password', run: register }, tools) },
  { name: 'dbconnections.change_password', path: '/dbconnections/change_password', methods: ['POST'], cors: 'applications', handle: (request) => answer(request, { event: 'password.reset_asked', run: mailReset }, tools) },
];

/** A call that names an application and the connection with passwords. */
interface Asked extends AccountCall { readonly client: Client; readonly connection: Connection }
interface Way { readonly event: string; readonly run: (request: Request, asked: Asked, tools: DatabaseConnectionTools) => Promise<Reply | Refusal> }

async function answer(request: Request, { event, run }: Way, tools: DatabaseConnectionTools): Promise<Reply> {
  const asked = await proveAsked(request, tools);
  const reply = asked instanceof Refusal ? asked : await run(request, asked, tools);
  if (!(reply instanceof Refusal)) return reply;
  request.record.refuse(reply);
  appendEvent(request, event, tools);
  return accountErrorReply(reply, tools.clock.now());
}

async function proveAsked(request: Request, tools: DatabaseConnectionTools): Promise<Asked | Refusal> {
  const call = parseAccountCall(request);
  if (call instanceof Refusal) return call;
  const [clientId, named] = [call.params.required('client_id'), call.params.required('connection')];
  if (clientId instanceof Refusal) return clientId;
  if (named instanceof Refusal) return named;
  const client = await tools.clients.findClient(request.tenant.id, clientId);
  if (client === undefined) return invalidRequest('client.unknown');
  request.record.facts.clientId = client.id;
  if (!client.enabled) return invalidRequest('client.disabled');
  request.record.pass('client.known');
  const connections = await chooseDatabases({ tenant: request.tenant.id, clientId: client.id, named }, tools.connections);
  return connections instanceof Refusal ? connections : { ...call, client, connection: connections[0] };
}

const sentNames = (params: Params, names: readonly string[]) => names.filter((name) => params.optional(name) !== undefined);

async function register(request: Request, { params, userMetadata, client, connection }: Asked, tools: DatabaseConnectionTools): Promise<Reply | Refusal> {
  const { tenant, address, record } = request;
  const [email, username, password, profile] = [params.optional('email'), params.optional('username'), params.required('password'), parseProfile(params)];
  if (password instanceof Refusal) return password;
  if (profile instanceof Refusal) return profile;
  if (connection.options.disable_signup === true) return new Refusal('access_denied', 'signup.closed');
  const templated = await tools.ticketTemplates.find(tenant, 'verify_email', client.id);
  const prepare = (user: User) => [...verificationOf(request, { user, client, templated }, tools), tools.log.prepareLine(tenant.id, logRecordOf(request, 'signup.password', { clock: tools.clock, record: ofNew(request, user) }))];
  const more = { profile, ...(userMetadata === undefined ? {} : { userMetadata }) };
  const person = await signUp({ tenant, connection, email, username, password, address, record, more, prepare }, tools);
  const sent = new Set([...sentNames(params, Object.keys(profile)), ...(userMetadata === undefined ? [] : ['user_metadata'])]);
  if (!(person instanceof Refusal)) return accountReply(person.user, sent);
  if (person.reason !== 'signup.email_taken' || !demandsVerifiedEmail(tenant)) return person;
  // Nobody but the owner of the mailbox learns that there is an account: the answer is that of a new one.
  record.refuse(person);
  const told = await mailReset(request, { params, userMetadata, client, connection, event: 'signup.password' }, tools);
  return told instanceof Refusal && told.reason !== 'mail.throttled' ? told : accountReply({ id: newUserId(), email, username, emailVerified: false, profile, userMetadata: userMetadata ?? {} }, sent);
}

function ofNew({ record }: Request, user: User) {
  const after = record.fork();
  after.facts.userId = user.id;
  after.pass('signup.allowed');
  return after;
}

function verificationOf(request: Request, { user, client, templated }: { readonly user: User; readonly client: Client; readonly templated: TemplatedTicket }, tools: DatabaseConnectionTools) {
  const { tenant } = request;
  if (!mailsVerification(tenant) && !demandsVerifiedEmail(tenant)) return [];
  return prepareTicketMail({ tenant, user, purpose: 'verify_email', detail: { verifiesEmail: true, clientId: client.id }, language: languageOf(request), templated }, tools);
}

/** Says the same whether there is an account or not, after one commit in both cases. */
async function mailReset(request: Request, { params, client, connection, event = 'password.reset_asked' }: Asked & { readonly event?: string }, tools: DatabaseConnectionTools): Promise<Reply | Refusal> {
  const email = params.required('email');
  if (email instanceof Refusal) return email;
  const { tenant, address, record } = request;
  const mail = await prepareAskedMail({ tenant, connections: [connection.name], email, purpose: 'reset_password', detail: { verifiesEmail: true, clientId: client.id }, language: languageOf(request), address, record }, tools);
  if (mail instanceof Refusal) return mail;
  await tools.tickets.commit([...mail, tools.log.prepareLine(tenant.id, logRecordOf(request, event, tools))]);
  return mailSentReply;
}
