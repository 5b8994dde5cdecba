/** An SMTP server (RFC 5321), and how to sign in to it. */
export interface SmtpServer {
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS follows. */
  readonly implicitTls: boolean;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** The operator named it: it may stand in a network of one's own. What a tenant names must be public, or on the operator's list. */
  readonly operators: boolean;
}

/** Auth0: on this port TLS begins at once (RFC 8314 §3.3). */
export const implicitTlsPort = 465;
const submissionPort = 587;

/** `smtp://user:password@host:587` or `smtps://…`; the settings let nothing else through. Names are percent-encoded. */
export function parseSmtpUrl(text: string): SmtpServer {
  const { protocol, hostname, port, username, password } = new URL(text);
  const implicitTls = protocol === 'smtps:';
  return {
    host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? (implicitTls ? implicitTlsPort : submissionPort) : Number(port), implicitTls,
    user: username === '' ? undefined : decodeURIComponent(username), password: password === '' ? undefined : decodeURIComponent(password), headers: {}, operators: true,
  };
}
