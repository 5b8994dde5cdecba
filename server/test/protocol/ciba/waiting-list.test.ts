import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { TenantId } from '../../../src/kernel/tenant.ts';
import { addWaiting, findWaiting, mostWaiting, removeWaiting } from '../../../src/protocol/ciba/waiting-list.ts';
import { openStores } from '../../identity/open-stores.ts';
import { MovableClock } from '../../identity/people.ts';

const tenant = 'default' as TenantId;
const clock = new MovableClock();
let stores: Awaited<ReturnType<typeof openStores>>;
before(async () => { stores = await openStores(clock); });
after(() => stores.close());
const tools = () => ({ pending: stores.storage.pending, clock });
const add = (userId: string, request: string, ttl = 100) => addWaiting({ tenant, userId }, { request, expiresAt: clock.now() + ttl }, tools());

describe('What waits for a person', () => {
  test('OIDC CIBA §8: requests are listed in the order in which they came, until they are answered or expire, for their person alone', async () => {
    for (const request of ['a', 'b', 'c']) assert.equal(await add('auth0|1', request, request === 'b' ? 10 : 100), 'stored');
    assert.deepEqual(await findWaiting({ tenant, userId: 'auth0|1' }, tools()), ['a', 'b', 'c']);
    assert.deepEqual(await findWaiting({ tenant, userId: 'auth0|2' }, tools()), []);
    assert.deepEqual(await findWaiting({ tenant: 'other' as TenantId, userId: 'auth0|1' }, tools()), []);
    await removeWaiting({ tenant, userId: 'auth0|1' }, 'a', tools());
    clock.pass(10);
    assert.deepEqual(await findWaiting({ tenant, userId: 'auth0|1' }, tools()), ['c']);
  });

  test('Of many that come at once none is lost and none is too many; a list that was swept away begins anew', async () => {
    const outcomes = await Promise.all(Array.from({ length: 14 }, (_, i) => add('auth0|3', `r${i}`)));
    assert.equal(outcomes.filter((outcome) => outcome === 'stored').length, mostWaiting);
    assert.equal((await findWaiting({ tenant, userId: 'auth0|3' }, tools())).length, mostWaiting);
    assert.equal(await add('auth0|3', 'more'), 'full');
    clock.pass(101);
    await stores.storage.sweepExpired(clock.now());
    assert.equal(await stores.storage.pending.load(tenant, 'ciba_person', 'auth0|3'), undefined);
    assert.equal(await add('auth0|3', 'later'), 'stored');
  });
});
