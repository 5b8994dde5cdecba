import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { everyQuery } from '../../src/storage/queries/every-query.ts';
import { written as postgres } from '../../src/storage/statements/postgres.generated.ts';
import { written as sqlite } from '../../src/storage/statements/sqlite.generated.ts';
import { writtenStatements, type WrittenStatements } from '../../src/storage/statements/written-statements.ts';
import { loadScript, textOf } from '../house/repository.ts';

interface Desk { readonly db: { selectFrom(table: string): { select(column: string): unknown } } }
type Everything = (statement: () => (name: string, draft: (desk: Desk) => unknown) => unknown) => unknown;
interface Script {
  readonly renderStatements: (dialect: string, everyQuery: unknown) => string;
  readonly writeStatements: (dialect: string, everyQuery: Everything) => ReadonlyMap<string, unknown>;
  readonly statementFile: (dialect: string) => string;
}
const { renderStatements, writeStatements, statementFile } = await loadScript<Script>('statements/render.mjs');

describe('statements that are written when the server is built', () => {
  for (const dialect of ['sqlite', 'postgres']) {
    test(`${dialect}: they are what the queries say`, () => {
      assert.equal(textOf(statementFile(dialect)), renderStatements(dialect, everyQuery), 'run: node scripts/statements.mjs --write');
    });
  }

  test('one that was not written is missed when the storage opens, with what to do', () => {
    const { hit_throttle: _left, ...others }: WrittenStatements = sqlite;
    assert.throws(() => everyQuery(writtenStatements('sqlite', others)), /No statement hit_throttle was written for sqlite\. Run node scripts\/statements\.mjs --write/);
    assert.doesNotThrow(() => everyQuery(writtenStatements('sqlite', sqlite)));
    assert.doesNotThrow(() => everyQuery(writtenStatements('postgres', postgres)));
  });

  test('one that asks for a value that the query no longer gives is refused, not run with null', () => {
    const { throttles } = everyQuery(writtenStatements('postgres', { ...postgres, clear_throttle: { sql: 'delete from throttles where holder = $1', parameters: ['holder'] } }));
    assert.throws(() => throttles.clear({ tenant: 't', key: 'k' }), /clear_throttle has no value for holder/);
    assert.deepEqual(throttles.peek({ tenant: 't', key: 'k', now: 7 }).values, ['t', 'k', 7]);
  });

  test('two queries under one name are refused', () => {
    const column = (name: string) => ({ db }: Desk) => db.selectFrom('grants').select(name);
    assert.equal(writeStatements('sqlite', (statement) => [statement()('same', column('key')), statement()('same', column('key'))]).size, 1);
    assert.throws(() => writeStatements('sqlite', (statement) => [statement()('same', column('key')), statement()('same', column('scope'))]), /Two statements have the name same/);
  });
});
