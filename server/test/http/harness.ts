import { once } from 'node:events';
import { request as plainRequest, type Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { connect } from 'node:net';
import type { Endpoint } from '../../src/endpoints/reply.ts';
import { createHttpServer, type HttpServer } from '../../src/http/create-http-server.ts';
import type { HttpServerOptions } from '../../src/http/options.ts';
import { tenantDefaults, type Issuer, type Tenant, type TenantId } from '../../src/kernel/tenant.ts';
import { createLogger } from '../../src/log/logger.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { createTracing } from '../../src/metrics/tracing.ts';
import { createPageRenderer } from '../../src/pages/render-page.tsx';
import { testEndpoints } from './endpoints.ts';

const settings: Tenant['settings'] = { environment: 'production', supportEmail: undefined, logoutUris: [], defaultAudience: undefined, sessionIdleTtl: 100, sessionAbsoluteTtl: 100, ...tenantDefaults };
const tenant = (id: string, issuer: string): Tenant => ({ id: id as TenantId, name: `Tenant ${id}`, issuer: issuer as Issuer, settings });

/** One tenant behind https, one on plain http. */
export const tenants = new Map([['auth.example', tenant('secure', 'https://auth.example/')], ['plain.localhost:4000', tenant('plain', 'http://plain.localhost:4000/')]]);
/** The only origin that is registered, with the tenant `secure`. */
export const knownOrigin = 'https://app.example';
export const metricsToken = 'a-token-that-reads-metrics';

export interface Answer { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string; json(): Record<string, unknown> }
export interface Ask { readonly method?: string; readonly path?: string; readonly host?: string; readonly headers?: OutgoingHttpHeaders; readonly body?: string | Buffer; readonly agent?: Agent }
export interface Running { readonly server: HttpServer; readonly port: number; readonly log: string[]; ask(ask: Ask): Promise<Answer>; raw(text: string | Buffer): Promise<string>; stop(): Promise<void> }

/** A server on loopback with the test endpoints. Every answer is held against what all answers must have. */
export async function start(over: Partial<HttpServerOptions> = {}, more: readonly Endpoint[] = []): Promise<Running> {
  const log: string[] = [];
  const options: HttpServerOptions = {
    host: '127.0.0.1', port: 0, tls: undefined, endpoints: [...testEndpoints, ...more], findTenant: (host) => tenants.get(host), knowsOrigin: (id, origin) => id === 'secure' && origin === knownOrigin,
    renderPage: createPageRenderer({ stylesheetHref: '/assets/pages.css' }), logger: createLogger({ level: 'debug', json: true, destination: { write: (line) => { log.push(line); } } }),
    metrics: createMetrics({ withProcess: false }), tracing: createTracing(), healthChecks: () => Promise.resolve([{ name: 'database', ok: true, detail: 'SQLite' }]), assetsDir: undefined, trustProxy: [], metricsToken, ...over,
  };
  const server = createHttpServer(options);
  const { port } = await server.listen();
  return { server, port, log, ask: (one) => ask({ port, tls: options.tls !== undefined }, one), raw: (text) => raw(port, text), stop: () => server.close(0) };
}

function ask({ port, tls }: { readonly port: number; readonly tls: boolean }, { method = 'GET', path = '/', host = 'auth.example', headers = {}, body, agent }: Ask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const make = tls ? tlsRequest : plainRequest;
    const outgoing = make({ host: '127.0.0.1', port, method, path, headers: { host, ...headers }, setDefaultHeaders: true, ...(agent === undefined ? {} : { agent }) }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (part: string) => { text += part; }).on('error', reject);
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json: () => JSON.parse(text) as Record<string, unknown> }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Longer than any limit that the tests set; a connection that is open then should have been closed. */
const patienceMs = 30_000;

/** Sends bytes as they are and gives back everything that came until the server closed the connection. Rejects when it does not. */
export async function raw(port: number, text: string | Buffer): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.setEncoding('latin1').on('data', (part: string) => { received += part; }).on('error', () => undefined);
  socket.write(typeof text === 'string' ? Buffer.from(text, 'latin1') : text);
  try {
    await once(socket, 'close', { signal: AbortSignal.timeout(patienceMs) });
  } catch {
    socket.destroy();
    throw new Error(`The server left the connection open after: ${received.slice(0, 400)}`);
  }
  return received;
}

/** The head of a POST to the token endpoint, without its end. */
export const tokenHead = (more: string, version = '1.1') => `POST /oauth/token HTTP/${version}\r\nHost: auth.example\r\n${more}`;
export const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
export const form = 'application/x-www-form-urlencoded';
