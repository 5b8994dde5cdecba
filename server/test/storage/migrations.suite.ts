import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { StorageRefused } from '../../src/storage/storage-refused.ts';
import type { Backend, TestDatabase } from './backend.ts';
import { acme, userRecord } from './records.ts';
import { Racer } from './racer-process.ts';
import { runSql } from './run-sql.ts';

const refusal = (database: TestDatabase, words: RegExp) => assert.rejects(database.open(), (error: unknown) => {
  assert.ok(error instanceof StorageRefused);
  assert.match(error.message, words);
  assert.doesNotMatch(error.message, /\n/);
  return true;
});

/** The migrations in their order, however many there are for one database each. */
const everyName = [...new Set(readdirSync(join(import.meta.dirname, '../../../migrations')).map((file) => file.split('.', 1)[0] ?? ''))].sort();

/** How every database comes to its schema. */
export function migrationSuite(backend: () => Backend): void {
  describe('migrations', () => {
    test('a new database gets the whole schema, a known one stays as it is with its rows', async () => {
      const database = await backend().newDatabase();
      const first = await database.open();
      assert.deepEqual(first.applied, { created: true, names: everyName });
      await first.users.insert(acme, userRecord());
      await first.close();
      const second = await database.open();
      assert.deepEqual(second.applied, { created: false, names: [] });
      assert.deepEqual(await second.users.find(acme, 'auth0|1'), userRecord());
    });

    test('a migration that was changed after it was applied is refused', async () => {
      const database = await backend().newDatabase();
      await (await database.open()).close();
      await runSql(database.options, "update migrations set checksum = 'x' where name = '0002_people'");
      await refusal(database, /0002_people was changed after it was applied/);
    });

    test('a database of a newer version is refused', async () => {
      const database = await backend().newDatabase();
      await (await database.open()).close();
      await runSql(database.options, "insert into migrations (name, checksum, applied_at) values ('9999_future', 'x', 1)");
      await refusal(database, /newer version of Gatehouse \(migration 9999_future/);
    });

    test('a migration that failed half-way leaves nothing of itself, and the next start goes on from there', async () => {
      const database = await backend().newDatabase();
      await runSql(database.options, 'create table codes (own integer)');
      await assert.rejects(database.open());
      await runSql(database.options, 'drop table codes');
      const storage = await database.open();
      assert.deepEqual(storage.applied.names, everyName.slice(2), 'the first two stayed, the third begins anew and the others follow');
    });

    test('of processes that start at once one makes the schema, and all of them run', async () => {
      const database = await backend().newDatabase();
      const racers = await Promise.all(Array.from({ length: 3 }, () => Racer.start(database.options)));
      const created = racers.filter(({ applied }) => applied.names.includes('0001_configuration'));
      await Promise.all(racers.map((racer) => racer.stop()));
      assert.equal(created.length, 1);
      assert.deepEqual(racers.flatMap(({ applied }) => applied.names).sort(), everyName);
    });
  });
}
