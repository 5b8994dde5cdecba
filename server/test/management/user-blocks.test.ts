import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { passwordConnection as connection } from '../../src/identity/connections/password-connection.ts';
import { reserveSignIn } from '../../src/identity/attack-protection/sign-in-limits.ts';
import { MovableClock } from '../flows/clock.ts';
import { people } from '../flows/fixtures.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

describe('Management API v2: accounts that wrong passwords have closed', () => {
  let house: ManagedHouse;
  before(async () => {
    // At the begin of a window of 15 minutes, so that none ends meanwhile.
    const clock = new MovableClock();
    clock.advance(900 - (clock.now() % 900));
    house = await startManagedHouse({ clock });
  });
  after(() => house.stop());
  const { email } = people.bob;
  const tryFrom = async (address: string) => {
    const { storage: { throttles }, clock, defaultTenant } = house.running.house;
    return 'code' in (await reserveSignIn({ tenant: defaultTenant.id, account: [connection, email], browser: 'nobody', address }, { throttles, clock })) ? 'refused' : 'taken';
  };
  /** Wrong passwords from eleven addresses, ten from each, as far as they are taken. */
  const close = async (network: string) => { for (let i = 0; i < 110; i++) await tryFrom(`${network}.${i % 11}`); };

  test('who is closed to strangers is told by name and by id, and opened again by either', async () => {
    const id = String((await house.ask('GET', `/users-by-email?email=${encodeURIComponent(email)}`)).body[0]?.['user_id']);
    const [byName, byId] = [`/user-blocks?identifier=${encodeURIComponent(email.toUpperCase())}`, `/user-blocks/${encodeURIComponent(id)}`];
    assert.deepEqual([(await house.ask('GET', byName)).body, (await house.ask('GET', byId)).body], [{ blocked_for: [] }, { blocked_for: [] }]);
    for (const [network, opener] of [['192.0.2', byName], ['198.51.100', byId]] as const) {
      await close(network);
      assert.equal(await tryFrom(`203.0.113.${network.length}`), 'refused');
      for (const path of [byName, byId]) assert.deepEqual((await house.ask('GET', path)).body, { blocked_for: [{ identifier: email, connection }] });
      assert.equal((await house.ask('DELETE', opener)).status, 204);
      assert.deepEqual((await house.ask('GET', byId)).body, { blocked_for: [] });
      assert.equal(await tryFrom(`203.0.113.2${network.length}`), 'taken');
    }
  });

  test('nobody who does not exist is blocked, and a name must be given', async () => {
    for (const method of ['GET', 'DELETE']) {
      assert.deepEqual([(await house.ask(method, '/user-blocks?identifier=nobody')).status, (await house.ask(method, '/user-blocks/nobody')).status, (await house.ask(method, '/user-blocks')).status], [404, 404, 400]);
    }
    assert.equal((await house.ask('DELETE', '/user-blocks?identifier=x', { token: await house.token('read:users') })).status, 403);
  });
});
