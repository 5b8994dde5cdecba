import Type from 'typebox';
import type { Connection } from '../../identity/connections/connection.ts';
import { connectionSecretPlace, isUpstreamStrategy, upstreamIssuersOf } from '../../identity/connections/upstream.ts';
import { proveOutboundUrl } from '../../protocol/outbound/prove-outbound-url.ts';
import type { MessageSeal } from '../../protocol/ports/message-seal.ts';
import type { OutboundPolicy } from '../../protocol/ports/outbound.ts';
import { metadataUrl } from '../../protocol/upstream/find-metadata.ts';
import { invalidBody, type ManagementRefusal } from '../refusal.ts';

const closed = { additionalProperties: false } as const;
const maybe = Type.Optional;
const url = Type.String({ minLength: 8, maxLength: 2048 });
const visible = '^[\\x21-\\x7e]+$';
/** RFC 6749 §3.3: scope tokens, one by one or in one text. */
const scope = Type.Union([Type.String({ maxLength: 2000, pattern: '^[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]*$' }), Type.Array(Type.String({ minLength: 1, maxLength: 256, pattern: '^[\\x21\\x23-\\x5b\\x5d-\\x7e]+$' }), { maxItems: 50 })]);
const clientId = Type.String({ minLength: 1, maxLength: 512, pattern: visible });
const told = {
  client_id: clientId, scope: maybe(scope), disable_signup: maybe(Type.Boolean()),
  allowed_audiences: maybe(Type.Array(clientId, { maxItems: 20, uniqueItems: true, description: 'Client ids of native applications of your own at the same provider: their tokens are taken at /oauth/access_token, too.' })),
  set_user_root_attributes: maybe(Type.Literal('on_each_login', { description: 'What the provider says of a person is taken over at each sign-in.' })),
};
const secret = { client_secret: maybe(Type.String({ minLength: 1, maxLength: 1024, pattern: visible, description: 'Kept under the master key, and never told again. Left out of a change, it stays.' })) };
const oidc = {
  ...told, type: maybe(Type.Literal('back_channel', { description: 'The authorization code flow with PKCE.' })),
  token_endpoint_auth_method: maybe(Type.Union([Type.Literal('client_secret_basic'), Type.Literal('client_secret_post')])),
  issuer: maybe({ ...url, description: 'Exactly as the metadata of the provider spell it. It can not be changed: the people of the connection are known by it.' }), discovery_url: maybe({ ...url, description: 'In the place of issuer: where its metadata stand, ending in /.well-known/openid-configuration.' }),
};
const google = { ...told, email: maybe(Type.Boolean()), profile: maybe(Type.Boolean()) };

/** Auth0: the options of any OpenID Provider. */
export const oidcOptions = Type.Object({ ...oidc, ...secret }, closed);
/** Auth0: the options of the provider of Google; its issuer is fixed. */
export const googleOptions = Type.Object({ ...google, ...secret }, closed);
/** The same as they are answered: nobody gets the secret. */
export const shownUpstreamOptions = [Type.Object(oidc, closed), Type.Object(google, closed)] as const;

/** What keeps secrets, and judges addresses. */
export interface UpstreamOptionTools { readonly messageSeal: MessageSeal; readonly outboundPolicy: OutboundPolicy }

/** Takes the secret out of the options and seals it; refuses an issuer that may not be asked, or another than before. Other strategies pass as they are. */
export function withUpstream(before: Connection, next: Connection, { messageSeal, outboundPolicy }: UpstreamOptionTools): Connection | ManagementRefusal {
  if (!isUpstreamStrategy(next.strategy)) return next;
  const refused = refuseIssuer(before, next, outboundPolicy);
  if (refused !== undefined) return refused;
  const { client_secret: sent, ...options } = next.options;
  const kept = before.options.client_id === options.client_id ? before.sealedSecret : undefined;
  return { ...next, options, sealedSecret: typeof sent === 'string' ? messageSeal.seal(sent, connectionSecretPlace(next)) : kept };
}

function refuseIssuer(before: Connection, next: Connection, policy: OutboundPolicy): ManagementRefusal | undefined {
  const { issuer, discovery_url: discovery } = next.options;
  const [named] = upstreamIssuersOf(next) ?? [];
  if (named === undefined) return invalidBody('Payload validation error: options: issuer, or discovery_url that ends in /.well-known/openid-configuration, is needed.');
  if (issuer !== undefined && discovery !== undefined && discovery !== metadataUrl(issuer)) return invalidBody(`Payload validation error: options.discovery_url: the metadata of this issuer stand at ${metadataUrl(issuer).slice(0, 200)}.`);
  const proved = proveOutboundUrl(named, policy);
  if (typeof proved === 'object') return invalidBody(`Payload validation error: options.issuer: ${proved.detail}.`);
  if (named.includes('?')) return invalidBody('Payload validation error: options.issuer: an issuer has no query.');
  const [was] = upstreamIssuersOf(before) ?? [];
  if (was !== undefined && metadataUrl(was) !== metadataUrl(named)) return invalidBody('Payload validation error: options.issuer: the issuer of a connection can not be changed, for its people are known by it: make a new connection.');
  return undefined;
}
