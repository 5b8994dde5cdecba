import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { call, claimsOf, refresh, tokensFor, type App } from '../flows/app.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';

let house: RunningHouse;
before(async () => { house = await startHouse(); });
after(() => house.stop());

const userinfo = (token: string, path = '/userinfo') => fetch(`${house.origin}${path}`, { headers: { authorization: `Bearer ${token}` } });
const introspect = async (app: App, token: string) => (await call(house.origin, '/oauth2/introspect', { app, fields: { token } })).body as unknown as { readonly active: boolean; readonly scope?: string };
const revoke = (app: App, token: string, more: Record<string, string> = {}) => call(house.origin, '/oauth/revoke', { app, fields: { token, ...more } });
const signedIn = async (app: App, over: Record<string, string> = {}) => (await tokensFor(house.browser(), { app, person: people.alice }, { scope: 'openid email offline_access', ...over })).body as unknown as Record<'access_token' | 'refresh_token' | 'id_token', string>;

describe('OIDC Core §5.3: userinfo', () => {
  test('OIDC Core §5.3.1: GET, POST with header and empty body, and POST with a form body work, under both names', async () => {
    const { access_token: token, id_token: idToken } = await signedIn(apps.web);
    const answers = [await userinfo(token), await userinfo(token, '/oauth2/userinfo'), await fetch(`${house.origin}/userinfo`, { method: 'POST', headers: { authorization: `Bearer ${token}` } }), await fetch(`${house.origin}/userinfo`, { method: 'POST', body: new URLSearchParams({ access_token: token }) })];
    for (const answer of answers) assert.equal((await answer.json() as Record<string, unknown>)['sub'], claimsOf(idToken)['sub']);
  });
  test('A192 RFC 6750 §2: twice, in the URL, without openid, of a machine, none at all: each refused as its rule says', async () => {
    const { access_token: token } = await signedIn(apps.web);
    assert.equal((await fetch(`${house.origin}/userinfo?access_token=${token}`)).status, 400);
    assert.equal((await fetch(`${house.origin}/userinfo`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: new URLSearchParams({ access_token: token }) })).status, 400);
    const withoutOpenid = await signedIn(apps.web, { scope: 'offline_access' });
    const refused = await userinfo(withoutOpenid.access_token);
    assert.equal(refused.status, 403);
    assert.match(refused.headers.get('www-authenticate') ?? '', /error="insufficient_scope".*scope="openid"/);
    const machine = await call(house.origin, '/oauth/token', { app: apps.post, fields: { grant_type: 'client_credentials', audience: api } });
    assert.equal((await userinfo(machine.body['access_token'] ?? '')).status, 403);
    const none = await fetch(`${house.origin}/userinfo`);
    assert.equal(none.status, 401);
    assert.match(none.headers.get('www-authenticate') ?? '', /^Bearer realm="Gatehouse", resource_metadata="[^"]+\/\.well-known\/oauth-protected-resource\/userinfo", DPoP algs="[^"]+"$/);
  });
  test('Auth0: an application that is set to it may send the token in the URL', async () => {
    const { access_token: token } = await signedIn(apps.post);
    assert.equal((await fetch(`${house.origin}/userinfo?access_token=${token}`)).status, 200);
  });
  test('A089 RFC 8725 §3.12: an ID token is no access token, and the refusal says so', async () => {
    const { id_token: idToken } = await signedIn(apps.web);
    const refused = await userinfo(idToken);
    assert.equal(refused.status, 401);
    assert.match(await refused.text(), /not an access token/);
  });
  test('A084, A085, A093 RFC 8725 §3.1: forged, re-signed and cut tokens are refused', async () => {
    const { access_token: token } = await signedIn(apps.web, { audience: api });
    const [header = '', payload = '', signature = ''] = token.split('.');
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const head = JSON.parse(Buffer.from(header, 'base64url').toString()) as Record<string, string>;
    const forged = [...['none', 'None', 'nOnE', ''].map((alg) => `${part({ ...head, alg })}.${payload}.`), `${part({ typ: 'JWT' })}.${payload}.${signature}`, `${part({ ...head, alg: 'HS256' })}.${payload}.${signature}`, `${header}.${part({ ...claimsOf(token), sub: 'auth0|other' })}.${signature}`, `${header}.${payload}.${signature.slice(0, -1)}`, `${token}=`, `${token}.x`, `${header}.${payload}`, `${part({ ...head, kid: '../../x' })}.${payload}.${signature}`, `${part({ ...head, kid: undefined })}.${payload}.${signature}`];
    assert.equal((await userinfo(token)).status, 200);
    for (const bad of forged) assert.equal((await userinfo(bad)).status, 401, bad.slice(0, 60));
  });
});

describe('RFC 7662 §2: introspection', () => {
  test('A187 RFC 7662 §2.1: only the client itself, or one that acts for the API, learns anything', async () => {
    const { access_token: token, refresh_token: refreshToken } = await signedIn(apps.web, { audience: api, scope: 'openid read:things offline_access' });
    assert.equal((await introspect(apps.web, token)).active, true);
    assert.equal((await introspect(apps.m2m, token)).scope, 'openid read:things offline_access');
    assert.deepEqual(await introspect(apps.post, token), { active: false });
    assert.deepEqual(await introspect(apps.m2m, refreshToken), { active: false });
    assert.equal((await introspect(apps.web, refreshToken)).active, true);
    assert.equal((await call(house.origin, '/oauth2/introspect', { app: apps.spa, fields: { token } })).body['error'], 'unauthorized_client');
    assert.equal((await fetch(`${house.origin}/oauth2/introspect`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: new URLSearchParams({ token }) })).status, 401);
  });
  test('A188 RFC 7662 §2.2: revoked, rotated, of a blocked user, garbage and ID tokens are inactive', async () => {
    const { storage, defaultTenant, clock } = house.house;
    const { access_token: token, refresh_token: refreshToken, id_token: idToken } = await signedIn(apps.web, { audience: api, scope: 'openid offline_access' });
    for (const other of [idToken, 'garbage', 'a.b.c', '']) if (other !== '') assert.deepEqual(await introspect(apps.web, other), { active: false });
    const user = await storage.users.findByLogin(defaultTenant.id, 'Username-Password-Authentication', people.alice.email);
    assert.ok(user);
    await storage.users.setBlocked(defaultTenant.id, user.id, true, clock.now());
    assert.deepEqual(await introspect(apps.web, token), { active: false });
    await storage.users.setBlocked(defaultTenant.id, user.id, false, clock.now());
    assert.equal((await introspect(apps.web, token)).active, true);
    await refresh(house.origin, apps.web, refreshToken);
    assert.deepEqual(await introspect(apps.web, refreshToken), { active: false });
  });
});

describe('RFC 7009 §2: revocation', () => {
  test('A189 RFC 7009 §2.2: an unknown token, and a token of another client, answer 200 and change nothing', async () => {
    const { access_token: token } = await signedIn(apps.web);
    for (const [app, value] of [[apps.post, token], [apps.web, 'garbage'], [apps.web, 'a.b.c']] as const) assert.equal((await revoke(app, value)).status, 200);
    assert.equal((await userinfo(token)).status, 200);
  });
  test('A191 RFC 7009 §2.1: a refresh token takes its access tokens along, opaque and JWT; a wrong hint does not matter', async () => {
    for (const over of [{}, { audience: api }]) {
      const { access_token: token, refresh_token: refreshToken } = await signedIn(apps.web, over);
      assert.equal((await revoke(apps.web, refreshToken, { token_type_hint: 'access_token' })).status, 200);
      assert.equal((await userinfo(token)).status, 401);
      assert.equal((await refresh(house.origin, apps.web, refreshToken)).body['error'], 'invalid_grant');
    }
  });
  test('RFC 7009 §2.1: an access token ends alone, opaque and JWT', async () => {
    for (const over of [{}, { audience: api }]) {
      const { access_token: token, refresh_token: refreshToken } = await signedIn(apps.web, over);
      assert.equal((await revoke(apps.web, token)).status, 200);
      assert.equal((await userinfo(token)).status, 401);
      assert.equal((await refresh(house.origin, apps.web, refreshToken)).status, 200);
    }
  });
  test('A191 RFC 7009 §2.1: a public client revokes its own, and Auth0 JSON bodies work', async () => {
    const { refresh_token: refreshToken } = await signedIn(apps.spa);
    const response = await fetch(`${house.origin}/oauth/revoke`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ client_id: 'spa', token: refreshToken }) });
    assert.equal(response.status, 200);
    assert.equal(await response.text(), '');
    assert.equal((await refresh(house.origin, apps.spa, refreshToken)).body['error'], 'invalid_grant');
  });
});
