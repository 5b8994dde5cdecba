import type { Refusal } from '../kernel/refusal.ts';
import { noStore } from './oauth-error.ts';
import type { Reply } from './reply.ts';

const statusOf: Readonly<Record<string, number>> = { invalid_request: 400, invalid_token: 401, insufficient_scope: 403 };

/** RFC 6750 §3: the refusal of a protected resource, in the header and (for readers of JSON) in the body. Without a token no error code is named. */
export function bearerErrorReply(refusal: Refusal, scope?: string): Reply {
  const silent = refusal.reason === 'token.missing';
  const quoted = silent ? '' : `, error="${refusal.code}", error_description="${refusal.description}"${scope === undefined ? '' : `, scope="${scope}"`}`;
  const body = { error: refusal.code, error_description: refusal.description };
  return { kind: 'json', status: statusOf[refusal.code] ?? 400, body, headers: { ...noStore, 'www-authenticate': `Bearer realm="Gatehouse"${quoted}` } };
}
