import { HttpRefusal } from './http-refusal.ts';

/** Path and query as they came, byte for byte: nothing is decoded, joined or cleaned, so no two spellings mean one address. */
export interface RequestTarget { readonly path: string; readonly query: string }

const originForm = /^\/[\x21-\x7e]*$/;

/**
 * RFC 9112 §3.2.1: the origin form alone. The absolute form would bring a second host name, which nobody needs.
 * @param limit longest target in bytes
 */
export function parseTarget(url: string, limit: number): RequestTarget | HttpRefusal {
  if (url.length > limit) return new HttpRefusal(414, 'request.too_large', { expected: `a URL of at most ${limit} bytes` });
  if (!originForm.test(url)) return new HttpRefusal(400, 'request.http_malformed', { expected: 'a request target that starts with /' });
  const mark = url.indexOf('?');
  return mark === -1 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}
