import { isAscii } from 'node:buffer';
import type { Answer } from './answer.ts';
import type { Exchange } from './exchange.ts';
import { htmlHeaders, inertPolicy, pageHeaders } from './security-headers.ts';

/** An answer as HTTP: what its kind alone decides. `pieces` instead of a body: it is read while it is sent, and nobody knows how long it is. */
export interface Bytes { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string | Buffer; readonly pieces?: AsyncIterable<Buffer> }

const htmlType = 'text/html; charset=utf-8';
const readableBySite = { 'content-security-policy': inertPolicy, 'cross-origin-resource-policy': 'same-origin' };
const readableByAll = { 'content-security-policy': inertPolicy, 'cross-origin-resource-policy': 'cross-origin' };
const jsonForSite = { 'content-type': 'application/json; charset=utf-8', ...readableBySite };
const jsonForAll = { 'content-type': 'application/json; charset=utf-8', ...readableByAll };

/** @throws whatever the renderer of the pages throws */
export function renderBytes(exchange: Exchange, answer: Answer): Bytes {
  const shared = isShared(exchange);
  const readable = shared ? readableByAll : readableBySite;
  switch (answer.kind) {
    case 'json': return { status: answer.status, headers: shared ? jsonForAll : jsonForSite, body: JSON.stringify(answer.body) };
    case 'jwt': return { status: 200, headers: { 'content-type': answer.mediaType, ...readable }, body: answer.jwt };
    case 'empty': return { status: answer.status, headers: readable, body: '' };
    // RFC 9700 §4.12: after a POST 303, so that no browser repeats the form at the next address.
    case 'redirect': return { status: exchange.method === 'POST' ? 303 : 302, headers: { location: answer.to, ...readableBySite }, body: '' };
    case 'page': return renderPage(exchange, answer);
    case 'html': return { status: answer.status, headers: { 'content-type': htmlType, ...htmlHeaders(answer.csp) }, body: answer.html };
    case 'text': return { status: answer.status, headers: { 'content-type': answer.mediaType, ...readableBySite }, body: answer.text };
    case 'document': return renderDocument(exchange, answer);
    default: return renderFile(answer, readableBySite);
  }
}

/** RFC 6266 §4.2: it is saved and never shown, whatever is in it. */
const renderFile = ({ mediaType, name, pieces }: Answer & { readonly kind: 'file' }, readable: Bytes['headers']): Bytes =>
  ({ status: 200, headers: { 'content-type': mediaType, 'content-disposition': `attachment; filename="${name}"`, ...readable }, body: '', pieces });

function renderPage({ site }: Exchange, { status, page }: Answer & { readonly kind: 'page' }): Bytes {
  const rendered = site.options.renderPage(page);
  return { status, headers: { 'content-type': htmlType, ...pageHeaders(page, rendered) }, body: rendered.html };
}

/** RFC 9110 §13.1.2: who has this version already gets no second copy. */
function renderDocument(exchange: Exchange, { mediaType, body, etag, maxAge }: Answer & { readonly kind: 'document' }): Bytes {
  const headers = { 'content-type': mediaType, etag, 'cache-control': maxAge === 0 ? 'no-cache' : `public, max-age=${maxAge}`, ...(isShared(exchange) ? readableByAll : readableBySite) };
  return matches(exchange.incoming.headers['if-none-match'], etag) ? { status: 304, headers, body: '' } : { status: 200, headers, body: asciiOf(body) ?? body };
}

const texts = new WeakMap<Buffer, string | undefined>();

/** A document of ASCII as a string, made once: Node sends it in one piece with the headers, a Buffer in a second one. */
function asciiOf(body: Buffer): string | undefined {
  if (!texts.has(body)) texts.set(body, isAscii(body) ? body.toString('latin1') : undefined);
  return texts.get(body);
}

/** Pages of other sites may read this address at all (their origin is judged elsewhere). */
const isShared = ({ route }: Exchange): boolean => route.endpoint !== undefined && route.endpoint.cors !== 'none';

function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}
