import { Refusal } from '../../kernel/refusal.ts';
import { isOutboundFailure, type Outbound } from '../ports/outbound.ts';
import { invalidRequest, temporarilyUnavailable, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { PlainAddresses, ProvenSource } from './find-addresses.ts';
import type { JsonObject } from './json-object.ts';
import { flawOfSubject } from './prove-upstream-token.ts';

/** Whom the provider means, and what it says of the person, in the names of OIDC Core §5.1. */
export type PlainClaims = JsonObject & { readonly sub: string };

/**
 * Asks a provider of plain OAuth 2.0 whose access token it is. Only one that came from its token endpoint in exchange for our own code is ever asked about:
 * the answer proves nobody by itself (RFC 6819 §4.4.2.6).
 */
export async function fetchProfile(accessToken: string | undefined, { sources: [first, ...others] }: Pick<PlainAddresses, 'sources'>, outbound: Outbound): Promise<PlainClaims | OAuthRefusal> {
  if (accessToken === undefined || !/^[\x21-\x7e]+$/.test(accessToken)) return invalidRequest('upstream.token_wrong', { expected: 'a bearer access token', received: 'none' });
  const main = await fetchSource(accessToken, first, outbound);
  if (main instanceof Refusal) return main;
  const person = personOf(main, first);
  if (person instanceof Refusal) return person;
  let all = person;
  for (const source of others) {
    const more = await fetchSource(accessToken, source, outbound);
    if (more instanceof Refusal) return more;
    // What the person did not allow is not answered: then it is not known.
    if (typeof more !== 'number') all = { ...all, ...more, sub: person.sub };
  }
  return all;
}

/** The person of the first answer. A number that JavaScript can not hold to the last digit is no id: it could be that of somebody else. */
function personOf(main: JsonObject | number, { fields }: ProvenSource): PlainClaims | OAuthRefusal {
  if (typeof main === 'number') return invalidRequest('upstream.profile_wrong', { expected: 'a JSON object', received: `status ${main}` });
  const { user_id: id, ...claims } = main;
  const sub = typeof id === 'number' && Number.isSafeInteger(id) ? String(id) : id;
  const flaw = flawOfSubject(sub);
  return flaw === undefined ? { ...claims, sub: sub as string } : invalidRequest('upstream.profile_wrong', { expected: `${fields['user_id'] ?? 'user_id'} as the id of a person`, received: flaw.received });
}

/** The fields of one answer; a number: it had this status and was none. */
async function fetchSource(accessToken: string, source: ProvenSource, outbound: Outbound): Promise<JsonObject | number | OAuthRefusal> {
  const answer = await outbound.send({ url: source.url, headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' } });
  if (isOutboundFailure(answer)) return temporarilyUnavailable('upstream.unreachable', { received: answer.detail });
  const object = answer.status === 200 ? objectOf(answer.body, source.pick) : undefined;
  return object === undefined ? answer.status : read(object, source.fields);
}

function objectOf(body: string, pick: ProvenSource['pick']): JsonObject | undefined {
  let content: unknown;
  try { content = JSON.parse(body); } catch { return undefined; }
  if (pick === undefined) return isObject(content) ? content : undefined;
  return Array.isArray(content) ? content.filter(isObject).find((one) => Object.entries(pick).every(([name, value]) => one[name] === value)) : undefined;
}

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

const read = (object: JsonObject, fields: ProvenSource['fields']): JsonObject =>
  Object.fromEntries(Object.entries(fields).map(([claim, path]) => [claim, valueAt(object, path.split('.'))] as const).filter(([, value]) => value !== undefined && value !== null));

/** Own members alone: a path names nothing that every object has. */
const valueAt = (value: unknown, path: readonly string[]): unknown => path.reduce<unknown>((at, name) => (isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined), value);
