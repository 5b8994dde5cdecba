import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addApp, switchOn } from './arrangements.ts';
import { call, claimsOf, refresh, type App, type Fields } from './app.ts';
import { api, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';

const realmGrant = 'http://auth0.com/oauth/grant-type/password-realm';
let house: RunningHouse;
let app: App;
let spa: App;
let plain: App;
let third: App;
const grantTypes = ['password', realmGrant, 'refresh_token'] as const;

before(async () => {
  house = await startHouse();
  await switchOn(house, 'password');
  app = await addApp(house, 'trusted', { grantTypes, legacyFlows: ['password'] });
  spa = await addApp(house, 'trusted-native', { grantTypes, legacyFlows: ['password'], authenticationMethod: 'none' });
  plain = await addApp(house, 'not-switched-on', { grantTypes });
  third = await addApp(house, 'third', { grantTypes, legacyFlows: ['password'], firstParty: false });
});
after(() => house.stop());

const ask = (fields: Fields = {}, from: App = app) => call(house.origin, '/oauth/token', { app: from, fields: { grant_type: 'password', username: people.bob.email, password: people.bob.password, ...fields } });

describe('Seed rows 98, 166: resource owner password', () => {
  test('RFC 6749 §4.3: name and password give an access token of the person for the API, with what may be granted of the scope', async () => {
    const { status, body, headers } = await ask({ audience: api, scope: 'openid profile read:things unheard:of' });
    assert.equal(status, 200);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(body['scope'], 'openid profile read:things');
    assert.equal(body['refresh_token'], undefined);
    const access = claimsOf(body['access_token']);
    const id = claimsOf(body['id_token']);
    assert.match(String(access['sub']), /^auth0\|[0-9a-f]{24}$/);
    assert.deepEqual([access['gty'], access['azp'], id['aud'], id['sub'], id['sid'], id['nonce']], ['password', 'trusted', 'trusted', access['sub'], undefined, undefined]);
    assert.equal(id['name'], 'bob Example');
    assert.ok(Number(id['auth_time']) > 0);
  });

  test('RFC 6749 §4.3: without an API the token is opaque and good at /userinfo; a public application may ask too', async () => {
    const { body } = await ask({ scope: 'openid email' }, spa);
    const userinfo = await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${body['access_token'] ?? ''}` } });
    assert.equal((await userinfo.json() as { email: string }).email, people.bob.email);
  });

  test('RFC 6749 §6: with offline_access a refresh token comes along, and revoking it ends everything of the grant', async () => {
    const { body } = await ask({ audience: api, scope: 'openid offline_access read:things' });
    const renewed = await refresh(house.origin, app, body['refresh_token'] ?? '');
    assert.equal(renewed.status, 200);
    assert.equal(claimsOf(renewed.body['access_token'])['gty'], 'password');
    assert.equal((await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${body['access_token'] ?? ''}` } })).status, 200);
    await call(house.origin, '/oauth/revoke', { app, fields: { token: renewed.body['refresh_token'] ?? '' } });
    assert.equal((await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${body['access_token'] ?? ''}` } })).status, 401);
  });

  test('Auth0: password-realm takes the name of the connection, and refuses one that does not exist', async () => {
    const right = await ask({ grant_type: realmGrant, realm: 'Username-Password-Authentication' });
    assert.equal(right.status, 200);
    const wrong = await ask({ grant_type: realmGrant, realm: 'ldap' });
    assert.deepEqual([wrong.status, wrong.body['error']], [400, 'invalid_request']);
    assert.match(wrong.body['error_description'] ?? '', /Received: ldap/);
    const none = await ask({ grant_type: realmGrant });
    assert.match(none.body['error_description'] ?? '', /missing\. Expected: realm/);
  });

  test('RFC 6749 §4.3.2: username and password are required, and the refusal names the one that is missing', async () => {
    for (const name of ['username', 'password']) {
      const { status, body } = await ask({ [name]: '' });
      assert.deepEqual([status, body['error']], [400, 'invalid_request']);
      assert.match(body['error_description'] ?? '', new RegExp(`A required parameter is missing\\. Expected: ${name}\\.`));
    }
  });

  test('RFC 6749 §5.2: an unknown user and a wrong password are told the same, byte for byte', async () => {
    const wrong = await ask({ password: 'not the password of bob' });
    const unknown = await ask({ username: 'nobody-at-all@example.com' });
    assert.deepEqual([wrong.status, wrong.body['error']], [400, 'invalid_grant']);
    assert.match(wrong.body['error_description'] ?? '', /^Wrong email or password\./);
    assert.deepEqual(unknown.body, wrong.body);
    assert.equal(unknown.status, 400);
    // The line joins the next group commit.
    const reasons = async () => (await house.house.storage.log.list(house.house.defaultTenant.id, { take: 5, clientId: app.id })).records.map(({ reason }) => reason);
    for (let tries = 0; tries < 1500 && !(await reasons()).includes('login.unknown_user'); tries++) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual((await reasons()).slice(0, 2), ['login.unknown_user', 'login.bad_credentials']);
  });

  test('Auth0: a blocked user reads "user is blocked", and only who knows the password reads it', async () => {
    const blocked = await ask({ username: people.carol.email, password: people.carol.password });
    assert.deepEqual([blocked.status, blocked.body['error']], [400, 'invalid_grant']);
    assert.match(blocked.body['error_description'] ?? '', /^user is blocked/);
    const wrong = await ask({ username: people.carol.email });
    assert.match(wrong.body['error_description'] ?? '', /^Wrong email or password\./);
  });

  test('RFC 6749 §10.10: guesses are counted with those of the login page, also when they come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => ask({ username: people.alice.email, password: `guess number ${i}` }, spa)));
    const refused = answers.filter((answer) => answer.status === 429);
    assert.equal(answers.filter((answer) => answer.body['error'] === 'invalid_grant').length, 10);
    assert.equal(refused.length, 20);
    assert.ok(Number(refused[0]?.headers.get('retry-after')) > 5);
    assert.equal((await ask({ username: people.alice.email, password: people.alice.password }, spa)).status, 429);
  });
});

describe('Seed row 34: highly trusted applications', () => {
  test('RFC 9700 §2.4: the flow is off where the application, or the tenant, has not switched it on; the refusal says what is better', async () => {
    const { status, body } = await ask({}, plain);
    assert.deepEqual([status, body['error']], [400, 'unauthorized_client']);
    assert.match(body['error_description'] ?? '', /off for this application.*authorization code flow with PKCE/);
    await switchOn(house);
    try {
      const off = await ask();
      assert.match(off.body['error_description'] ?? '', /off in this tenant/);
    } finally {
      await switchOn(house, 'password');
    }
  });

  test('RFC 6749 §4.3: a third-party application may not take passwords', async () => {
    const { body } = await ask({}, third);
    assert.equal(body['error'], 'unauthorized_client');
    assert.match(body['error_description'] ?? '', /third-party/);
  });

  test('OIDC Discovery §3: grant types with passwords are listed where the tenant switched them on, and nowhere else', async () => {
    const listed = async () => (await (await fetch(`${house.origin}/.well-known/openid-configuration`)).json() as { grant_types_supported: string[] }).grant_types_supported;
    assert.ok((await listed()).includes('password') && (await listed()).includes(realmGrant));
    await switchOn(house);
    try {
      assert.ok(!(await listed()).includes('password') && !(await listed()).includes(realmGrant));
    } finally {
      await switchOn(house, 'password');
    }
  });
});
