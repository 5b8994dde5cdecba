import type { KeptMails } from '../identity/ports/kept-mail.ts';
import type { MailStore } from '../identity/ports/mail-store.ts';
import type { MailOrder, MailWords } from '../identity/ports/mailer.ts';
import type { UserStore } from '../identity/ports/user-store.ts';
import type { Tenant } from '../kernel/tenant.ts';
import type { Clock } from '../kernel/time.ts';
import type { ClientDirectory } from '../protocol/ports/client-directory.ts';
import type { MessageSeal } from '../protocol/ports/message-seal.ts';
import type { OutboundHosts } from '../protocol/ports/outbound.ts';
import type { Delivery, OutboxSender } from '../protocol/ports/outbox.ts';
import type { TenantDirectory } from '../protocol/ports/registry.ts';
import { findRoute, type MailSettings } from './find-route.ts';
import { parseMailbox } from './mail-address.ts';
import { openMail } from './mail-message.ts';
import { mailSenderFacts } from './mail-sender-facts.ts';
import { sendBySmtp } from './smtp.ts';
import { writeMail } from './write-mail.ts';

/** What mail is sent with. */
export interface MailSenderTools {
  readonly tenants: Pick<TenantDirectory, 'find'>;
  readonly users: Pick<UserStore, 'find'>;
  readonly clients: Pick<ClientDirectory, 'findClient'>;
  readonly mail: MailStore;
  readonly keptMails: KeptMails;
  readonly messageSeal: MessageSeal;
  readonly hosts: OutboundHosts;
  readonly mailSettings: MailSettings;
  readonly clock: Clock;
}

/** Sends the mail of the outbox. */
export const mailSender = (tools: MailSenderTools): OutboxSender => ({
  ...mailSenderFacts,
  async send(message) {
    const tenant = await tools.tenants.find(message.tenant);
    if (tenant === undefined) return { outcome: 'needless' };
    return sendMail(tenant, { order: openMail(message, tools.messageSeal), key: message.key, attempt: message.attempts }, tools);
  },
});

/** One order, and which try it is. */
export interface MailTry { readonly order: MailOrder; readonly key: string; readonly attempt: number }

/** Writes one mail and sends it, or says why not. */
export async function sendMail(tenant: Tenant, { order, key, attempt }: MailTry, tools: MailSenderTools): Promise<Delivery> {
  const { template } = order;
  if (order.expiresAt !== undefined && order.expiresAt <= tools.clock.now()) return { outcome: 'refused', reason: 'mail.expired', detail: template };
  const to = parseMailbox(order.to);
  if (to === undefined) return { outcome: 'refused', reason: 'mail.address_invalid', detail: template };
  const own = await tools.mail.findTemplate(tenant.id, template);
  if (own?.enabled === false) return { outcome: 'needless' };
  const route = await findRoute(tenant, tools);
  if (route.way === 'none') return { outcome: 'waiting', detail: 'no SMTP server is set: give GATEHOUSE_SMTP_URL, or set an email provider of the tenant' };

  const { from = route.from, subject, text, html, flaw } = await writeMail({ tenant, order, ...await findParties(tenant, order, tools) }, wordsOf(order, own));
  const told = flaw === undefined ? template : `${template}: our text was sent, for the template can not be used (${flaw})`;
  if (route.way === 'kept') {
    await tools.keptMails.keep(tenant.id, { key, at: tools.clock.now(), from: from.name === '' ? from.address : `${from.name} <${from.address}>`, to, subject, text, html });
    return { outcome: 'delivered', detail: `${told}: kept in the outbox of development` };
  }
  const outcome = await sendBySmtp({ id: key, from, to, subject, text, html }, route.server, { hosts: tools.hosts, ownName: new URL(tenant.issuer).hostname, attempt });
  return outcome.outcome === 'delivered' ? { outcome: 'delivered', detail: told } : { outcome: outcome.outcome, detail: `${template}: ${outcome.detail}` };
}

/** Those of an order come before those of the tenant. */
const wordsOf = ({ words }: MailOrder, own: MailWords | undefined): MailWords | undefined => words ?? own;

async function findParties(tenant: Tenant, { userId, clientId }: MailOrder, { users, clients }: MailSenderTools) {
  return {
    user: userId === undefined ? undefined : await users.find(tenant.id, userId),
    client: clientId === undefined ? undefined : await clients.findClient(tenant.id, clientId),
  };
}
