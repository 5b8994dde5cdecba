import { exhaustive } from '../kernel/exhaustive.ts';
import type { Answer } from './answer.ts';
import type { Exchange } from './exchange.ts';
import { htmlHeaders, inertPolicy, pageHeaders } from './security-headers.ts';

/** An answer as HTTP: what its kind alone decides. */
export interface Bytes { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string | Buffer }

const htmlType = 'text/html; charset=utf-8';
const readableBySite = { 'content-security-policy': inertPolicy, 'cross-origin-resource-policy': 'same-origin' };
const readableByAll = { 'content-security-policy': inertPolicy, 'cross-origin-resource-policy': 'cross-origin' };
const jsonForSite = { 'content-type': 'application/json; charset=utf-8', ...readableBySite };
const jsonForAll = { 'content-type': 'application/json; charset=utf-8', ...readableByAll };

/** @throws whatever the renderer of the pages throws */
export function renderBytes(exchange: Exchange, answer: Answer): Bytes {
  const shared = (exchange.route.endpoint?.cors ?? 'none') !== 'none';
  switch (answer.kind) {
    case 'json': return { status: answer.status, headers: shared ? jsonForAll : jsonForSite, body: JSON.stringify(answer.body) };
    case 'empty': return { status: answer.status, headers: shared ? readableByAll : readableBySite, body: '' };
    // RFC 9700 §4.12: after a POST 303, so that no browser repeats the form at the next address.
    case 'redirect': return { status: exchange.method === 'POST' ? 303 : 302, headers: { location: answer.to, ...readableBySite }, body: '' };
    case 'page': {
      const rendered = exchange.site.options.renderPage(answer.page);
      return { status: answer.status, headers: { 'content-type': htmlType, ...pageHeaders(answer.page, rendered) }, body: rendered.html };
    }
    case 'html': return { status: answer.status, headers: { 'content-type': htmlType, ...htmlHeaders(answer.csp) }, body: answer.html };
    case 'text': return { status: answer.status, headers: { 'content-type': answer.mediaType, ...readableBySite }, body: answer.text };
    case 'document': return renderDocument(exchange, answer);
    default: return exhaustive(answer);
  }
}

/** RFC 9110 §13.1.2: who has this version already gets no second copy. */
function renderDocument({ incoming, route }: Exchange, { mediaType, body, etag, maxAge }: Answer & { readonly kind: 'document' }): Bytes {
  const shared = (route.endpoint?.cors ?? 'none') !== 'none';
  const headers = { 'content-type': mediaType, etag, 'cache-control': maxAge === 0 ? 'no-cache' : `public, max-age=${maxAge}`, ...(shared ? readableByAll : readableBySite) };
  return matches(incoming.headers['if-none-match'], etag) ? { status: 304, headers, body: '' } : { status: 200, headers, body };
}

function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}
