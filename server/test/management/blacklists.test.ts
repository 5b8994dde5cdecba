import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { call, claimsOf, tokensFor } from '../flows/app.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

describe('Management API v2: tokens that are ended by their jti', () => {
  let house: ManagedHouse;
  before(async () => { house = await startManagedHouse(); });
  after(() => house.stop());

  test('Seed row 218: a token whose jti is listed is dead at once at userinfo, in introspection and here; its neighbours live', async () => {
    const { origin } = house.running;
    const [ended, kept] = [await tokensFor(house.running.browser(), { app: apps.web, person: people.alice }, { audience: api, scope: 'openid read:things' }), await tokensFor(house.running.browser(), { app: apps.web, person: people.alice }, { audience: api, scope: 'openid read:things' })].map(({ body }) => body['access_token'] ?? '');
    const status = async (token = '') => (await fetch(`${origin}/userinfo`, { headers: { authorization: `Bearer ${token}` } })).status;
    const active = async (token = '') => (await call(origin, '/oauth2/introspect', { app: apps.web, fields: { token } })).body['active'];
    assert.deepEqual([await status(ended), await active(ended)], [200, true]);
    const { jti, azp } = claimsOf(ended);
    assert.equal((await house.ask('POST', '/blacklists/tokens', { body: { jti, aud: azp } })).status, 204);
    assert.deepEqual([await status(ended), await active(ended), await status(kept), await active(kept)], [401, false, 200, true]);
    assert.equal((await house.ask('POST', '/blacklists/tokens', { body: { jti, aud: azp } })).status, 204);
    assert.deepEqual((await house.ask('GET', '/blacklists/tokens')).body, [{ aud: azp, jti }]);
    assert.deepEqual((await house.ask('GET', '/blacklists/tokens?aud=else')).body, []);
  });

  test('a token for this API ends likewise; the scope is one of its own', async () => {
    const token = await house.token('read:clients');
    assert.equal((await house.ask('POST', '/blacklists/tokens', { body: { jti: claimsOf(token)['jti'] }, token })).status, 403);
    assert.equal((await house.ask('POST', '/blacklists/tokens', { body: { jti: claimsOf(token)['jti'] } })).status, 204);
    assert.equal((await house.ask('GET', '/clients', { token })).status, 401);
  });

  test('what can be no jti of ours is refused', async () => {
    for (const jti of ['x', '', '../../etc', 'g'.repeat(44)]) assert.equal((await house.ask('POST', '/blacklists/tokens', { body: { jti } })).status, 400, jti);
  });
});
