import Type, { type Static } from 'typebox';
import { isSocial } from '../../identity/connections/upstream.ts';
import type { LinkedUser } from '../../identity/ports/linked-users.ts';
import type { User } from '../../identity/ports/user-store.ts';

const line = Type.String({ minLength: 1, maxLength: 300, pattern: '^[^\\u0000-\\u001f\\u007f]*$' });
const metadata = Type.Record(Type.String(), Type.Unknown());
const profile = { given_name: line, family_name: line, name: line, nickname: line, picture: Type.String({ maxLength: 2000, pattern: '^https?://[\\x21-\\x7e]+$' }), phone_number: Type.String({ pattern: '^\\+[0-9]{1,15}$' }) };
/** Auth0: members of the profile that stand beside the names to sign in with. */
export type ProfileMember = keyof typeof profile;
/** Their names. */
export const profileMembers = Object.keys(profile) as readonly ProfileMember[];

const names = { email: Type.String({ minLength: 3, maxLength: 508 }), username: Type.String({ minLength: 1, maxLength: 128, pattern: "^[A-Za-z0-9_+.!#$'^`~-]+$" }) };
const account = {
  email_verified: Type.Boolean(), blocked: Type.Boolean(), password: Type.String({ minLength: 1, maxLength: 5000 }), user_metadata: metadata, app_metadata: metadata,
  /** A mail to prove the address; without it none is sent. */
  verify_email: Type.Boolean(),
};
const nullable = Type.Partial(Type.Object(Object.fromEntries(Object.entries(profile).map(([name, schema]) => [name, Type.Union([schema, Type.Null()])])) as { readonly [Name in ProfileMember]: ReturnType<typeof Type.Union<[typeof profile[Name], ReturnType<typeof Type.Null>]>> }));

/** Auth0: the body of `POST /users`. */
export const createBody = Type.Object({
  connection: Type.String({ minLength: 1, maxLength: 128 }), user_id: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_.@+-]{1,200}$' })),
  ...Type.Partial(Type.Object({ ...names, ...account, ...profile })).properties,
}, { additionalProperties: false });
/** Auth0: the body of `PATCH /users/{id}`. */
export const updateBody = Type.Object({
  ...Type.Partial(Type.Object({ ...names, ...account, verify_password: Type.Literal(false), connection: Type.String({ maxLength: 128 }), client_id: Type.String({ maxLength: 128 }) })).properties, ...nullable.properties,
}, { additionalProperties: false });
/** What a new person is made of. */
export type CreateBody = Static<typeof createBody>;
/** What is changed of a person. */
export type UpdateBody = Static<typeof updateBody>;

/** Auth0: one identity of a person; `profileData` stands with those that were linked. */
export const identity = Type.Object({ connection: Type.String(), provider: Type.String(), user_id: Type.String(), isSocial: Type.Boolean(), access_token: Type.Optional(Type.String()), refresh_token: Type.Optional(Type.String()), expires_in: Type.Optional(Type.Integer()), profileData: Type.Optional(metadata) });
/** Auth0: a person as it is answered; members of the profile that Auth0 has no name for stand beside. */
export const view = Type.Object({
  user_id: Type.Optional(Type.String()), email: Type.Optional(Type.String()), email_verified: Type.Optional(Type.Boolean()), username: Type.Optional(Type.String()), blocked: Type.Optional(Type.Boolean()),
  created_at: Type.Optional(Type.String()), updated_at: Type.Optional(Type.String()), last_login: Type.Optional(Type.String()), last_ip: Type.Optional(Type.String()), logins_count: Type.Optional(Type.Integer()), identities: Type.Optional(Type.Array(identity)), user_metadata: Type.Optional(metadata), app_metadata: Type.Optional(metadata),
});

const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

const signInsOf = ({ lastSignIn }: User) => (lastSignIn === undefined ? { logins_count: 0 } : { last_login: iso(lastSignIn.at), last_ip: lastSignIn.address, logins_count: lastSignIn.count });

const nameOf = ({ id, connection }: Pick<User, 'id' | 'connection'>) => {
  const at = id.indexOf('|');
  const provider = id.slice(0, Math.max(at, 0));
  return { connection, provider, user_id: id.slice(at + 1), isSocial: isSocial(provider) };
};

const profileDataOf = ({ profile: { email: _address, email_verified: _verified, updated_at: _changed, ...rest }, email, emailVerified, username }: LinkedUser) =>
  ({ ...rest, ...(email === undefined ? {} : { email, email_verified: emailVerified }), ...(username === undefined ? {} : { username }) });

/** Auth0: every identity of a person, the own one first. */
export const identitiesOf = (user: User, linked: readonly LinkedUser[]) => [nameOf(user), ...linked.map((one) => ({ ...nameOf(one), profileData: profileDataOf(one) }))];

/** Auth0: the normalized profile. Nothing of the password is in it. */
export function viewOf(user: User, linked: readonly LinkedUser[]): Readonly<Record<string, unknown>> {
  const { email: _address, email_verified: _verified, updated_at: _changed, ...rest } = user.profile;
  return {
    ...rest, user_id: user.id, ...(user.email === undefined ? {} : { email: user.email, email_verified: user.emailVerified }), ...(user.username === undefined ? {} : { username: user.username }),
    created_at: iso(user.createdAt), updated_at: iso(user.updatedAt), ...signInsOf(user),
    identities: identitiesOf(user, linked),
    user_metadata: user.userMetadata, app_metadata: user.appMetadata, blocked: user.blocked,
  };
}
