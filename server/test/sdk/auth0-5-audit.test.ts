import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { StorageOptions } from '../../src/storage/storage.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { contentsOf } from '../storage/contents.ts';
import { startPostgres, type TestPostgres } from '../storage/postgres.ts';
import { runSql } from '../storage/run-sql.ts';
import { stageOf, type Stage } from './operations/driven.ts';
import { everyCall, isRequestOf } from './operations/every-call.ts';

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
  describe(`auth0 5 (management client) on ${database}: writes and the log`, () => {
    let postgres: TestPostgres | undefined;
    let house: ManagedHouse;
    let stage: Stage;
    let options: StorageOptions;
    /** The request that is looked at, and what was seen. */
    let row = '';
    let seen: Seen | undefined;
    const fetch = globalThis.fetch.bind(globalThis);

    /** Names of the events of a request, which is known by its user agent. */
    const linesOf = async (userAgent: string) => (await house.running.house.storage.log.list(house.running.house.defaultTenant.id, { take: 1000 })).records.filter(({ detail }) => (JSON.parse(detail) as { readonly userAgent: string }).userAgent === userAgent).map(({ event }) => event);
    /** A line that no commit brings is written a moment after the answer. */
    async function firstLines(userAgent: string): Promise<readonly string[]> {
      const lines = await linesOf(userAgent);
      return lines.length > 0 ? lines : new Promise((resolve) => { setTimeout(resolve, 10); }).then(() => firstLines(userAgent));
    }
    const named = (request: Request, userAgent: string) => new Request(request, { headers: { ...Object.fromEntries(request.headers), 'user-agent': userAgent } });
    const found = (): Seen => seen ?? assert.fail('The request was not seen.');
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
      postgres = database === 'PostgreSQL' ? await startPostgres() : undefined;
      house = await startManagedHouse({ https: true, ...(postgres === undefined ? {} : { databaseUrl: postgres.url }) });
      options = postgres === undefined ? { kind: 'sqlite', file: join(house.running.data, 'data.db') } : { kind: 'postgres', url: postgres.url };
      stage = await stageOf(house);
      globalThis.fetch = (input, init) => {
        const request = new Request(input, init);
        return request.method !== 'GET' && seen === undefined && isRequestOf(row, request) ? watch(request) : fetch(request);
      };
    });
    after(async () => {
      globalThis.fetch = fetch;
      await house.stop();
      await postgres?.stop();
    });

    for (const call of everyCall) {
      if (call.row.startsWith('GET ')) test(`${call.row}: what it reads is there`, async () => { await call.run(stage); });
      else test(`${call.row}: one line of the log, in the commit of what it tells of`, async () => {
        row = call.row;
        seen = undefined;
        await call.run(stage);
        const { closed, keptClosed, keptOpen, lines } = found();
        assert.equal(lines.length, 1, lines.join());
        assert.ok(keptClosed, 'with the log closed nothing is written');
        assert.equal(keptOpen, nothingToWrite.has(call.row), 'whether it writes');
        if (keptOpen) return;
        assert.ok(closed >= 500, `with the log closed the answer was ${closed}`);
        assert.match(lines[0] ?? '', /^management\.\w+/);
      });
    }

    test('no line came later', async () => {
      for (const { row: written } of everyCall) if (!written.startsWith('GET ')) assert.equal((await linesOf(written)).length, 1, written);
    });
  });
}
