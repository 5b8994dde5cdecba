import Type, { type Static } from 'typebox';

const id = Type.String({ minLength: 1, maxLength: 250 });
/** A link in a mail that somebody else writes may be good for a month. */
const ttl = Type.Integer({ minimum: 0, maximum: 2_592_000 });
const common = {
  result_url: Type.Optional(Type.String({ maxLength: 2000, pattern: '^https?://[\\x21-\\x7e]+$', description: 'Where the browser goes afterwards, with what came of it in its parameters.' })),
  client_id: Type.Optional(id), ttl_sec: Type.Optional(ttl), includeEmailInRedirect: Type.Optional(Type.Boolean()),
};
/** Auth0: an identity of the person. Mail is verified for the first one alone. */
export const identity = Type.Object({ user_id: id, provider: Type.Literal('auth0'), connection_id: Type.Optional(id) }, { additionalProperties: false });

/** Auth0: the body of `POST /tickets/email-verification`. */
export const verificationBody = Type.Object({ user_id: id, ...common, identity: Type.Optional(identity) }, { additionalProperties: false });
/** Auth0: the body of `POST /tickets/password-change`. A person is named by the id, or by address and connection. */
export const passwordBody = Type.Object({
  user_id: Type.Optional(id), connection_id: Type.Optional(id), email: Type.Optional(Type.String({ minLength: 3, maxLength: 508 })), mark_email_as_verified: Type.Optional(Type.Boolean()), ...common,
}, { additionalProperties: false });
/** The body of `POST /tickets/invitation`. */
export const invitationBody = Type.Object({
  user_id: id, client_id: Type.Optional(id), ttl_sec: Type.Optional(ttl), send_invitation_email: Type.Optional(Type.Boolean()),
  inviter: Type.Optional(Type.Object({ name: Type.String({ minLength: 1, maxLength: 300, pattern: '^[^\\u0000-\\u001f\\u007f]*$' }) }, { additionalProperties: false })),
}, { additionalProperties: false });
/** The link. */
export const ticketView = Type.Object({ ticket: Type.String() });

/** What the bodies have in common. */
export type CommonBody = Pick<Static<typeof verificationBody>, 'result_url' | 'client_id' | 'ttl_sec' | 'includeEmailInRedirect'>;
/** How a person is named whose password is to be changed. */
export type PasswordBody = Static<typeof passwordBody>;
