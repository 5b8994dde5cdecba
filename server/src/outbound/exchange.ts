import type { LookupAddress } from 'node:dns';
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { request as tlsRequest, type Agent as TlsAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { OutboundAnswer, OutboundFailure, OutboundRequest } from '../protocol/ports/outbound.ts';

// An import of node:http would load all of `fetch` with it (docs/reference/performance.md).
const { Agent: PlainAgent, request: plainRequest } = process.getBuiltinModule('node:http');

/** One request, and where it goes: nowhere but to these addresses. */
export interface Call {
  readonly url: URL;
  readonly request: OutboundRequest;
  readonly addresses: readonly LookupAddress[];
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  readonly tlsAgent: () => TlsAgent;
}

const plainAgent = new PlainAgent({ keepAlive: false });
const longestHeaders = 16_384;

/** Sends one request over one connection of its own. Never rejects; an abort of the signal comes back as `unreachable`, if anybody still listens. */
export async function exchange(call: Call): Promise<OutboundAnswer | OutboundFailure> {
  const outgoing = open(call);
  const progress = watch(outgoing);
  try {
    const incoming = await responseTo(outgoing, call.request.body);
    return await readAnswer(incoming, call);
  } catch (error) {
    return failureOf(error as NodeJS.ErrnoException, progress, call);
  } finally {
    outgoing.destroy();
  }
}

function open({ url, request, addresses, signal, tlsAgent }: Call): ClientRequest {
  const { method = 'GET', headers = {}, body } = request;
  const options: RequestOptions = {
    method, signal, lookup: pinned(addresses), insecureHTTPParser: false, maxHeaderSize: longestHeaders,
    headers: { accept: '*/*', ...lowerCase(headers), 'user-agent': 'Gatehouse', 'accept-encoding': 'identity', ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
  };
  if (url.protocol === 'http:') return plainRequest(url, { ...options, agent: plainAgent });
  return tlsRequest(url, { ...options, agent: tlsAgent() });
}

const lowerCase = (headers: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** A resolver that answers what was vetted, and asks nobody. */
const pinned = (addresses: readonly LookupAddress[]): LookupFunction => (_host, { all }, callback) => {
  const [first] = addresses;
  if (first === undefined) callback(new Error('no address'), '');
  else if (all === true) callback(null, [...addresses]);
  else callback(null, first.address, first.family);
};

interface Progress { connected: boolean; secured: boolean }

/** How far the connection came, for the word of a failure. */
function watch(outgoing: ClientRequest): Progress {
  const progress: Progress = { connected: false, secured: false };
  outgoing.on('socket', (socket) => {
    socket.once('connect', () => { progress.connected = true; }).once('secureConnect', () => { progress.secured = true; });
  });
  return progress;
}

function responseTo(outgoing: ClientRequest, body: string | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    outgoing.once('response', resolve).on('error', reject).once('close', () => reject(new Error('closed without an answer')));
    outgoing.once('upgrade', (_incoming, socket) => { socket.destroy(); reject(new Error('another protocol')); });
    outgoing.end(body);
  });
}

async function readAnswer(incoming: IncomingMessage, { url, maxBytes }: Call): Promise<OutboundAnswer | OutboundFailure> {
  const status = incoming.statusCode ?? 0;
  const headers = flat(incoming.headers);
  if (status >= 300 && status < 400) return { failure: 'redirected', detail: `${url.host} answered ${status}, and redirects are not followed` };
  if (Number(headers['content-length'] ?? 0) > maxBytes) return tooLarge(url, maxBytes);
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return { failure: 'body_malformed', detail: `${url.host} sent a compressed body` };
  const body = await readBody(incoming, maxBytes);
  if (body === undefined) return tooLarge(url, maxBytes);
  const text = decode(body);
  return text === undefined ? { failure: 'body_malformed', detail: `${url.host} sent what is not UTF-8` } : { status, headers, body: text };
}

const tooLarge = (url: URL, maxBytes: number): OutboundFailure => ({ failure: 'too_large', detail: `${url.host} sent more than ${maxBytes} bytes` });

/** `undefined` when it is longer than the limit. */
async function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(body: Buffer): string | undefined {
  try { return new TextDecoder('utf-8', { fatal: true }).decode(body); } catch { return undefined; }
}

/** Cookies of others are nobody's business here. */
const flat = (headers: IncomingMessage['headers']) => Object.fromEntries(Object.entries(headers)
  .flatMap(([name, value]) => (value === undefined || name === 'set-cookie' ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]])));

function failureOf(error: NodeJS.ErrnoException, { connected, secured }: Progress, { url, signal }: Call): OutboundFailure {
  const code = error.code ?? error.message;
  if (signal.aborted) return { failure: 'unreachable', detail: `the request to ${url.host} was given up` };
  // No code: it would tell a closed port from a filtered one.
  if (!connected) return { failure: 'unreachable', detail: `no connection to ${url.host}` };
  if (url.protocol === 'https:' && !secured) return { failure: 'tls', detail: `no TLS with ${url.host} (${code})` };
  if (code === 'HPE_HEADER_OVERFLOW') return { failure: 'too_large', detail: `${url.host} sent more than ${longestHeaders} bytes of headers` };
  if (code.startsWith('HPE_')) return { failure: 'body_malformed', detail: `${url.host} does not speak HTTP (${code})` };
  return { failure: 'unreachable', detail: `${url.host} ended the connection early (${code})` };
}
