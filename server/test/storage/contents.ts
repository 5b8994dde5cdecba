import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import type { StorageOptions } from '../../src/storage/storage.ts';

type Rows = readonly unknown[];
interface Reader { readonly tables: string; rows(sql: string): Promise<Rows>; close(): Promise<void> }

/** Every row of every table but the named ones, as text: what an operator would see. */
export async function contentsOf(options: StorageOptions, without: readonly string[]): Promise<Readonly<Record<string, readonly string[]>>> {
  const reader = await readerOf(options);
  const names = (await reader.rows(reader.tables)).map((row) => (row as { readonly name: string }).name).filter((name) => !without.includes(name));
  const found: Record<string, readonly string[]> = {};
  for (const name of names) found[name] = (await reader.rows(`SELECT * FROM ${name}`)).map((row) => JSON.stringify(row)).sort();
  await reader.close();
  return found;
}

async function readerOf(options: StorageOptions): Promise<Reader> {
  if (options.kind === 'sqlite') {
    const database = new DatabaseSync(options.file, { readOnly: true });
    return { tables: 'SELECT name FROM sqlite_master WHERE type = \'table\' ORDER BY name', rows: (sql) => Promise.resolve(database.prepare(sql).all()), close: () => Promise.resolve(database.close()) };
  }
  const client = new pg.Client({ connectionString: options.url });
  await client.connect();
  return { tables: 'SELECT tablename AS name FROM pg_tables WHERE schemaname = \'public\' ORDER BY tablename', rows: async (sql) => (await client.query(sql)).rows as Rows, close: () => client.end() };
}
