import Type from 'typebox';
import type { TenantMailTemplate } from '../../identity/ports/mail-store.ts';
import { operation } from '../contract.ts';
import { allowsScope, type Permit } from '../permit.ts';
import { conflict, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { findFlaw, findName } from './prove-template.ts';
import { changedTemplate, createBody, emptyTemplate, updateBody, view, viewOf, type TemplateBody } from './schema.ts';
import { listed, listView } from './list.ts';
import { previewOperations } from './preview-template.ts';
import { tryTemplate } from './try-template.ts';

const none = Type.Object({});
const make = operation<ManagementTools>();
const missing = () => notFound('The template', 'inexistent_email_template');

/** A225 of the attack cases: who may only write reads no more of a template than was sent. */
function answerOf(template: TenantMailTemplate, permit: Permit, sent: TemplateBody) {
  const whole = viewOf(template);
  return allowsScope(permit, 'read:email_templates', undefined) ? whole : Object.fromEntries(Object.entries(whole).filter(([name]) => name === 'template' || name in sent));
}

/** Seed row 196: mails as a tenant wrote them anew. */
export const emailTemplateOperations = [
  make({ id: 'emailTemplates.list', method: 'GET', path: '/email-templates', scopes: ['read:email_templates'], status: 200, summary: 'Every mail, and which of them the tenant wrote anew. This server’s own: Auth0 has none.', query: none, body: undefined, output: listView }, async ({ tenant }, { mail }) => ({ templates: listed(await mail.listTemplates(tenant.id)) })),
  make({ id: 'emailTemplates.create', method: 'POST', path: '/email-templates', scopes: ['create:email_templates'], status: 200, summary: 'Writes a mail anew.', query: none, body: createBody, output: view }, async ({ tenant, body, permit, audit, audited }, tools) => {
    const template = changedTemplate(emptyTemplate(body.template), body);
    const flaw = await findFlaw(template, tools);
    if (flaw !== undefined) return flaw;
    if (await tools.mail.insertTemplate(tenant.id, template, audit()) === 'taken') return conflict(`Template ${template.template} already exists.`);
    audited();
    return answerOf(template, permit, body);
  }),
  make({ id: 'emailTemplates.get', method: 'GET', path: '/email-templates/{templateName}', scopes: ['read:email_templates'], status: 200, summary: 'A mail as the tenant wrote it.', query: none, body: undefined, output: view }, async ({ tenant, path }, { mail }) => {
    const name = findName(path);
    if (typeof name !== 'string') return name;
    const template = await mail.findTemplate(tenant.id, name);
    return template === undefined ? missing() : viewOf(template);
  }),
  make({ id: 'emailTemplates.update', method: 'PATCH', path: '/email-templates/{templateName}', scopes: ['update:email_templates'], status: 200, summary: 'Changes a mail; what the body does not name stays, and null brings this server’s own text back.', query: none, body: updateBody, output: view }, async ({ tenant, path, body, permit, audit, audited }, tools) => {
    const name = findName(path, body.template);
    if (typeof name !== 'string') return name;
    const before = await tools.mail.findTemplate(tenant.id, name);
    if (before === undefined) return missing();
    const next = changedTemplate(before, body);
    const flaw = await findFlaw(next, tools);
    if (flaw !== undefined) return flaw;
    if (await tools.mail.replaceTemplate(tenant.id, next, audit()) === 'unknown') return missing();
    audited();
    return answerOf(next, permit, body);
  }),
  make({ id: 'emailTemplates.set', method: 'PUT', path: '/email-templates/{templateName}', scopes: ['update:email_templates'], status: 200, summary: 'Puts a mail in the place of what was written before.', query: none, body: createBody, output: view }, async ({ tenant, path, body, permit, audit, audited }, tools) => {
    const name = findName(path, body.template);
    if (typeof name !== 'string') return name;
    const next = changedTemplate(emptyTemplate(name), body);
    const flaw = await findFlaw(next, tools);
    if (flaw !== undefined) return flaw;
    if (await tools.mail.replaceTemplate(tenant.id, next, audit()) === 'unknown') return missing();
    audited();
    return answerOf(next, permit, body);
  }),
  tryTemplate,
  ...previewOperations,
];
