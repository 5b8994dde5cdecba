import type { Tenant } from '../../kernel/tenant.ts';
import type { TenantMailTemplate } from './mail-store.ts';
import type { MailTemplate } from './mailer.ts';

/** A mail with sample values, to somebody who wants to see it. */
export interface TriedMail {
  readonly template: MailTemplate;
  /** One address. */
  readonly to: string;
  /** BCP 47. */
  readonly language: string;
  /** Whose `application.*` the template sees. */
  readonly clientId: string | undefined;
  /** What the tenant says in it; `undefined`: our own text. */
  readonly words: TenantMailTemplate | undefined;
}

/** Why a tried mail did not leave: a stable word, what it means and what to do, the most likely first. */
export interface MailTrouble { readonly problem: string; readonly explain: string; readonly fix: readonly string[] }

/** The end of a trial. `kept`: in the outbox of development. */
export interface MailTrialOutcome {
  readonly outcome: 'delivered' | 'kept' | 'not_sent';
  readonly from: string;
  readonly subject: string;
  /** The language that there are texts in. */
  readonly language: string;
  /** Why a text of the tenant was left out for ours. */
  readonly flaw: string | undefined;
  /** `host:port` of the tenant's own server; `undefined` where it is that of the operator, or none. */
  readonly server: string | undefined;
  /** What the SMTP server said, in one line; without an answer of a tenant's own server, what happened to the connection. */
  readonly said: string | undefined;
  readonly trouble: MailTrouble | undefined;
}

/** A mail as it would leave, with sample values. */
export type WrittenTrial = Pick<MailTrialOutcome, 'from' | 'subject' | 'language' | 'flaw'> & { readonly text: string; readonly html: string };

/** Where the mail of a tenant goes: by its own server, by that of the operator, into the outbox of development, or nowhere yet. */
export interface MailWay { readonly way: 'provider' | 'operator' | 'outbox' | 'none'; /** Where a template names no sender. */ readonly from: string; /** `host:port` of the tenant’s own server. */ readonly server: string | undefined }

/** Sends one mail at once, as every mail of the tenant is sent, and tells what came of it. It waits for the SMTP server, 25 seconds at most. */
export interface MailTrial {
  send(tenant: Tenant, mail: TriedMail): Promise<MailTrialOutcome>;
  /** The same without sending anything. */
  write(tenant: Tenant, mail: TriedMail): Promise<WrittenTrial>;
  findWay(tenant: Tenant): Promise<MailWay>;
}
