import { setTimeout as delay } from 'node:timers/promises';
import { assetAddresses } from './assets.ts';
import { parseTrustedProxies } from './client-address.ts';
import { finish } from './dispatch.ts';
import { parseAuthorities } from './client-certificate.ts';
import type { Site } from './exchange.ts';
import { defaultLimits } from './limits.ts';
import { NodeServers } from './node-servers.ts';
import type { HttpServerOptions } from './options.ts';
import { Outbox } from './outbox.ts';
import { ownAddresses } from './own-addresses.ts';
import { tableOf } from './routes.ts';

/** The listening side of the house. */
export interface HttpServer {
  /** Rejects when the address can't be had. `url` has no trailing slash. */
  listen(): Promise<{ readonly port: number; readonly url: string }>;
  /** Readiness turns 503, nothing new is accepted, what runs is finished; after `drainMs` milliseconds what is left is cut off. */
  close(drainMs: number): Promise<void>;
}

/**
 * Builds the server; nothing listens yet.
 * There is no framework under it: one table decides what an address is, and nothing else runs per request (docs/decisions/006).
 * @throws Error for two endpoints at one path, an unreadable assets folder, a malformed proxy entry, a key that does not fit its certificate
 */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const limits = Object.freeze({ ...defaultLimits, ...options.limits });
  const state = { draining: false };
  const own = [...ownAddresses(options, limits, state), ...assetAddresses(options.assetsDir)];
  const trusted = parseTrustedProxies(options.trustProxy);
  const site: Site = { options, limits, state, routes: tableOf(options.endpoints, own, options.metrics), trusted, certificates: { trusted, header: options.clientCertificateHeader, authorities: parseAuthorities(options.mutualTls?.ca) }, outbox: new Outbox(finish), ended: new WeakSet() };
  const servers = new NodeServers(site);
  let closing: Promise<void> | undefined;

  return {
    async listen() {
      const port = await servers.listen(options.host, options.port);
      if (options.mutualTls !== undefined && options.tls !== undefined) await servers.listen(options.host, options.mutualTls.port, true);
      return { port, url: `${options.tls === undefined ? 'http' : 'https'}://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}` };
    },
    close(drainMs) {
      closing ??= drain(drainMs);
      return closing;
    },
  };

  async function drain(drainMs: number): Promise<void> {
    state.draining = true;
    if (options.drainNoticeMs !== undefined && options.drainNoticeMs > 0) await delay(options.drainNoticeMs);
    const stop = servers.cutAfter(drainMs);
    await servers.close();
    stop();
  }
}
