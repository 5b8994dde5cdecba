import type { KeptMails } from '../identity/ports/kept-mail.ts';
import type { MailTrialOutcome, TriedMail } from '../identity/ports/mail-trial.ts';
import { newKey } from '../kernel/opaque-token.ts';
import type { Tenant } from '../kernel/tenant.ts';
import type { Clock } from '../kernel/time.ts';
import type { ClientDirectory } from '../protocol/ports/client-directory.ts';
import type { OutboundHosts } from '../protocol/ports/outbound.ts';
import { findRoute, type RouteTools } from './find-route.ts';
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

/** Writes and sends one mail with sample values, on the way that the tenant's mail goes, at once and once. */
export async function tryMail(tenant: Tenant, tried: TriedMail, tools: MailTrialTools): Promise<MailTrialOutcome> {
  const client = tried.clientId === undefined ? undefined : await tools.clients.findClient(tenant.id, tried.clientId);
  const route = await findRoute(tenant, tools);
  const { from = route.from, subject, text, html, flaw } = await writeMail({ tenant, order: sampleOrder(tenant, tried, tools.clock.now()), user: undefined, client }, tried.words);
  const sent = await sendOn(route, { id: newKey(tools.clock.nowMs()), from, to: tried.to, subject, text, html }, { tenant, tools });
  return { ...sent, from: shownSender(from), subject, language: mailTexts(tried.language).language, flaw };
}

async function sendOn(route: Awaited<ReturnType<typeof findRoute>>, mail: OutgoingMail, { tenant, tools }: { readonly tenant: Tenant; readonly tools: MailTrialTools }): Promise<Sent> {
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
