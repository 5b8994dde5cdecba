import { StorageRefused } from '../storage-refused.ts';
import type { AppliedMigrations } from '../storage.ts';
import type { Migration } from './read-migrations.ts';

/** A migration that the database says it has. */
export interface AppliedMigration { readonly name: string; readonly checksum: string }

/** What a database must be able to do to be migrated. */
export interface MigratedDatabase {
  /** What was applied so far; empty for a new database. */
  applied(): Promise<readonly AppliedMigration[]>;
  /**
   * In one transaction and under a lock that every process takes: reads what was applied, and applies the first of `pending(applied)`.
   * Answers its name; `undefined` when nothing is left.
   */
  applyNext(pending: (applied: readonly AppliedMigration[]) => Migration | undefined): Promise<string | undefined>;
}

/** Brings the schema up to date. Throws `StorageRefused` where this program and this database do not belong together. */
export async function migrate(database: MigratedDatabase, migrations: readonly Migration[]): Promise<AppliedMigrations> {
  const before = await database.applied();
  const names: string[] = [];
  // An up-to-date database is only read: no lock, no write.
  let pending = firstPending(migrations, before) !== undefined;
  while (pending) {
    const name = await database.applyNext((applied) => firstPending(migrations, applied));
    if (name !== undefined) names.push(name);
    pending = name !== undefined;
  }
  return { created: before.length === 0 && names.length > 0, names };
}

function firstPending(migrations: readonly Migration[], applied: readonly AppliedMigration[]): Migration | undefined {
  const known = new Map(migrations.map(({ name, checksum }) => [name, checksum]));
  for (const { name, checksum } of applied) {
    if (!known.has(name)) throw new StorageRefused(`The database was written by a newer version of Gatehouse (migration ${name} is unknown here): start that version, or restore a backup of before.`);
    if (known.get(name) !== checksum) throw new StorageRefused(`The migration ${name} was changed after it was applied to this database: reinstall Gatehouse, whose migration files must never be edited.`);
  }
  const done = new Set(applied.map(({ name }) => name));
  return migrations.find(({ name }) => !done.has(name));
}
