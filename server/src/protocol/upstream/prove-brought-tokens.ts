import type { Brand } from '../../kernel/brand.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Seconds } from '../../kernel/time.ts';
import { invalidGrant, type OAuthRefusal } from '../vocabulary/errors.ts';
import { upstreamTokenHash } from './at-hash.ts';
import { fetchUserinfo } from './fetch-userinfo.ts';
import type { ProviderMetadata } from './find-metadata.ts';
import type { JsonObject } from './json-object.ts';
import { proveAccessToken, type AccessTokenTools } from './prove-access-token.ts';
import { proveUpstreamToken } from './prove-upstream-token.ts';
import type { UpstreamProvider } from './provider.ts';

/** Tokens that an application got from a provider itself. Nothing of them is believed. */
export interface SentTokens { readonly accessToken: string; readonly idToken: string | undefined; readonly provider: UpstreamProvider; readonly metadata: ProviderMetadata; readonly record: DecisionRecord }

/** Evidence that the provider made these tokens for a client of ours, and whom it calls by them. `accessToken` is `undefined` where nothing ties it to the ID token. */
export type BroughtTokens = Brand<{ readonly sub: string; readonly claims: JsonObject; readonly accessToken: string | undefined; readonly expiresAt: Seconds | undefined }, 'BroughtTokens'>;

const longest = 8192;

/** OIDC Core §3.1.3.7, OIDC Core §3.1.3.8, RFC 7662 §2.2: an ID token proves for whom it was made, and with `at_hash` the same of the access token; without one the provider must say it of the access token. */
export async function proveBroughtTokens(sent: SentTokens, tools: AccessTokenTools): Promise<BroughtTokens | OAuthRefusal> {
  const { accessToken, metadata, record } = sent;
  if (accessToken.length > longest || !/^[\x21-\x7e]+$/.test(accessToken)) return invalidGrant('upstream.access_token_unproven', { expected: `at most ${longest} visible ASCII characters`, received: 'something else' });
  const proved = sent.idToken === undefined ? await byAccessToken(sent, tools) : await byIdToken(sent, sent.idToken, tools);
  if (proved instanceof Refusal) return proved;
  const told = await fetchUserinfo({ claims: { ...proved.claims, sub: proved.sub }, accessToken: proved.accessToken, metadata }, tools.outbound);
  if (told instanceof Refusal) return told;
  record.pass('upstream.access_token');
  return { ...proved, claims: told } as BroughtTokens;
}

interface Proved { readonly sub: string; readonly claims: JsonObject; readonly accessToken: string | undefined; readonly expiresAt: Seconds | undefined }

/** The userinfo endpoint has the last word about a bare access token: what only looks like one is worth nothing there (RFC 8725 §3.11). */
async function byAccessToken({ accessToken, provider, metadata }: SentTokens, tools: AccessTokenTools): Promise<Proved | OAuthRefusal> {
  if (metadata.userinfoEndpoint === undefined) return invalidGrant('upstream.access_token_unproven', { expected: 'a userinfo endpoint of the provider', received: 'none' });
  const owner = await proveAccessToken(accessToken, { provider, metadata, clientIds: clientIdsOf(provider) }, tools);
  return owner instanceof Refusal ? owner : { sub: owner.sub, claims: {}, accessToken, expiresAt: owner.exp };
}

/** The nonce is that of the application, which this server never saw. OIDC Core §3.1.3.8 lets `at_hash` be absent: then the provider is asked about the access token, and where it can not tell the token is left alone. */
async function byIdToken({ accessToken, provider, metadata, record }: SentTokens, idToken: string, tools: AccessTokenTools): Promise<Proved | OAuthRefusal> {
  const claims = await proveUpstreamToken({ idToken, metadata, clientIds: clientIdsOf(provider), nonce: undefined, maxAge: undefined, record }, tools);
  if (claims instanceof Refusal) return claims;
  const named = claims['at_hash'];
  if (named === undefined) {
    const owner = await proveAccessToken(accessToken, { provider, metadata, clientIds: clientIdsOf(provider) }, tools);
    if (owner instanceof Refusal) return silent.has(owner.reason) ? { sub: claims.sub, claims, accessToken: undefined, expiresAt: undefined } : owner;
    if (owner.sub !== claims.sub) return invalidGrant('upstream.access_token_other', { expected: `an access token of ${claims.sub.slice(0, 60)}`, received: owner.sub.slice(0, 60) });
    return { sub: claims.sub, claims, accessToken, expiresAt: owner.exp };
  }
  const own = upstreamTokenHash(accessToken, tools.jwts.read(idToken)?.header.alg ?? '');
  if (named !== own) return invalidGrant('upstream.access_token_other', { expected: 'the access token that at_hash of the ID token names', received: 'another' });
  return { sub: claims.sub, claims, accessToken, expiresAt: undefined };
}

/** RFC 7662 §2.2: a provider says `active: false` also of what is not for us to know. */
const silent: ReadonlySet<string> = new Set(['upstream.access_token_unproven', 'upstream.access_token_ended']);

const clientIdsOf = ({ clientId, nativeClientIds }: UpstreamProvider): readonly string[] => [clientId, ...nativeClientIds];
