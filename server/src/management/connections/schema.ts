import Type, { type Static } from 'typebox';
import type { Connection } from '../../identity/connections/connection.ts';
import { databaseOptions } from './database-options.ts';
import { emailOptions } from './email-options.ts';
import { shownPlainOptions } from './plain-options.ts';
import { shownUpstreamOptions } from './upstream-options.ts';

const line = (longest: number) => Type.String({ minLength: 1, maxLength: longest, pattern: '^[^\\u0000-\\u001f\\u007f]*$' });
const name = Type.String({ minLength: 1, maxLength: 128, pattern: '^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$', description: 'Letters and digits, with single - in between.' });
const common = {
  display_name: Type.Optional(line(128)), is_domain_connection: Type.Optional(Type.Boolean({ description: 'Open to third-party applications.' })), show_as_button: Type.Optional(Type.Boolean()),
  metadata: Type.Optional(Type.Record(line(255), Type.String({ maxLength: 255 }), { maxProperties: 10 })), realms: Type.Optional(Type.Array(Type.String({ maxLength: 128 }), { maxItems: 1, description: 'The name of the connection.' })),
  enabled_clients: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 300 }), { maxItems: 1000 })),
  authentication: Type.Optional(Type.Object({ active: Type.Literal(true) }, { additionalProperties: false })),
};
/** What the strategy says of the options is judged when it is known which one it is. */
const options = Type.Optional(Type.Record(Type.String(), Type.Unknown()));

/** Auth0: the body of `PATCH /connections/{id}`; options are replaced as a whole. */
export const updateBody = Type.Object({ ...common, options }, { additionalProperties: false });
/** Auth0: the body of `POST /connections`. */
export const createBody = Type.Object({ ...common, name, strategy: Type.String({ minLength: 1, maxLength: 64 }), options }, { additionalProperties: false });
/** What is changed of a connection. */
export type UpdateBody = Static<typeof updateBody>;
/** What a connection is made of. */
export type CreateBody = Static<typeof createBody>;
/** Auth0: the body of `PATCH /connections/{id}/clients`. */
export const clientsBody = Type.Array(Type.Object({ client_id: Type.String({ minLength: 1, maxLength: 300 }), status: Type.Boolean() }, { additionalProperties: false }), { minItems: 1, maxItems: 50 });
/** Auth0: a connection as it is answered. */
export const view = Type.Partial(Type.Object({ id: Type.String(), name: Type.String(), strategy: Type.String(), ...common, options: Type.Union([databaseOptions, emailOptions, ...shownUpstreamOptions, ...shownPlainOptions]) }));

/** A connection in Auth0's names, with the applications that use it. */
export const viewOf = ({ id, name: called, strategy, displayName, options: set, metadata, isDomainConnection, showAsButton }: Connection, clients: readonly string[]): Readonly<Record<string, unknown>> => ({
  id, name: called, strategy, ...(displayName === undefined ? {} : { display_name: displayName }), options: set, metadata, is_domain_connection: isDomainConnection, show_as_button: showAsButton, realms: [called], enabled_clients: clients,
});
