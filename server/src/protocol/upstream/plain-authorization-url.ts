import { hash } from 'node:crypto';
import { upstreamScope, type UpstreamRequest } from './authorization-url.ts';
import type { PlainAddresses } from './find-addresses.ts';
import type { PlainProvider } from './provider.ts';

/** RFC 6749 §4.1.1, with PKCE where the provider knows it (RFC 7636 §4.3): the address at a provider of plain OAuth 2.0 that the browser goes to. */
export function plainAuthorizationUrl({ provider, addresses, binding, redirectUri, asked }: Omit<UpstreamRequest, 'provider' | 'metadata'> & { readonly provider: PlainProvider; readonly addresses: PlainAddresses }): string {
  const url = new URL(addresses.authorizationEndpoint);
  const scope = upstreamScope(provider, asked);
  const fields = {
    response_type: 'code', client_id: provider.clientId, redirect_uri: redirectUri, state: binding.state, ...(scope === '' ? {} : { scope }),
    ...(provider.service.pkce ? { code_challenge: hash('sha256', binding.verifier, 'base64url'), code_challenge_method: 'S256' } : {}),
  };
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
  return url.toString();
}
