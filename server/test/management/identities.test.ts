import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { passwordConnection as connection } from '../../src/identity/connections/password-connection.ts';
import { claimsOf, refresh, tokensFor } from '../flows/app.ts';
import { apps, people } from '../flows/fixtures.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

const password = 'a fine password of the tests';
const at = (id: unknown, rest = '/identities') => `/users/${encodeURIComponent(String(id))}${rest}`;
const bare = (id: string) => id.slice(id.indexOf('|') + 1);

describe('Management API v2: identities of people', () => {
  let house: ManagedHouse;
  before(async () => { house = await startManagedHouse(); });
  after(() => house.stop());
  const make = async (email: string, over: Readonly<Record<string, unknown>> = {}) => String((await house.ask('POST', '/users', { body: { connection, password, email, ...over } })).body['user_id']);
  const tokens = (person: { readonly email: string; readonly password: string }, over: Readonly<Record<string, string>> = {}) => tokensFor(house.running.browser(), { app: apps.web, person }, { scope: 'openid email offline_access', ...over });

  test('Seed rows 172 and 215: an account is linked, signs in as the person, and is taken apart again', async () => {
    const [first, second] = [await make('main@example.com'), await make('other@example.com', { given_name: 'Other', user_metadata: { a: 1 } })];
    const before = await tokens({ email: 'other@example.com', password });
    const linked = await house.ask('POST', at(first), { body: { provider: 'auth0', user_id: bare(second) } });
    const [own, further] = [{ connection, provider: 'auth0', user_id: bare(first), isSocial: false }, { connection, provider: 'auth0', user_id: bare(second), isSocial: false, profileData: { name: 'other@example.com', nickname: 'other', given_name: 'Other', email: 'other@example.com', email_verified: false } }];
    assert.deepEqual([linked.status, linked.body], [201, [own, further]]);
    assert.deepEqual((await house.ask('GET', at(first, ''))).body['identities'], [own, further]);
    assert.deepEqual((await house.ask('GET', '/users?q=email:main%40example.com')).body[0]?.['identities'], [own, further]);
    assert.equal((await house.ask('GET', at(second, ''))).status, 404);
    assert.equal((await refresh(house.running.origin, apps.web, before.body['refresh_token'] ?? '')).body['error'], 'invalid_grant', 'what was issued to the second account has ended');
    const claims = claimsOf((await tokens({ email: 'other@example.com', password })).body['id_token']);
    assert.deepEqual([claims['sub'], claims['email']], [first, 'main@example.com']);

    const apart = await house.ask('DELETE', at(first, `/identities/auth0/${bare(second)}`));
    assert.deepEqual([apart.status, apart.body], [200, [own]]);
    assert.equal(claimsOf((await tokens({ email: 'other@example.com', password })).body['id_token'])['sub'], second);
    assert.deepEqual((await house.ask('GET', at(second, ''))).body['user_metadata'], { a: 1 });
  });

  test('what can not be linked or taken apart is told why', async () => {
    const [first, second] = [await make('here@example.com'), await make('there@example.com')];
    const cases: readonly (readonly [Readonly<Record<string, unknown>>, number, RegExp])[] = [
      [{ provider: 'auth0', user_id: bare(first) }, 400, /must not be the same/], [{ provider: 'auth0', user_id: 'nobody' }, 404, /account to link does not exist/], [{ provider: 'auth0' }, 400, /provider and user_id are needed, or link_with/],
      [{ link_with: 'a.b.c' }, 400, /no ID token of this tenant/], [{ provider: 'auth0', user_id: bare(second), more: 1 }, 400, /Payload validation error/],
    ];
    for (const [body, status, message] of cases) {
      const answer = await house.ask('POST', at(first), { body });
      assert.equal(answer.status, status, JSON.stringify(answer.body));
      assert.match(String(answer.body['message']), message);
    }
    assert.equal((await house.ask('POST', at('auth0|nobody'), { body: { provider: 'auth0', user_id: bare(second) } })).status, 404);
    assert.deepEqual([(await house.ask('DELETE', at(first, `/identities/auth0/${bare(first)}`))).status, (await house.ask('DELETE', at(first, `/identities/auth0/${bare(second)}`))).status], [400, 404]);
    const reader = await house.token('read:users');
    assert.equal((await house.ask('POST', at(first), { body: { provider: 'auth0', user_id: bare(second) }, token: reader })).status, 403);
  });

  test('A209: a person links an account only by an ID token that proves that it is theirs, issued to the same application', async () => {
    const second = await make('mine@example.com');
    const personal = await tokens(people.alice, { audience: house.audience, scope: 'openid update:current_user_identities' });
    const token = personal.body['access_token'] ?? '';
    const alice = String(claimsOf(token)['sub']);
    assert.equal((await house.ask('POST', at(alice), { token, body: { provider: 'auth0', user_id: bare(second) } })).status, 403, 'not by its name');
    const proof = (await tokens({ email: 'mine@example.com', password })).body['id_token'] ?? '';
    const elsewhere = (await tokensFor(house.running.browser(), { app: apps.web3p, person: { email: 'mine@example.com', password } }, { scope: 'openid' })).body['id_token'] ?? '';
    assert.equal((await house.ask('POST', at(second), { token, body: { link_with: proof } })).status, 403, 'not to the record of another');
    assert.equal((await house.ask('POST', at(alice), { token, body: { link_with: elsewhere } })).status, 400);
    assert.equal((await house.ask('POST', at(alice), { token, body: { link_with: `${proof.slice(0, -4)}AAAA` } })).status, 400);
    const linked = await house.ask('POST', at(alice), { token, body: { link_with: proof } });
    assert.deepEqual([linked.status, linked.body.map(({ user_id: id }) => id)], [201, [bare(alice), bare(second)]]);
    assert.equal((await house.ask('POST', at(alice), { token, body: { link_with: proof } })).status, 400, 'the session of the second account has ended with it');
    assert.deepEqual((await house.ask('DELETE', at(alice, `/identities/auth0/${bare(second)}`), { token })).status, 200);
  });
});
