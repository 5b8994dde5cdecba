import Type from 'typebox';
import type { MailTemplate } from '../../identity/ports/mailer.ts';
import type { OutboxMessage } from '../../protocol/ports/outbox.ts';
import { templateName } from '../email-templates/list.ts';

const head = { id: Type.String(), created_at: Type.String(), from: Type.String(), to: Type.String(), subject: Type.String() };
/** A kept mail in the list. */
export const headView = Type.Object(head);
/** A kept mail. */
export const mailView = Type.Object({ ...head, text: Type.String(), html: Type.String() });

/** Where mail goes. */
export const wayView = Type.Object({
  way: Type.Union([Type.Literal('provider'), Type.Literal('operator'), Type.Literal('outbox'), Type.Literal('none')]), from: Type.String({ description: 'The sender where a template names none.' }),
  server: Type.Optional(Type.String({ description: 'host:port of the tenant’s own server.' })), has_provider: Type.Boolean({ description: 'The tenant has set a server, be it switched off.' }),
});

/** Mail that waits. */
export const queueView = Type.Object({ mails: Type.Array(Type.Object({
  id: Type.String(), template: templateName, user_id: Type.Optional(Type.String()), client_id: Type.Optional(Type.String()),
  attempts: Type.Integer({ description: 'How often it was tried.' }), next_attempt_at: Type.String(), expires_at: Type.Optional(Type.String({ description: 'Later nobody sends it: its link or code is no longer good.' })),
})) });

interface Told { readonly template: MailTemplate; readonly userId?: string; readonly clientId?: string; readonly expiresAt?: number }

const timeOf = (seconds: number) => new Date(seconds * 1000).toISOString();

/** A message that waits, as far as it is in clear. */
export function queuedOf({ key, attempts, dueAt, data }: OutboxMessage) {
  const { template, userId, clientId, expiresAt } = data as unknown as Told;
  return { id: key, template, ...(userId === undefined ? {} : { user_id: userId }), ...(clientId === undefined ? {} : { client_id: clientId }), attempts, next_attempt_at: timeOf(dueAt), ...(expiresAt === undefined ? {} : { expires_at: timeOf(expiresAt) }) };
}
