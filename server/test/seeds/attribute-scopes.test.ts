import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addApp, setTenant, switchOn } from '../flows/arrangements.ts';
import { claimsOf, tokensFor, type App, type Fields } from '../flows/app.ts';
import { people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';

let house: RunningHouse;
let legacy: App;
let plain: App;
before(async () => {
  house = await startHouse();
  await switchOn(house, 'attribute_scopes');
  legacy = await addApp(house, 'attributes', { legacyFlows: ['attribute_scopes'] });
  plain = await addApp(house, 'no-attributes');
});
after(() => house.stop());

const signedIn = async (app: App, over: Fields) => (await tokensFor(house.browser(), { app, person: people.alice }, over)).body;
const userinfo = async (token: string | undefined) => (await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${token ?? ''}` } })).json() as Promise<Record<string, unknown>>;

describe('Seed row 84: scopes that are named like claims', () => {
  test('Seed row 84: openid name email brings the claims name and email, and no other', async () => {
    const body = await signedIn(legacy, { scope: 'openid name email' });
    assert.equal(body['scope'], 'openid name email');
    for (const claims of [claimsOf(body['id_token']), await userinfo(body['access_token'])]) {
      assert.deepEqual([claims['name'], claims['email'], claims['nickname'], claims['picture']], ['alice Example', people.alice.email, undefined, undefined]);
    }
  });

  test('Seed row 84: without the switch of the application or of the tenant such a scope is left out', async () => {
    const body = await signedIn(plain, { scope: 'openid name picture' });
    assert.deepEqual([body['scope'], claimsOf(body['id_token'])['name']], ['openid', undefined]);
    const before = await signedIn(legacy, { scope: 'openid name' });
    await setTenant(house, { legacyFlows: [] });
    assert.equal((await signedIn(legacy, { scope: 'openid name' }))['scope'], 'openid');
    assert.equal((await userinfo(before['access_token']))['name'], undefined, 'nor does an older token bring it');
    await switchOn(house, 'attribute_scopes');
  });

  test('Seed row 84: what is no standard claim is no scope', async () => {
    assert.equal((await signedIn(legacy, { scope: 'openid user_metadata identities sub name' }))['scope'], 'openid name');
  });
});
