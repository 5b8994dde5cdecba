import type { DecisionRecord } from '../../kernel/decision-record.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { reserveMail } from '../attack-protection/mail-limits.ts';
import type { ThrottleStore } from '../ports/throttle-store.ts';
import type { TicketDetail, TicketPurpose } from '../ports/ticket-store.ts';
import type { User, UserStore } from '../ports/user-store.ts';
import { parseEmail } from '../users/canonical-login.ts';
import { findMailboxIn, type MailboxTools } from './find-mailbox.ts';
import { prepareTicketMail, type TicketTools } from './issue-ticket.ts';

/** A mail that somebody asks for who proved nothing; `connections`: the databases in which the address is looked for; `email` as it was typed, `address` of the network. */
export interface AskedMail {
  readonly tenant: Tenant; readonly connections: readonly string[]; readonly email: string; readonly purpose: TicketPurpose; readonly detail: TicketDetail;
  readonly language: string; readonly address: string; readonly record: DecisionRecord;
}

/** What such a mail is made with. */
export type AskMailTools = TicketTools & MailboxTools & { readonly users: UserStore; readonly throttles: ThrottleStore };

/**
 * The mail, to be stored with whatever else the request stores; nothing where nobody has the address. The caller does and answers the same in both cases, with one commit:
 * neither status, words nor time tell whether there is an account. The decision record knows.
 */
export async function prepareAskedMail(asked: AskedMail, tools: AskMailTools): Promise<readonly PreparedWrite[] | Refusal> {
  const { tenant, connections, address, record } = asked;
  if (connections[0] !== undefined) record.facts.connection = connections[0];
  const email = parseEmail(asked.email);
  if (email instanceof Refusal) return email;
  const refusal = await reserveMail({ tenant: tenant.id, email: email.canonical, address }, tools);
  if (refusal !== undefined) return refusal;
  record.pass('mail.throttle');
  // Read whether there is somebody or not.
  const templated = await tools.ticketTemplates.find(tenant, asked.purpose, asked.detail.clientId);
  const mailbox = await findMailboxIn(tenant.id, { connections, email: email.canonical }, tools);
  if (mailbox !== undefined) {
    record.facts.userId = mailbox.id;
    record.facts.connection = mailbox.connection;
  }
  const told = whyNone(mailbox, asked.purpose);
  if (told !== undefined) record.refuse(told);
  return mailbox === undefined || told !== undefined ? [] : prepareTicketMail({ ...asked, user: mailbox, templated }, tools);
}

/** For the log alone. */
function whyNone(mailbox: User | undefined, purpose: TicketPurpose): Refusal | undefined {
  if (mailbox === undefined) return new Refusal('access_denied', 'login.unknown_user');
  if (mailbox.blocked) return new Refusal('access_denied', 'login.blocked');
  return purpose === 'verify_email' && mailbox.emailVerified ? new Refusal('access_denied', 'ticket.needless') : undefined;
}
