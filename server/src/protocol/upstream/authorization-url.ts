import { hash } from 'node:crypto';
import type { ProviderMetadata } from './find-metadata.ts';
import type { UpstreamClient, UpstreamProvider } from './provider.ts';

/** What one way to a provider and back is bound with. */
export interface UpstreamBinding { readonly state: string; readonly nonce: string; readonly verifier: string }

/** A request to a provider. `asked`: the parameters of the application's own request. */
export interface UpstreamRequest { readonly provider: UpstreamProvider; readonly metadata: ProviderMetadata; readonly binding: UpstreamBinding; readonly redirectUri: string; readonly asked: Readonly<Record<string, readonly string[]>> }

/** Prompts that go on to the provider: whoever wants the person to sign in anew does not want to hear of a session there. */
const prompts: ReadonlySet<string> = new Set(['login', 'select_account']);
const scopeToken = /^[\x21\x23-\x2b\x2d-\x5b\x5d-\x7e]{1,256}$/;

/** OIDC Core §3.1.2.1, with PKCE (RFC 7636 §4.3): the address at the provider that the browser goes to. */
export function upstreamAuthorizationUrl({ provider, metadata, binding, redirectUri, asked }: UpstreamRequest): string {
  const url = new URL(metadata.authorizationEndpoint);
  const prompt = (asked['prompt']?.[0] ?? '').split(' ').filter((value) => prompts.has(value)).join(' ');
  const maxAge = asked['max_age']?.[0];
  const fields = {
    response_type: 'code', client_id: provider.clientId, redirect_uri: redirectUri, scope: upstreamScope(provider, asked), state: binding.state, nonce: binding.nonce,
    code_challenge: hash('sha256', binding.verifier, 'base64url'), code_challenge_method: 'S256', ...(prompt === '' ? {} : { prompt }), ...(maxAge === undefined ? {} : { max_age: maxAge }),
  };
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
  return url.toString();
}

/** Auth0: `connection_scope` asks the provider for more than the connection does, separated by spaces or commas. What is no scope token (RFC 6749 §3.3) is passed over. */
export function upstreamScope({ scope }: UpstreamClient, asked: UpstreamRequest['asked']): string {
  const more = (asked['connection_scope']?.[0] ?? '').split(/[ ,]+/).filter((value) => scopeToken.test(value));
  return [...new Set([...scope, ...more.slice(0, 50)])].join(' ');
}
