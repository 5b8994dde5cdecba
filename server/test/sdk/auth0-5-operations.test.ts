import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { auth0Operations } from '../../src/management/auth0-operations.ts';
import { operations } from '../../src/management/index.ts';
import { findProblems } from '../../src/management/validate.ts';
import { startPostgres, type TestPostgres } from '../storage/postgres.ts';
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

for (const database of ['SQLite', 'PostgreSQL'] as const) {
  describe(`auth0 5 (management client) on ${database}`, () => {
    let postgres: TestPostgres | undefined;
    let house: ManagedHouse;
    let stage: Stage;
    /** What went over the wire in the call that runs: the real fetch, looked at. */
    const asked: Request[] = [];
    const fetch = globalThis.fetch.bind(globalThis);
    before(async () => {
      postgres = database === 'PostgreSQL' ? await startPostgres() : undefined;
      house = await startManagedHouse({ https: true, ...(postgres === undefined ? {} : { databaseUrl: postgres.url }) });
      stage = await stageOf(house);
      globalThis.fetch = (input, init) => {
        const request = new Request(input, init);
        asked.push(request.clone());
        return fetch(request);
      };
    });
    after(async () => {
      globalThis.fetch = fetch;
      await house.stop();
      await postgres?.stop();
    });

    for (const call of everyCall) {
      const { row, answer } = call;
      test(`${row}: the answer is what the package's types say`, async () => {
        asked.length = 0;
        const value = answerOf(await call.run(stage));
        assert.ok(asked.some((request) => isRequestOf(row, request)), `asked was ${asked.map(({ method, url }) => `${method} ${url}`).join(', ')}`);
        assert.deepEqual(answer === undefined ? value ?? undefined : findProblems(answer, value), answer === undefined ? undefined : [], JSON.stringify(value)?.slice(0, 2000));
      });
    }

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
