import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { call, claimsOf, tokensFor, type App, type Fields } from './app.ts';
import { addApp, switchOn } from './arrangements.ts';
import { MovableClock } from './clock.ts';
import { api, apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';

const connection = 'Username-Password-Authentication';
const clock = new MovableClock();
let house: RunningHouse;
let app: App;
before(async () => {
  house = await startHouse({ clock });
  await switchOn(house, 'tokeninfo', 'resource_owner');
  app = await addApp(house, 'old', { grantTypes: ['authorization_code', 'refresh_token'], legacyFlows: ['tokeninfo', 'resource_owner'] });
});
after(() => house.stop());

describe('Seed rows 50, 132: /tokeninfo', () => {
  const idTokenOf = async (of: App = app) => (await tokensFor(house.browser(), { app: of, person: people.alice }, { scope: 'openid' })).body['id_token'] ?? '';
  const ask = async (token: string, as: 'form' | 'json' | 'query' = 'form') => {
    const url = `${house.origin}/tokeninfo`;
    const response = as === 'query' ? await fetch(`${url}?id_token=${token}`)
      : as === 'form' ? await fetch(url, { method: 'POST', body: new URLSearchParams({ id_token: token }) })
        : await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ id_token: token }) });
    return { status: response.status, headers: response.headers, body: await response.json() as Record<string, unknown> };
  };

  test('Seed row 50: an ID token brings the whole profile, by form, JSON or query', async () => {
    const token = await idTokenOf();
    for (const as of ['form', 'json', 'query'] as const) {
      const { status, body, headers } = await ask(token, as);
      assert.deepEqual([status, headers.get('cache-control')], [200, 'no-store'], as);
      const id = String(claimsOf(token)['sub']);
      assert.deepEqual([body['email'], body['name'], body['user_id'], body['clientID']], [people.alice.email, 'alice Example', id, 'old']);
      assert.deepEqual(body['identities'], [{ user_id: id.slice('auth0|'.length), provider: 'auth0', connection, isSocial: false }]);
    }
  });

  test('Seed row 132: an access token, a foreign or a changed one, an expired one, and one of an ended session or a blocked person are refused', async () => {
    const browser = house.browser();
    const token = (await tokensFor(browser, { app, person: people.alice }, { scope: 'openid', audience: api })).body;
    for (const bad of [token['access_token'] ?? '', 'garbage', `${token['id_token'] ?? ''}x`]) {
      const { status, headers } = await ask(bad);
      assert.equal(status, 401);
      assert.match(headers.get('www-authenticate') ?? '', /error="invalid_token"/);
    }
    const { storage, defaultTenant: tenant } = house.house;
    const alice = String(claimsOf(token['id_token'])['sub']);
    await storage.users.setBlocked(tenant.id, alice, true, clock.now());
    assert.match(String((await ask(token['id_token'] ?? '')).body['error_description']), /user is blocked/);
    await storage.users.setBlocked(tenant.id, alice, false, clock.now());
    assert.equal((await ask(token['id_token'] ?? '')).status, 200);
    await browser.get('/v2/logout');
    assert.match(String((await ask(token['id_token'] ?? '')).body['error_description']), /ended by a logout/);
    const late = await idTokenOf();
    clock.advance(36_001);
    assert.match(String((await ask(late)).body['error_description']), /ID token has expired/);
  });

  test('OIDC Core §8: an application that knows people by pseudonyms learns the pseudonym, and no identity behind it', async () => {
    const pairwise = await addApp(house, 'pairwise-old', { grantTypes: ['authorization_code'], legacyFlows: ['tokeninfo'], subject: { type: 'pairwise', sector: 'rp.example', sectorIdentifierUri: undefined } });
    const token = await idTokenOf(pairwise);
    const { status, body } = await ask(token);
    assert.deepEqual([status, body['user_id'], body['identities']], [200, claimsOf(token)['sub'], undefined]);
    assert.doesNotMatch(JSON.stringify(body), /auth0\|/);
  });

  test('Seed row 50: it is off until tenant and application switch it on; without a token it says what is missing', async () => {
    const { status, body } = await ask(await idTokenOf(apps.web));
    assert.deepEqual([status, body['error']], [400, 'unauthorized_client']);
    assert.match(String(body['error_description']), /off for this application\. Received: tokeninfo\. Expected: local validation of the ID token, or the userinfo endpoint/);
    assert.match(String((await ask('')).body['error_description']), /Expected: id_token/);
  });
});

describe('Auth0: /oauth/ro', () => {
  const ask = (over: Fields = {}, from: App = app) => call(house.origin, '/oauth/ro', { app: from, fields: { grant_type: 'password', connection, username: people.bob.email, password: people.bob.password, scope: 'openid email', ...over } });

  test('Seed row 166: a password and its connection give id_token, access_token and token_type', async () => {
    const { status, body, headers } = await ask();
    assert.equal(status, 200, body['error_description']);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.deepEqual([body['token_type'], claimsOf(body['id_token'])['email'], body['refresh_token']], ['Bearer', people.bob.email, undefined]);
    assert.equal((await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${body['access_token'] ?? ''}` } })).status, 200);
    assert.ok((await ask({ scope: 'openid offline_access', device: 'phone' })).body['refresh_token']);
  });

  test('Seed row 166: its refusals are those of the password grant', async () => {
    const cases: readonly (readonly [Fields, string, RegExp])[] = [
      [{ password: 'wrong wrong wrong' }, 'invalid_grant', /^Wrong email or password\./],
      [{ username: 'nobody@example.com' }, 'invalid_grant', /^Wrong email or password\./],
      [{ username: people.carol.email, password: people.carol.password }, 'invalid_grant', /^user is blocked/],
      [{ connection: '' }, 'invalid_request', /Expected: connection/],
      [{ connection: 'twitter' }, 'invalid_request', /Received: twitter/],
      [{ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' }, 'unsupported_grant_type', /Expected: password/],
    ];
    for (const [over, error, text] of cases) {
      const { status, body } = await ask(over);
      assert.deepEqual([status, body['error']], [400, error]);
      assert.match(body['error_description'] ?? '', text);
    }
    assert.equal((await ask({}, apps.post)).body['error'], 'unauthorized_client');
    await switchOn(house, 'tokeninfo', 'password');
    assert.match((await ask()).body['error_description'] ?? '', /off in this tenant/);
  });
});

describe('Seed row 60: the Management API v1', () => {
  test('RFC 9110 §15.5.11: every address of it, by every method, is gone, and says what to use', async () => {
    for (const [method, path] of [['GET', '/api/v1'], ['GET', '/api/v1/users'], ['POST', '/api/v1/oauth/token'], ['PUT', '/api/v1/users/1/metadata'], ['DELETE', '/api/v1/clients/x'], ['PATCH', '/api/v1/']] as const) {
      const response = await fetch(`${house.origin}${path}`, { method, headers: { accept: 'text/html' } });
      assert.equal(response.status, 410, `${method} ${path}`);
      const body = await response.json() as Record<string, string>;
      assert.deepEqual([body['statusCode'], body['error'], body['api'], body['documentation']], [410, 'Gone', `${house.issuer}api/v2/`, `${house.issuer}docs/errors/api.v1_gone`]);
      assert.match(body['message'] ?? '', /Management API v2 below \/api\/v2\//);
      assert.equal((await fetch(body['documentation'] ?? '')).status, 200);
    }
    for (const path of ['/api/v11', '/api/v', '/api/v1x/users']) assert.equal((await fetch(`${house.origin}${path}`)).status, 404, path);
  });
});
