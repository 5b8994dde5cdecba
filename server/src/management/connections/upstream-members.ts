import Type from 'typebox';

/** A member that may be left out. */
export const maybe = Type.Optional;
/** An address; what it may be is judged later. */
export const url = Type.String({ minLength: 8, maxLength: 2048 });
const visible = '^[\\x21-\\x7e]+$';
/** RFC 6749 §3.3: scope tokens, one by one or in one text. */
const scope = Type.Union([Type.String({ maxLength: 2000, pattern: '^[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]*$' }), Type.Array(Type.String({ minLength: 1, maxLength: 256, pattern: '^[\\x21\\x23-\\x5b\\x5d-\\x7e]+$' }), { maxItems: 50 })]);
/** An id of ours at a provider. */
export const clientId = Type.String({ minLength: 1, maxLength: 512, pattern: visible });
/** Auth0: what every connection to another provider may say. */
export const told = {
  client_id: clientId, scope: maybe(scope), disable_signup: maybe(Type.Boolean()),
  set_user_root_attributes: maybe(Type.Literal('on_each_login', { description: 'What the provider says of a person is taken over at each sign-in.' })),
};
/** RFC 6749 §2.3.1: how the secret is sent. */
export const secretMethod = Type.Union([Type.Literal('client_secret_basic'), Type.Literal('client_secret_post')]);
/** What is taken and told to nobody. */
export const clientSecret = { client_secret: maybe(Type.String({ minLength: 1, maxLength: 1024, pattern: visible, description: 'Kept under the master key, and never told again. Left out of a change, it stays.' })) };
