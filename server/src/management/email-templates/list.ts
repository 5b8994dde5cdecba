import Type from 'typebox';
import type { TenantMailTemplate } from '../../identity/ports/mail-store.ts';
import { mailTemplates, sentMailTemplates, type MailTemplate } from '../../identity/ports/mailer.ts';

/** The name of a mail. */
export const templateName = Type.Unsafe<MailTemplate>(Type.Union(mailTemplates.map((name) => Type.Literal(name))));

/** Every mail in one list. */
export const listView = Type.Object({
  templates: Type.Array(Type.Object({
    template: templateName, written: Type.Boolean({ description: 'The tenant wrote it anew.' }),
    enabled: Type.Boolean({ description: 'false: people do not get this mail.' }), sent: Type.Boolean({ description: 'false: nothing in this version sends it yet.' }),
  })),
});

/** The mails with what the tenant made of them; those that are sent first. */
export function listed(written: readonly TenantMailTemplate[]) {
  const rows = mailTemplates.map((template) => {
    const own = written.find((one) => one.template === template);
    return { template, written: own !== undefined, enabled: own?.enabled ?? true, sent: sentMailTemplates.includes(template) };
  });
  return [...rows.filter(({ sent }) => sent), ...rows.filter(({ sent }) => !sent)];
}
