import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { AppliedMigration, MigratedDatabase } from '../../migration/migrate.ts';
import type { Migration } from '../../migration/read-migrations.ts';
import { StorageRefused } from '../../storage-refused.ts';
import { SqliteConnection } from './connection.ts';

/** Opens the database file; a new one, and its folder, are for this user's eyes only. Throws `StorageRefused` when there is something else in its place. */
export function openConnection(file: string): SqliteConnection {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // `wx` never touches a file that is there: closing a descriptor of a database that is open drops its locks.
    if (!existsSync(file)) closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw new StorageRefused(`The database ${file} cannot be made: ${wordsOf(error)}.`, { cause: error });
  }
  try {
    return new SqliteConnection(file);
  } catch (error) {
    throw new StorageRefused(`The database ${file} cannot be opened: ${wordsOf(error)}.`, { cause: error });
  }
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** A connection as the migrations need it. */
export function migratedSqlite(connection: SqliteConnection): MigratedDatabase {
  const applied = (): readonly AppliedMigration[] => {
    const known = connection.first({ sql: "select 1 from sqlite_schema where type = 'table' and name = 'migrations'", values: [] }) !== undefined;
    return known ? connection.all<{ name: string; checksum: string }>({ sql: 'select name, checksum from migrations order by name', values: [] }) : [];
  };
  const apply = ({ name, checksum, sql }: Migration) => {
    connection.exec('create table if not exists migrations (name text not null primary key, checksum text not null, applied_at bigint not null)');
    connection.exec(sql);
    connection.run({ sql: 'insert into migrations (name, checksum, applied_at) values (?, ?, ?)', values: [name, checksum, Math.floor(Date.now() / 1000)] });
  };
  return {
    applied: () => Promise.resolve(applied()),
    applyNext: (pending) => {
      connection.exec('begin immediate');
      try {
        const next = pending(applied());
        if (next !== undefined) apply(next);
        connection.exec('commit');
        return Promise.resolve(next?.name);
      } catch (error) {
        if (connection.inTransaction) connection.exec('rollback');
        throw error;
      }
    },
  };
}
