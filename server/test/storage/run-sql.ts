import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import type { StorageOptions } from '../../src/storage/storage.ts';

/** Runs a statement past the storage, as an operator might. */
export async function runSql(options: StorageOptions, sql: string): Promise<void> {
  if (options.kind === 'sqlite') {
    mkdirSync(dirname(options.file), { recursive: true });
    const database = new DatabaseSync(options.file, { timeout: 30_000 });
    database.exec(sql);
    database.close();
  } else {
    const client = new pg.Client({ connectionString: options.url });
    await client.connect();
    await client.query(sql);
    await client.end();
  }
}
