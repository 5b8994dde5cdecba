import type { Brand } from '../../kernel/brand.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import type { Seconds } from '../../kernel/time.ts';
import { clockSkew } from '../client/profiles.ts';
import { isKeyProblem, verifyWithClientKeys, type ClientKeyTools } from '../client/verify-with-client-keys.ts';
import { findTimeFlaw } from '../jwt/time-claims.ts';
import { invalidRequest, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { ProviderMetadata } from './find-metadata.ts';
import { upstreamAlgs } from './provider.ts';

/** Evidence that the provider says of this person, to us and for this very sign-in, what the claims hold. `sub` is printable ASCII. */
export type UpstreamClaims = Brand<Readonly<Record<string, unknown>> & { readonly sub: string }, 'UpstreamClaims'>;

/**
 * An ID token as it came, and what it must fit. `clientIds`: for whom it may be; `nonce`: that of the request which this server made, `undefined` where an application made it;
 * `maxAge`: how long ago the person may have signed in there, in seconds.
 */
export interface UpstreamIdToken { readonly idToken: string; readonly metadata: ProviderMetadata; readonly clientIds: readonly string[]; readonly nonce: string | undefined; readonly maxAge: number | undefined; readonly record: DecisionRecord }

/** OIDC Core §3.1.3.7: signature by a key of the provider, issuer, audience, times, nonce and the person. An unsigned one is refused although it came by a direct way. */
export async function proveUpstreamToken(sent: UpstreamIdToken, tools: ClientKeyTools & { readonly clock: { now(): Seconds } }): Promise<UpstreamClaims | OAuthRefusal> {
  const { idToken, metadata } = sent;
  if (tools.jwts.read(idToken) === undefined) return invalidRequest('upstream.token_wrong', { expected: 'a JWT', received: 'something else' });
  const verified = await verifyWithClientKeys({ jwt: idToken, client: { keys: { jwks: undefined, jwksUri: metadata.jwksUri } }, algs: upstreamAlgs }, tools);
  if (isKeyProblem(verified)) return invalidRequest('upstream.token_wrong', { expected: verified.expected, received: verified.received });
  const flaw = findFlaw(verified.claims, sent, tools.clock.now());
  if (flaw !== undefined) return invalidRequest('upstream.token_wrong', flaw);
  sent.record.pass('upstream.token');
  return verified.claims as UpstreamClaims;
}

/** What is wrong with a token, in words for the record. */
export interface Flaw { readonly expected: string; readonly received: string }
type Claims = Readonly<Record<string, unknown>>;

function findFlaw(claims: Claims, { metadata, clientIds, nonce, maxAge }: UpstreamIdToken, now: Seconds): Flaw | undefined {
  if (claims['iss'] !== metadata.issuer) return { expected: `iss ${metadata.issuer}`, received: shown(claims['iss']) };
  if (nonce !== undefined && claims['nonce'] !== nonce) return { expected: 'the nonce of this sign-in', received: claims['nonce'] === undefined ? 'none' : 'another' };
  return flawOfAudience(claims, clientIds) ?? flawOfSubject(claims['sub']) ?? findTimeFlaw(claims, { now, required: ['exp', 'iat'] }) ?? flawOfAge(claims['auth_time'], maxAge, now);
}

function flawOfAudience({ aud, azp }: Claims, clientIds: readonly unknown[]): Flaw | undefined {
  const all: readonly unknown[] = [aud].flat();
  const ours = clientIds.join(' or ');
  if (!all.some((one) => clientIds.includes(one))) return { expected: `aud ${ours}`, received: shown(aud) };
  if ((azp !== undefined || all.length > 1) && !clientIds.includes(azp)) return { expected: `azp ${ours}`, received: shown(azp) };
  return undefined;
}

/** OIDC Core §2: at most 255 ASCII characters. */
export const flawOfSubject = (sub: unknown): Flaw | undefined => (typeof sub === 'string' && /^[\x21-\x7e]{1,255}$/.test(sub) ? undefined : { expected: 'sub with 1 to 255 printable ASCII characters', received: sub === undefined ? 'none' : 'another form' });

/** OIDC Core §3.1.2.1: whoever asks for a fresh sign-in must be told when it was. */
function flawOfAge(authTime: unknown, maxAge: number | undefined, now: Seconds): Flaw | undefined {
  if (maxAge === undefined) return undefined;
  return typeof authTime === 'number' && authTime <= now + clockSkew && authTime >= now - maxAge - clockSkew ? undefined : { expected: `auth_time at most ${maxAge} seconds ago`, received: shown(authTime) };
}

const shown = (value: unknown) => (value === undefined ? 'none' : (JSON.stringify(value) ?? 'none').slice(0, 120));
