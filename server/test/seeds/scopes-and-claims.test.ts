import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { claimsOf, refresh, tokensFor, type App } from '../flows/app.ts';
import { addApp, switchOn } from '../flows/arrangements.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';
import { addJane, jane, janeProfile, userinfo } from './examples.ts';

let house: RunningHouse;
before(async () => { house = await startHouse(); await addJane(house); });
after(() => house.stop());
interface Person { readonly email: string; readonly password: string }
const granted = async (scope: string, { app = apps.web, person = people.alice, ...over }: { readonly app?: App; readonly person?: Person; readonly audience?: string } = {}) => (await tokensFor(house.browser(), { app, person }, { scope, ...over })).body;
const claimsFor = async (scope: string, person: Person = people.alice) => (await userinfo(house, (await granted(scope, { person }))['access_token'])).claims;

describe('Scopes and the claims that they bring', () => {
  test('Seed row 79: openid switches OpenID Connect on: without it there is no ID token, and no userinfo', async () => {
    const plain = await granted('profile email');
    assert.equal(plain['id_token'], undefined);
    assert.equal((await userinfo(house, plain['access_token'])).status, 403);
    const signedIn = await granted('openid');
    assert.deepEqual(await claimsFor('openid'), { sub: claimsOf(signedIn['id_token'])['sub'] });
    for (const name of ['name', 'email', 'picture']) assert.equal(claimsOf(signedIn['id_token'])[name], undefined, name);
  });

  test('Seed row 80: profile brings the profile, and nothing of email, address or phone', async () => {
    const { sub, updated_at: at, ...profile } = await claimsFor('openid profile', jane);
    assert.deepEqual([sub, profile], ['auth0|123456', janeProfile]);
    assert.match(String(at), /^\d{4}-\d\d-\d\dT/);
    const { name, nickname, email, address, phone_number: phone } = await claimsFor('openid profile');
    assert.deepEqual([name, nickname, email, address, phone], ['alice Example', 'alice', undefined, undefined, undefined]);
  });

  test('Seed row 81: email brings the address and whether it is proven', async () => {
    const { email, email_verified: verified, name } = await claimsFor('openid email', jane);
    assert.deepEqual([email, verified, name], [jane.email, true, undefined]);
  });

  test('Seed row 82: address and phone bring what they are called after', async () => {
    const { sub: _, ...claims } = await claimsFor('openid address phone');
    assert.deepEqual(claims, { address: { country: 'Poland' }, phone_number: '+48 1', phone_number_verified: false });
  });

  test('Seed row 83: offline_access brings a refresh token; the spelling offline-access brings nothing, and is no error', async () => {
    const right = await granted('openid offline_access');
    assert.equal(right['scope'], 'openid offline_access');
    assert.equal((await refresh(house.origin, apps.web, right['refresh_token'] ?? '')).status, 200);
    const wrong = await granted('openid offline-access');
    assert.deepEqual([wrong['scope'], wrong['refresh_token'], typeof wrong['id_token']], ['openid', undefined, 'string']);
    const never = await addApp(house, 'no-refresh', { grantTypes: ['authorization_code'] });
    assert.deepEqual([(await granted('openid offline_access', { app: never }))['refresh_token']], [undefined]);
  });

  test('Seed row 84: the example: scope openid name email brings the claims name and email, where tenant and application both have it on, and there alone', async () => {
    const app = await addApp(house, 'attributes', { legacyFlows: ['attribute_scopes'] });
    const plain = await addApp(house, 'no-attributes');
    const example = 'openid name email';
    const seen = async (one: App) => {
      const body = await granted(example, { app: one, person: jane });
      const { claims } = await userinfo(house, body['access_token']);
      return [body['scope'], claimsOf(body['id_token'])['name'], claimsOf(body['id_token'])['email'], claims['name'], claims['given_name'], claims['email']];
    };
    const off = ['openid email', undefined, jane.email, undefined, undefined, jane.email];
    assert.deepEqual(await seen(app), off, 'the tenant has it off');
    await switchOn(house, 'attribute_scopes');
    try {
      assert.deepEqual(await seen(app), [example, 'Jane Doe', jane.email, 'Jane Doe', undefined, jane.email]);
      assert.deepEqual(await seen(plain), off, 'the application has it off');
      const kept = await granted('openid picture password_hash sub', { app, person: jane });
      assert.deepEqual([kept['scope'], (await userinfo(house, kept['access_token'])).claims], ['openid picture', { sub: 'auth0|123456', picture: janeProfile.picture }]);
      await switchOn(house);
      assert.deepEqual((await userinfo(house, kept['access_token'])).claims, { sub: 'auth0|123456' }, 'switched off, it ends for what was granted before too');
    } finally { await switchOn(house); }
  });

  test('Seed row 86: what nobody defined is left out, and the answer says what was granted', async () => {
    const body = await granted('openid read:things read:minds', { audience: api });
    assert.equal(body['scope'], 'openid read:things');
    assert.equal(claimsOf(body['access_token'])['scope'], 'openid read:things');
    assert.equal((await granted('openid read:things'))['scope'], 'openid', 'a scope of an API, without the API');
  });
});
