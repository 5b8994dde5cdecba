import { createHash } from 'node:crypto';
import Type from 'typebox';
import { passwordConnection } from '../../identity/connections/password-connection.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Client } from '../../protocol/client/client.ts';

/** Of the options of a database connection one can be set; the others are what they are. */
const options = {
  disable_signup: Type.Optional(Type.Boolean({ description: 'Nobody can make an account alone.' })), requires_username: Type.Optional(Type.Literal(false)), brute_force_protection: Type.Optional(Type.Literal(true)), import_mode: Type.Optional(Type.Literal(false)),
  password_complexity_options: Type.Optional(Type.Object({ min_length: Type.Literal(8) }, { additionalProperties: false })),
};
const common = { display_name: Type.Optional(Type.Literal(passwordConnection)), is_domain_connection: Type.Optional(Type.Literal(false)), show_as_button: Type.Optional(Type.Literal(false)), realms: Type.Optional(Type.Tuple([Type.Literal(passwordConnection)])), enabled_clients: Type.Optional(Type.Array(Type.String({ maxLength: 300 }), { maxItems: 1000 })) };

/** Auth0: the body of `PATCH /connections/{id}`. */
export const updateBody = Type.Object({ ...common, options: Type.Optional(Type.Object(options, { additionalProperties: false })) }, { additionalProperties: false });
/** Auth0: the body of `POST /connections`, as far as it is looked at: it is refused. */
export const createBody = Type.Object({ name: Type.String({ maxLength: 128 }), strategy: Type.String({ maxLength: 64 }) });
/** Auth0: the body of `PATCH /connections/{id}/clients`. */
export const clientsBody = Type.Array(Type.Object({ client_id: Type.String({ minLength: 1, maxLength: 300 }), status: Type.Boolean() }, { additionalProperties: false }), { minItems: 1, maxItems: 50 });
/** Auth0: a connection as it is answered. */
export const view = Type.Partial(Type.Object({ id: Type.String(), name: Type.String(), strategy: Type.String(), ...common, options: Type.Object(options) }));

/** Auth0: `con_` and sixteen characters; the same for a tenant at every start. */
export const connectionId = ({ id }: Tenant): string => `con_${createHash('sha256').update(`database connection of ${id}`).digest('hex').slice(0, 16)}`;

const withoutPeople: ReadonlySet<string> = new Set(['client_credentials', 'urn:ietf:params:oauth:grant-type:jwt-bearer', 'urn:ietf:params:oauth:grant-type:token-exchange', 'refresh_token']);
/** Can people sign in to it? Then they do so with the one connection that there is. */
export const signsPeopleIn = ({ grantTypes }: Client): boolean => grantTypes.some((name) => !withoutPeople.has(name));

/** The connection in Auth0's names. */
export const viewOf = (tenant: Tenant, clients: readonly Client[]): Readonly<Record<string, unknown>> => ({
  id: connectionId(tenant), name: passwordConnection, strategy: 'auth0', display_name: passwordConnection, is_domain_connection: false, show_as_button: false, realms: [passwordConnection], enabled_clients: clients.filter(signsPeopleIn).map(({ id }) => id),
  options: { disable_signup: !tenant.settings.signupOpen, requires_username: false, brute_force_protection: true, import_mode: false, password_complexity_options: { min_length: 8 } },
});
