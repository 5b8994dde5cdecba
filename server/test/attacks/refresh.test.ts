import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { call, refresh, tokensFor, type App } from '../flows/app.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';

let house: RunningHouse;
before(async () => { house = await startHouse(); });
after(() => house.stop());

async function family(app: App = apps.web, over: Record<string, string> = {}, person: { readonly email: string; readonly password: string } = people.alice) {
  const { body } = await tokensFor(house.browser(), { app, person }, { scope: 'openid email offline_access', ...over });
  assert.ok(body['refresh_token']);
  return { refreshToken: body['refresh_token'], accessToken: body['access_token'] ?? '' };
}
const userinfo = async (token: string | undefined) => (await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${token ?? ''}` } })).status;
const errorOf = async (app: App, token: string, more: Record<string, string> = {}) => (await refresh(house.origin, app, { refresh_token: token, ...more })).body['error'];

describe('RT: refresh tokens', () => {
  test('A071 RFC 9700 §4.14.2: reuse of a rotated token ends the whole family, the newest tokens too', async () => {
    const { refreshToken } = await family();
    const second = await refresh(house.origin, apps.web, refreshToken);
    assert.equal(await userinfo(second.body['access_token']), 200);
    const reused = await refresh(house.origin, apps.web, refreshToken);
    assert.deepEqual([reused.status, reused.body['error']], [400, 'invalid_grant']);
    assert.match(reused.body['error_description'] ?? '', /invalid refresh token/);
    assert.equal(await errorOf(apps.web, second.body['refresh_token'] ?? ''), 'invalid_grant');
    assert.equal(await userinfo(second.body['access_token']), 401);
  });
  test('A072 RFC 9700 §4.14.2: of 50 parallel refreshes in strict mode exactly one succeeds', async () => {
    const { refreshToken } = await family();
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(house.origin, apps.web, refreshToken)));
    assert.equal(answers.filter((answer) => answer.status === 200).length, 1);
    assert.ok(answers.every((answer) => answer.status === 200 || answer.body['error'] === 'invalid_grant'));
  });
  test('A072 Auth0: with an overlap window every answer carries the same successor, and only one branch lives', async () => {
    const { refreshToken } = await family(apps.post);
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(house.origin, apps.post, refreshToken)));
    assert.ok(answers.every((answer) => answer.status === 200));
    const successors = new Set(answers.map((answer) => answer.body['refresh_token']));
    assert.equal(successors.size, 1);
    const [successor = ''] = successors;
    assert.equal((await refresh(house.origin, apps.post, successor)).status, 200);
    assert.equal((await refresh(house.origin, apps.post, refreshToken)).body['refresh_token'], successor);
  });
  test('A074 RFC 6749 §6: a token of another client is refused and not rotated', async () => {
    const { refreshToken } = await family();
    for (const app of [apps.post, apps.spa, apps.strict]) assert.equal(await errorOf(app, refreshToken), 'invalid_grant');
    assert.equal((await refresh(house.origin, apps.web, refreshToken)).status, 200);
  });
  test('A075 RFC 6749 §6: more scope is refused with what was granted, less works, and the next refresh has it all again', async () => {
    const { refreshToken } = await family();
    const more = await refresh(house.origin, apps.web, { refresh_token: refreshToken, scope: 'openid phone' });
    assert.equal(more.body['error'], 'invalid_scope');
    assert.match(more.body['error_description'] ?? '', /Received: phone/);
    const less = await refresh(house.origin, apps.web, { refresh_token: refreshToken, scope: 'email' });
    assert.equal(less.body['scope'], 'email');
    assert.equal(less.body['id_token'], undefined);
    assert.equal((await refresh(house.origin, apps.web, less.body['refresh_token'] ?? '')).body['scope'], 'openid email offline_access');
  });
  test('RFC 8707 §2.2: another audience than the granted one is refused', async () => {
    const { refreshToken } = await family(apps.web, { audience: api });
    assert.equal(await errorOf(apps.web, refreshToken, { audience: 'https://api-es.example' }), 'invalid_target');
    assert.equal((await refresh(house.origin, apps.web, { refresh_token: refreshToken, resource: api })).status, 200);
  });
  test('A077 RFC 6749 §5.2: blocked or deleted users, disabled clients and removed grant types end it', async () => {
    const { storage, defaultTenant, clock } = house.house;
    const { refreshToken } = await family(apps.web, {}, people.bob);
    const user = await storage.users.findByLogin(defaultTenant.id, 'Username-Password-Authentication', people.bob.email);
    const client = await storage.clients.findClient(defaultTenant.id, 'web');
    assert.ok(user !== undefined && client !== undefined);
    await storage.users.setBlocked(defaultTenant.id, user.id, true, clock.now());
    assert.match((await refresh(house.origin, apps.web, refreshToken)).body['error_description'] ?? '', /user is blocked/);
    await storage.users.setBlocked(defaultTenant.id, user.id, false, clock.now());
    await storage.registry.replaceClient({ ...client, enabled: false });
    assert.equal(await errorOf(apps.web, refreshToken), 'invalid_client');
    await storage.registry.replaceClient({ ...client, grantTypes: ['authorization_code'] });
    assert.equal(await errorOf(apps.web, refreshToken), 'unauthorized_client');
    await storage.registry.replaceClient(client);
    const next = await refresh(house.origin, apps.web, refreshToken);
    assert.equal(next.status, 200);
    await storage.users.remove(defaultTenant.id, user.id);
    assert.equal(await errorOf(apps.web, next.body['refresh_token'] ?? ''), 'invalid_grant');
  });
  test('A078 OIDC Core §11: without offline access no refresh token exists, and the access ends with the session', async () => {
    const browser = house.browser();
    const { body } = await tokensFor(browser, { app: apps.web, person: people.alice }, { scope: 'openid' });
    assert.equal(body['refresh_token'], undefined);
    assert.equal(await userinfo(body['access_token']), 200);
    await browser.get('/v2/logout?client_id=web');
    assert.equal(await userinfo(body['access_token']), 401);
  });
  test('A081 RFC 6749 §4.4.3: client credentials bring no refresh token', async () => {
    assert.equal((await call(house.origin, '/oauth/token', { app: apps.post, fields: { grant_type: 'client_credentials', scope: 'offline_access' } })).body['refresh_token'], undefined);
  });
  test('A082 RFC 8725 §3.12: a refresh token is no access token and no id_token_hint', async () => {
    const { refreshToken } = await family();
    const response = await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${refreshToken}` } });
    assert.equal(response.status, 401);
    assert.match(await response.text(), /a refresh token/);
    assert.equal((await house.browser().get(`/oidc/logout?id_token_hint=${refreshToken}`)).location, undefined);
    assert.equal((await refresh(house.origin, apps.web, refreshToken)).status, 200);
  });
});
