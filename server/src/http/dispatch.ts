import type { Endpoint, Reply } from '../endpoints/reply.ts';
import type { Body } from '../endpoints/request.ts';
import type { Awaitable } from '../kernel/awaitable.ts';
import type { Tenant } from '../kernel/tenant.ts';
import type { Answer } from './answer.ts';
import { conclude } from './conclude.ts';
import { isPlainOrigin, preflightHeaders } from './cors.ts';
import type { Exchange, Ready } from './exchange.ts';
import { findBadHeaders } from './header-rules.ts';
import { findTenantOf, parseHost, withoutMutualPort } from './host.ts';
import { HttpRefusal } from './http-refusal.ts';
import { PeerGone, readBody } from './read-body.ts';
import { findForm } from './read-form.ts';
import { refusalOfFailure, renderErrorObject, renderRefusal } from './render-refusal.ts';
import { parseTarget } from './request-target.ts';
import { removedReply } from './removed-addresses.ts';
import { findRoute, type OwnAddress } from './routes.ts';
import { SocketRequest } from './socket-request.ts';
import { writeAnswer, writePlainAnswer } from './write-answer.ts';

const noBody: Body = { kind: 'none' };
/** RFC 9110 §9.3.5: a DELETE may have content, which Auth0's SDKs use for lists of what shall go. */
const bringsBody: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Answers one request, whatever happens; the bytes leave through the outbox. What is at hand is answered without a promise. */
export function serve(exchange: Exchange): void {
  try {
    const answer = answerTo(exchange);
    if (answer instanceof Promise) answer.then((found) => exchange.site.outbox.add({ exchange, answer: found }), (error: unknown) => fail(exchange, error));
    else exchange.site.outbox.add({ exchange, answer });
  } catch (error) {
    fail(exchange, error);
  }
}

/** Says no to a request before it is looked at. */
export function refuseAtOnce(exchange: Exchange, refusal: HttpRefusal): void {
  finish({ exchange, answer: refusal });
}

/** Writes the answer of a request, and concludes it. */
export function finish({ exchange, answer }: Ready): void {
  try {
    conclude(exchange, writeAnswer(exchange, answer instanceof HttpRefusal ? renderRefusal(exchange, answer) : answer));
  } catch (error) {
    fail(exchange, error);
  }
}

function fail(exchange: Exchange, error: unknown): void {
  conclude(exchange, error instanceof PeerGone ? undefined : answerFailure(exchange, error));
}

/** A bug or an outage. Should even the page for that fail, a plain answer is left. */
function answerFailure(exchange: Exchange, error: unknown): number {
  exchange.failure = error;
  const refusal = refusalOfFailure(error);
  exchange.request?.record.refuse(refusal);
  try {
    exchange.reply = renderRefusal(exchange, refusal);
    return writeAnswer(exchange, exchange.reply);
  } catch {
    const plain = renderErrorObject(exchange, refusal);
    exchange.reply = plain;
    return writePlainAnswer(exchange, plain);
  }
}

function answerTo(exchange: Exchange): Awaitable<Answer | HttpRefusal> {
  const flaw = findFlaw(exchange);
  if (flaw !== undefined) return endConnection(exchange, flaw);
  // RFC 9112 §9.3: HTTP/1.0 gets one answer; what it calls keep-alive was never standardised.
  if (exchange.incoming.httpVersionMinor === 0) endConnection(exchange, undefined);
  const { own } = exchange.route;
  return own === undefined ? answerOfHost(exchange) : answerOfOwn(exchange, own);
}

/** What is wrong with the message as such. It runs before the next message of the connection is looked at. */
function findFlaw(exchange: Exchange): HttpRefusal | undefined {
  const { incoming, site } = exchange;
  const target = parseTarget(incoming.url ?? '', site.limits.urlBytes);
  if (target instanceof HttpRefusal) return target;
  exchange.path = target.path;
  exchange.query = target.query;
  exchange.route = findRoute(site.routes, target.path);
  return findBadHeaders(incoming, site.limits);
}

function endConnection<Refused extends HttpRefusal | undefined>({ incoming, site }: Exchange, refusal: Refused): Refused {
  site.ended.add(incoming.socket);
  return refusal;
}

/** RFC 9110 §15.5.20: a host that no tenant has is answered 421, with nothing of what was asked. */
function answerOfHost(exchange: Exchange): Awaitable<Answer | HttpRefusal> {
  const { incoming, site } = exchange;
  const host = parseHost(incoming.headers.host);
  if (host === undefined) return endConnection(exchange, new HttpRefusal(400, 'request.http_malformed', { expected: 'one Host header' }));
  const answer = (tenant: Tenant | undefined): Awaitable<Answer | HttpRefusal> => {
    exchange.tenant = tenant;
    return tenant === undefined ? new HttpRefusal(421, 'request.host_unknown', { received: host.slice(0, 80) }) : answerOfTenant(exchange, tenant);
  };
  const tenant = findTenantOf(exchange.mutual ? withoutMutualPort(host, site.options) : host, (name) => site.options.findTenant(name));
  return tenant instanceof Promise ? tenant.then(answer) : answer(tenant);
}

/** The adapter's own addresses are there for every host: a probe asks by IP address. */
async function answerOfOwn(exchange: Exchange, own: OwnAddress): Promise<Answer | HttpRefusal> {
  const { methods, allow } = exchange.route;
  if (!methods.has(exchange.method)) return methodNotAllowed(allow);
  return (await own.answer(exchange)) ?? answerOfHost(exchange);
}

function answerOfTenant(exchange: Exchange, tenant: Tenant): Awaitable<Answer | HttpRefusal> {
  const { route: { endpoint }, incoming, site } = exchange;
  if (endpoint === undefined) return removedReply(exchange.path, tenant) ?? new HttpRefusal(404, 'request.not_found');
  const { origin } = incoming.headers;
  if (endpoint.cors !== 'applications' || !isPlainOrigin(origin)) return answerOfEndpoint(exchange, endpoint, tenant);
  const answer = (known: boolean) => {
    if (known) exchange.origin = origin;
    return answerOfEndpoint(exchange, endpoint, tenant);
  };
  const known = site.options.knowsOrigin(tenant.id, origin);
  return known instanceof Promise ? known.then(answer) : answer(known);
}

function answerOfEndpoint(exchange: Exchange, endpoint: Endpoint, tenant: Tenant): Awaitable<Answer | HttpRefusal> {
  const { route: { methods, allow }, method, incoming, site } = exchange;
  if (!methods.has(method)) return methodNotAllowed(allow);
  if (method === 'OPTIONS') return { kind: 'empty', status: 204, headers: { allow, ...preflightHeaders(endpoint, exchange.origin) } };
  if (!bringsBody.has(method)) return ask(endpoint, new SocketRequest(exchange, tenant, noBody), exchange);
  const form = findForm(incoming, endpoint, exchange.path);
  if (form !== undefined) return form instanceof HttpRefusal ? refuseBody(exchange, form) : askWithForm(endpoint, new SocketRequest(exchange, tenant, form), exchange);
  return readBody(incoming, site.limits.bodyBytes).then((body) => (body instanceof HttpRefusal ? refuseBody(exchange, body) : ask(endpoint, new SocketRequest(exchange, tenant, body), exchange)));
}

/** A body of which not all was there when it was refused is never read to its end. */
const refuseBody = (exchange: Exchange, refusal: HttpRefusal) => (exchange.incoming.complete ? refusal : endConnection(exchange, refusal));

/** What the endpoint left unread is nobody's next request. */
async function askWithForm(endpoint: Endpoint, request: SocketRequest, exchange: Exchange): Promise<Answer> {
  try {
    return await ask(endpoint, request, exchange);
  } finally {
    if (!exchange.incoming.complete) endConnection(exchange, undefined);
  }
}

function ask(endpoint: Endpoint, request: SocketRequest, exchange: Exchange): Awaitable<Answer> {
  const { tracing } = exchange.site.options;
  exchange.request = request;
  exchange.span = tracing.start(exchange.method, endpoint.path, request.headers['traceparent']);
  const reply = exchange.span === undefined ? endpoint.handle(request) : exchange.span.run(() => endpoint.handle(request));
  const remember = (known: Reply) => exchange.reply = known;
  return reply instanceof Promise ? reply.then(remember) : remember(reply);
}

/** RFC 9110 §15.5.6. A header that names another method than the request line is not looked at. */
const methodNotAllowed = (allow: string) => new HttpRefusal(405, 'request.method_not_allowed', { expected: allow, headers: { allow } });
