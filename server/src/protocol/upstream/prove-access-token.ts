import type { Seconds } from '../../kernel/time.ts';
import { isKeyProblem, verifyWithClientKeys, type ClientKeyTools } from '../client/verify-with-client-keys.ts';
import { findTimeFlaw } from '../jwt/time-claims.ts';
import { isOutboundFailure, type Outbound } from '../ports/outbound.ts';
import { invalidGrant, temporarilyUnavailable, type OAuthRefusal } from '../vocabulary/errors.ts';
import { credentialsAt } from './credentials-at.ts';
import type { ProviderMetadata } from './find-metadata.ts';
import { parseJsonObject, type JsonObject } from './json-object.ts';
import { flawOfSubject } from './prove-upstream-token.ts';
import { upstreamAlgs, type UpstreamProvider } from './provider.ts';

/** What an access token of others is judged with. */
export type AccessTokenTools = ClientKeyTools & { readonly outbound: Outbound; readonly clock: { now(): Seconds } };
/** Who made it, and for whom it must be. */
export interface AccessTokenIssuer { readonly provider: UpstreamProvider; readonly metadata: ProviderMetadata; readonly clientIds: readonly string[] }
/** Whose token it is, and when it ends, where that is told. */
export interface AccessTokenOwner { readonly sub: string; readonly exp: Seconds | undefined }

/** RFC 9068 §2.1, and the plain type that others write. */
const types: ReadonlySet<string> = new Set(['jwt', 'at+jwt', 'application/at+jwt']);

/**
 * A bare access token says to its holder nothing about for whom it was made; one of another application would sign its person in here (RFC 6819 §4.4.2.6, there with codes of the implicit flow).
 * So the provider says it: at its introspection endpoint (RFC 7662 §2.2), or in the token, where that is a JWT which it signed (RFC 9068 §2.2).
 */
export async function proveAccessToken(token: string, issuer: AccessTokenIssuer, tools: AccessTokenTools): Promise<AccessTokenOwner | OAuthRefusal> {
  const told = await introspect(token, issuer, tools.outbound);
  if (told === undefined) return proveJwt(token, issuer, tools);
  if (!('active' in told)) return temporarilyUnavailable('upstream.unreachable', { received: String(told['unreachable']) });
  if (told['active'] !== true) return invalidGrant('upstream.access_token_ended', { expected: 'active', received: 'active: false' });
  return judge({ told, named: [told['client_id']] }, issuer, tools.clock.now());
}

/** RFC 7662 §2.1, with our credentials at the provider. `undefined`: it tells us nothing. */
async function introspect(token: string, { provider, metadata }: AccessTokenIssuer, outbound: Outbound): Promise<JsonObject | undefined> {
  if (metadata.introspectionEndpoint === undefined || provider.clientSecret === undefined) return undefined;
  const { headers, fields } = credentialsAt(provider, metadata);
  const answer = await outbound.send({
    url: metadata.introspectionEndpoint, method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json', ...headers },
    body: new URLSearchParams({ token, token_type_hint: 'access_token', ...fields }).toString(),
  });
  if (isOutboundFailure(answer)) return { unreachable: answer.detail };
  const told = answer.status === 200 ? parseJsonObject(answer.body) : undefined;
  return typeof told?.['active'] === 'boolean' ? told : undefined;
}

async function proveJwt(token: string, issuer: AccessTokenIssuer, tools: AccessTokenTools): Promise<AccessTokenOwner | OAuthRefusal> {
  const read = tools.jwts.read(token);
  if (read === undefined || !types.has((read.header.typ ?? 'jwt').toLowerCase())) return unproven({ expected: 'an introspection endpoint that answers us, or a JWT', received: 'neither' });
  const verified = await verifyWithClientKeys({ jwt: token, client: { keys: { jwks: undefined, jwksUri: issuer.metadata.jwksUri } }, algs: upstreamAlgs }, tools);
  if (isKeyProblem(verified)) return unproven({ expected: verified.expected, received: verified.received });
  const { claims } = verified;
  if (claims['iss'] === undefined) return unproven({ expected: `iss ${issuer.metadata.issuer}`, received: 'none' });
  const now = tools.clock.now();
  const late = findTimeFlaw(claims, { now, required: ['exp'] });
  return late === undefined ? judge({ told: claims, named: [claims['client_id'], claims['azp']] }, issuer, now) : invalidGrant('upstream.access_token_ended', late);
}

/** RFC 7662 §2.2, RFC 9068 §2.2: of our client, of this provider, alive, and of somebody. `named`: what tells of the client. */
function judge({ told, named }: { readonly told: JsonObject; readonly named: readonly unknown[] }, { metadata, clientIds }: AccessTokenIssuer, now: Seconds): AccessTokenOwner | OAuthRefusal {
  const { iss, sub, exp } = told;
  const clients = named.filter((client) => client !== undefined);
  if (clients.length === 0) return unproven({ expected: 'a client_id', received: 'none' });
  const other = clients.find((client) => !(clientIds as readonly unknown[]).includes(client));
  if (other !== undefined) return invalidGrant('upstream.access_token_other', { expected: `client_id ${clientIds.join(' or ')}`, received: shown(other) });
  if (iss !== undefined && iss !== metadata.issuer) return invalidGrant('upstream.access_token_other', { expected: `iss ${metadata.issuer}`, received: shown(iss) });
  const flaw = flawOfSubject(sub);
  if (flaw !== undefined) return unproven(flaw);
  if (typeof exp === 'number' && exp <= now) return invalidGrant('upstream.access_token_ended', { expected: 'exp in the future', received: `exp ${Math.ceil(now - exp)} seconds ago` });
  return { sub: sub as string, exp: typeof exp === 'number' ? Math.floor(exp) : undefined };
}

const unproven = (evidence: { readonly expected: string; readonly received: string }) => invalidGrant('upstream.access_token_unproven', evidence);
const shown = (value: unknown) => (JSON.stringify(value) ?? 'none').slice(0, 120);
