import type { Connection } from '../../identity/connections/connection.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { ClientKeyTools } from '../../protocol/client/verify-with-client-keys.ts';
import type { MessageSeal } from '../../protocol/ports/message-seal.ts';
import type { Outbound } from '../../protocol/ports/outbound.ts';
import { fetchProfile } from '../../protocol/upstream/fetch-profile.ts';
import { fetchUserinfo } from '../../protocol/upstream/fetch-userinfo.ts';
import { findAddresses } from '../../protocol/upstream/find-addresses.ts';
import { findProviderMetadata, type MetadataTools } from '../../protocol/upstream/find-metadata.ts';
import { mapProfile, type UpstreamProfile } from '../../protocol/upstream/map-profile.ts';
import { proveCallback } from '../../protocol/upstream/prove-callback.ts';
import { proveUpstreamToken } from '../../protocol/upstream/prove-upstream-token.ts';
import { isPlain, type PlainProvider, type UpstreamProvider } from '../../protocol/upstream/provider.ts';
import { redeemUpstreamCode, type UpstreamTokens } from '../../protocol/upstream/redeem-code.ts';
import { invalidRequest } from '../../protocol/vocabulary/errors.ts';
import { providerOf } from '../interaction/provider-of.ts';
import type { OpenStep } from '../interaction/prove-step.ts';
import type { Request } from '../request.ts';
import type { ProvenHop } from './hop.ts';
import { callbackUri } from './start.ts';

/** What asks the provider, and judges what it says. */
export type ArrivalTools = ClientKeyTools & MetadataTools & { readonly messageSeal: MessageSeal; readonly outbound: Outbound; readonly clock: { now(): number } };

/** Who came back, in which step, on which way. */
export interface Arrival { readonly step: OpenStep; readonly hop: ProvenHop; readonly connection: Connection }

/** Whom the provider means, how it describes them, and what it gave. */
export interface ProvedArrival { readonly sub: string; readonly described: UpstreamProfile; readonly tokens: UpstreamTokens }

/** The provider's answer, its tokens, and what it says of the person. */
export async function proveArrival(request: Request, arrival: Arrival, tools: ArrivalTools): Promise<ProvedArrival | Refusal> {
  const provider = providerOf(arrival.connection, tools);
  return isPlain(provider) ? byProfile(request, { ...arrival, provider }, tools) : byIdToken(request, { ...arrival, provider }, tools);
}

async function byIdToken(request: Request, { step, hop, provider }: Arrival & { readonly provider: UpstreamProvider }, tools: ArrivalTools): Promise<ProvedArrival | Refusal> {
  const metadata = await findProviderMetadata(provider, tools);
  if (metadata instanceof Refusal) return metadata;
  const code = proveCallback(step.params, metadata, request.record);
  if (code instanceof Refusal) return code;
  const tokens = await redeemUpstreamCode({ code, verifier: hop.verifier, redirectUri: callbackUri(request.tenant.issuer), provider, metadata }, tools.outbound);
  if (tokens instanceof Refusal) return tokens;
  if (tokens.idToken === undefined) return invalidRequest('upstream.token_wrong', { expected: 'an id_token', received: 'none' });
  const maxAge = step.transaction.request['max_age']?.[0];
  const claims = await proveUpstreamToken({ idToken: tokens.idToken, metadata, clientIds: [provider.clientId], nonce: hop.nonce, maxAge: maxAge === undefined ? undefined : Number(maxAge), record: request.record }, tools);
  if (claims instanceof Refusal) return claims;
  const told = await fetchUserinfo({ claims, accessToken: tokens.accessToken, metadata }, tools.outbound);
  return told instanceof Refusal ? told : { sub: claims.sub, described: mapProfile(told), tokens };
}

/** OAuth 2.0 alone says nothing of a person; what its provider answers about the token that it has just given for our own code does. */
async function byProfile(request: Request, { step, hop, provider }: Arrival & { readonly provider: PlainProvider }, tools: ArrivalTools): Promise<ProvedArrival | Refusal> {
  const addresses = findAddresses(provider, tools.outboundPolicy);
  if (addresses instanceof Refusal) return addresses;
  const code = proveCallback(step.params, addresses, request.record);
  if (code instanceof Refusal) return code;
  const tokens = await redeemUpstreamCode({ code, verifier: provider.service.pkce ? hop.verifier : undefined, redirectUri: callbackUri(request.tenant.issuer), provider, metadata: addresses }, tools.outbound);
  if (tokens instanceof Refusal) return tokens;
  const claims = await fetchProfile(tokens.accessToken, addresses, tools.outbound);
  if (claims instanceof Refusal) return claims;
  request.record.pass('upstream.token');
  return { sub: claims.sub, described: mapProfile(claims), tokens };
}
