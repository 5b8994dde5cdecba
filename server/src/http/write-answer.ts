import type { OutgoingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Reply } from '../endpoints/reply.ts';
import type { Answer } from './answer.ts';
import { renderCookie } from './cookies.ts';
import { corsHeaders } from './cors.ts';
import type { Exchange } from './exchange.ts';
import { factsOf } from './issuer-facts.ts';
import { announcesBody } from './read-body.ts';
import { renderBytes, type Bytes } from './render-bytes.ts';

/** Writes an answer with everything that each must have, and gives the status back. Throws before the first byte, or not at all. */
export function writeAnswer(exchange: Exchange, answer: Answer): number {
  const bytes = renderBytes(exchange, answer);
  const headers = headersOf(exchange, bytes);
  if (answer.headers !== undefined) Object.assign(headers, answer.headers);
  if (answer.cookies !== undefined && answer.cookies.length > 0) headers['set-cookie'] = cookiesOf(exchange, answer.cookies);
  send(exchange, headers, bytes);
  return bytes.status;
}

/** The same after something failed: an answer that has begun is cut off, for nothing can be taken back. */
export function writePlainAnswer(exchange: Exchange, answer: Reply & { readonly kind: 'json' }): number {
  if (!exchange.outgoing.headersSent) return writeAnswer(exchange, answer);
  exchange.outgoing.destroy();
  return answer.status;
}

function headersOf(exchange: Exchange, { body, headers, status, pieces }: Bytes): OutgoingHttpHeaders {
  const { id, tenant, route, origin } = exchange;
  const all: OutgoingHttpHeaders = { 'x-request-id': id, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' };
  if (tenant !== undefined) {
    const { strictTransport } = factsOf(tenant.issuer);
    if (strictTransport !== undefined) all['strict-transport-security'] = strictTransport;
  }
  Object.assign(all, headers);
  if (route.endpoint !== undefined) Object.assign(all, corsHeaders(route.endpoint, origin));
  // RFC 9110 §8.6: an answer that never has a body has no length either.
  if (status !== 204 && status !== 304 && pieces === undefined) all['content-length'] = Buffer.byteLength(body);
  if (isLast(exchange)) all['connection'] = 'close';
  return all;
}

const isUnread = (incoming: Exchange['incoming']) => announcesBody(incoming) && !incoming.complete;

/** Does the connection end with this answer? A body that was not read is never taken for the next request. */
function isLast({ site, incoming, outgoing }: Exchange): boolean {
  if (site.state.draining || isUnread(incoming) || site.ended.has(incoming.socket)) return true;
  // Node writes "close" after the last request that a connection may carry, but closes only when told so.
  return (outgoing as typeof outgoing & { readonly maxRequestsOnConnectionReached?: boolean }).maxRequestsOnConnectionReached === true;
}

function cookiesOf({ tenant }: Exchange, changes: NonNullable<Answer['cookies']>): string[] {
  if (tenant === undefined) throw new Error('A cookie was set outside of a tenant.');
  const { secure } = factsOf(tenant.issuer);
  return changes.map((change) => renderCookie(change, secure));
}

/** Text of nothing but ASCII is the same bytes in Latin-1, which is written without being converted. */
function end(outgoing: Exchange['outgoing'], body: Bytes['body']): void {
  if (typeof body === 'string' && Buffer.byteLength(body) === body.length) outgoing.end(body, 'latin1');
  else outgoing.end(body);
}

function send(exchange: Exchange, headers: OutgoingHttpHeaders, { status, body, pieces }: Bytes): void {
  const { incoming, outgoing, site } = exchange;
  outgoing.writeHead(status, headers);
  if (pieces !== undefined) { void stream(exchange, pieces); return; }
  if (!isUnread(incoming)) { end(outgoing, body); return; }
  // Closing with unread bytes in the socket resets the connection, and the peer may never see the answer: they are read away for a moment.
  if (body.length > 0) outgoing.write(body); else outgoing.flushHeaders();
  const finish = () => { clearTimeout(timer); outgoing.end(); };
  const timer = setTimeout(finish, site.limits.lingerMs);
  incoming.once('end', finish).once('close', finish).resume();
}

/** A file that can not be read to its end is cut off, so that nobody takes a part of it for the whole. */
async function stream({ id, outgoing, site }: Exchange, pieces: AsyncIterable<Buffer>): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), outgoing);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') site.options.logger.error({ event: 'request.failed', request_id: id, err: error }, 'A file could not be sent to its end.');
  }
}
