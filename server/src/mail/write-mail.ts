import type { TenantMailTemplate } from '../identity/ports/mail-store.ts';
import type { MailWords } from '../identity/ports/mailer.ts';
import { findLiquidFlaw, renderLiquid, type LiquidForm } from './liquid.ts';
import { inOneLine, parseSender, type MailAddress } from './mail-address.ts';
import { plainTextOf } from './plain-text.ts';
import { renderText, type RenderedMail } from './render-text.ts';
import { mailTexts } from './texts/catalogue.ts';
import { senderVariablesOf, variablesOf, type MailSubject } from './variables.ts';

/** A mail in words. `from` is `undefined` where the tenant's template names no sender. `flaw`: why a text of the tenant was left out for ours. */
export interface WrittenMail extends RenderedMail { readonly from: MailAddress | undefined; readonly flaw: string | undefined }

/** Writes a mail: in the tenant's own words where it has some that can be rendered, else in ours. A person gets the link even where a template is broken. */
export async function writeMail(about: MailSubject, template: MailWords | undefined): Promise<WrittenMail> {
  const ours = ownWords(about);
  const scope = variablesOf(about);
  const subject = await renderOwn(template?.subject, 'line', scope);
  const body = await renderOwn(template?.body, 'html', scope);
  const from = await renderOwn(template?.from, 'line', senderVariablesOf(about));
  const words = body.text === undefined ? ours : { text: plainTextOf(body.text), html: body.text };
  return {
    ...words, subject: inOneLine(subject.text ?? '') || ours.subject, from: from.text === undefined ? undefined : parseSender(from.text.trim()),
    flaw: [['subject', subject.flaw], ['body', body.flaw], ['from', from.flaw]].flatMap(([name, flaw]) => (flaw === undefined ? [] : [`${name}: ${flaw}`]))[0],
  };
}

interface Own { readonly text: string | undefined; readonly flaw?: string }

async function renderOwn(source: string | undefined, form: LiquidForm, scope: object): Promise<Own> {
  if (source === undefined) return { text: undefined };
  const rendered = await renderLiquid(source, form, scope);
  return typeof rendered === 'string' ? { text: rendered } : { text: undefined, flaw: rendered.flaw };
}

function ownWords({ tenant, order, client }: MailSubject): RenderedMail {
  const texts = mailTexts(order.language);
  const data = order.data ?? {};
  return renderText(texts, texts.mails[order.template], {
    url: textOf(data['url']) ?? textOf(data['link']), code: textOf(data['code']),
    words: {
      tenant: tenant.name, app: client?.name ?? tenant.name, email: order.to, support: tenant.settings.supportEmail, until: untilOf(order.expiresAt, texts.language),
      inviter: nameIn(data['inviter']), organization: nameIn(data['organization']) ?? tenant.name, address: textOf(nested(data['user'], 'source_ip')), message: textOf(data['message']),
    },
  });
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const nested = (value: unknown, name: string): unknown => (typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined);
const nameIn = (value: unknown) => textOf(nested(value, 'display_name')) ?? textOf(nested(value, 'name'));

/** A moment in words of the language, in UTC: where the reader is nobody knows. */
const untilOf = (expiresAt: number | undefined, language: string) =>
  (expiresAt === undefined ? undefined : `${new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(expiresAt * 1000))} UTC`);

/** What is wrong with the texts of a template, each by its name; empty where each can be used. */
export async function findTemplateFlaws({ from, subject, body, resultUrl }: Pick<TenantMailTemplate, 'from' | 'subject' | 'body' | 'resultUrl'>): Promise<readonly string[]> {
  const texts: readonly (readonly [string, string | undefined, LiquidForm])[] = [['from', from, 'line'], ['subject', subject, 'line'], ['body', body, 'html'], ['resultUrl', resultUrl, 'line']];
  const flaws = await Promise.all(texts.map(async ([name, source, form]) => ({ name, flaw: source === undefined ? undefined : await findTextFlaw(name, source, form) })));
  return flaws.flatMap(({ name, flaw }) => (flaw === undefined ? [] : [`${name}: ${flaw}`]));
}

async function findTextFlaw(name: string, source: string, form: LiquidForm): Promise<string | undefined> {
  const flaw = await findLiquidFlaw(source, form);
  if (flaw !== undefined) return flaw;
  if (form === 'line' && /[\u0000-\u001f\u007f]/.test(source)) return 'it must be one line, without control characters';
  if (name === 'from' && !source.includes('{') && parseSender(source) === undefined) return 'it must be name@example.com, or Name <name@example.com>';
  return name === 'resultUrl' && !/^(?:https?:\/\/|\{\{)/.test(source) ? 'it must begin with https://, or with a value' : undefined;
}
