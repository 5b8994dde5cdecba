import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { claimsOf, tokensFor } from '../flows/app.ts';
import { apps, people } from '../flows/fixtures.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';

const at = (id: unknown) => `/users/${encodeURIComponent(String(id))}`;

describe('MG: people at the Management API', () => {
  let house: ManagedHouse;
  before(async () => { house = await startManagedHouse(); });
  after(() => house.stop());
  const personal = async (app: (typeof apps)['web' | 'web3p'], person: (typeof people)['alice' | 'bob']) => {
    const answer = await tokensFor(house.running.browser(), { app, person }, { audience: house.audience, scope: 'openid read:current_user update:current_user_metadata read:users update:users delete:users read:clients create:client_grants' });
    const token = answer.body['access_token'] ?? '';
    return { token, scope: JSON.stringify(claimsOf(token)['scope']), id: String(claimsOf(token)['sub']) };
  };

  test('A209: nobody becomes an administrator by asking for it: of the Management API people get what concerns their own record, and third parties nothing', async () => {
    assert.equal((await personal(apps.web, people.alice)).scope, '"openid read:current_user update:current_user_metadata"');
    assert.equal((await personal(apps.web3p, people.alice)).scope, '"openid"');
  });

  test('A207, A209: a token of a person reads and changes the own record alone, and of it the metadata that is the person\'s', async () => {
    const [alice, bob] = [await personal(apps.web, people.alice), await personal(apps.web, people.bob)];
    const { token } = alice;
    const own = await house.ask('GET', at(alice.id), { token });
    assert.deepEqual([own.status, own.body['email']], [200, people.alice.email]);
    const changed = await house.ask('PATCH', at(alice.id), { token, body: { user_metadata: { theme: 'dark' } } });
    assert.deepEqual([changed.status, changed.body['user_metadata']], [200, { theme: 'dark' }]);
    for (const body of [{ app_metadata: { admin: true } }, { blocked: false }, { email_verified: true }, { email: 'x@example.com' }, { password: 'a very fine new password' }, { user_metadata: {}, name: 'x' }]) {
      assert.deepEqual([(await house.ask('PATCH', at(alice.id), { token, body })).status], [403], JSON.stringify(body));
    }
    const others = [['GET', at(bob.id)], ['PATCH', at(bob.id)], ['DELETE', at(bob.id)], ['DELETE', at(alice.id)], ['GET', '/users-by-email?email=x'], ['GET', '/resource-servers'], ['POST', '/users'], ['GET', `${at(bob.id)}/enrollments`]] as const;
    for (const [method, path] of others) assert.equal((await house.ask(method, path, { token, ...(method === 'PATCH' || method === 'POST' ? { body: {} } : {}) })).status, 403, `${method} ${path}`);
  });

  test('A209: a machine holds no scope of people, and update:users_app_metadata opens that record alone', async () => {
    assert.doesNotMatch(String(claimsOf(await house.token())['scope']), /current_user/);
    const { id } = await personal(apps.web, people.bob);
    const token = await house.token('update:users_app_metadata');
    assert.equal((await house.ask('PATCH', at(id), { token, body: { app_metadata: { plan: 'gold' } } })).status, 200);
    for (const body of [{ user_metadata: { a: 1 } }, { blocked: true }, { app_metadata: {}, email_verified: true }]) assert.equal((await house.ask('PATCH', at(id), { token, body })).status, 403);
    assert.equal((await house.ask('PATCH', at(id), { token: await house.token('read:users'), body: {} })).status, 403);
  });

  test('A188: a token of a person who was blocked meanwhile opens nothing', async () => {
    const bob = await personal(apps.web, people.bob);
    await house.ask('PATCH', at(bob.id), { body: { blocked: true } });
    assert.equal((await house.ask('GET', at(bob.id), { token: bob.token })).status, 401);
    await house.ask('PATCH', at(bob.id), { body: { blocked: false } });
  });
});
