import Type from 'typebox';
import type { KeptMail } from '../../identity/ports/kept-mail.ts';
import { operation } from '../contract.ts';
import { ManagementRefusal, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { headView, mailView, queuedOf, queueView, wayView } from './schema.ts';

const none = Type.Object({});
const make = operation<ManagementTools>();
/** Where mail leaves it does not lie about: whoever could read it here could open any account. */
const noOutbox = () => new ManagementRefusal(404, 'There is an outbox in development alone. In production mail leaves by the SMTP server of the tenant or of the operator, or waits for one.', { errorCode: 'no_outbox' });
const mostQueued = 100;

const headOf = ({ key, at, from, to, subject }: KeptMail) => ({ id: key, created_at: new Date(at * 1000).toISOString(), from, to, subject });

/** D24: where mail goes, what has not left yet, and the mail that development keeps. This server's own; Auth0 has none of it. */
export const emailOutboxOperations = [
  make({ id: 'emails.way.get', method: 'GET', path: '/emails/way', scopes: ['read:email_provider'], status: 200, summary: 'Where the mail of the tenant goes now: by its own server, by that of the operator, into the outbox of development, or nowhere yet.', query: none, body: undefined, output: wayView }, async ({ tenant }, { mailTrial, mail }) => {
    const [{ way, from, server }, provider] = await Promise.all([mailTrial.findWay(tenant), mail.findProvider(tenant.id)]);
    return { way, from, ...(server === undefined ? {} : { server }), has_provider: provider !== undefined };
  }),
  make({ id: 'emails.queue.list', method: 'GET', path: '/emails/queue', scopes: ['read:email_provider'], status: 200, summary: `Mail that has not left yet, oldest first, at most ${mostQueued}: how often it was tried, and when it is tried next. To whom it goes stays sealed.`, query: none, body: undefined, output: queueView }, async ({ tenant }, { outbox }) =>
    ({ mails: (await outbox.list(tenant.id, 'mail', mostQueued)).map(queuedOf) })),
  make({ id: 'emails.outbox.list', method: 'GET', path: '/emails/outbox', scopes: ['read:email_outbox'], status: 200, summary: 'The mail that development kept of the last week, newest first. An owner’s alone: its links open accounts.', query: none, body: undefined, output: Type.Object({ mails: Type.Array(headView) }) }, async ({ tenant }, { keptMails }) =>
    (keptMails === undefined ? noOutbox() : { mails: (await keptMails.list(tenant.id)).map(headOf) })),
  make({ id: 'emails.outbox.get', method: 'GET', path: '/emails/outbox/{id}', scopes: ['read:email_outbox'], status: 200, summary: 'One mail that development kept, with its text and its HTML.', query: none, body: undefined, output: mailView }, async ({ tenant, path }, { keptMails }) => {
    if (keptMails === undefined) return noOutbox();
    const mail = await keptMails.find(tenant.id, path['id'] ?? '');
    return mail === undefined ? notFound('The mail', 'inexistent_mail') : { ...headOf(mail), text: mail.text, html: mail.html };
  }),
];
