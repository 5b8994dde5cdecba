import { mailPasswordPlace, type MailProvider } from '../../identity/ports/mail-store.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { invalidBody, ManagementRefusal } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { smtpOf } from './provider-names.ts';
import { proveSmtpHost } from './prove-server.ts';
import { headersIn, type Credentials, type ProviderBody } from './schema.ts';

const known: ReadonlySet<string> = new Set(['smtp_host', 'smtp_port', 'smtp_user', 'smtp_pass']);
const empty: MailProvider = { enabled: true, defaultFrom: undefined, host: '', port: 587, user: undefined, sealedPassword: undefined, headers: {} };

/** What a change is judged with. */
export interface ChangeContext { readonly tenant: Tenant; readonly tools: Pick<ManagementTools, 'messageSeal' | 'outboundPolicy' | 'mailInspector'> }

/** The provider with what was sent; what the body does not name stays. `before` is `undefined` for a new one. */
export function changedProvider(before: MailProvider | undefined, body: ProviderBody, context: ChangeContext): MailProvider | ManagementRefusal {
  const other = body.name === undefined ? undefined : smtpOf(body.name);
  if (other !== undefined) return invalidBody(`name: mail is sent by SMTP alone. For ${String(body.name)} send name smtp and credentials with ${other}.`);
  const { default_from_address: from } = body;
  if (from !== undefined && !context.tools.mailInspector.isSender(from)) return invalidBody('Payload validation error: default_from_address: it must be name@example.com, or Name <name@example.com>.');
  const base = before ?? empty;
  const server = changedServer(base, body.credentials, context);
  if (server instanceof ManagementRefusal) return server;
  return { ...server, enabled: body.enabled ?? base.enabled, defaultFrom: from ?? base.defaultFrom, headers: headersIn(body, base.headers) };
}

function changedServer(base: MailProvider, sent: Credentials | undefined, { tenant, tools }: ChangeContext): MailProvider | ManagementRefusal {
  if (sent === undefined) return base;
  const strange = Object.keys(sent).filter((name) => !known.has(name));
  if (strange.length > 0) return invalidBody(`Payload validation error: credentials: of the provider smtp are ${[...known].join(', ')}, not ${strange.join(', ').slice(0, 200)}.`);
  const port = sent.smtp_port ?? base.port;
  const found = proveSmtpHost(sent.smtp_host ?? base.host, port, tools.outboundPolicy);
  if (found instanceof ManagementRefusal) return found;
  const user = sent.smtp_user === undefined ? base.user : sent.smtp_user === '' ? undefined : sent.smtp_user;
  const next = { ...base, host: found.host, port, user };
  const sealedPassword = sent.smtp_pass === undefined ? keptPassword(base, next) : tools.messageSeal.seal(sent.smtp_pass, mailPasswordPlace(tenant.id));
  if (sealedPassword instanceof ManagementRefusal) return sealedPassword;
  return user === undefined && sent.smtp_pass !== undefined ? invalidBody('Payload validation error: credentials.smtp_user: there is a password without it.') : { ...next, sealedPassword };
}

/** The stored password goes to the server that it was given for, as the user that it was given for, and nowhere else: else who may change the provider could have it sent to himself. */
function keptPassword(before: MailProvider, next: MailProvider): string | undefined | ManagementRefusal {
  if (next.user === undefined) return undefined;
  if (before.sealedPassword !== undefined && before.host === next.host && before.port === next.port && before.user === next.user) return before.sealedPassword;
  return invalidBody(`Payload validation error: credentials.smtp_pass: ${before.sealedPassword === undefined ? 'it is missing' : 'send it with every change of host, port or user; the stored one goes to no other server'}.`);
}
