import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { Identity } from '../flows/certificates.ts';

/** A mail that arrived: the envelope, the text as it came, and what a mail program makes of it. */
export interface ArrivedMail { readonly from: string; readonly to: readonly string[]; readonly raw: string; readonly mail: Email; readonly secure: boolean; readonly user: unknown }

/** A real SMTP server on loopback that keeps what it gets. */
export interface SmtpSink {
  readonly port: number;
  readonly arrived: ArrivedMail[];
  /** How many connections there were. */
  connections(): number;
  /** From now on: `undefined` takes everything; a status refuses at this command. `hang` never answers DATA. */
  answer(refusal: Refusal | undefined): void;
  /** Resolves when so many mails have arrived. */
  mails(count: number): Promise<readonly ArrivedMail[]>;
  /** Resolves when so many mails hang. */
  hanging(count: number): Promise<void>;
  stop(): Promise<void>;
}

export type Refusal = { readonly at: 'MAIL' | 'RCPT' | 'DATA'; readonly status: number; readonly text: string } | 'hang';

/** Without `tls` it speaks plain text only. With `login` it lets nobody in without. */
export interface SinkOptions { readonly tls?: Identity; readonly implicit?: boolean; readonly login?: { readonly user: string; readonly password: string } }

export async function startSmtpSink({ tls, implicit = false, login }: SinkOptions = {}): Promise<SmtpSink> {
  const arrived: ArrivedMail[] = [];
  let connections = 0;
  let hung = 0;
  let refusal: Refusal | undefined;
  const refuseAt = (at: 'MAIL' | 'RCPT' | 'DATA') => (refusal !== undefined && refusal !== 'hang' && refusal.at === at ? Object.assign(new Error(refusal.text), { responseCode: refusal.status }) : null);
  const options: SMTPServerOptions = {
    logger: false, disableReverseLookup: true, closeTimeout: 100, secure: implicit, disabledCommands: tls === undefined && !implicit ? ['STARTTLS'] : [], authOptional: login === undefined, allowInsecureAuth: true,
    ...(tls === undefined ? {} : { key: tls.key, cert: tls.cert }),
    onConnect(_session, callback) { connections += 1; callback(null); },
    onAuth({ username, password }, _session, callback) {
      if (login !== undefined && username === login.user && password === login.password) callback(null, { user: username });
      else callback(Object.assign(new Error('Who are you'), { responseCode: 535 }));
    },
    onMailFrom(_address, _session, callback) { callback(refuseAt('MAIL')); },
    onRcptTo(_address, _session, callback) { callback(refuseAt('RCPT')); },
    onData(stream, session, callback) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => { void take(Buffer.concat(parts), session, callback); });
    },
  };
  const take = async (raw: Buffer, session: { envelope: { mailFrom: false | { address: string }; rcptTo: { address: string }[] }; secure: boolean; user?: unknown }, callback: (error?: Error | null) => void) => {
    const refused = refuseAt('DATA');
    if (refused !== null) { callback(refused); return; }
    if (refusal === 'hang') { hung += 1; return; }
    const { mailFrom, rcptTo } = session.envelope;
    arrived.push({ from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address), raw: raw.toString(), mail: await PostalMime.parse(raw), secure: session.secure, user: session.user });
    callback(null);
  };
  const server = new SMTPServer(options);
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => { resolve(); }); });
  return {
    port: (server.server.address() as AddressInfo).port, arrived,
    connections: () => connections,
    answer(next) { refusal = next; },
    async mails(count) {
      while (arrived.length < count) await new Promise((resolve) => { setTimeout(resolve, 20); });
      return arrived;
    },
    async hanging(count) { while (hung < count) await new Promise((resolve) => { setTimeout(resolve, 20); }); },
    stop: () => new Promise((resolve) => { server.close(() => { resolve(); }); }),
  };
}
