import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MemoryFailureWindow } from './identity/attack-protection/failure-window.ts';
import { openBreachedPasswords } from './hashing/breached/open-breached-passwords.ts';
import { createArgon2Hasher } from './hashing/argon2-hasher.ts';
import { secretHasher } from './hashing/secret-hasher.ts';
import type { HealthCheck } from './http/options.ts';
import { createHttpServer } from './http/create-http-server.ts';
import { openLocalCertificate } from './http/local-ca.ts';
import { joseJws } from './jose/jose-jws.ts';
import { jweOpener } from './jose/open-jwe.ts';
import { createBulkWorker } from './jobs/bulk-worker.ts';
import { startJobs } from './jobs/jobs.ts';
import { createOutboxWorker } from './jobs/outbox-worker.ts';
import { opaqueTokens } from './kernel/opaque-token.ts';
import { systemClock, type Clock } from './kernel/time.ts';
import { createKeyRing } from './keys/key-ring.ts';
import { loadOrMakeMasterKey } from './keys/master-key-file.ts';
import { createSealing } from './keys/sealing.ts';
import { createLogger } from './log/logger.ts';
import type { MailSettings } from './mail/find-route.ts';
import { parseSender } from './mail/mail-address.ts';
import { parseSmtpUrl } from './mail/smtp-server.ts';
import { countOutcome } from './metrics/outcomes.ts';
import { createMetrics } from './metrics/metrics.ts';
import { timedHasher } from './metrics/timed-hasher.ts';
import { openTracing } from './metrics/open-tracing.ts';
import { parseAllowList } from './outbound/allow-list.ts';
import { createOutbound } from './outbound/create-outbound.ts';
import { createOutboundHosts } from './outbound/outbound-hosts.ts';
import { outboundPolicy } from './outbound/outbound-policy.ts';
import { createPageRenderer } from './pages/render-page.tsx';
import { assetHref } from './pages/asset-href.ts';
import { authenticationMethods } from './protocol/client-authentication/authenticate-client.ts';
import { remoteDocuments } from './protocol/documents/remote-documents.ts';
import { metadataDocumentDirectory } from './protocol/registration/documents/metadata-document-directory.ts';
import { ScriptPool } from './sandbox/script-pool.ts';
import type { Settings } from './settings/settings.ts';
import { openStorage } from './storage/open-storage.ts';
import type { Storage } from './storage/storage.ts';
import { endpointsOf } from './compose/endpoints.ts';
import { rememberLanguage } from './endpoints/error-page/language.ts';
import { ensureDefaultTenant } from './compose/default-tenant.ts';
import { assetsFolder } from './compose/assets.ts';
import type { House, Serving } from './compose/house.ts';
import { quotaOf } from './compose/quota.ts';
import { outboxSenders } from './compose/outbox-senders.ts';

export type { House, Serving } from './compose/house.ts';

/** The addresses of hosted pages, which have a language menu. */
const ofPages = /^\/(?:u|account)(?:\/|$)/;

/**
 * Opens database and keys, and lays down the default tenant. `visit` is for commands that serve nothing: they leave a stored tenant as it is.
 * @throws StorageRefused, SealBroken, ListUnusable or an error of the file system, each with one clear sentence
 */
export async function openHouse(settings: Settings, purpose: 'serve' | 'visit' = 'serve', clock: Clock = systemClock): Promise<House> {
  const breached = await openBreachedPasswords(settings.breachedPasswords);
  await mkdir(settings.data, { recursive: true, mode: 0o700 });
  const sealing = createSealing(settings.masterKey === undefined ? await loadOrMakeMasterKey(settings.data) : Buffer.from(settings.masterKey, 'base64url'));
  const storage = await openStorage({ ...databaseOf(settings), logRetention: settings.logRetention * 86_400, onFatal: endProcess }, clock);
  const keys = createKeyRing({ store: storage.signingKeys, sealing, clock, jws: joseJws, jwe: jweOpener });
  const defaultTenant = await ensureDefaultTenant(storage.tenants, settings, purpose);
  const metrics = createMetrics();
  const allowed = parseAllowList(settings.outboundAllow);
  const outbound = createOutbound({ allowed });
  const policy = outboundPolicy(allowed);
  const documents = remoteDocuments({ outbound, clock });
  const scripts = new ScriptPool();
  return {
    storage, keys, sealing, clock, defaultTenant,
    tokens: opaqueTokens(sealing.deriveKey('opaque token mask')),
    passwords: timedHasher(createArgon2Hasher(), metrics),
    breached,
    secrets: secretHasher,
    // Twenty wrong secrets, or verifiers, a minute from one address.
    failures: new MemoryFailureWindow({ limit: 20, length: 60, capacity: 100_000 }),
    outbound, outboundPolicy: policy, outboundHosts: createOutboundHosts({ allowed }), documents, mailSettings: mailSettingsOf(settings),
    clients: metadataDocumentDirectory(storage.clients, { tenants: storage.tenants, documents, policy, methods: authenticationMethods, quota: quotaOf({ throttles: storage.throttles, clock }), clock }),
    metrics, scripts,
    close: async () => { outbound.close(); await scripts.close(); await storage.close(); },
  };
}

/** The mail server of the operator. */
const mailSettingsOf = ({ mode, smtpUrl, mailFrom }: Settings): MailSettings => ({
  server: smtpUrl === undefined ? undefined : parseSmtpUrl(smtpUrl), from: mailFrom === undefined ? undefined : parseSender(mailFrom), development: mode === 'development',
});

const databaseOf = ({ databaseUrl, data }: Settings) => (databaseUrl === undefined ? { kind: 'sqlite', file: join(data, 'data.db') } as const : { kind: 'postgres', url: databaseUrl } as const);

/** Written data may not be on the disk: nothing that waits is acknowledged, and a restart recovers to the last acknowledged write. */
function endProcess(error: Error): void {
  process.stderr.write(`gatehouse: the database could not be synced to disk (${error.message}); the process ends, nothing unacknowledged is kept.\n`);
  process.exit(1);
}

/** Serves an open house until `close()`, which drains. */
export async function serve(house: House, settings: Settings): Promise<Serving> {
  const { storage, keys, clock, defaultTenant, metrics } = house;
  await keys.ensure(defaultTenant);
  const tls = await readTls(settings);
  const logger = createLogger({ level: settings.logLevel, json: settings.json });
  const folder = assetsFolder();
  const stylesheetHref = assetHref('pages.css', await readFile(join(folder, 'pages.css')));
  const iconHref = assetHref('icon.svg', await readFile(join(folder, 'icon.svg')));
  let listening = settings.port;
  // Production has none, and does not load them.
  const samples = settings.samples ? await (await import('./compose/samples.ts')).openSamples(house, settings, { stylesheet: stylesheetHref, tls, port: () => listening }) : [];
  const outboxPages = settings.mode === 'development' ? (await import('./compose/development-outbox.ts')).developmentOutbox(house, { stylesheet: stylesheetHref, styled: settings.samples }) : [];
  const server = createHttpServer({
    host: settings.host, port: settings.port, tls, logger, metrics, tracing: await openTracing(), assetsDir: folder, mutualTls: settings.mtlsPort === undefined ? undefined : { port: settings.mtlsPort, ca: settings.mtlsCa === undefined ? undefined : await readFile(settings.mtlsCa, 'utf8') }, clientCertificateHeader: settings.clientCertificateHeader,
    trustProxy: settings.trustProxy, metricsToken: settings.metricsToken,
    endpoints: [...endpointsOf(house, {
      mutualTls: { mtlsPort: settings.mtlsPort, certificates: settings.mtlsPort !== undefined || settings.clientCertificateHeader !== undefined }, development: settings.mode === 'development', importLimit: settings.importLimit, callsPerSecond: settings.managementRate,
    }).map((endpoint) => (ofPages.test(endpoint.path) ? rememberLanguage(endpoint) : endpoint)), ...samples, ...outboxPages],
    findTenant: (host) => storage.tenants.findByHost(host),
    knowsOrigin: (tenant, origin) => house.clients.knowsOrigin(tenant, origin),
    renderPage: createPageRenderer({ stylesheetHref, iconHref }),
    finish: (request) => countOutcome(request, metrics),
    healthChecks: async () => [await databaseCheck(storage)],
  });
  const { port, url } = await server.listen();
  listening = port;
  const worker = createOutboxWorker({ outbox: storage.outbox, senders: outboxSenders(house), log: storage.log, clock, logger });
  const bulk = createBulkWorker({ ...storage, clock, logger });
  const jobs = startJobs({ clock, logger, sweep: (now) => storage.sweepExpired(now), refreshKeys: () => keys.refresh(), sendMessages: () => worker.run(), workInBulk: () => bulk.run() });
  const leaving = new AbortController();
  // What could not be made now is made by the refresh of the keys.
  const warming = keys.warmUp(leaving.signal).catch((error: unknown) => { logger.error({ job: 'warm_up_keys', err: error }, 'A background job failed.'); });
  return {
    port, url,
    async close() {
      leaving.abort();
      bulk.leave();
      await server.close(drainMs);
      await Promise.allSettled([jobs.stop(), warming]);
      await worker.settle();
    },
  };
}

async function databaseCheck(storage: Storage): Promise<HealthCheck> {
  const health = await storage.health();
  return health.ok ? { name: 'database', ok: true } : { name: 'database', ok: false, detail: health.problem };
}

/** What runs when the signal comes gets so long to finish. */
const drainMs = 8000;

/** The certificate of the settings, or one of the local authority in the data folder. */
async function readTls(settings: Settings): Promise<{ readonly key: string; readonly cert: string; readonly ca?: string } | undefined> {
  if (settings.localHttps) {
    const { key, cert, caFile } = await openLocalCertificate(join(settings.data, 'ca'));
    return { key, cert, ca: await readFile(caFile, 'utf8') };
  }
  if (settings.tlsCert === undefined || settings.tlsKey === undefined) return undefined;
  return { cert: await readFile(settings.tlsCert, 'utf8'), key: await readFile(settings.tlsKey, 'utf8') };
}
