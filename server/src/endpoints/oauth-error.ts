import { Refusal } from '../kernel/refusal.ts';
import type { Reply } from './reply.ts';
import type { Request } from './request.ts';

/** RFC 6749 §5.1: what holds tokens or speaks of them is never kept. */
export const noStore = { 'cache-control': 'no-store', pragma: 'no-cache' } as const;

/** The one text for every failed client authentication: it must not tell an unknown application from a wrong secret. */
const clientAuthenticationFailed = 'Client authentication failed: check client_id, its registered authentication method, and the secret or the signed assertion.';

/** Nobody learns whether an account exists: an unknown user reads like a wrong password. The log keeps the true reason. */
const toldRefusal = (refusal: Refusal) => (refusal.reason === 'login.unknown_user' ? new Refusal(refusal.code, 'login.bad_credentials') : refusal);

/** What the client may read of a refusal. */
export const publicDescription = (refusal: Refusal) => (refusal.code === 'invalid_client' ? clientAuthenticationFailed : toldRefusal(refusal).description);

/** RFC 6749 §5.2 `error_uri`: the page of the reason, except where the reason must stay inside. */
export const errorUri = (refusal: Refusal, request: Request) => (refusal.code === 'invalid_client' ? undefined : `${request.tenant.issuer}docs/errors/${toldRefusal(refusal).reason}`);

const statusOf = new Map([['invalid_client', 401], ['too_many_requests', 429], ['temporarily_unavailable', 503], ['server_error', 500], ['request.media_type_unknown', 415], ['registration.closed', 403]]);

/** RFC 6749 §5.2: an error of an endpoint that applications call. */
export function oauthErrorReply(refusal: Refusal, request: Request): Reply {
  const status = statusOf.get(refusal.reason) ?? statusOf.get(refusal.code) ?? 400;
  const uri = errorUri(refusal, request);
  const body = { error: refusal.code, error_description: publicDescription(refusal), ...(uri === undefined ? {} : { error_uri: uri }) };
  const seconds = /(\d+) seconds/.exec(refusal.evidence.expected ?? '')?.[1] ?? '5';
  // RFC 6749 §5.2: a client that used the Authorization header is answered with the scheme.
  // Deviates: RFC 9110 §15.5.2 wants a challenge on every 401; libraries stop at one and never show the error that stands in the body.
  const triedHeader = request.headers['authorization'] !== undefined;
  const extra = status === 401 && triedHeader ? { 'www-authenticate': 'Basic realm="Gatehouse", charset="UTF-8"' } : status === 429 || status === 503 ? { 'retry-after': seconds } : {};
  return { kind: 'json', status, body, headers: { ...noStore, ...extra } };
}
