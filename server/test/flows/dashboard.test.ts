import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { dashboardClientId } from '../../src/protocol/administration/dashboard-client.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { answerOf, authorizeUrl, call, claimsOf, exchange, newPkce, refresh, signIn, type App } from './app.ts';
import { pageOf, reasonOf } from './browser.ts';
import { people } from './fixtures.ts';

let house: ManagedHouse;
let app: App;
before(async () => {
  house = await startManagedHouse();
  app = { id: dashboardClientId, secret: undefined, redirectUri: `${house.running.issuer}dashboard/callback`, method: 'none' };
});
after(() => house.stop());

describe('The dashboard is an application of every tenant', () => {
  test('RFC 7636 §4.4.1: no code without a challenge', async () => {
    const answer = await house.running.browser().get(authorizeUrl(app, newPkce(), { code_challenge: '', code_challenge_method: '' }));
    assert.equal(answerOf(answer).get('error'), 'invalid_request');
  });

  test('RFC 9700 §2.1: it is answered at its own address alone', async () => {
    const answer = await house.running.browser().get(authorizeUrl({ ...app, redirectUri: 'https://evil.example/dashboard/callback' }, newPkce()));
    assert.equal(pageOf(answer), 'error');
    assert.equal(reasonOf(answer), 'redirect_uri.not_registered');
  });

  for (const grant_type of ['client_credentials', 'password', 'urn:ietf:params:oauth:grant-type:device_code', 'urn:ietf:params:oauth:grant-type:token-exchange']) {
    test(`RFC 6749 §5.2: it has no other way to a token: ${grant_type}`, async () => {
      const { status, body } = await call(house.running.origin, '/oauth/token', { app, fields: { grant_type, audience: house.audience, username: people.alice.email, password: people.alice.password, device_code: 'x', subject_token: 'x', subject_token_type: 'urn:ietf:params:oauth:token-type:access_token' } });
      assert.ok(status === 400 || status === 401 || status === 403, String(status));
      assert.equal(body['error'], 'unauthorized_client');
    });
  }

  test('nobody makes an account through it, while others may', async () => {
    const fields = { connection: 'Username-Password-Authentication', email: 'mallory@example.com', password: 'a long enough passphrase' };
    const refused = await fetch(`${house.running.origin}/dbconnections/signup`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...fields, client_id: app.id }) });
    assert.ok(refused.status >= 400, String(refused.status));
    const made = await fetch(`${house.running.origin}/dbconnections/signup`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...fields, client_id: 'web' }) });
    assert.equal(made.status, 200);
  });
});

describe('The dashboard is a part of the server, and no record of administrators', () => {
  test('it stands in no list of applications', async () => {
    const { body } = await house.ask('GET', '/clients');
    assert.ok(body.length > 5);
    assert.ok(!body.some((one) => one['client_id'] === app.id));
    assert.equal((await house.ask('GET', `/clients/${app.id}`)).status, 404);
  });

  for (const [method, path, body] of [['PATCH', '', { callbacks: ['https://evil.example/'] }], ['DELETE', '', undefined], ['POST', '/rotate-secret', undefined]] as const) {
    test(`it is neither changed nor removed: ${method} ${path}`, async () => {
      const { status } = await house.ask(method, `/clients/${app.id}${path}`, { body });
      assert.equal(status, 400);
      assert.notEqual(await house.running.house.clients.findClient(house.running.house.defaultTenant.id, app.id), undefined);
    });
  }

  test('no other application is stored under its name', async () => {
    const { storage, defaultTenant } = house.running.house;
    const [any] = await storage.registry.listClients(defaultTenant.id);
    assert.ok(any !== undefined);
    assert.equal(await storage.registry.insertClient({ ...any, id: app.id as typeof any.id }), 'taken');
  });

  test('it is granted nothing for itself', async () => {
    assert.equal((await house.ask('POST', '/client-grants', { body: { client_id: app.id, audience: house.audience, scope: ['read:clients'] } })).status, 404);
  });
});

describe('Somebody signs in at the dashboard', () => {
  test('RFC 9700 §2.2.2: without consent, with refresh tokens that rotate', async () => {
    const { storage, clock, defaultTenant } = house.running.house;
    const alice = await storage.users.findByLogin(defaultTenant.id, 'Username-Password-Authentication', people.alice.email);
    assert.equal(await storage.administrators.change(defaultTenant.id, { userId: alice?.id ?? '', role: 'owner', at: clock.now() }), 'changed');
    const pkce = newPkce();
    const answer = await signIn(house.running.browser(), authorizeUrl(app, pkce, { audience: house.audience, scope: 'openid profile email offline_access read:current_user' }), people.alice);
    assert.ok(answer.location?.startsWith(app.redirectUri), answer.location);
    const first = await exchange(house.running.origin, app, { code: answerOf(answer).get('code') ?? '', code_verifier: pkce.verifier });
    assert.equal(first.status, 200, JSON.stringify(first.body));
    assert.equal(claimsOf(first.body['access_token'])['azp'], app.id);
    const second = await refresh(house.running.origin, app, first.body['refresh_token'] ?? '');
    assert.equal(second.status, 200, JSON.stringify(second.body));
    assert.notEqual(second.body['refresh_token'], first.body['refresh_token']);
  });
});
