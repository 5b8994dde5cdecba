import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';

/** Auth0: the mails that administrators may write anew, by Auth0's names. */
export const auth0MailTemplates = [
  'verify_email', 'verify_email_by_code', 'auth_email_by_code', 'reset_email', 'reset_email_by_code', 'welcome_email', 'blocked_account', 'stolen_credentials', 'enrollment_email', 'mfa_oob_code',
  'user_invitation', 'change_password', 'password_reset', 'async_approval',
] as const;
/** Mails that Auth0 has no template for, or none of that name: code and link of passwordless sign-in, and what tells of a change. */
export const ownMailTemplates = ['passwordless_email', 'email_changed', 'password_changed'] as const;
/** Every mail that there is. */
export const mailTemplates = [...auth0MailTemplates, ...ownMailTemplates] as const;

/** The mails that this version sends; the others can be written and tried before there is something that sends them. */
export const sentMailTemplates: readonly MailTemplate[] = ['verify_email', 'reset_email', 'user_invitation', 'password_changed', 'passwordless_email'];

/** The name of a mail. */
export type MailTemplate = (typeof mailTemplates)[number];

/** A mail as somebody wrote it anew, in Liquid. Where a text is `undefined`, ours is sent. */
export interface MailWords { readonly from?: string | undefined; readonly subject?: string | undefined; readonly body?: string | undefined }

/** One mail to one person. */
export interface MailOrder {
  readonly template: MailTemplate;
  /** The one address it goes to; a mail to what is no address is given up, with a line in the log. */
  readonly to: string;
  /** BCP 47, as the page spoke; the nearest language that there are texts in is taken. */
  readonly language: string;
  /** Whose `user.*` the template sees, as they are when the mail leaves. */
  readonly userId?: string | undefined;
  /** Whose `application.*` the template sees. */
  readonly clientId?: string | undefined;
  /** What else the template sees, by Auth0's names: `url`, `code`, `connection`, `organization`, `inviter` …; what stands under `user` is added to the person. Plain JSON; links and codes belong here and nowhere else. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** Words that come before those of the tenant for this template. */
  readonly words?: MailWords | undefined;
  /** When its link or code is no longer good: later nobody sends it. */
  readonly expiresAt?: Seconds | undefined;
}

/**
 * Mail to people. What is queued leaves, whatever happens to this process: it is tried again until it arrived, expired or was given up, and each of these is a line of the log.
 * All of an order but template, person and application is sealed at rest, and stands in no log.
 */
export interface Mailer {
  /** Durable when it resolves. Does not wait for the mail to leave. */
  queue(tenant: TenantId, order: MailOrder): Promise<void>;
  /**
   * The same as a part of somebody else's commit: whoever takes `along` (TransactionStore.advance, PendingStore.open and advance, UserStore.insert and replace) stores the mail with
   * its own write or not at all. So a link is never mailed that was not stored, and none is stored that nobody gets.
   */
  prepare(tenant: TenantId, order: MailOrder): PreparedWrite;
}
