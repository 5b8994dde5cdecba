import { hash } from 'node:crypto';
import { bearerErrorReply } from '../endpoints/bearer-error.ts';
import { noStore } from '../endpoints/oauth-error.ts';
import { readAccessToken, triedScheme } from '../endpoints/read-access-token.ts';
import { appendEvent, logRecordOf, type EventTools } from '../endpoints/record-event.ts';
import type { Endpoint, Reply } from '../endpoints/reply.ts';
import type { Request } from '../endpoints/request.ts';
import { senderCallOf } from '../endpoints/sender-call.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Tenant } from '../kernel/tenant.ts';
import type { Share } from '../management/call-rate.ts';
import type { ManagementAnswer, ManagementRequest } from '../management/dispatch.ts';
import type { PermitTools } from '../management/permit.ts';
import type { ManagementTools } from '../management/tools.ts';

/** What the Management API works with, and what proves the tokens of its callers. */
export type ManagementParts = ManagementTools & PermitTools & EventTools & { /** Calls a second that one application may make; 0: as many as it likes. */ readonly callsPerSecond: number };

type Loaded = Awaited<ReturnType<typeof load>>;

/** Everything below `/api/v2`. It is loaded when somebody calls it first: a server that nobody administers does not wait for it. */
export function managementEndpoint(parts: ManagementParts): Endpoint {
  let loading: Promise<Loaded> | undefined;
  return {
    name: 'management', path: '/api/v2', below: true, methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], cors: 'applications',
    takesFile: (path) => path === '/api/v2/jobs/users-imports',
    async handle(request) {
      loading ??= load(parts);
      return answer(request, await loading, parts);
    },
  };
}

async function load(parts: ManagementParts) {
  const [{ dispatcher }, { operations }, { openApiOf }, { provePermit }, { ManagementRefusal, tooManyCalls }, { createCallRate }] = await Promise.all([
    import('../management/dispatch.ts'), import('../management/index.ts'), import('../management/openapi.ts'), import('../management/permit.ts'), import('../management/refusal.ts'), import('../management/call-rate.ts'),
  ]);
  const rate = parts.callsPerSecond === 0 ? undefined : createCallRate(parts.callsPerSecond, () => parts.clock.nowMs());
  return { dispatch: dispatcher(operations, parts), openApi: documentOf((tenant) => openApiOf(operations, tenant)), provePermit, ManagementRefusal, tooManyCalls, rate };
}

/** Half a megabyte that changes with the tenant alone, and is asked for without a token: it is made once for each. */
function documentOf(make: (tenant: Tenant) => object): (tenant: Tenant) => Reply {
  const known = new WeakMap<Tenant, Reply>();
  return (tenant) => {
    const made = known.get(tenant);
    if (made !== undefined) return made;
    const body = Buffer.from(JSON.stringify(make(tenant)));
    const reply: Reply = { kind: 'document', mediaType: 'application/json; charset=utf-8', body, etag: `"${hash('sha256', body, 'base64url').slice(0, 22)}"`, maxAge: 0 };
    known.set(tenant, reply);
    return reply;
  };
}

async function answer(request: Request, loaded: Loaded, parts: ManagementParts): Promise<Reply> {
  const path = request.path.slice('/api/v2'.length);
  if (request.method === 'GET' && path === '/openapi.json') return loaded.openApi(request.tenant);
  let audited = false;
  let headers: Headers = noStore;
  const call: ManagementRequest = {
    tenant: request.tenant, record: request.record, method: request.method, path, query: request.query,
    json: request.body.kind === 'json' ? request.body.text : undefined,
    form: request.body.kind === 'parts' ? request.body.read : undefined,
    arrival: { headers: request.headers, address: request.address },
    permit: () => permitOf(request, loaded, parts),
    count: (permit) => {
      const share = loaded.rate?.take(`${request.tenant.id} ${permit.client.id} ${permit.administrator?.userId ?? ''}`);
      if (share !== undefined) headers = { ...noStore, ...shareHeaders(share) };
      return share?.retryAfter === undefined ? undefined : loaded.tooManyCalls(parts.callsPerSecond, share.retryAfter);
    },
    audit: (event) => logRecordOf(request, `management.${event}`, parts),
    audited: () => { audited = true; },
  };
  const outcome = await loaded.dispatch(call);
  if (outcome instanceof Refusal) return refuseToken(request, outcome, parts);
  if (outcome instanceof loaded.ManagementRefusal) return refuse(request, outcome, { parts, headers });
  if (!audited && request.method !== 'GET') appendEvent(request, 'management', parts);
  return render(outcome, headers);
}

type Headers = Readonly<Record<string, string>>;

/** Auth0: what is left of the application's share, with every answer. */
const shareHeaders = ({ limit, remaining, reset, retryAfter }: Share): Headers =>
  ({ 'x-ratelimit-limit': String(limit), 'x-ratelimit-remaining': String(remaining), 'x-ratelimit-reset': String(reset), ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }) });

const render = ({ status, body }: ManagementAnswer, headers: Headers): Reply => (body === undefined ? { kind: 'empty', status, headers } : { kind: 'json', status, body, headers });

async function permitOf(request: Request, { provePermit }: Loaded, parts: ManagementParts): ReturnType<Loaded['provePermit']> {
  const sent = readAccessToken(request);
  if (sent instanceof Refusal) return sent;
  return provePermit({ ...senderCallOf(request), scheme: sent.scheme, token: sent.token }, { tenant: request.tenant, record: request.record }, parts);
}

/** RFC 6750 §3 in the header, Auth0's error object in the body. */
function refuseToken(request: Request, refusal: Refusal, parts: ManagementParts): Reply {
  request.record.refuse(refusal);
  appendEvent(request, 'management', parts);
  const plain = bearerErrorReply(refusal, { scheme: triedScheme(request) });
  const status = plain.kind === 'json' ? plain.status : 401;
  return { ...plain, kind: 'json', status, body: { statusCode: status, error: phraseOf(status), message: refusal.description, errorCode: refusal.code } };
}

function refuse(request: Request, refusal: InstanceType<Loaded['ManagementRefusal']>, { parts, headers }: { readonly parts: ManagementParts; readonly headers: Headers }): Reply {
  const { statusCode, message, errorCode, reason } = refusal;
  request.record.refuse(new Refusal(String(statusCode), reason, { received: message }));
  // What is one call too many costs no write.
  if (statusCode !== 429) appendEvent(request, 'management', parts);
  return { kind: 'json', status: statusCode, body: { statusCode, error: phraseOf(statusCode), message, ...(errorCode === undefined ? {} : { errorCode }) }, headers };
}

/** RFC 9110 §15: the words of a status, as Auth0 repeats them. Those of node:http would load what a start can do without. */
const phrases: Readonly<Record<number, string>> = { 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 409: 'Conflict', 413: 'Content Too Large', 429: 'Too Many Requests' };
const phraseOf = (status: number) => phrases[status] ?? 'Error';
