import type { Brand } from '../../kernel/brand.ts';
import { proveOutboundUrl, type OutboundUrl } from '../outbound/prove-outbound-url.ts';
import type { OutboundPolicy } from '../ports/outbound.ts';
import { invalidRequest, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { ProfileSource } from './plain-service.ts';
import type { PlainProvider } from './provider.ts';

/** Where the profile is asked for. */
export type ProvenSource = ProfileSource & { readonly url: OutboundUrl };

/** Evidence that these addresses of a provider may be asked: those of the connection or of the preset, for there is no document that could name others. */
export type PlainAddresses = Brand<{
  readonly issuer: string | undefined; readonly authorizationEndpoint: OutboundUrl; readonly tokenEndpoint: OutboundUrl; readonly sources: readonly [ProvenSource, ...ProvenSource[]];
  readonly secretInForm: boolean; readonly namesItself: false;
}, 'PlainAddresses'>;

/** Judges the addresses of a provider of plain OAuth 2.0 as any others that this server asks. */
export function findAddresses({ service }: PlainProvider, policy: OutboundPolicy): PlainAddresses | OAuthRefusal {
  const { issuer, authorizationUrl, tokenUrl, sources, secretMethod } = service;
  const proved = [authorizationUrl, tokenUrl, ...sources.map(({ url }) => url)].map((url) => proveOutboundUrl(url, policy));
  const flaw = proved.find((one) => typeof one === 'object');
  if (flaw !== undefined) return invalidRequest('upstream.metadata_wrong', { expected: 'addresses that may be asked', received: flaw.detail });
  return { issuer, authorizationEndpoint: authorizationUrl, tokenEndpoint: tokenUrl, sources, secretInForm: secretMethod === 'client_secret_post', namesItself: false } as object as PlainAddresses;
}
