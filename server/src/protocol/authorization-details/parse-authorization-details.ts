import type { ResourceServer } from '../client/resource-server.ts';
import type { Params } from '../params.ts';
import { invalidAuthorizationDetails, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { AuthorizationDetail } from './authorization-detail.ts';

const maxDetails = 20;

/** RFC 9396 §2: the parameter `authorization_details`, whose types the API of the request must understand (RFC 9396 §5); `undefined` when it was not sent. */
export function parseAuthorizationDetails(params: Params, api: ResourceServer | undefined): readonly AuthorizationDetail[] | undefined | OAuthRefusal {
  const text = params.optional('authorization_details');
  if (text === undefined) return undefined;
  const details = parseJson(text);
  if (!Array.isArray(details) || details.length === 0 || details.length > maxDetails || !details.every(isDetail)) {
    return invalidAuthorizationDetails('authorization_details.malformed', { expected: `an array of 1 to ${maxDetails} objects with a type`, received: text.slice(0, 60) });
  }
  const types = api?.authorizationDetailTypes ?? [];
  const unknown = details.find((detail) => !types.includes(detail.type));
  if (unknown !== undefined) return invalidAuthorizationDetails('authorization_details.type_unknown', { expected: types.length === 0 ? 'none: the request names no API with such types' : types.join(' '), received: unknown.type.slice(0, 80) });
  return details;
}

const isDetail = (value: unknown): value is AuthorizationDetail => typeof value === 'object' && value !== null && !Array.isArray(value) && typeof (value as { readonly type?: unknown }).type === 'string';

function parseJson(text: string): unknown {
  try { return JSON.parse(text) as unknown; } catch { return undefined; }
}

/** RFC 9396 §6, RFC 9396 §7.1: a token request may ask for some of what was granted: every detail must be one of those, unchanged. */
export function narrowDetails(granted: readonly AuthorizationDetail[] | undefined, params: Params): readonly AuthorizationDetail[] | undefined | OAuthRefusal {
  const text = params.optional('authorization_details');
  if (text === undefined) return granted;
  const asked = parseJson(text);
  if (!Array.isArray(asked) || asked.length === 0 || !asked.every(isDetail)) return invalidAuthorizationDetails('authorization_details.malformed', { received: text.slice(0, 60) });
  const known = new Set((granted ?? []).map((detail) => canonical(detail)));
  const beyond = asked.find((detail) => !known.has(canonical(detail)));
  return beyond === undefined ? asked : invalidAuthorizationDetails('authorization_details.not_granted', { received: beyond.type.slice(0, 80) });
}

/** JSON with sorted member names: two spellings of one object compare equal. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}
