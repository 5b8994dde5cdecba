import Type from 'typebox';
import type { TenantMailTemplate } from '../../identity/ports/mail-store.ts';
import type { MailTemplate } from '../../identity/ports/mailer.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { operation } from '../contract.ts';
import { invalidBody, invalidQuery, ManagementRefusal } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { findWords } from './draft-words.ts';
import { findName } from './prove-template.ts';
import { updateBody } from './schema.ts';
import { languageOfTexts, trialClient } from './trial-members.ts';

const make = operation<ManagementTools>();
const { body, from, subject } = updateBody.properties;
const members = { language: languageOfTexts, client_id: trialClient };
const draft = Type.Object({ ...members, body, from, subject }, { additionalProperties: false, description: 'body, from and subject stand for this preview in the place of those that are stored.' });
/** A mail as it would leave. */
export const previewView = Type.Object({
  from: Type.String(), subject: Type.String(), text: Type.String({ description: 'The mail as plain text.' }), html: Type.String({ description: 'The mail as HTML, as it would leave: show it where no script runs.' }),
  language: Type.String(), flaw: Type.Optional(Type.String({ description: 'Why a text of the template was left out for this server’s own.' })),
});
/** Nobody gets it: the address stands for that of the person. */
const sampleAddress = 'sam@example.com';

interface Asked { readonly template: MailTemplate; readonly language: string | undefined; readonly clientId: string | undefined; readonly words: TenantMailTemplate }

async function preview(tenant: Tenant, { template, language = 'en', clientId, words }: Asked, { mailTrial }: ManagementTools) {
  const { flaw, ...written } = await mailTrial.write(tenant, { template, to: sampleAddress, language, clientId, words });
  return { ...written, ...(flaw === undefined ? {} : { flaw }) };
}

const noClient = 'client_id: there is no such application.';
const isUnknown = async (tenant: Tenant, id: string | undefined, { clients }: ManagementTools) => id !== undefined && await clients.findClient(tenant.id, id) === undefined;

/** Our own operations: a mail with sample values, to be looked at. Nothing leaves and nothing is stored. */
export const previewOperations = [
  make({ id: 'emailTemplates.preview', method: 'GET', path: '/email-templates/{templateName}/preview', scopes: ['read:email_templates'], status: 200, query: Type.Object(members), body: undefined, output: previewView, summary: 'A mail with sample values, as it leaves now. Nothing is sent. This server’s own: Auth0 has none.' }, async ({ tenant, path, query }, tools) => {
    const template = findName(path);
    if (typeof template !== 'string') return template;
    if (await isUnknown(tenant, query.client_id, tools)) return invalidQuery(noClient);
    const words = await findWords(tenant, template, { sent: {}, tools });
    return words instanceof ManagementRefusal ? words : preview(tenant, { template, language: query.language, clientId: query.client_id, words }, tools);
  }),
  make({ id: 'emailTemplates.previewDraft', method: 'POST', path: '/email-templates/{templateName}/preview', scopes: ['update:email_templates'], status: 200, query: Type.Object({}), body: draft, output: previewView, summary: 'A mail with sample values in words that are not stored. Nothing is sent, and nothing is kept. This server’s own: Auth0 has none.' }, async ({ tenant, path, body: sent, audited }, tools) => {
    const template = findName(path);
    if (typeof template !== 'string') return template;
    if (await isUnknown(tenant, sent.client_id, tools)) return invalidBody(noClient);
    const words = await findWords(tenant, template, { sent, tools });
    if (words instanceof ManagementRefusal) return words;
    // Who writes looks often, and nothing comes of it: the log has no line for a look.
    audited();
    return preview(tenant, { template, language: sent.language, clientId: sent.client_id, words }, tools);
  }),
];
