import { hash } from 'node:crypto';
import type { Seconds } from '../../kernel/time.ts';
import { rulesOf } from '../client/profiles.ts';
import { findTimeFlaw } from '../jwt/time-claims.ts';
import type { ForeignJwt, ForeignJwts } from '../ports/foreign-jwt.ts';
import { markMargin } from '../tokens/lifetimes.ts';
import { invalidClient, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { AssertionPresentation, Credentials, VerifiedCredentials, VerifyCall } from './method.ts';

/** RFC 7523 §2.2: the value of `client_assertion_type`. */
const jwtBearer = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** An assertion that is good for longer is worth stealing. */
const longestAhead: Seconds = 600;
/** What the header may call it; a request object or an access token is something else (RFC 8725 §3.11). */
const types: ReadonlySet<string> = new Set(['jwt', 'client-authentication+jwt']);

/**
 * RFC 7521 §4.2: the assertion of a request, as it was sent; `undefined` where there is none of this family.
 * @param isOurs which family of algorithms: the two methods are told apart by it alone
 */
export function presentAssertion({ params }: Credentials, jwts: ForeignJwts, isOurs: (alg: string) => boolean): AssertionPresentation | OAuthRefusal | undefined {
  const jwt = params.optional('client_assertion');
  const type = params.optional('client_assertion_type');
  if (jwt === undefined) return type === undefined ? undefined : invalidClient('assertion.missing', { expected: 'client_assertion' });
  if (type !== jwtBearer) return invalidClient('assertion.type_unknown', { expected: jwtBearer, received: type?.slice(0, 80) ?? 'none' });
  const shown = jwts.read(jwt);
  if (shown === undefined) return invalidClient('assertion.malformed');
  if (!isOurs(shown.header.alg)) return undefined;
  const { sub } = shown.claims;
  return typeof sub === 'string' && sub !== '' ? { clientId: sub, jwt, shown } : invalidClient('assertion.names_differ', { expected: 'sub, the client_id', received: sub === undefined ? 'no sub' : 'sub of another form' });
}

/**
 * RFC 7523 §3, OIDC Core §9: what an assertion whose signature holds must say. It may be used once.
 * @returns what to spend
 */
export function proveAssertion({ header, claims }: ForeignJwt, call: VerifyCall): VerifiedCredentials | OAuthRefusal {
  const { client, now } = call;
  if (header.typ !== undefined && !types.has(header.typ.toLowerCase().replace(/^application\//, ''))) return invalidClient('assertion.kind_wrong', { expected: 'typ JWT or client-authentication+jwt', received: header.typ.slice(0, 60) });
  for (const name of ['iss', 'sub'] as const) {
    if (claims[name] !== client.id) return invalidClient('assertion.names_differ', { expected: `${name} ${client.id}`, received: received(claims[name]) });
  }
  const audience = findAudienceFlaw(claims['aud'], call);
  if (audience !== undefined) return audience;
  const flaw = findTimeFlaw(claims, { now, required: ['exp'], longestAhead });
  if (flaw !== undefined) return invalidClient('assertion.time_wrong', flaw);
  const { jti } = claims;
  if (typeof jti !== 'string' || jti === '') return invalidClient('assertion.jti_missing', { expected: 'jti', received: received(jti) });
  // The mark is a hash: jti may be of any length, and of two clients the same.
  return { spend: { kind: 'jti', key: hash('sha256', `assertion\n${client.id}\n${jti}`, 'base64url'), keepUntil: Math.ceil(claims['exp'] as number) + markMargin } };
}

/**
 * RFC 7523 §3, FAPI 2.0 §5.3.2.1: the issuer, as a single string. A client that is set to `endpoints` may name an endpoint too, and others beside it,
 * as OIDC Core §9 has it; what is meant for several can be passed on by each of them.
 */
function findAudienceFlaw(aud: unknown, { tenant, client, endpoints }: VerifyCall): OAuthRefusal | undefined {
  const loose = client.assertions.audience === 'endpoints' && rulesOf(client).looseAudience;
  if (!loose) return aud === tenant.issuer ? undefined : invalidClient('assertion.audience_wrong', { expected: `${tenant.issuer} as a single string`, received: received(aud) });
  const taken = new Set([tenant.issuer, ...endpoints()]);
  const named: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  return named.some((one) => typeof one === 'string' && taken.has(one)) ? undefined : invalidClient('assertion.audience_wrong', { expected: [...taken].join(' or '), received: received(aud) });
}

const received = (value: unknown) => (value === undefined ? 'none' : typeof value === 'string' ? value.slice(0, 120) : (JSON.stringify(value) ?? 'none').slice(0, 120));
