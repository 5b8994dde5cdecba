import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { Client } from '../client/client.ts';
import { rulesOf } from '../client/profiles.ts';
import { findTimeFlaw, type TimeRules } from '../jwt/time-claims.ts';
import { Params } from '../params.ts';
import { invalidRequestObject, type OAuthRefusal } from '../vocabulary/errors.ts';

type Claims = Readonly<Record<string, unknown>>;
interface Context { readonly tenant: Tenant; readonly client: Client }

/** What a JWT says of itself (RFC 7519 §4.1); everything else is a parameter. */
const ofTheJwt: ReadonlySet<string> = new Set(['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti']);
/** Parameters that show who the client is belong to the request around the object. */
const ofTheClient: ReadonlySet<string> = new Set(['client_secret', 'client_assertion', 'client_assertion_type']);
/** FAPI 2.0 §5.3.2.2 and its message signing: an hour from begin to end, and begun within the last hour. */
const hour: Seconds = 3600;

/** RFC 9101 §4, RFC 9101 §10.8: from whom, for whom and when. What is missing is missed where the profile says so. */
export function refuseObjectClaims(claims: Claims, { tenant, client }: Context, now: Seconds): OAuthRefusal | undefined {
  const rules = rulesOf(client);
  for (const name of ['iss', 'client_id']) {
    const wrong = claims[name] === undefined ? rules.requestObjectNames : claims[name] !== client.id;
    if (wrong) return invalidRequestObject('request_object.names_differ', { expected: `${name} ${client.id}`, received: received(claims[name]) });
  }
  // RFC 9101 §10.8: a client assertion has the client as its subject; a request object has none.
  if (claims['sub'] === client.id) return invalidRequestObject('request_object.kind_wrong', { expected: 'no sub', received: 'sub, as in a client assertion' });
  const aud = claims['aud'];
  const meant = aud === undefined ? !rules.requestObjectNames : aud === tenant.issuer || (Array.isArray(aud) && aud.includes(tenant.issuer));
  if (!meant) return invalidRequestObject('request_object.audience_wrong', { expected: tenant.issuer, received: received(aud) });
  const times: TimeRules = rules.requestObjectTimes ? { now, required: ['exp', 'nbf'], longestSpan: hour, oldestStart: hour } : { now, required: rules.requestObjectNames ? ['exp'] : [] };
  const flaw = findTimeFlaw(claims, times);
  return flaw === undefined ? undefined : invalidRequestObject('request_object.time_wrong', flaw);
}

/**
 * RFC 9101 §6.3: the parameters, as if a form had brought them. Numbers and JSON values are written as text, as their parameters are elsewhere (OIDC Core §6.1);
 * what may repeat may be a list.
 */
export function parseObjectParameters(claims: Claims, clientId: string): Params | OAuthRefusal {
  const pairs: (readonly [string, string])[] = [['client_id', clientId]];
  for (const [name, value] of Object.entries(claims)) {
    if (name === 'request' || name === 'request_uri') return invalidRequestObject('request_object.nested', { received: name });
    if (name === 'client_id' || ofTheJwt.has(name) || ofTheClient.has(name)) continue;
    for (const text of textsOf(name, value)) pairs.push([name, text]);
  }
  const params = Params.fromPairs(pairs);
  return params instanceof Refusal ? invalidRequestObject('request_object.parameter_malformed', params.evidence) : params;
}

function textsOf(name: string, value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value === null || value === undefined) return [];
  if ((name === 'resource' || name === 'audience') && Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  return [JSON.stringify(value)];
}

const received = (value: unknown) => (value === undefined ? 'none' : (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 120));
