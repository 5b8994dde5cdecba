import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DialectName } from '../dialect.ts';

/** A step of the schema: plain SQL, never edited after its release. */
export interface Migration { readonly name: string; readonly checksum: string; readonly sql: string }

const fileName = /^(\d{4}_[a-z0-9_]+)(?:\.(sqlite|postgres))?\.sql$/;

/** The folder `migrations` beside or above this module, wherever it was built to. */
export function findMigrations(from: string = import.meta.dirname): string {
  const folder = join(from, 'migrations');
  if (existsSync(folder)) return folder;
  const parent = dirname(from);
  if (parent === from) throw new Error('The folder "migrations" is missing: the installation is not complete.');
  return findMigrations(parent);
}

/** The migrations of a dialect, in their order. A step that cannot be said portably is a pair `.sqlite.sql` and `.postgres.sql`. */
export function readMigrations(dialect: DialectName, folder: string): readonly Migration[] {
  return readdirSync(folder).sort().flatMap((file) => {
    const [, name, only] = fileName.exec(file) ?? [];
    if (name === undefined || (only !== undefined && only !== dialect)) return [];
    const sql = readFileSync(join(folder, file), 'utf8');
    return [{ name, sql, checksum: hash('sha256', sql) }];
  });
}
