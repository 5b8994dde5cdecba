import type { Endpoint } from '../endpoints/reply.ts';
import type { Body } from '../endpoints/request.ts';
import type { Tenant } from '../kernel/tenant.ts';
import type { Answer } from './answer.ts';
import { conclude } from './conclude.ts';
import { isPlainOrigin, preflightHeaders } from './cors.ts';
import type { Exchange } from './exchange.ts';
import { findBadHeaders } from './header-rules.ts';
import { findTenantOf, parseHost } from './host.ts';
import { HttpRefusal } from './http-refusal.ts';
import { PeerGone, readBody } from './read-body.ts';
import { refusalOfFailure, renderErrorObject, renderRefusal } from './render-refusal.ts';
import { parseTarget } from './request-target.ts';
import type { OwnAddress } from './routes.ts';
import { SocketRequest } from './socket-request.ts';
import { writeAnswer, writePlainAnswer } from './write-answer.ts';

const noBody: Body = { kind: 'none' };

/** Answers one request, whatever happens. Never rejects. */
export async function serve(exchange: Exchange): Promise<void> {
  let status: number | undefined;
  try {
    status = write(exchange, await answerTo(exchange));
  } catch (error) {
    status = error instanceof PeerGone ? undefined : answerFailure(exchange, error);
  }
  conclude(exchange, status);
}

/** Says no to a request before it is looked at. */
export function refuseAtOnce(exchange: Exchange, refusal: HttpRefusal): void {
  conclude(exchange, write(exchange, refusal));
}

const write = (exchange: Exchange, answer: Answer | HttpRefusal): number => writeAnswer(exchange, answer instanceof HttpRefusal ? renderRefusal(exchange, answer) : answer);

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

async function answerTo(exchange: Exchange): Promise<Answer | HttpRefusal> {
  const flaw = findFlaw(exchange);
  if (flaw !== undefined) return endConnection(exchange, flaw);
  // RFC 9112 §9.3: HTTP/1.0 gets one answer; what it calls keep-alive was never standardised.
  if (exchange.incoming.httpVersionMinor === 0) endConnection(exchange, undefined);
  const { own } = exchange.route;
  const ownAnswer = own === undefined ? undefined : await answerOfOwn(exchange, own);
  return ownAnswer ?? answerOfHost(exchange);
}

/** What is wrong with the message as such. It runs before the next message of the connection is looked at. */
function findFlaw(exchange: Exchange): HttpRefusal | undefined {
  const { incoming, site } = exchange;
  const target = parseTarget(incoming.url ?? '', site.limits.urlBytes);
  if (target instanceof HttpRefusal) return target;
  exchange.path = target.path;
  exchange.query = target.query;
  exchange.route = site.routes.byPath.get(target.path) ?? site.routes.unmatched;
  return findBadHeaders(incoming, site.limits);
}

function endConnection<Refused extends HttpRefusal | undefined>({ incoming, site }: Exchange, refusal: Refused): Refused {
  site.ended.add(incoming.socket);
  return refusal;
}

/** RFC 9110 §15.5.20: a host that no tenant has is answered 421, with nothing of what was asked. */
async function answerOfHost(exchange: Exchange): Promise<Answer | HttpRefusal> {
  const { incoming, site } = exchange;
  const host = parseHost(incoming.headers.host);
  if (host === undefined) return endConnection(exchange, new HttpRefusal(400, 'request.http_malformed', { expected: 'one Host header' }));
  exchange.tenant = await findTenantOf(host, (name) => site.options.findTenant(name));
  return exchange.tenant === undefined ? new HttpRefusal(421, 'request.host_unknown', { received: host.slice(0, 80) }) : answerOfTenant(exchange, exchange.tenant);
}

/** The adapter's own addresses are there for every host: a probe asks by IP address. */
async function answerOfOwn(exchange: Exchange, own: OwnAddress): Promise<Answer | HttpRefusal | undefined> {
  const { methods, allow } = exchange.route;
  return methods.has(exchange.method) ? own.answer(exchange) : methodNotAllowed(allow);
}

async function answerOfTenant(exchange: Exchange, tenant: Tenant): Promise<Answer | HttpRefusal> {
  const { route: { endpoint, methods, allow }, method, incoming, site } = exchange;
  if (endpoint === undefined) return new HttpRefusal(404, 'request.not_found');
  const { origin } = incoming.headers;
  if (endpoint.cors === 'applications' && isPlainOrigin(origin) && await site.options.knowsOrigin(tenant.id, origin)) exchange.origin = origin;
  if (!methods.has(method)) return methodNotAllowed(allow);
  if (method === 'OPTIONS') return { kind: 'empty', status: 204, headers: { allow, ...preflightHeaders(endpoint, exchange.origin) } };
  const body = method === 'POST' ? await readBody(incoming, site.limits.bodyBytes) : noBody;
  return body instanceof HttpRefusal ? body : ask(endpoint, new SocketRequest(exchange, tenant, body), exchange);
}

async function ask(endpoint: Endpoint, request: SocketRequest, exchange: Exchange): Promise<Answer> {
  const { tracing } = exchange.site.options;
  exchange.request = request;
  exchange.span = tracing.start(exchange.method, endpoint.path, request.headers['traceparent']);
  exchange.reply = await (exchange.span === undefined ? endpoint.handle(request) : exchange.span.run(() => endpoint.handle(request)));
  return exchange.reply;
}

/** RFC 9110 §15.5.6. A header that names another method than the request line is not looked at. */
const methodNotAllowed = (allow: string) => new HttpRefusal(405, 'request.method_not_allowed', { expected: allow, headers: { allow } });
