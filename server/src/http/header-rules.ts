import type { IncomingMessage } from 'node:http';
import { HttpRefusal } from './http-refusal.ts';
import type { Limits } from './limits.ts';

/** By length, so that most headers cost one look-up: what may come once. Node keeps the first of two and drops the other without a word. */
const single: readonly (ReadonlySet<string> | undefined)[] = byLength(['host', 'dpop', 'authorization', 'transfer-encoding']);

/** The same, answered with 415 (RFC 9110 §15.5.16). */
const contentType = 'content-type';

/** What is wrong with the headers as such: too many, too long, or one twice that may come once (RFC 9110 §5.3, RFC 9449 §4.3). */
export function findBadHeaders({ rawHeaders, headers, httpVersion }: IncomingMessage, limits: Limits): HttpRefusal | undefined {
  if (rawHeaders.length > limits.headers * 2) return new HttpRefusal(431, 'request.too_large', { expected: `at most ${limits.headers} headers` });
  const flaw = findRepeated(rawHeaders, limits);
  if (flaw !== undefined) return flaw;
  if (headers['transfer-encoding'] === undefined) return undefined;
  // RFC 9112 §6.1: chunked alone, and not from HTTP/1.0: everything else is how requests are smuggled.
  const chunked = headers['transfer-encoding'].toLowerCase() === 'chunked' && httpVersion === '1.1';
  return chunked ? undefined : new HttpRefusal(400, 'request.http_malformed', { expected: 'Transfer-Encoding: chunked' });
}

function findRepeated(rawHeaders: readonly string[], limits: Limits): HttpRefusal | undefined {
  let size = 0;
  let seen: string[] | undefined;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const raw = rawHeaders[i] as string;
    size += raw.length + (rawHeaders[i + 1] as string).length + 4;
    if (single[raw.length] === undefined) continue;
    const name = raw.toLowerCase();
    if (single[name.length]?.has(name) !== true) continue;
    if (seen?.includes(name) === true) return name === contentType ? new HttpRefusal(415, 'request.header_repeated', { received: name }) : new HttpRefusal(400, 'request.header_repeated', { received: name });
    (seen ??= []).push(name);
  }
  return size > limits.headerBytes ? new HttpRefusal(431, 'request.too_large', { expected: `headers of at most ${limits.headerBytes} bytes` }) : undefined;
}

function byLength(names: readonly string[]): readonly (ReadonlySet<string> | undefined)[] {
  const table: (Set<string> | undefined)[] = [];
  for (const name of [...names, 'content-type']) (table[name.length] ??= new Set()).add(name);
  return table;
}
