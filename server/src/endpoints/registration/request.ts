import { invalidClientMetadata, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { Members } from '../../protocol/registration/metadata-reader.ts';
import type { Request } from '../request.ts';

/** RFC 7591 §3.1: one JSON object. */
export function parseMembers({ body }: Request): Members | OAuthRefusal {
  if (body.kind !== 'json') return invalidClientMetadata('registration.body_malformed', { expected: 'application/json', received: body.kind === 'none' ? 'no body' : body.mediaType.slice(0, 60) });
  const parsed = parse(body.text);
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed as Members : invalidClientMetadata('registration.body_malformed', { expected: 'a JSON object' });
}

function parse(text: string): unknown {
  try { return JSON.parse(text) as unknown; } catch { return undefined; }
}

/** RFC 6750 §2.1: the token of the Authorization header; `undefined`: there is no such header. What is no bearer token is a wrong one. */
export function bearerOf({ headers }: Request): string | undefined {
  const header = headers['authorization'];
  return header === undefined ? undefined : /^Bearer +([^ ]+) *$/i.exec(header)?.[1] ?? '';
}
