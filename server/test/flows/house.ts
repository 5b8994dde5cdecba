import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { readFile } from 'node:fs/promises';
import { openHouse, serve, type House } from '../../src/compose.ts';
import type { Clock } from '../../src/kernel/time.ts';
import type { Settings } from '../../src/settings/settings.ts';
import { Browser } from './browser.ts';
import { seed } from './fixtures.ts';

/** A whole Gatehouse in this process, on a database of its own, with the fixtures. */
export interface RunningHouse {
  readonly house: House;
  /** Without the trailing slash. */
  readonly origin: string;
  readonly issuer: string;
  readonly data: string;
  browser(): Browser;
  stop(): Promise<void>;
}

export interface HouseOptions { readonly https?: boolean; readonly databaseUrl?: string; readonly mode?: Settings['mode']; readonly data?: string; readonly seeded?: boolean; readonly over?: Partial<Settings>; readonly clock?: Clock; /** As in GATEHOUSE_OUTBOUND_ALLOW; nothing but public addresses where it is left out. */ readonly outboundAllow?: string }

/** Starts a house on loopback and an ephemeral port. */
export async function startHouse({ https = false, databaseUrl, mode = 'development', data, seeded = true, over = {}, clock, outboundAllow = '' }: HouseOptions = {}): Promise<RunningHouse> {
  const folder = data ?? (await mkdtemp(join(tmpdir(), 'gatehouse-test-')));
  const port = await freePort();
  const origin = `${https ? 'https' : 'http'}://localhost:${port}`;
  const settings = settingsFor({ mode, port, issuer: `${origin}/`, data: folder, databaseUrl, localHttps: https, outboundAllow: outboundAllow.split(',').filter((entry) => entry !== ''), ...over });
  const house = await openHouse(settings, 'serve', clock);
  if (seeded) await seed(house);
  const server = await serve(house, settings);
  if (https) tls.setDefaultCACertificates([...tls.getCACertificates('default'), await readFile(join(folder, 'ca', 'ca.pem'), 'utf8')]);
  return {
    house, origin, issuer: settings.issuer, data: folder,
    browser: () => new Browser(origin),
    async stop() {
      await server.close();
      await house.close();
      if (data === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Settings as a test needs them; the master key is the one of `test/races/node-process.ts`. */
export const settingsFor = (over: Partial<Settings>): Settings => ({
  mode: 'production', issuer: 'http://localhost:4999/', host: '127.0.0.1', port: 0, data: '', databaseUrl: undefined, tlsCert: undefined, tlsKey: undefined, localHttps: false, mtlsPort: undefined, mtlsCa: undefined, clientCertificateHeader: undefined, logLevel: 'silent', json: true,
  masterKey: Buffer.alloc(32, 7).toString('base64url'), bootstrapClientId: undefined, bootstrapClientSecret: undefined, trustProxy: [], outboundAllow: [], smtpUrl: undefined, mailFrom: undefined, importLimit: 512_000, logRetention: 30, managementRate: 0, breachedPasswords: undefined, metricsToken: undefined, samples: false, ...over,
});

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
