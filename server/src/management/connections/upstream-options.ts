import Type from 'typebox';
import type { Connection } from '../../identity/connections/connection.ts';
import { connectionSecretPlace, isPlainStrategy, isUpstreamStrategy, upstreamIssuersOf } from '../../identity/connections/upstream.ts';
import { proveOutboundUrl } from '../../protocol/outbound/prove-outbound-url.ts';
import type { MessageSeal } from '../../protocol/ports/message-seal.ts';
import type { OutboundPolicy } from '../../protocol/ports/outbound.ts';
import { metadataUrl } from '../../protocol/upstream/find-metadata.ts';
import { invalidBody, type ManagementRefusal } from '../refusal.ts';
import { refuseAddresses } from './plain-options.ts';
import { clientId, clientSecret, maybe, secretMethod, told, url } from './upstream-members.ts';

const closed = { additionalProperties: false } as const;
/** Client ids beside ours. */
const native = { allowed_audiences: maybe(Type.Array(clientId, { maxItems: 20, uniqueItems: true, description: 'Client ids of native applications of your own at the same provider: their tokens are taken at /oauth/access_token, too.' })) };
const oidc = {
  ...told, ...native, type: maybe(Type.Literal('back_channel', { description: 'The authorization code flow with PKCE.' })),
  token_endpoint_auth_method: maybe(secretMethod),
  issuer: maybe({ ...url, description: 'Exactly as the metadata of the provider spell it. It can not be changed: the people of the connection are known by it.' }), discovery_url: maybe({ ...url, description: 'In the place of issuer: where its metadata stand, ending in /.well-known/openid-configuration.' }),
};
const google = { ...told, ...native, email: maybe(Type.Boolean()), profile: maybe(Type.Boolean()) };

/** Auth0: the options of any OpenID Provider. */
export const oidcOptions = Type.Object({ ...oidc, ...clientSecret }, closed);
/** Auth0: the options of the provider of Google; its issuer is fixed. */
export const googleOptions = Type.Object({ ...google, ...clientSecret }, closed);
/** The same as they are answered: nobody gets the secret. */
export const shownUpstreamOptions = [Type.Object(oidc, closed), Type.Object(google, closed)] as const;

/** What keeps secrets, and judges addresses. */
export interface UpstreamOptionTools { readonly messageSeal: MessageSeal; readonly outboundPolicy: OutboundPolicy }

/** Takes the secret out of the options and seals it; refuses an issuer that may not be asked, or another than before. Other strategies pass as they are. */
export function withUpstream(before: Connection, next: Connection, { messageSeal, outboundPolicy }: UpstreamOptionTools): Connection | ManagementRefusal {
  if (!isUpstreamStrategy(next.strategy)) return next;
  const refused = isPlainStrategy(next.strategy) ? refuseAddresses(before, next, outboundPolicy) : refuseIssuer(before, next, outboundPolicy);
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
