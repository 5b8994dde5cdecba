import Type, { type Static } from 'typebox';
import { createBody } from '../users/schema.ts';

const { email, email_verified, user_id, username, given_name, family_name, name, nickname, picture, phone_number, blocked, user_metadata, app_metadata } = createBody.properties;

const text = (most: number) => Type.String({ minLength: 1, maxLength: most });
const encoded = { value: Type.String({ maxLength: 4096 }), encoding: Type.Optional(text(16)) };
const closed = { additionalProperties: false };

const customHash = Type.Object({
  algorithm: text(32),
  hash: Type.Object({ ...encoded, digest: Type.Optional(text(32)), key: Type.Optional(Type.Object(encoded, closed)) }, closed),
  salt: Type.Optional(Type.Object({ ...encoded, position: Type.Optional(text(16)) }, closed)),
  password: Type.Optional(Type.Object({ encoding: Type.Optional(text(16)) }, closed)),
  keylen: Type.Optional(Type.Integer({ minimum: 1 })), cost: Type.Optional(Type.Integer({ minimum: 2 })), blockSize: Type.Optional(Type.Integer({ minimum: 1 })), parallelization: Type.Optional(Type.Integer({ minimum: 1 })),
}, closed);

/** What stands in an exported file beside the members of a person: it is read over. */
const ignored = ['identities', 'connection', 'updated_at', 'last_login', 'last_ip', 'logins_count', 'last_password_reset'];

/** Auth0: a person in the file of an import. */
export const importedRow = Type.Object({
  email, email_verified, user_id, username, given_name, family_name, name, nickname, picture, phone_number, blocked, user_metadata, app_metadata,
  password_hash: Type.Optional(Type.String({ maxLength: 4096 })), custom_password_hash: Type.Optional(customHash), mfa_factors: Type.Optional(Type.Unknown()), created_at: Type.Optional(Type.String({ maxLength: 40 })),
  ...Object.fromEntries(ignored.map((one) => [one, Type.Optional(Type.Unknown())])),
}, closed);

/** A person of the file whose members are of the right kind. */
export type ImportedRow = Static<typeof importedRow>;
/** Every name that a person of the file may have a member of. */
export const rowMembers = Object.keys(importedRow.properties);
