import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { findProblems } from '../../src/management/validate.ts';
import { startPostgres, type TestPostgres } from '../storage/postgres.ts';
import { accessCalls } from './operations/access.ts';
import { applicationCalls } from './operations/applications.ts';
import { stageOf, type DrivenCall, type Stage } from './operations/driven.ts';
import { logCalls } from './operations/log.ts';
import { notYet } from './operations/not-yet.ts';
import { peopleCalls } from './operations/people.ts';
import { tenantCalls } from './operations/tenant.ts';
import { tierOne } from './operations/tier-one.ts';

const calls: readonly DrivenCall[] = [...tenantCalls, ...applicationCalls, ...peopleCalls, ...accessCalls, ...logCalls];

/** A page of the SDK holds the answer that it was made of. */
const answerOf = (value: unknown): unknown => (typeof value === 'object' && value !== null && 'response' in value ? value.response : value);

test('auth0 5: every operation of the first tier is driven by a call, or listed with the reason why it is not there', () => {
  const driven = calls.map(({ row }) => row);
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
    const asked: string[] = [];
    const fetch = globalThis.fetch.bind(globalThis);
    before(async () => {
      postgres = database === 'PostgreSQL' ? await startPostgres() : undefined;
      house = await startManagedHouse({ https: true, ...(postgres === undefined ? {} : { databaseUrl: postgres.url }) });
      stage = await stageOf(house);
      globalThis.fetch = async (input, init) => {
        const request = new Request(input, init);
        asked.push(`${request.method} ${new URL(request.url).pathname.replace('/api/v2', '')}`);
        return fetch(input, init);
      };
    });
    after(async () => {
      globalThis.fetch = fetch;
      await house.stop();
      await postgres?.stop();
    });

    for (const call of calls) {
      const { row, answer } = call;
      test(`${row}: the answer is what the package's types say`, async () => {
        asked.length = 0;
        const value = answerOf(await call.run(stage));
        const pattern = new RegExp(`^${row.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
        assert.ok(asked.some((line) => pattern.test(line)), `asked was ${asked.join(', ')}`);
        assert.deepEqual(answer === undefined ? value ?? undefined : findProblems(answer, value), answer === undefined ? undefined : [], JSON.stringify(value)?.slice(0, 2000));
      });
    }

    for (const [row, reason] of Object.entries(notYet)) {
      test(`${row}: ${reason}, and the server says so as Auth0 does`, async () => {
        const [method = '', path = ''] = row.split(' ');
        const refused = await house.ask(method, path.replaceAll(/\{\w+\}/g, 'nothing'), method === 'GET' ? {} : { body: {} });
        assert.deepEqual([refused.status, refused.body['errorCode']], [403, 'insufficient_scope']);
      });
    }
  });
}
