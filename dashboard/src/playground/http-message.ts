/** A request as it went out. */
export interface HttpRequest { readonly method: string; /** Whole. */ readonly url: string; readonly headers: readonly (readonly [name: string, value: string])[]; readonly body: string | undefined }
/** An answer as it came. */
export interface HttpAnswer { readonly status: number; readonly headers: readonly (readonly [name: string, value: string])[]; readonly body: string }
/** Both. `answer` is `undefined` where none came, or none yet. */
export interface HttpExchange { readonly request: HttpRequest; readonly answer: HttpAnswer | undefined; /** When it was sent, in milliseconds. */ readonly at: number; /** How long it took, in milliseconds. */ readonly took: number }

const statusWords: Readonly<Record<number, string>> = { 200: 'OK', 201: 'Created', 204: 'No Content', 302: 'Found', 303: 'See Other', 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 429: 'Too Many Requests', 500: 'Internal Server Error' };
const isForm = (body: string) => /^[\w.-]+=[^{]*$/.test(body);
/** A line for each parameter, so that they can be read. */
const bodyLines = (body: string) => (isForm(body) ? body.replaceAll('&', '\n&') : indented(body));
const headerLines = (headers: HttpRequest['headers']) => headers.map(([name, value]) => `${name}: ${value}`);

function indented(text: string): string {
  try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
}

/** RFC 9112 §3: the request as it is written on the wire, with a line for each parameter. */
export function requestText({ method, url, headers, body }: HttpRequest): string {
  const { host, pathname, search } = new URL(url);
  const target = `${pathname}${search.replaceAll('&', '\n  &')}`;
  return [`${method} ${target} HTTP/1.1`, `Host: ${host}`, ...headerLines(headers), ...(body === undefined ? [] : ['', bodyLines(body)])].join('\n');
}

/** The same of the answer. */
export const answerText = ({ status, headers, body }: HttpAnswer): string => [`HTTP/1.1 ${status} ${statusWords[status] ?? ''}`.trimEnd(), ...headerLines(headers), ...(body === '' ? [] : ['', bodyLines(body)])].join('\n');
