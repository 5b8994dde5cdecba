import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newKey } from '../../src/kernel/opaque-token.ts';
import { MovableClock } from '../flows/clock.ts';
import { people } from '../flows/fixtures.ts';
import { logRecord } from '../storage/records.ts';
import { signedIn } from './access.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

const day = 86_400;

describe('Management API v2: stats', () => {
  const clock = new MovableClock();
  let house: ManagedHouse;
  before(async () => { house = await startManagedHouse({ clock }); });
  after(() => house.stop());

  /** Writes a line of that time; it is there when this resolves. */
  const line = async (iso: string, type: string) => {
    const { storage, defaultTenant: { id } } = house.running.house;
    await storage.grants.commit({ tenant: id, log: logRecord({ key: newKey(Date.parse(iso)), type }) });
  };
  const daily = async (query: string): Promise<readonly Readonly<Record<string, unknown>>[]> => (await house.ask('GET', `/stats/daily${query}`, { token: await house.token() })).body;

  test('Auth0: active users are those who signed in during the last 30 days, each once', async () => {
    const count = async () => (await house.ask('GET', '/stats/active-users')).body as unknown;
    assert.equal(await count(), 0);
    for (const person of [people.alice, people.alice, people.bob]) await signedIn(house, { person });
    assert.equal(await count(), 2);
    clock.advance(20 * day);
    await signedIn(house, { person: people.bob });
    clock.advance(11 * day);
    await house.running.house.keys.warmUp();
    const token = await house.token();
    assert.equal((await house.ask('GET', '/stats/active-users', { token })).body, 1);
  });

  test('Auth0: each day of the range has its sign-ins and sign-ups, counted in the log', async () => {
    for (const iso of ['2025-02-27T23:59:59.999Z', '2025-02-28T00:00:00.000Z', '2025-02-28T23:59:59.999Z', '2025-03-01T12:00:00.000Z']) await line(iso, 's');
    for (const type of ['sepft', 'ss', 'f', 'seccft']) await line('2025-03-01T13:00:00.000Z', type);
    const answer = await daily('?from=20250228&to=20250302');
    assert.deepEqual(answer.map(({ date, logins, signups, leaked_passwords: leaked }) => [date, logins, signups, leaked]), [
      ['2025-02-28T00:00:00.000Z', 2, 0, 0], ['2025-03-01T00:00:00.000Z', 2, 1, 0], ['2025-03-02T00:00:00.000Z', 0, 0, 0],
    ]);
    assert.deepEqual([answer[0]?.['created_at'], answer[0]?.['updated_at']], ['2025-02-28T00:00:00.000Z', '2025-02-28T23:59:59.999Z']);
  });

  test('without a range the last 30 days are told, today last; a range that no calendar has, that is turned round or too wide is refused', async () => {
    const usual = await daily('');
    assert.deepEqual([usual.length, String(usual.at(-1)?.['date']).slice(0, 10)], [30, new Date(clock.nowMs()).toISOString().slice(0, 10)]);
    assert.deepEqual((await daily('?to=20250301')).map(({ date }) => String(date).slice(0, 10)).filter((_, i) => i % 29 === 0), ['2025-01-31', '2025-03-01']);
    const token = await house.token();
    for (const query of ['?from=20250230', '?to=20251301', '?from=20250302&to=20250301', '?from=20200101&to=20250101', '?from=2025-01-01']) assert.equal((await house.ask('GET', `/stats/daily${query}`, { token })).status, 400, query);
  });

  test('without read:stats nothing is told', async () => {
    const token = await house.token('read:logs');
    for (const path of ['/stats/daily', '/stats/active-users']) assert.equal((await house.ask('GET', path, { token })).body['errorCode'], 'insufficient_scope');
  });
});
