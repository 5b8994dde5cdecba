import { hash } from 'node:crypto';
import type { Brand } from '../../kernel/brand.ts';
import type { TrustedIssuer } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import { rulesOf } from '../client/profiles.ts';
import { isKeyProblem, verifyWithClientKeys, type ClientKeyTools } from '../client/verify-with-client-keys.ts';
import type { TokenCall } from '../grant-types/grant-type.ts';
import { findTimeFlaw } from '../jwt/time-claims.ts';
import type { ForeignJwt } from '../ports/foreign-jwt.ts';
import { invalidGrant, type OAuthRefusal } from '../vocabulary/errors.ts';

/** Evidence that an issuer that the tenant trusts says this, to us, now. `once`: what to spend so that it is said once only. */
export type ForeignAssertion = Brand<{ readonly issuer: TrustedIssuer; readonly sub: string; readonly once: { readonly key: string; readonly until: Seconds } | undefined }, 'ForeignAssertion'>;

/** What is good for longer is worth stealing. */
const longestAhead: Seconds = 3600;
/** What the header may call it; an access token or a request object is something else (RFC 8725 §3.11). */
const types: ReadonlySet<string> = new Set(['jwt', 'authorization-grant+jwt']);

/** RFC 7523 §3: signature, issuer, audience and times of an assertion that is used as a grant. RFC 7523 §3.1: whatever is wrong with it is invalid_grant. */
export async function proveForeignAssertion(assertion: string, call: TokenCall, tools: ClientKeyTools & { readonly clock: { now(): Seconds } }): Promise<ForeignAssertion | OAuthRefusal> {
  const shown = tools.jwts.read(assertion);
  if (shown === undefined) return invalidGrant('issuer.assertion_malformed');
  const { tenant, client, record } = call;
  const issuer = tenant.settings.trustedIssuers.find(({ issuer: name }) => name === shown.claims['iss']);
  if (issuer === undefined) return invalidGrant('issuer.unknown', { received: received(shown.claims['iss']) });
  const verified = await verifyWithClientKeys({ jwt: assertion, client: { keys: issuer }, algs: rulesOf(client).signingAlgs }, tools);
  if (isKeyProblem(verified)) return invalidGrant(verified.problem === 'no_key' ? 'issuer.key_unknown' : 'issuer.signature_wrong', { expected: verified.expected, received: verified.received });
  const flaw = findFlaw(verified, call, tools.clock.now());
  if (flaw !== undefined) return flaw;
  record.pass('issuer.assertion', { received: issuer.issuer });
  const { sub, jti, exp } = verified.claims;
  // The mark is a hash: jti may be of any length, and of two issuers the same.
  const once = typeof jti === 'string' && jti !== '' ? { key: hash('sha256', `grant assertion\n${issuer.issuer}\n${jti}`, 'base64url'), until: Math.ceil(exp as number) } : undefined;
  return { issuer, sub, once } as ForeignAssertion;
}

function findFlaw({ header, claims }: ForeignJwt, { tenant }: TokenCall, now: Seconds): OAuthRefusal | undefined {
  if (header.typ !== undefined && !types.has(header.typ.toLowerCase().replace(/^application\//, ''))) return invalidGrant('issuer.assertion_kind', { expected: 'typ JWT or authorization-grant+jwt', received: header.typ.slice(0, 60) });
  if (typeof claims['sub'] !== 'string' || claims['sub'] === '') return invalidGrant('issuer.subject_missing', { received: received(claims['sub']) });
  const ours: readonly unknown[] = [tenant.issuer, `${tenant.issuer}oauth/token`];
  if (![claims['aud']].flat().some((one) => ours.includes(one))) return invalidGrant('issuer.audience_wrong', { expected: ours.join(' or '), received: received(claims['aud']) });
  const time = findTimeFlaw(claims, { now, required: ['exp'], longestAhead });
  return time === undefined ? undefined : invalidGrant('issuer.time_wrong', time);
}

const received = (value: unknown) => (value === undefined ? 'none' : typeof value === 'string' ? value.slice(0, 120) : (JSON.stringify(value) ?? 'none').slice(0, 120));

