import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createCallRate } from '../../src/management/call-rate.ts';
import { startManagedHouse } from './house.ts';

describe('Calls that an application may make to the Management API', () => {
  test('ten seconds’ worth at once, then as many as come back with time; each name has its own', () => {
    let now = 1_000_000;
    const rate = createCallRate(2, () => now);
    const taken = Array.from({ length: 20 }, () => rate.take('a'));
    assert.ok(taken.every(({ retryAfter }) => retryAfter === undefined));
    assert.deepEqual(taken.at(-1), { limit: 20, remaining: 0, reset: 1010, retryAfter: undefined });
    assert.deepEqual(rate.take('a'), { limit: 20, remaining: 0, reset: 1010, retryAfter: 1 });
    assert.equal(rate.take('b').remaining, 19);
    now += 1000;
    assert.deepEqual([1, 2, 3].map(() => rate.take('a').retryAfter), [undefined, undefined, 1]);
    now += 3_600_000;
    assert.equal(rate.take('a').remaining, 19);
  });

  test('more names than are remembered make nobody wait', () => {
    const rate = createCallRate(1, () => 0);
    for (let i = 0; i < 20_001; i++) assert.equal(rate.take(String(i)).retryAfter, undefined);
  });

  test('X-RateLimit-Limit, -Remaining and -Reset come with every answer; one call too many is 429 with Retry-After, and other applications go on', async (t) => {
    const house = await startManagedHouse({ over: { managementRate: 1 } });
    t.after(() => house.stop());
    const first = await house.ask('GET', '/clients');
    assert.deepEqual([first.status, first.headers.get('x-ratelimit-limit'), first.headers.get('x-ratelimit-remaining')], [200, '10', '9']);
    assert.ok(Math.abs(Number(first.headers.get('x-ratelimit-reset')) - Date.now() / 1000) < 60);
    assert.equal((await house.ask('GET', '/users/auth0%7Cnobody')).headers.get('x-ratelimit-remaining'), '8');
    const many = await Promise.all(Array.from({ length: 30 }, () => house.ask('GET', '/clients')));
    const refused = many.find(({ status }) => status === 429);
    assert.ok(refused);
    assert.deepEqual([refused.headers.get('retry-after'), refused.headers.get('x-ratelimit-remaining'), refused.body['errorCode'], refused.body['error']], ['1', '0', 'too_many_requests', 'Too Many Requests']);
    assert.match(String(refused.body['message']), /1 calls a second, and ten times as many at once/);
    assert.equal((await fetch(`${house.running.origin}/.well-known/openid-configuration`)).status, 200);
  });
});
