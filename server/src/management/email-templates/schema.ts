import Type, { type Static } from 'typebox';
import type { TenantMailTemplate } from '../../identity/ports/mail-store.ts';
import { mailTemplates, type MailTemplate } from '../../identity/ports/mailer.ts';

const name = Type.Union(mailTemplates.map((one) => Type.Literal(one)), { description: 'Auth0’s names; passwordless_email, email_changed and password_changed are this server’s own.' });
const textOf = (maxLength: number, description: string) => Type.Optional(Type.Union([Type.Null(), Type.String({ maxLength, description })]));

const writable = {
  body: textOf(60_000, 'HTML with Liquid. Without it the mail has this server’s text, in the language of the person.'),
  from: textOf(500, 'Liquid over tenant and application: name@example.com, or Name <name@example.com>.'),
  subject: textOf(1000, 'Liquid, one line.'),
  resultUrl: textOf(2000, 'Where the browser goes when the link has done its work; https, or this machine. Liquid, of the tenant and the application. Of mails with a link of proof: verify_email, reset_email, user_invitation.'),
  syntax: Type.Optional(Type.Union([Type.Null(), Type.Literal('liquid', { description: 'templates are Liquid' })])),
  urlLifetimeInSeconds: Type.Optional(Type.Union([Type.Null(), Type.Integer({ minimum: 60, maximum: 2_592_000, description: 'How long the link is good, in seconds; of the same mails.' })])),
  includeEmailInRedirect: Type.Optional(Type.Boolean({ description: 'Whether resultUrl is told the address; true where nothing is said.' })),
  enabled: Type.Optional(Type.Union([Type.Null(), Type.Boolean({ description: 'false: this mail is not sent at all. True where nothing is said.' })])),
};

/** Auth0: the body of `POST /email-templates` and of `PUT`. */
export const createBody = Type.Object({ template: name, ...writable }, { additionalProperties: false });
/** Auth0: the body of `PATCH /email-templates/{templateName}`. */
export const updateBody = Type.Object({ template: Type.Optional(name), ...writable }, { additionalProperties: false });
/** What may be sent of a template. */
export type TemplateBody = Static<typeof updateBody>;
/** Auth0: a template as it is answered; what it does not say is left out. */
export const view = updateBody;

const empty: Omit<TenantMailTemplate, 'template'> = { enabled: true, from: undefined, subject: undefined, body: undefined, resultUrl: undefined, urlLifetime: undefined, emailInRedirect: true };

/** A template of which nothing is said. */
export const emptyTemplate = (template: MailTemplate): TenantMailTemplate => ({ template, ...empty });

/** A template with what was sent; what the body does not name stays, and null takes it away. */
export function changedTemplate(before: TenantMailTemplate, body: TemplateBody): TenantMailTemplate {
  const next = <T>(sent: T | null | undefined, old: T, none: T) => (sent === undefined ? old : sent ?? none);
  return {
    template: before.template, enabled: next(body.enabled, before.enabled, empty.enabled), from: next(body.from, before.from, undefined), subject: next(body.subject, before.subject, undefined), body: next(body.body, before.body, undefined),
    resultUrl: next(body.resultUrl, before.resultUrl, undefined), urlLifetime: next(body.urlLifetimeInSeconds, before.urlLifetime, undefined), emailInRedirect: body.includeEmailInRedirect ?? before.emailInRedirect,
  };
}

/** A template in Auth0's names. */
export function viewOf({ template, body, from, subject, resultUrl, urlLifetime, emailInRedirect, enabled }: TenantMailTemplate): Readonly<Record<string, unknown>> {
  const all = { template, body, from, resultUrl, subject, syntax: 'liquid', urlLifetimeInSeconds: urlLifetime, includeEmailInRedirect: emailInRedirect, enabled };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
