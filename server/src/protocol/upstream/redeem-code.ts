import { isOutboundFailure, type Outbound, type OutboundAnswer } from '../ports/outbound.ts';
import { invalidRequest, temporarilyUnavailable, type OAuthRefusal } from '../vocabulary/errors.ts';
import { credentialsAt } from './credentials-at.ts';
import type { ProviderMetadata } from './find-metadata.ts';
import { parseJsonObject, type JsonObject } from './json-object.ts';
import type { UpstreamCode } from './prove-callback.ts';
import type { UpstreamClient } from './provider.ts';

/** What a provider gave for a code; nothing of it is proved. Lifetimes in seconds. */
export interface UpstreamTokens { readonly idToken: string | undefined; readonly accessToken: string | undefined; readonly refreshToken: string | undefined; readonly expiresIn: number | undefined; readonly scope: string | undefined }

/** A code, and what it is redeemed with. `verifier` is `undefined` where the provider was sent no challenge. */
export interface Redemption { readonly code: UpstreamCode; readonly verifier: string | undefined; readonly redirectUri: string; readonly provider: UpstreamClient; readonly metadata: Pick<ProviderMetadata, 'tokenEndpoint' | 'secretInForm'> }

/** RFC 6749 §4.1.3, RFC 7636 §4.5: trades the code of a provider for its tokens. */
export async function redeemUpstreamCode({ code, verifier, redirectUri, provider, metadata }: Redemption, outbound: Outbound): Promise<UpstreamTokens | OAuthRefusal> {
  const { headers, fields } = credentialsAt(provider, metadata);
  const answer = await outbound.send({
    url: metadata.tokenEndpoint, method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json', ...headers },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, ...(verifier === undefined ? {} : { code_verifier: verifier }), ...fields }).toString(),
  });
  if (isOutboundFailure(answer)) return temporarilyUnavailable('upstream.unreachable', { received: answer.detail });
  return parseTokens(answer);
}

function parseTokens({ status, body }: OutboundAnswer): UpstreamTokens | OAuthRefusal {
  const content = parseJsonObject(body);
  // Some send an error with the status of success.
  if (status !== 200 || content === undefined || content['error'] !== undefined) return invalidRequest('upstream.code_refused', { received: `status ${status}${content === undefined ? '' : ` ${errorOf(content)}`}` });
  const text = (name: string) => (typeof content[name] === 'string' && content[name] !== '' ? content[name] : undefined);
  const expiresIn = content['expires_in'];
  const bearer = text('token_type')?.toLowerCase() === 'bearer';
  return { idToken: text('id_token'), accessToken: bearer ? text('access_token') : undefined, refreshToken: text('refresh_token'), expiresIn: typeof expiresIn === 'number' && expiresIn > 0 ? Math.floor(expiresIn) : undefined, scope: text('scope') };
}

/** RFC 6749 §5.2: the code alone; its description may hold anything. */
const errorOf = ({ error }: JsonObject) => (typeof error === 'string' && /^[a-z_]{1,60}$/.test(error) ? error : 'without a known error');
