import type { Brand } from '../../kernel/brand.ts';
import type { RemoteDocuments } from '../documents/remote-documents.ts';
import { proveOutboundUrl, type OutboundUrl } from '../outbound/prove-outbound-url.ts';
import { isOutboundFailure, type OutboundPolicy } from '../ports/outbound.ts';
import { invalidRequest, temporarilyUnavailable, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { UpstreamProvider } from './provider.ts';

/** Evidence that these are the addresses of the provider that was registered: the document stands where its issuer says, and names that issuer. */
export type ProviderMetadata = Brand<{
  readonly issuer: string;
  readonly authorizationEndpoint: OutboundUrl; readonly tokenEndpoint: OutboundUrl; readonly jwksUri: OutboundUrl; readonly userinfoEndpoint: OutboundUrl | undefined;
  /** RFC 8414 §2. */
  readonly introspectionEndpoint: OutboundUrl | undefined;
  /** The secret goes into the form, where the provider takes it in no header. */
  readonly secretInForm: boolean;
  /** RFC 9207 §3: every answer names its issuer. */
  readonly namesItself: boolean;
}, 'ProviderMetadata'>;

/** What metadata are read with. */
export interface MetadataTools { readonly documents: Pick<RemoteDocuments, 'get'>; readonly outboundPolicy: OutboundPolicy }

const wellKnown = '.well-known/openid-configuration';

/** OIDC Discovery §4: where a provider says what it is. */
export const metadataUrl = (issuer: string): string => `${issuer.replace(/\/$/, '')}/${wellKnown}`;

/** OIDC Discovery §4.3: fetches the metadata and holds them against the registered issuer. Each address in them is judged as those that administrators give: a document decides nothing about where this server may go. */
export async function findProviderMetadata({ issuers }: UpstreamProvider, { documents, outboundPolicy }: MetadataTools): Promise<ProviderMetadata | OAuthRefusal> {
  const fetched = await documents.get(metadataUrl(issuers[0]));
  if (isOutboundFailure(fetched)) return temporarilyUnavailable('upstream.unreachable', { received: fetched.detail });
  const content = fetched.content as Readonly<Record<string, unknown>>;
  const { issuer } = content;
  if (typeof issuer !== 'string' || !issuers.includes(issuer)) return invalidRequest('upstream.metadata_wrong', { expected: `issuer ${issuers.join(' or ')}`, received: typeof issuer === 'string' ? issuer.slice(0, 120) : 'none' });
  const urlOf = (name: string): OutboundUrl | undefined => {
    const value = content[name];
    const proved = typeof value === 'string' ? proveOutboundUrl(value, outboundPolicy) : undefined;
    return proved === undefined || typeof proved === 'object' ? undefined : proved;
  };
  const [authorizationEndpoint, tokenEndpoint, jwksUri] = [urlOf('authorization_endpoint'), urlOf('token_endpoint'), urlOf('jwks_uri')];
  if (authorizationEndpoint === undefined || tokenEndpoint === undefined || jwksUri === undefined) return invalidRequest('upstream.metadata_wrong', { expected: 'authorization_endpoint, token_endpoint and jwks_uri at addresses that may be asked' });
  const methods = listOf(content['token_endpoint_auth_methods_supported']);
  return {
    issuer, authorizationEndpoint, tokenEndpoint, jwksUri, userinfoEndpoint: urlOf('userinfo_endpoint'), introspectionEndpoint: urlOf('introspection_endpoint'),
    secretInForm: methods !== undefined && !methods.includes('client_secret_basic'), namesItself: content['authorization_response_iss_parameter_supported'] === true,
  } as ProviderMetadata;
}

const listOf = (value: unknown): readonly unknown[] | undefined => (Array.isArray(value) ? value : undefined);
