import type { TenantMailTemplate } from '../../identity/ports/mail-store.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { ManagementRefusal } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { findFlaw } from './prove-template.ts';
import { changedTemplate, emptyTemplate, type TemplateBody } from './schema.ts';

interface Draft { readonly sent: Pick<TemplateBody, 'body' | 'from' | 'subject'>; readonly tools: ManagementTools }

/** What is tried or looked at: what is stored, with the words that were sent in its place. Refused where a text is not Liquid. */
export async function findWords({ id }: Tenant, name: TenantMailTemplate['template'], { sent, tools }: Draft): Promise<TenantMailTemplate | ManagementRefusal> {
  const stored = await tools.mail.findTemplate(id, name);
  const words = changedTemplate(stored ?? emptyTemplate(name), { ...(sent.body === undefined ? {} : { body: sent.body }), ...(sent.from === undefined ? {} : { from: sent.from }), ...(sent.subject === undefined ? {} : { subject: sent.subject }) });
  return (await findFlaw(words, tools)) ?? words;
}
