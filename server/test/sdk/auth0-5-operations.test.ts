import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { StorageOptions } from '../../src/storage/storage.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { auth0Operations } from '../../src/management/auth0-operations.ts';
import { operations } from '../../src/management/index.ts';
import { findProblems } from '../../src/management/validate.ts';
import { contentsOf } from '../storage/contents.ts';
import { startPostgres, unsynced, type TestPostgres } from '../storage/postgres.ts';
import { runSql } from '../storage/run-sql.ts';
import { stageOf, type Stage } from './operations/driven.ts';
import { everyCall, isRequestOf } from './operations/every-call.ts';
import { notYet } from './operations/not-yet.ts';
import { tierOne } from './operations/tier-one.ts';

/** A page of the SDK holds the answer that it was made of. */
const answerOf = (value: unknown): unknown => (typeof value === 'object' && value !== null && 'response' in value ? value.response : value);

const nameless = (row: string) => row.replaceAll(/\{\w+\}/g, '{}');

/** How an operation is refused to a token that has every scope. */
async function refusalOf(house: ManagedHouse, row: string): Promise<readonly unknown[]> {
  const [method = '', path = ''] = row.replaceAll(/\{\w+\}/g, 'nothing').split(' ');
  const { status, body } = await house.ask(method, path, method === 'GET' ? {} : { body: {} });
  return [status, body['errorCode']];
}

test('auth0 5: every operation of the first tier is driven by a call, or listed with the reason why it is not there', () => {
  const driven = everyCall.map(({ row }) => row);
  assert.deepEqual([...new Set(driven)], driven, 'one call for each operation');
  assert.equal(tierOne.length, 110);
  assert.deepEqual([...driven, ...Object.keys(notYet)].sort(), [...tierOne].sort());
});

/** While the trigger is there the database takes no line of an administrator's write, whatever else stands in the same commit. */
const refusing = {
  sqlite: ['CREATE TRIGGER no_lines BEFORE INSERT ON logs WHEN new.event LIKE \'management%\' BEGIN SELECT RAISE(ABORT, \'The log is closed.\'); END', 'DROP TRIGGER no_lines'],
  postgres: [`CREATE FUNCTION refuse_line() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'The log is closed.'; END $$;
    CREATE TRIGGER no_lines BEFORE INSERT ON logs FOR EACH ROW WHEN (new.event LIKE 'management%') EXECUTE FUNCTION refuse_line()`, 'DROP FUNCTION refuse_line CASCADE'],
} as const;
/** There are no second factors that could be removed. */
const nothingToWrite: ReadonlySet<string> = new Set(['DELETE /users/{id}/authentication-methods', 'DELETE /users/{id}/multifactor/{provider}']);
/** Changed by everybody who comes, by the clock, or by a job that has ended and throws its file away. */
const restless = ['logs', 'outbox', 'job_chunks'];

interface Seen { readonly closed: number; readonly keptClosed: boolean; readonly keptOpen: boolean; readonly lines: readonly string[] }

for (const database of ['SQLite', 'PostgreSQL'] as const) {
  describe(`auth0 5 (management client) on ${database}`, () => {
    let postgres: TestPostgres | undefined;
    let house: ManagedHouse;
    let stage: Stage;
    let options: StorageOptions;
    /** The request that is looked at, and what was seen. */
    let row = '';
    let seen: Seen | undefined;
    /** What went over the wire in the call that runs: the real fetch, looked at. */
    const asked: Request[] = [];
    const fetch = globalThis.fetch.bind(globalThis);

    /** Names of the events of a request, which is known by its user agent. */
    const linesOf = async (userAgent: string) => (await house.running.house.storage.log.list(house.running.house.defaultTenant.id, { take: 1000 })).records.filter(({ detail }) => (JSON.parse(detail) as { readonly userAgent: string }).userAgent === userAgent).map(({ event }) => event);
    /** A line that no commit brings is written a moment after the answer. */
    async function firstLines(userAgent: string): Promise<readonly string[]> {
      const lines = await linesOf(userAgent);
      return lines.length > 0 ? lines : new Promise((resolve) => { setTimeout(resolve, 10); }).then(() => firstLines(userAgent));
    }
    const named = (request: Request, userAgent: string) => new Request(request, { headers: { ...Object.fromEntries(request.headers), 'user-agent': userAgent } });
    async function watch(request: Request): Promise<Response> {
      await house.running.house.keys.warmUp();
      const kind = options.kind;
      const first = await contentsOf(options, restless);
      await runSql(options, refusing[kind][0]);
      const closed = await fetch(named(request.clone(), 'closed'));
      const second = await contentsOf(options, restless);
      await runSql(options, refusing[kind][1]);
      const response = await fetch(named(request, row));
      const lines = await firstLines(row);
      const third = await contentsOf(options, restless);
      const same = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other);
      seen = { closed: closed.status, keptClosed: same(first, second), keptOpen: same(second, third), lines };
      return response;
    }

    before(async () => {
      postgres = database === 'PostgreSQL' ? await startPostgres(unsynced) : undefined;
      house = await startManagedHouse({ https: true, ...(postgres === undefined ? {} : { databaseUrl: postgres.url }) });
      options = postgres === undefined ? { kind: 'sqlite', file: join(house.running.data, 'data.db') } : { kind: 'postgres', url: postgres.url };
      stage = await stageOf(house);
      globalThis.fetch = (input, init) => {
        const request = new Request(input, init);
        asked.push(request.clone());
        return request.method !== 'GET' && seen === undefined && isRequestOf(row, request) ? watch(request) : fetch(request);
      };
    });
    after(async () => {
      globalThis.fetch = fetch;
      await house.stop();
      await postgres?.stop();
    });

    const assertOneLine = () => {
      const { closed, keptClosed, keptOpen, lines } = seen ?? assert.fail('The request was not seen.');
      assert.equal(lines.length, 1, lines.join());
      assert.ok(keptClosed, 'with the log closed nothing is written');
      assert.equal(keptOpen, nothingToWrite.has(row), 'whether it writes');
      if (keptOpen) return;
      assert.ok(closed >= 500, `with the log closed the answer was ${closed}`);
      assert.match(lines[0] ?? '', /^management\.\w+/);
    };
    for (const call of everyCall) {
      const reads = call.row.startsWith('GET ');
      test(`${call.row}: the answer is what the package's types say${reads ? '' : ', and the log has one line, in the commit of what it tells of'}`, async () => {
        asked.length = 0;
        [row, seen] = [call.row, undefined];
        const value = answerOf(await call.run(stage));
        assert.ok(asked.some((request) => isRequestOf(call.row, request)), `asked was ${asked.map(({ method, url }) => `${method} ${url}`).join(', ')}`);
        assert.deepEqual(call.answer === undefined ? value ?? undefined : findProblems(call.answer, value), call.answer === undefined ? undefined : [], JSON.stringify(value)?.slice(0, 2000));
        if (!reads) assertOneLine();
      });
    }

    test('no line came later', async () => {
      for (const { row: written } of everyCall) if (!written.startsWith('GET ')) assert.equal((await linesOf(written)).length, 1, written);
    });

    for (const [row, reason] of Object.entries(notYet)) {
      test(`${row}: ${reason}, and the server says so as Auth0 does`, async () => { assert.deepEqual(await refusalOf(house, row), [403, 'insufficient_scope']); });
    }

    test('every other operation of Auth0 is refused as one that the token may not call, so that its tools go on', async () => {
      const ours = new Set(operations.map(({ method, path }) => nameless(`${method} ${path}`)));
      const others = auth0Operations.filter((row) => !ours.has(nameless(row)));
      assert.ok(others.length >= auth0Operations.length - ours.size);
      for (const row of others) assert.deepEqual(await refusalOf(house, row), [403, 'insufficient_scope'], row);
    });
  });
}
