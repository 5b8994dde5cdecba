import Type, { type Static } from 'typebox';
import type { MailProvider } from '../../identity/ports/mail-store.ts';
import { headersOf, settingsOf } from './headers.ts';
import { providerNames } from './provider-names.ts';

const maybe = Type.Optional;
const oneLine = '^[^\\u0000-\\u001f\\u007f]*$';

const credentials = Type.Object({
  smtp_host: maybe(Type.String({ minLength: 1, maxLength: 253, description: 'A name or a public address; what is inside must stand on the list of the operator.' })),
  smtp_port: maybe(Type.Integer({ minimum: 1, maximum: 65_535, description: '587 where nothing is said. On 465 TLS begins at once, else STARTTLS follows.' })),
  smtp_user: maybe(Type.String({ maxLength: 512, pattern: oneLine, description: 'Empty: nobody signs in.' })),
  smtp_pass: maybe(Type.String({ minLength: 1, maxLength: 2048, pattern: oneLine, description: 'Kept sealed, and never answered.' })),
}, { description: 'Of the provider smtp. The others are refused with the SMTP server that they have.' });

const sender = Type.String({ minLength: 1, maxLength: 500, description: 'The sender where a template names none: name@example.com, or Name <name@example.com>.' });
const settings = Type.Union([Type.Null(), Type.Object({
  headers: maybe(Type.Record(Type.String({ pattern: '^[Xx]-[A-Za-z0-9_-]{1,60}$' }), Type.Union([Type.String({ minLength: 1, maxLength: 900, pattern: '^[ -~]+$' }), Type.Record(Type.String(), Type.Unknown())]), { maxProperties: 10, additionalProperties: false, description: 'Headers for every mail, as X-SES-Configuration-Set; X-MSYS_API may be an object.' })),
}, { additionalProperties: false })]);
const name = Type.Union(providerNames.map((one) => Type.Literal(one)));

const more = { enabled: maybe(Type.Boolean({ description: 'false: mail leaves by the server of the operator.' })), default_from_address: maybe(sender), settings: maybe(settings) };
/** Auth0: the body of `POST /emails/provider`. */
export const createBody = Type.Object({ name, credentials, ...more }, { additionalProperties: false });
/** Auth0: the body of `PATCH /emails/provider`. */
export const updateBody = Type.Object({ name: maybe(name), credentials: maybe(credentials), ...more }, { additionalProperties: false });
/** What may be sent of a provider. */
export type ProviderBody = Static<typeof updateBody>;
/** Who signs in where. */
export type Credentials = Static<typeof credentials>;
/** Auth0: the provider as it is answered: never with a secret. */
export const view = Type.Partial(Type.Object({
  name, enabled: Type.Boolean(), default_from_address: Type.String(),
  credentials: Type.Object({ smtp_host: Type.String(), smtp_port: Type.Integer(), smtp_user: maybe(Type.String()) }), settings: Type.Object({ headers: maybe(Type.Record(Type.String(), Type.Unknown())) }),
}));

/** The provider in Auth0's names. */
export const viewOf = ({ enabled, defaultFrom, host, port, user, headers }: MailProvider): Readonly<Record<string, unknown>> => ({
  name: 'smtp', enabled, ...(defaultFrom === undefined ? {} : { default_from_address: defaultFrom }),
  credentials: { smtp_host: host, smtp_port: port, ...(user === undefined ? {} : { smtp_user: user }) }, settings: settingsOf(headers),
});

/** The headers that were sent; what is not named stays, and null takes them away. */
export const headersIn = (body: ProviderBody, before: MailProvider['headers']): MailProvider['headers'] => (body.settings === undefined ? before : headersOf(body.settings?.headers ?? {}));
