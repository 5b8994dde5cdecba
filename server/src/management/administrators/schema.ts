import Type, { type Static } from 'typebox';
import type { Administrator } from '../../protocol/ports/administrator-store.ts';
import { isoTime } from '../times.ts';

const role = Type.Union([Type.Literal('owner'), Type.Literal('editor'), Type.Literal('support'), Type.Literal('read-only')], { description: 'owner: everything; editor: everything but administrators, signing keys and the provider of mail; support: reads, and helps people; read-only: reads.' });

/** An administrator, with a few words of the person. */
export const view = Type.Object({
  user_id: Type.String(), role, since: Type.String(), connection: Type.String(), blocked: Type.Boolean(),
  email: Type.Optional(Type.String()), name: Type.Optional(Type.String()), picture: Type.Optional(Type.String()), last_login: Type.Optional(Type.String()),
});

/** Whom to add: somebody who is there, or an address of somebody who is invited by mail. */
export const createBody = Type.Object({
  role, user_id: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })), email: Type.Optional(Type.String({ minLength: 3, maxLength: 508, description: 'Somebody of the database of administrators. Nobody has the address: an account is made, and an invitation goes to it.' })),
}, { additionalProperties: false });
/** What is sent. */
export type CreateBody = Static<typeof createBody>;

/** The new role. */
export const updateBody = Type.Object({ role }, { additionalProperties: false });

/** The record in the names of the wire. */
export const viewOf = ({ userId, role: has, since, connection, blocked, email, name, picture, lastLogin }: Administrator): Static<typeof view> => ({
  user_id: userId, role: has, since: isoTime(since), connection, blocked, ...(email === undefined ? {} : { email }), ...(name === undefined ? {} : { name }), ...(picture === undefined ? {} : { picture }),
  ...(lastLogin === undefined ? {} : { last_login: isoTime(lastLogin) }),
});
