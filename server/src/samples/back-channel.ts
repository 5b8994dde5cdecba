// An import of node:http would load all of `fetch` with it (docs/reference/performance.md).
const { request: plainRequest } = process.getBuiltinModule('node:http');
const { request: tlsRequest } = process.getBuiltinModule('node:https');

/** A request of a sample application to the public endpoints of the server. */
export interface ChannelRequest { readonly method: 'GET' | 'POST'; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
/** What came back; header names in lower case. */
export interface ChannelAnswer { readonly status: number; readonly headers: Readonly<Record<string, string | undefined>>; readonly text: string }

/** Calls a path of the issuer; rejects when the server can not be reached. */
export type BackChannel = (path: string, request: ChannelRequest) => Promise<ChannelAnswer>;

/** Where the server really listens; the Host header and the TLS name stay those of the issuer. */
export interface ListenAddress { readonly host: string; readonly port: number; /** The server itself speaks TLS; `ca` is the authority of its certificate where that is a local one. */ readonly tls: boolean; readonly ca?: string | undefined; /** For a diagnosis that sends no secret: any certificate will do. */ readonly anyCertificate?: true; /** How long the answer may be silent, in milliseconds; 10,000 where nothing is said. */ readonly patience?: number }

const answerLimit = 262_144;
const timeoutMs = 10_000;

/**
 * The back channel of the sample applications: real HTTP to our own listener, as another program on this machine would speak it.
 * It does not go through a proxy in front, so that the samples run before a proxy or a public name exists.
 */
export function openBackChannel(issuer: string, listening: () => ListenAddress): BackChannel {
  return (path, { method, headers = {}, body }) => new Promise((resolve, reject) => {
    const { host, port, tls, ca, anyCertificate, patience = timeoutMs } = listening();
    const { host: name, hostname, protocol } = new URL(issuer);
    const options = { host: reachable(host), port, path, method, timeout: patience, headers: { ...headers, host: name, ...(protocol === 'https:' && !tls ? { 'x-forwarded-proto': 'https' } : {}), ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) } };
    const outgoing = tls ? tlsRequest({ ...options, servername: hostname, rejectUnauthorized: anyCertificate !== true, ...(ca === undefined ? {} : { ca }) }) : plainRequest(options);
    outgoing.on('timeout', () => outgoing.destroy(new Error('The server did not answer in time.')));
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > answerLimit) outgoing.destroy(new Error('The answer is too large.'));
        else chunks.push(chunk);
      });
      incoming.on('error', reject);
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: flat(incoming.headers), text: Buffer.concat(chunks).toString('utf8') }));
    });
    outgoing.end(body);
  });
}

/** A wildcard address is one to listen on, none to call. */
const reachable = (host: string) => host === '0.0.0.0' ? '127.0.0.1' : host === '::' || host === '[::]' ? '::1' : host;

const flat = (headers: Readonly<Record<string, string | string[] | undefined>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
