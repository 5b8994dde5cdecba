import type { Lane } from '../../../server/src/playground/flow.ts';
import { laneNames, lanes } from './lanes.ts';
import type { HttpAnswer, HttpExchange, HttpRequest } from './http-message.ts';
import { maskExchange } from './mask-secrets.ts';
import { httpFileOf } from './request-code.ts';

/** A message as a diagram names it. */
export interface Drawn { readonly title: string; readonly path: readonly Lane[] }

const plain = (text: string) => text.replaceAll(/[;#]/g, ' ');

/** The sequence as Mermaid draws it. */
export function mermaidOf(drawn: readonly Drawn[]): string {
  const lines = drawn.flatMap(({ title, path }) => {
    const [only = 'app'] = path;
    if (path.length === 1) return [`  Note over ${only}: ${plain(title)}`];
    return path.slice(1).map((to, index) => `  ${path[index] ?? 'app'}->>${to}: ${plain(title)}`);
  });
  return ['sequenceDiagram', ...lanes.map((lane) => `  participant ${lane} as ${laneNames[lane]}`), ...lines].join('\n');
}

const named = (pairs: HttpRequest['headers']) => pairs.map(([name, value]) => ({ name, value }));
const typeOf = (headers: HttpRequest['headers']) => headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';

const harRequest = ({ method, url, headers, body }: HttpRequest) => ({
  method, url, httpVersion: 'HTTP/1.1', cookies: [], headers: named(headers), queryString: named([...new URL(url).searchParams]), headersSize: -1, bodySize: body?.length ?? 0,
  ...(body === undefined ? {} : { postData: { mimeType: typeOf(headers), text: body } }),
});

const noAnswer: HttpAnswer = { status: 0, headers: [], body: '' };
const harAnswer = ({ status, headers, body }: HttpAnswer) => ({
  status, statusText: '', httpVersion: 'HTTP/1.1', cookies: [], headers: named(headers), content: { size: body.length, mimeType: typeOf(headers), text: body }, redirectURL: new Map(headers).get('Location') ?? '', headersSize: -1, bodySize: -1,
});

/** Everything that went over the wire as HAR 1.2, without the values of secrets. */
export function harOf(exchanges: readonly HttpExchange[]): string {
  const entries = exchanges.map(maskExchange).map(({ request, answer = noAnswer, at, took }) => ({ startedDateTime: new Date(at).toISOString(), time: took, cache: {}, timings: { send: 0, wait: took, receive: 0 }, request: harRequest(request), response: harAnswer(answer) }));
  return JSON.stringify({ log: { version: '1.2', creator: { name: 'Gatehouse', version: '1' }, entries } }, null, 2);
}

/** The requests as a file with the ending http. */
export const httpFile = (exchanges: readonly HttpExchange[]): string => exchanges.map(maskExchange).map(({ request }) => httpFileOf(request)).join('\n\n###\n\n');
