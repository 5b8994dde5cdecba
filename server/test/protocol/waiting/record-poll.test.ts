import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newKey, type TokenKey } from '../../../src/kernel/opaque-token.ts';
import { Refusal } from '../../../src/kernel/refusal.ts';
import type { TenantId } from '../../../src/kernel/tenant.ts';
import type { Pending } from '../../../src/protocol/ports/pending-store.ts';
import type { Polled } from '../../../src/protocol/waiting/polled.ts';
import { recordPoll } from '../../../src/protocol/waiting/record-poll.ts';
import { openStores } from '../../identity/open-stores.ts';
import { MovableClock } from '../../identity/people.ts';

const tenant = 'default' as TenantId;
const clock = new MovableClock();
let stores: Awaited<ReturnType<typeof openStores>>;
before(async () => { stores = await openStores(clock); });
after(() => stores.close());

async function waiting(over: Partial<Polled> = {}): Promise<Pending<Polled>> {
  const thing: Pending<Polled> = { kind: 'device', key: newKey(clock.nowMs()), version: 1, expiresAt: clock.now() + 4000, data: { clientId: 'dev', expiresAt: clock.now() + 600, interval: 5, answer: { kind: 'waiting' }, ...over } };
  await stores.storage.pending.open(tenant, [thing]);
  return thing;
}
async function told(key: string): Promise<string> {
  const found = await stores.storage.pending.load<Polled>(tenant, 'device', key);
  assert.ok(found);
  const answer = await recordPoll(found, tenant, { pending: stores.storage.pending, clock });
  return answer instanceof Refusal ? answer.code : answer;
}

describe('Asking whether a person has answered', () => {
  test('RFC 8628 §3.5: the first poll may come at once, later ones after the interval; each that is too early adds five seconds', async () => {
    const { key } = await waiting();
    const steps: readonly (readonly [wait: number, code: string])[] = [[0, 'authorization_pending'], [5, 'authorization_pending'], [4, 'slow_down'], [9, 'slow_down'], [15, 'authorization_pending'], [14, 'slow_down'], [20, 'authorization_pending']];
    for (const [wait, code] of steps) {
      clock.pass(wait);
      assert.equal(await told(key), code, `after ${wait} s`);
    }
  });

  test('RFC 8628 §3.5: an answer is told however fast the client asks, and expiry goes before everything', async () => {
    const grant = newKey(clock.nowMs());
    const allowed = await waiting({ answer: { kind: 'allowed', grant }, polledAt: clock.now() });
    assert.equal(await told(allowed.key), grant);
    const declined = await waiting({ answer: { kind: 'declined' }, polledAt: clock.now() });
    assert.equal(await told(declined.key), 'access_denied');
    clock.pass(600);
    for (const { key } of [allowed, declined]) assert.equal(await told(key), 'expired_token');
  });

  test('RFC 8628 §3.5: an answer that comes while the poll is under way is seen by that poll', async () => {
    const thing = await waiting();
    const grant: TokenKey = newKey(clock.nowMs());
    await stores.storage.pending.advance(tenant, { ...thing, version: 2, data: { ...thing.data, answer: { kind: 'allowed', grant } } });
    // The poll still holds what it read before.
    assert.equal(await recordPoll(thing, tenant, { pending: stores.storage.pending, clock }), grant);
    assert.equal(await stores.storage.pending.remove(tenant, 'device', thing.key), true);
    const gone = await recordPoll({ ...thing, version: 7 }, tenant, { pending: stores.storage.pending, clock });
    assert.ok(gone instanceof Refusal && gone.code === 'expired_token');
  });
});
