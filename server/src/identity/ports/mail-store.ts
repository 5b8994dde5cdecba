import type { LogRecord } from '../../kernel/log-record.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { MailTemplate } from './mailer.ts';

/** What the password of a tenant's SMTP server is sealed for. */
export const mailPasswordPlace = (tenant: TenantId) => `mail provider ${tenant}`;

/** The SMTP server of a tenant (Auth0: the email provider `smtp`). */
export interface MailProvider {
  readonly enabled: boolean;
  /** The sender where a template names none: `name@example.com`, or `Name <name@example.com>`. */
  readonly defaultFrom: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly user: string | undefined;
  /** Opens in its own tenant only, and is never answered. */
  readonly sealedPassword: string | undefined;
  /** Auth0: headers that some providers want on every mail. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A mail as a tenant wrote it anew. Where a text is `undefined`, ours is sent. */
export interface TenantMailTemplate {
  readonly template: MailTemplate;
  readonly enabled: boolean;
  /** Liquid, all four. */
  readonly from: string | undefined;
  readonly subject: string | undefined;
  readonly body: string | undefined;
  readonly resultUrl: string | undefined;
  /** How long the link in the mail is good. */
  readonly urlLifetime: Seconds | undefined;
  /** Whether the address is told to the page at `resultUrl`. */
  readonly emailInRedirect: boolean;
}

/** How each tenant sends its mail. Every write is durable when it resolves; `log` is stored with it, or not at all. */
export interface MailStore {
  findProvider(tenant: TenantId): Promise<MailProvider | undefined>;
  insertProvider(tenant: TenantId, provider: MailProvider, log?: LogRecord): Promise<'inserted' | 'taken'>;
  replaceProvider(tenant: TenantId, provider: MailProvider, log?: LogRecord): Promise<'replaced' | 'unknown'>;
  removeProvider(tenant: TenantId, log?: LogRecord): Promise<'removed' | 'unknown'>;
  /** All that a tenant wrote anew. */
  listTemplates(tenant: TenantId): Promise<readonly TenantMailTemplate[]>;
  findTemplate(tenant: TenantId, template: MailTemplate): Promise<TenantMailTemplate | undefined>;
  insertTemplate(tenant: TenantId, template: TenantMailTemplate, log?: LogRecord): Promise<'inserted' | 'taken'>;
  replaceTemplate(tenant: TenantId, template: TenantMailTemplate, log?: LogRecord): Promise<'replaced' | 'unknown'>;
}
