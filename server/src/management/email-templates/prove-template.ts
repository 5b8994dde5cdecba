import type { TenantMailTemplate } from '../../identity/ports/mail-store.ts';
import { mailTemplates, type MailTemplate } from '../../identity/ports/mailer.ts';
import { invalidBody, notFound, type ManagementRefusal } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';

/** The name in the path, and that of the body where it has one. */
export function findName({ templateName = '' }: Readonly<Record<string, string>>, template?: MailTemplate): MailTemplate | ManagementRefusal {
  const known = mailTemplates.find((name) => name === templateName);
  if (known === undefined) return notFound(`There are ${mailTemplates.join(', ')}. A template of the name in the path`, 'inexistent_email_template');
  return template === undefined || template === known ? known : invalidBody(`template: the path names ${known}, the body ${template}.`);
}

/** Why a template can not be stored like this. */
export async function findFlaw(next: TenantMailTemplate, { mailInspector }: ManagementTools): Promise<ManagementRefusal | undefined> {
  const flaws = await mailInspector.findTemplateFlaws(next);
  return flaws.length === 0 ? undefined : invalidBody(`Payload validation error: ${flaws.join('; ')}.`);
}
