import { inOneLine } from './mail-address.ts';
import type { SmtpProblem } from './smtp-problems.ts';
import type { SmtpServer } from './smtp-server.ts';

/** What became of a mail. `refused`: the server will not take it, now or later; `failed`: another time, perhaps. The detail holds neither addresses nor words of the server; `said` holds them, and is for who asked alone. */
export type SmtpOutcome = { readonly outcome: 'delivered'; readonly said?: string } | { readonly outcome: 'refused' | 'failed'; readonly problem: SmtpProblem; readonly detail: string; readonly said?: string };

/** An error as nodemailer throws it. `originalCode` is that of Node. */
export interface SmtpError extends Error { readonly code?: string; readonly originalCode?: string; readonly command?: string; readonly responseCode?: number; readonly response?: string }

/** RFC 5321 §4.2.1: 5yz about the recipient or the mail is final. About ourselves (who we are, TLS, the sender) it is the operator's to mend, so the mail is tried again. */
export function judgeSmtpError(error: SmtpError, server: SmtpServer): SmtpOutcome {
  const { code, command, responseCode } = error;
  const final = (responseCode ?? 0) >= 500 && ((code === 'EENVELOPE' && command === 'RCPT TO') || code === 'EMESSAGE');
  return { outcome: final ? 'refused' : 'failed', problem: problemOf(error), detail: detailOf(error, server), ...saidIn(error, server) };
}

function detailOf({ code = 'no code', command = '', responseCode, response = '' }: SmtpError, { host, port }: SmtpServer): string {
  // RFC 2034 §4: the number behind the first one says what is wrong in a form that names nobody.
  const status = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})/.exec(response)?.[1];
  const words = [code, responseCode, status, command === '' ? undefined : `at ${command}`].filter((word) => word !== undefined);
  return `${host}:${port}: ${words.join(' ')}`;
}

/** What the server said, or what happened to the connection; where the operator's server stands is not for tenants to know. */
function saidIn({ response = '', message }: SmtpError, { operators }: SmtpServer): { readonly said?: string } {
  if (response !== '') return { said: replyOf(response) };
  return operators ? {} : { said: replyOf(message) };
}

/** A reply of a server in one line. */
export const replyOf = (response: string) => inOneLine(response, 300);

const byCommand: Readonly<Record<string, SmtpProblem>> = { 'MAIL FROM': 'sender_refused', 'RCPT TO': 'recipient_refused', DATA: 'mail_refused' };
const byCode: Readonly<Record<string, SmtpProblem>> = {
  ETIMEDOUT: 'timeout', EABORT: 'timeout', ABORT_ERR: 'timeout', ETLS: 'tls', EREQUIRETLS: 'tls', EAUTH: 'login_refused', ENOAUTH: 'login_refused', EMESSAGE: 'mail_refused', ECONNECTION: 'connection_lost', ESOCKET: 'connection_lost',
};
/** What Node says of a socket tells more than what nodemailer makes of it. */
const byNode: Readonly<Record<string, SmtpProblem>> = { ECONNREFUSED: 'connection_refused', ETIMEDOUT: 'timeout', EHOSTUNREACH: 'timeout', ENETUNREACH: 'timeout' };
const ofTls = /^(?:ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_|EPROTO)/;
/** RFC 3207 §4, RFC 8314 §3: the server has no TLS for us. */
const withoutTls = ({ code, originalCode = '', message }: SmtpError) => ofTls.test(originalCode) || (code === 'ECONNECTION' && message.includes('STARTTLS'));
/** Whoever is not signed in may be told so at any command, with this status. */
const signInFirst = 530;

function problemOf(error: SmtpError): SmtpProblem {
  if (withoutTls(error)) return 'tls';
  if (error.responseCode === signInFirst) return 'login_refused';
  const { code = '', originalCode = '', command = '' } = error;
  return byNode[originalCode] ?? (code === 'EENVELOPE' ? byCommand[command] : byCode[code]) ?? 'not_understood';
}
