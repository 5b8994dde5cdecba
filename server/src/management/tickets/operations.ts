import Type from 'typebox';
import type { TicketDetail, TicketPurpose } from '../../identity/ports/ticket-store.ts';
import type { User } from '../../identity/ports/user-store.ts';
import { mintTicket, prepareTicketMail, ticketUrl } from '../../identity/tickets/issue-ticket.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import { operation, type ManagementCall } from '../contract.ts';
import { protectedPerson } from '../administrator-power.ts';
import { invalidBody, ManagementRefusal, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { findAddressed, findForPassword } from './find-person.ts';
import { invitationBody, passwordBody, ticketView, verificationBody, type CommonBody } from './schema.ts';

const none = Type.Object({});
const make = operation<ManagementTools>();
const scopes = ['create:user_tickets'];
/** Auth0: a link is good for five days where nothing else is said; 0 says nothing. */
const usualTtl = 432_000;

/** A link for somebody, and what is stored with it. */
interface Wanted { readonly user: User; readonly purpose: TicketPurpose; readonly detail: TicketDetail; readonly ttl: number | undefined }

/** Who made it, for which application, and where it leads to. */
function detailOf({ permit }: Pick<ManagementCall<unknown, unknown>, 'permit'>, { result_url: resultUrl, client_id: clientId, includeEmailInRedirect: emailInResult }: CommonBody, verifiesEmail: boolean): TicketDetail {
  return { verifiesEmail, createdBy: permit.client.id, ...(resultUrl === undefined ? {} : { resultUrl }), ...(clientId === undefined ? {} : { clientId }), ...(emailInResult === undefined ? {} : { emailInResult }) };
}

/** The link in the answer is the only copy of its secret: the store knows a key of it. Of a mail it goes to the mailbox too. */
async function issue(call: ManagementCall<unknown, CommonBody>, wanted: Wanted, tools: ManagementTools): Promise<{ readonly ticket: string } | ManagementRefusal> {
  const { tenant, body, record } = call;
  if (body.client_id !== undefined && await tools.clients.findClient(tenant.id, body.client_id) === undefined) return notFound('The client', 'inexistent_client');
  record.facts.userId = wanted.user.id;
  const ttl = wanted.ttl === undefined || wanted.ttl === 0 ? usualTtl : wanted.ttl;
  const made = mintTicket({ ...wanted, ttl }, tools);
  if (made === undefined) return invalidBody('The user has no email address.');
  await store(call, [tools.tickets.prepareIssue(tenant.id, made.ticket)], tools);
  return { ticket: ticketUrl(tenant.issuer, made.token) };
}

async function store({ tenant, audit, audited }: ManagementCall<unknown, unknown>, parts: readonly PreparedWrite[], { tickets, log }: ManagementTools): Promise<void> {
  await tickets.commit([...parts, log.prepareLine(tenant.id, audit())]);
  audited();
}

/** Links that administrators send in mails of their own. */
export const ticketOperations = [
  make({ id: 'tickets.verifyEmail', method: 'POST', path: '/tickets/email-verification', scopes, status: 201, summary: 'Makes a link with which a person proves the address. No mail is sent.', query: none, body: verificationBody, output: ticketView }, async (call, tools) => {
    const { tenant, body } = call;
    const user = await findAddressed(tenant.id, body.user_id, tools);
    if (user instanceof ManagementRefusal) return user;
    if (body.identity !== undefined && `auth0|${body.identity.user_id}` !== user.id) return invalidBody('identity: only the first identity of a user has an address that is verified.');
    return issue(call, { user, purpose: 'verify_email', detail: detailOf(call, body, true), ttl: body.ttl_sec }, tools);
  }),
  make({ id: 'tickets.changePassword', method: 'POST', path: '/tickets/password-change', scopes, status: 201, summary: 'Makes a link with which a person sets a new password. No mail is sent.', query: none, body: passwordBody, output: ticketView }, async (call, tools) => {
    const { tenant, body } = call;
    const user = await findForPassword(tenant.id, body, tools);
    if (user instanceof ManagementRefusal) return user;
    if (!call.permit.scopes.has('update:administrators') && user.id !== call.permit.userId && await tools.roles.findAdministratorRole(tenant.id, user.id) !== undefined) return protectedPerson();
    return issue(call, { user, purpose: 'reset_password', detail: detailOf(call, body, body.mark_email_as_verified === true), ttl: body.ttl_sec }, tools);
  }),
  make({ id: 'tickets.invite', method: 'POST', path: '/tickets/invitation', scopes, status: 201, summary: 'Invites a person, who chooses a password and proves the address by it. Sends a mail where that is wanted; else the link is in the answer.', query: none, body: invitationBody, output: Type.Partial(ticketView) }, async (call, tools) => {
    const { tenant, body, record } = call;
    const user = await findAddressed(tenant.id, body.user_id, tools);
    if (user instanceof ManagementRefusal) return user;
    const detail = { ...detailOf(call, body, true), ...(body.inviter === undefined ? {} : { inviter: body.inviter.name }) };
    const ttl = body.ttl_sec === undefined || body.ttl_sec === 0 ? undefined : body.ttl_sec;
    if (body.send_invitation_email !== true) return issue(call, { user, purpose: 'invitation', detail, ttl: ttl ?? 604_800 }, tools);
    if (body.client_id !== undefined && await tools.clients.findClient(tenant.id, body.client_id) === undefined) return notFound('The client', 'inexistent_client');
    record.facts.userId = user.id;
    await store(call, prepareTicketMail({ tenant, user, purpose: 'invitation', detail, ttl, language: tenant.settings.locales[0] ?? 'en', templated: await tools.ticketTemplates.find(tenant, 'invitation', body.client_id) }, tools), tools);
    return {};
  }),
];
