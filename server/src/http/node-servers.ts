import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import type { RequestListener, Server, ServerOptions } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { answerClientError } from './client-error.ts';
import { refuseAtOnce, serve } from './dispatch.ts';
import { Exchange, type Site } from './exchange.ts';
import { HttpRefusal } from './http-refusal.ts';
import { createServer } from './node-http.ts';
import { askForCertificate, tlsOptions } from './tls-options.ts';

/** A connection that never sent a request is given this long when the server closes: browsers open some in advance. */
const silentGraceMs = 500;

/** The servers of Node, with all limits set: one, or two where `localhost` is two addresses. */
export class NodeServers {
  readonly #site: Site;
  readonly #servers: Server[] = [];
  /** Connections on which no request has come yet. */
  readonly #silent = new Set<Socket>();
  /** All of them, those in a TLS handshake too. */
  readonly #sockets = new Set<Socket>();

  constructor(site: Site) { this.#site = site; }

  /**
   * Listens on every address of `localhost`, or on the one that is given; answers the port. `mutual`: clients are asked for a certificate.
   * @throws an error of the system when the address can't be had
   */
  async listen(host: string, port: number, mutual = false): Promise<number> {
    const [first = host, ...others] = host === 'localhost' ? [...new Set((await lookup(host, { all: true })).map(({ address }) => address))] : [host];
    const chosen = await listenOn(this.#open(mutual), first, port);
    for (const other of others) {
      // A name may have an address of a family that this machine does not run.
      await listenOn(this.#open(mutual), other, chosen).catch((error: NodeJS.ErrnoException) => { if (error.code !== 'EADDRNOTAVAIL' && error.code !== 'EAFNOSUPPORT') throw error; });
    }
    return chosen;
  }

  /** Accepts nothing new and resolves when the last connection has ended; idle ones end at once. */
  async close(): Promise<void> {
    await Promise.all(this.#servers.filter(({ listening }) => listening).map((server) => new Promise<void>((resolve) => { server.close(() => resolve()); })));
  }

  #open(mutual: boolean): Server {
    const { limits } = this.#site;
    const listener: RequestListener = (incoming, outgoing) => {
      this.#silent.delete(incoming.socket);
      if (this.#site.ended.has(incoming.socket)) return;
      serve(new Exchange(this.#site, [incoming, outgoing], mutual));
    };
    const server = this.#create(listener, mutual);
    server.maxHeadersCount = limits.headers + 1;
    server.maxRequestsPerSocket = limits.requestsPerSocket;
    server.maxConnections = limits.connections;
    server.timeout = limits.idleTimeoutMs;
    server.on('connection', (socket: Socket) => remember(this.#sockets, socket));
    server.on(this.#site.options.tls === undefined ? 'connection' : 'secureConnection', (socket: Socket) => remember(this.#silent, socket));
    server.on('clientError', (error: Error, socket) => answerClientError(this.#site, error, socket as Socket));
    // RFC 9110 §10.1.1: an expectation other than 100-continue.
    server.on('checkExpectation', (incoming, outgoing) => refuseAtOnce(new Exchange(this.#site, [incoming, outgoing], mutual), new HttpRefusal(417, 'request.http_malformed', { expected: 'no Expect header' })));
    this.#servers.push(server);
    return server;
  }

  #create(listener: RequestListener, mutual: boolean): Server {
    const { limits, options: { tls, mutualTls } } = this.#site;
    const options: ServerOptions = {
      // The parser counts the request line and the headers together; the exact limits are held afterwards, with words.
      maxHeaderSize: limits.urlBytes + limits.headerBytes + 1024,
      headersTimeout: limits.headersTimeoutMs, requestTimeout: limits.requestTimeoutMs, connectionsCheckingInterval: limits.timeoutIntervalMs, keepAliveTimeout: limits.keepAliveTimeoutMs,
      insecureHTTPParser: false, requireHostHeader: false, joinDuplicateHeaders: false,
    };
    return tls === undefined ? createServer(options, listener) : process.getBuiltinModule('node:https').createServer({ ...options, ...tlsOptions(tls, limits.tlsHandshakeTimeoutMs), ...(mutual ? askForCertificate(mutualTls?.ca) : {}) }, listener);
  }

  /** Ends what is still open after `drainMs`, and what never spoke much sooner. The returned function calls it off. */
  cutAfter(drainMs: number): () => void {
    const silent = setTimeout(() => { destroyAll(this.#silent); }, Math.min(drainMs, silentGraceMs));
    const all = setTimeout(() => { destroyAll(this.#sockets); }, drainMs);
    return () => { clearTimeout(silent); clearTimeout(all); };
  }
}

async function listenOn(server: Server, host: string, port: number): Promise<number> {
  server.listen({ host, port });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function remember(sockets: Set<Socket>, socket: Socket): void {
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
}

function destroyAll(sockets: ReadonlySet<Socket>): void {
  for (const socket of sockets) socket.destroy();
}
