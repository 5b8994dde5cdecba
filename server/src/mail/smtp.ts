import { isIP } from 'node:net';
import type { SMTPTransportOptions } from 'nodemailer';
import type { OutboundFailure, OutboundHosts } from '../protocol/ports/outbound.ts';
import { judgeSmtpError, replyOf, type SmtpError, type SmtpOutcome } from './judge-smtp-error.ts';
import type { MailAddress } from './mail-address.ts';
import type { SmtpServer } from './smtp-server.ts';

/** A finished mail. `id` is the same at every try, so that programs know a second copy. */
export interface OutgoingMail { readonly id: string; readonly from: MailAddress; readonly to: string; readonly subject: string; readonly text: string; readonly html: string }

/** What sending needs to know of this server. `attempt` counts from 1: each try takes the next address of the host. */
export interface SmtpTools { readonly hosts: OutboundHosts; readonly ownName: string; readonly attempt?: number }

/** Far below the lease of a message in the outbox: a try is over before another node takes its place. */
const timesMs = { connect: 5000, silence: 8000, whole: 20_000 } as const;

/** Sends one mail over one connection of its own. Never rejects. */
export const sendBySmtp = (mail: OutgoingMail, server: SmtpServer, tools: SmtpTools): Promise<SmtpOutcome> => withTransport(server, tools, async (transport) => {
  const sent = await transport.sendMail({
    messageId: `<${mail.id}@${tools.ownName}>`, from: mail.from, to: { name: '', address: mail.to }, envelope: { from: mail.from.address, to: [mail.to] },
    subject: mail.subject, text: mail.text, html: mail.html, headers: { 'Auto-Submitted': 'auto-generated', ...server.headers },
    disableFileAccess: true, disableUrlAccess: true, signal: AbortSignal.timeout(timesMs.whole),
  }) as { readonly response?: string };
  return sent.response;
});

/** Does the server answer, with TLS where it must, and does it know us? No mail is sent. */
export const trySmtp = (server: SmtpServer, tools: SmtpTools): Promise<SmtpOutcome> => withTransport(server, tools, async (transport) => { await transport.verify(); return undefined; });

type Transport = ReturnType<typeof import('nodemailer').createTransport>;

async function withTransport(server: SmtpServer, tools: SmtpTools, use: (transport: Transport) => Promise<string | undefined>): Promise<SmtpOutcome> {
  const found = await tools.hosts.find({ host: server.host, port: server.port, trusted: server.operators });
  if ('failure' in found) return failureOf(found);
  const { createTransport } = await import('nodemailer');
  const transport = createTransport(optionsFor(server, found.addresses, tools)) as Transport;
  try {
    const said = await use(transport);
    return { outcome: 'delivered', ...(said === undefined ? {} : { said: replyOf(said) }) };
  } catch (error) {
    return judgeSmtpError(error as SmtpError, server);
  } finally {
    transport.close();
  }
}

/** A host that may not be asked will not be right later either, but an operator may let it: the mail waits. */
const failureOf = ({ failure, detail }: OutboundFailure): SmtpOutcome => ({ outcome: 'failed', problem: failure === 'address_refused' ? 'address_refused' : 'unresolved', detail: `${failure}: ${detail}` });

/** RFC 8314 §3: TLS or nothing, verified, but for a host that the operator named, where it is used if it is offered. */
function optionsFor(server: SmtpServer, addresses: readonly string[], { hosts, ownName, attempt = 1 }: SmtpTools): SMTPTransportOptions {
  const { host, port, implicitTls, user, password } = server;
  return {
    host: addresses[(attempt - 1) % addresses.length], port, secure: implicitTls, requireTLS: !implicitTls && !hosts.mayBePlain(host, port), name: ownName,
    // The address was judged; the name is what the certificate must be for.
    tls: { ...(isIP(host) === 0 ? { servername: host } : {}), minVersion: 'TLSv1.2', rejectUnauthorized: true, ca: [...hosts.authorities()] },
    ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
    connectionTimeout: timesMs.connect, greetingTimeout: timesMs.connect, socketTimeout: timesMs.silence, dnsTimeout: timesMs.connect, maxResponseSize: 65_536, logger: false,
  };
}
