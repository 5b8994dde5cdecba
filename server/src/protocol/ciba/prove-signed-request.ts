import { hash } from 'node:crypto';
import { Refusal } from '../../kernel/refusal.ts';
import { findTimeFlaw } from '../jwt/time-claims.ts';
import { parseObjectParameters } from '../authorization-request/request-object-claims.ts';
import { verifyObject, type RequestObjectContext, type RequestObjectTools } from '../authorization-request/request-object.ts';
import { rulesOf } from '../client/profiles.ts';
import type { Params } from '../params.ts';
import type { SingleUseStore } from '../ports/single-use-store.ts';
import { markMargin } from '../tokens/lifetimes.ts';
import { invalidRequest, type OAuthRefusal } from '../vocabulary/errors.ts';

/** What signed requests are verified with, and what keeps them from being used twice. */
export type SignedRequestTools = RequestObjectTools & { readonly singleUse: SingleUseStore };

type Claims = Readonly<Record<string, unknown>>;

/** OIDC CIBA §7.1.1: beside the object stands what shows who the client is, and nothing else. */
const beside: ReadonlySet<string> = new Set(['request', 'client_id', 'client_secret', 'client_assertion', 'client_assertion_type']);
/** From begin to end, and begun at most so long ago. */
const hour = 3600;

/**
 * OIDC CIBA §7.1.1: the parameters of a request that the application signed, or the plain ones of an application that does not sign. Whoever registered an algorithm always signs with it:
 * else a request would be changed by leaving the signature out. Each object is good for one request.
 */
export async function proveSignedRequest(params: Params, context: RequestObjectContext, tools: SignedRequestTools): Promise<Params | OAuthRefusal> {
  const { client, record } = context;
  const jwt = params.optional('request');
  const alg = client.ciba.requestSigningAlg;
  if (jwt === undefined) return alg === undefined ? params : invalidRequest('ciba.request_unsigned', { expected: `request, signed with ${alg}`, received: 'none' });
  if (alg === undefined) return invalidRequest('ciba.request_alg_missing', { expected: 'a registered backchannel_authentication_request_signing_alg' });
  const outside = Object.keys(params.toRecord()).find((name) => !beside.has(name));
  if (outside !== undefined) return invalidRequest('ciba.parameter_outside', { received: outside.slice(0, 60) });
  const algs = rulesOf(client).signingAlgs.filter((one) => one === alg);
  const proved = await verifyObject(jwt, { client, algs }, tools);
  if (proved instanceof Refusal) return invalidRequest(proved.reason, proved.evidence);
  record.pass('request_object.signature', { received: alg });
  const refused = refuseClaims(proved.claims, context, tools.clock.now()) ?? await spend(proved.claims, context, tools);
  if (refused !== undefined) return refused;
  record.pass('request_object.names');
  record.pass('request_object.time');
  const asked = parseObjectParameters(proved.claims, client.id);
  return asked instanceof Refusal ? invalidRequest(asked.reason, asked.evidence) : asked;
}

/** OIDC CIBA §7.1.1: aud, iss, exp, iat, nbf and jti, all of them. */
function refuseClaims(claims: Claims, { tenant, client }: RequestObjectContext, now: number): OAuthRefusal | undefined {
  const { iss, aud, jti } = claims;
  if (iss !== client.id) return invalidRequest('request_object.names_differ', { expected: `iss ${client.id}`, received: shown(iss) });
  if (claims['sub'] === client.id) return invalidRequest('request_object.kind_wrong', { expected: 'no sub', received: 'sub, as in a client assertion' });
  if (![aud].flat().includes(tenant.issuer)) return invalidRequest('request_object.audience_wrong', { expected: tenant.issuer, received: shown(aud) });
  const flaw = findTimeFlaw(claims, { now, required: ['exp', 'iat', 'nbf'], longestSpan: hour, oldestStart: hour });
  if (flaw !== undefined) return invalidRequest('request_object.time_wrong', flaw);
  return typeof jti === 'string' && jti !== '' ? undefined : invalidRequest('ciba.request_jti_missing', { expected: 'jti', received: shown(jti) });
}

/** The mark is a hash: jti may be of any length, and of two clients the same. */
async function spend({ jti, exp }: Claims, { tenant, client }: RequestObjectContext, { singleUse }: SignedRequestTools): Promise<OAuthRefusal | undefined> {
  const key = hash('sha256', `ciba request\n${client.id}\n${String(jti)}`, 'base64url');
  const outcome = await singleUse.consume(tenant.id, { kind: 'jti', key, keepUntil: Math.ceil(exp as number) + markMargin });
  return outcome === 'first' ? undefined : invalidRequest('ciba.request_used', { expected: 'a new jti in each request' });
}

const shown = (value: unknown) => (value === undefined ? 'none' : (JSON.stringify(value) ?? 'none').slice(0, 120));
