import type { PlainService } from './plain-service.ts';

/** How this server is registered at a provider. */
export interface UpstreamClient {
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  /** How the secret is sent where it was said; else as the metadata of the provider have it. */
  readonly secretMethod: 'client_secret_basic' | 'client_secret_post' | undefined;
  /** What is always asked for. */
  readonly scope: readonly string[];
}

/** Another OpenID Provider, as an administrator registered this server there. `openid` is always asked for. */
export interface UpstreamProvider extends UpstreamClient {
  /** How the provider may call itself: one name, or the two spellings with and without a slash at the end that lead to one place. */
  readonly issuers: readonly [string, ...string[]];
  /** Auth0: further client ids of our own applications there, whose tokens are taken from them and nowhere else. */
  readonly nativeClientIds: readonly string[];
}

/** A provider of plain OAuth 2.0, which proves nobody: it gives an access token, with which the person is asked for. */
export interface PlainProvider extends UpstreamClient { readonly service: PlainService }

/** Is it no OpenID Provider? */
export const isPlain = (provider: UpstreamProvider | PlainProvider): provider is PlainProvider => 'service' in provider;

/** Algorithms that an ID token of others may be signed with: public keys alone, so that no key set can turn into a secret. */
export const upstreamAlgs: readonly string[] = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];
