import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { App } from './app.ts';
import { MovableClock } from './clock.ts';
import { newDpopKey } from './dpop.ts';
import { addStrictApp, boundTokens, machineFields, tokenRequest, userinfoWith } from './dpop-apps.ts';
import { api, apps } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';
import type { SignedApp } from './signed-app.ts';

const clock = new MovableClock();
const key = newDpopKey();
let house: RunningHouse;
let strict: SignedApp;
before(async () => {
  house = await startHouse({ clock });
  strict = await addStrictApp(house, 'm2m-fapi');
});
after(() => house.stop());

const seconds = () => clock.now();
const machine = (app: App | SignedApp, over: Partial<Parameters<typeof tokenRequest>[1]> = {}) => tokenRequest(house, { app, key, fields: { ...machineFields, audience: api }, ...over });

describe('RFC 9449 §8: nonces', () => {
  test('RFC 9449 §8: a client of the profile fapi2 must use one: it is told so with 400, and served with it', async () => {
    const first = await machine(strict);
    assert.deepEqual([first.status, first.body['error']], [400, 'use_dpop_nonce']);
    const nonce = first.headers.get('dpop-nonce');
    const second = await machine(strict, { proof: { nonce } });
    assert.deepEqual([second.status, second.body['token_type']], [200, 'DPoP'], JSON.stringify(second.body));
    assert.ok(second.headers.get('dpop-nonce'));
  });

  test('RFC 9449 §8: a nonce that is sent must be one of ours and young, whoever sends it', async () => {
    const nonce = (await machine(apps.m2m)).headers.get('dpop-nonce');
    assert.equal((await machine(apps.m2m, { proof: { nonce } })).status, 200);
    assert.equal((await machine(apps.m2m, { proof: { nonce: 'eyJ7S_zG.eyJH0-Z.HX4w-7v' } })).body['error'], 'use_dpop_nonce');
    clock.advance(601);
    const stale = await machine(apps.m2m, { proof: { nonce, claims: { iat: seconds() } } });
    assert.deepEqual([stale.status, stale.body['error']], [400, 'use_dpop_nonce']);
    assert.equal((await machine(apps.m2m, { proof: { nonce: stale.headers.get('dpop-nonce'), claims: { iat: seconds() } } })).status, 200);
  });

  test('RFC 9449 §8: a device with a wrong clock is asked for a nonce, and served with it; with fapi2, and hours off, it is refused', async () => {
    for (const off of [-1200, -61, 40, 1200]) {
      const asked = await machine(apps.m2m, { proof: { claims: { iat: seconds() + off } } });
      assert.deepEqual([asked.status, asked.body['error']], [400, 'use_dpop_nonce'], String(off));
      const nonce = asked.headers.get('dpop-nonce');
      assert.equal((await machine(apps.m2m, { proof: { nonce, claims: { iat: seconds() + off } } })).status, 200, String(off));
      assert.equal((await machine(strict, { proof: { nonce, claims: { iat: seconds() + off } } })).body['error'], 'invalid_dpop_proof', String(off));
      assert.equal((await machine(apps.m2m, { proof: { nonce, claims: { iat: seconds() + 3 * off + Math.sign(off) * 3600 } } })).body['error'], 'invalid_dpop_proof', String(off));
    }
  });

  test('RFC 9449 §9: a resource asks for a nonce with 401, in its challenge', async () => {
    const { accessToken: token } = await boundTokens(house, key, { proof: { claims: { iat: seconds() } } });
    const asked = await userinfoWith(house, { token, key, proof: { nonce: 'old', claims: { iat: seconds() } } });
    assert.equal(asked.status, 401);
    assert.match(asked.headers.get('www-authenticate') ?? '', /^DPoP realm="Gatehouse", error="use_dpop_nonce", .*algs="/);
    assert.equal((await userinfoWith(house, { token, key, proof: { nonce: asked.headers.get('dpop-nonce'), claims: { iat: seconds() } } })).status, 200);
  });
});
