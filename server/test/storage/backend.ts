import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/kernel/time.ts';
import { systemClock } from '../../src/kernel/time.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import type { Storage, StorageOptions } from '../../src/storage/storage.ts';
import { startPostgres, unsynced } from './postgres.ts';

/** An empty database of a test; any number of storages may be opened on it. */
export interface TestDatabase { readonly options: StorageOptions; open(clock?: Clock): Promise<Storage> }
/** A kind of database, and how to get a new one. */
export interface Backend { readonly name: string; newDatabase(): Promise<TestDatabase>; stop(): Promise<void> }

/** Opens storages and closes what was left open at the end. */
function databases(stopServer: () => Promise<void>, newOptions: () => Promise<StorageOptions>): Omit<Backend, 'name'> {
  const open: Storage[] = [];
  return {
    async newDatabase() {
      const options = await newOptions();
      return {
        options,
        async open(clock = systemClock) {
          const storage = await openStorage(options, clock);
          open.push(storage);
          return storage;
        },
      };
    },
    async stop() {
      for (const storage of open) await storage.close();
      await stopServer();
    },
  };
}

export async function sqliteBackend(): Promise<Backend> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-storage-'));
  let count = 0;
  return { name: 'SQLite', ...databases(() => rm(folder, { recursive: true, force: true }), () => Promise.resolve({ kind: 'sqlite', file: join(folder, String(++count), 'data.db') })) };
}

export async function postgresBackend(): Promise<Backend> {
  const server = await startPostgres(unsynced);
  return { name: 'PostgreSQL', ...databases(() => server.stop(), async () => ({ kind: 'postgres', url: await server.createDatabase() })) };
}
