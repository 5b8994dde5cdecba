import { isOutboundFailure, type Outbound } from '../ports/outbound.ts';
import { invalidRequest, temporarilyUnavailable, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { ProviderMetadata } from './find-metadata.ts';
import { parseJsonObject, type JsonObject } from './json-object.ts';

/** What is asked for, with which token. */
export interface UserinfoCall { readonly claims: JsonObject & { readonly sub: string }; readonly accessToken: string | undefined; readonly metadata: Pick<ProviderMetadata, 'userinfoEndpoint'> }

/** OIDC Core §5.3: everything that the provider says of the person. OIDC Core §5.3.2: an answer about somebody else is not used. Whether an address is verified is believed only from where the address came. */
export async function fetchUserinfo({ claims, accessToken, metadata: { userinfoEndpoint } }: UserinfoCall, outbound: Outbound): Promise<JsonObject | OAuthRefusal> {
  if (userinfoEndpoint === undefined || accessToken === undefined || !/^[\x21-\x7e]+$/.test(accessToken)) return claims;
  const answer = await outbound.send({ url: userinfoEndpoint, headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' } });
  if (isOutboundFailure(answer)) return temporarilyUnavailable('upstream.unreachable', { received: answer.detail });
  const told = answer.status === 200 ? parseJsonObject(answer.body) : undefined;
  if (told?.['sub'] !== claims.sub) return invalidRequest('upstream.userinfo_wrong', { expected: 'a JSON object about the person of the token', received: `status ${answer.status}` });
  const { email_verified: _elsewhere, ...rest } = claims;
  return told['email'] === undefined ? { ...told, ...claims } : { ...rest, ...told };
}
