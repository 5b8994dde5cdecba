import type { KeptMails } from '../identity/ports/kept-mail.ts';
import type { MailTrialOutcome, MailWay, TriedMail, WrittenTrial } from '../identity/ports/mail-trial.ts';
import { newKey } from '../kernel/opaque-token.ts';
import type { Tenant } from '../kernel/tenant.ts';
import type { Clock } from '../kernel/time.ts';
import type { ClientDirectory } from '../protocol/ports/client-directory.ts';
import type { OutboundHosts } from '../protocol/ports/outbound.ts';
import { findRoute, type MailRoute, type RouteTools } from './find-route.ts';
import { sampleOrder } from './sample-order.ts';
import { smtpProblems, type SmtpProblem } from './smtp-problems.ts';
import { sendBySmtp, type OutgoingMail } from './smtp.ts';
import { mailTexts } from './texts/catalogue.ts';
import { writeMail } from './write-mail.ts';

/** What a mail is tried with. */
export interface MailTrialTools extends RouteTools {
  readonly clients: Pick<ClientDirectory, 'findClient'>;
  readonly keptMails: KeptMails;
  readonly hosts: OutboundHosts;
  readonly clock: Clock;
}

type Sent = Pick<MailTrialOutcome, 'outcome' | 'server' | 'said' | 'trouble'>;

interface Written { readonly route: MailRoute; readonly mail: OutgoingMail; readonly flaw: string | undefined }

async function write(tenant: Tenant, tried: TriedMail, tools: MailTrialTools): Promise<Written> {
  const client = tried.clientId === undefined ? undefined : await tools.clients.findClient(tenant.id, tried.clientId);
  const route = await findRoute(tenant, tools);
  const { from = route.from, subject, text, html, flaw } = await writeMail({ tenant, order: sampleOrder(tenant, tried, tools.clock.now()), user: undefined, client }, tried.words);
  return { route, flaw, mail: { id: newKey(tools.clock.nowMs()), from, to: tried.to, subject, text, html } };
}

/** Writes and sends one mail with sample values, on the way that the tenant's mail goes, at once and once. */
export async function tryMail(tenant: Tenant, tried: TriedMail, tools: MailTrialTools): Promise<MailTrialOutcome> {
  const { route, mail, flaw } = await write(tenant, tried, tools);
  const sent = await sendOn(route, mail, { tenant, tools });
  return { ...sent, from: shownSender(mail.from), subject: mail.subject, language: mailTexts(tried.language).language, flaw };
}

/** The same mail, which nobody sends. */
export async function previewMail(tenant: Tenant, tried: TriedMail, tools: MailTrialTools): Promise<WrittenTrial> {
  const { mail: { from, subject, text, html }, flaw } = await write(tenant, tried, tools);
  return { from: shownSender(from), subject, text, html, language: mailTexts(tried.language).language, flaw };
}

/** Where the mail of a tenant goes now. */
export async function findMailWay(tenant: Tenant, tools: RouteTools): Promise<MailWay> {
  const route = await findRoute(tenant, tools);
  const from = shownSender(route.from);
  if (route.way !== 'smtp') return { way: route.way === 'kept' ? 'outbox' : 'none', from, server: undefined };
  const { host, port, operators } = route.server;
  return operators ? { way: 'operator', from, server: undefined } : { way: 'provider', from, server: `${host}:${port}` };
}

async function sendOn(route: MailRoute, mail: OutgoingMail, { tenant, tools }: { readonly tenant: Tenant; readonly tools: MailTrialTools }): Promise<Sent> {
  if (route.way === 'none') return { outcome: 'not_sent', server: undefined, said: undefined, trouble: troubleOf('no_server') };
  if (route.way === 'kept') {
    await tools.keptMails.keep(tenant.id, { key: mail.id, at: tools.clock.now(), from: shownSender(mail.from), to: mail.to, subject: mail.subject, text: mail.text, html: mail.html });
    return { outcome: 'kept', server: undefined, said: undefined, trouble: undefined };
  }
  const { host, port, operators } = route.server;
  const outcome = await sendBySmtp(mail, route.server, { hosts: tools.hosts, ownName: new URL(tenant.issuer).hostname });
  const server = operators ? undefined : `${host}:${port}`;
  return outcome.outcome === 'delivered' ? { outcome: 'delivered', server, said: outcome.said, trouble: undefined } : { outcome: 'not_sent', server, said: outcome.said, trouble: troubleOf(outcome.problem) };
}

const troubleOf = (problem: SmtpProblem) => ({ problem, ...smtpProblems[problem] });
const shownSender = ({ name, address }: OutgoingMail['from']) => (name === '' ? address : `${name} <${address}>`);
