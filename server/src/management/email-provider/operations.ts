import Type from 'typebox';
import type { MailProvider } from '../../identity/ports/mail-store.ts';
import { operation } from '../contract.ts';
import { fieldsQuery, selectFields } from '../fields.ts';
import { allowsScope, type Permit } from '../permit.ts';
import { conflict, ManagementRefusal, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { changedProvider } from './change.ts';
import { createBody, updateBody, view, viewOf, type ProviderBody } from './schema.ts';

const none = Type.Object({});
const make = operation<ManagementTools>();
const missing = () => notFound('The email provider', 'inexistent_email_provider');
/** Auth0: who asks for nothing gets these two. */
const shownFields = 'name,enabled';

/** A225 of the attack cases: who may only write reads no more of the provider than was sent. */
function answerOf(provider: MailProvider, permit: Permit, sent: ProviderBody) {
  const whole = viewOf(provider);
  return allowsScope(permit, 'read:email_provider', undefined) ? whole : Object.fromEntries(Object.entries(whole).filter(([name]) => name === 'name' || name in sent));
}

/** Seed row 196: through whom the tenant sends its mail. */
export const emailProviderOperations = [
  make({ id: 'emails.provider.get', method: 'GET', path: '/emails/provider', scopes: ['read:email_provider'], status: 200, summary: 'Through whom the tenant sends its mail; never with a password. Name fields for more than name and enabled.', query: Type.Object({ ...fieldsQuery }), body: undefined, output: view }, async ({ tenant, query }, { mail }) => {
    const provider = await mail.findProvider(tenant.id);
    return provider === undefined ? missing() : selectFields(viewOf(provider), query.fields === undefined || query.fields === '' ? { fields: shownFields } : query);
  }),
  make({ id: 'emails.provider.create', method: 'POST', path: '/emails/provider', scopes: ['create:email_provider'], status: 201, summary: 'Lets the tenant send its mail through an SMTP server of its own.', query: none, body: createBody, output: view }, async ({ tenant, body, permit, audit, audited }, tools) => {
    const provider = changedProvider(undefined, body, { tenant, tools });
    if (provider instanceof ManagementRefusal) return provider;
    if (await tools.mail.insertProvider(tenant.id, provider, audit()) === 'taken') return conflict('The email provider is already configured.');
    audited();
    return answerOf(provider, permit, body);
  }),
  make({ id: 'emails.provider.update', method: 'PATCH', path: '/emails/provider', scopes: ['update:email_provider'], status: 200, summary: 'Changes the SMTP server of the tenant; what the body does not name stays. A change of host, port or user needs the password again.', query: none, body: updateBody, output: view }, async ({ tenant, body, permit, audit, audited }, tools) => {
    const before = await tools.mail.findProvider(tenant.id);
    if (before === undefined) return missing();
    const next = changedProvider(before, body, { tenant, tools });
    if (next instanceof ManagementRefusal) return next;
    if (await tools.mail.replaceProvider(tenant.id, next, audit()) === 'unknown') return missing();
    audited();
    return answerOf(next, permit, body);
  }),
  make({ id: 'emails.provider.delete', method: 'DELETE', path: '/emails/provider', scopes: ['delete:email_provider'], status: 204, summary: 'Takes the SMTP server of the tenant away: its mail leaves by that of the operator again.', query: none, body: undefined, output: undefined }, async ({ tenant, audit, audited }, { mail }) => {
    if (await mail.removeProvider(tenant.id, audit()) === 'unknown') return missing();
    audited();
    return undefined;
  }),
];
