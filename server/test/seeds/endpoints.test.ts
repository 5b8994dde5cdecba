import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { answerOf, authorizeUrl, call, claimsOf, newPkce, refresh, signIn, tokensFor } from '../flows/app.ts';
import { pageOf } from '../flows/browser.ts';
import { api, apiEs, apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';
import { getJson, userinfo } from './examples.ts';

let house: RunningHouse;
before(async () => { house = await startHouse(); });
after(() => house.stop());
const tokens = async (over: Record<string, string> = {}) => (await tokensFor(house.browser(), { app: apps.web, person: people.alice }, over)).body;

describe('Endpoints', () => {
  for (const [authorize, token, info] of [['/authorize', '/oauth/token', '/userinfo'], ['/oauth2/authorize', '/oauth2/token', '/oauth2/userinfo'], ['/oauth2/authorize', '/oauth/token', '/oauth2/userinfo'], ['/authorize', '/oauth2/token', '/userinfo']] as const) {
    test(`Seed rows 47, 48, 49: a sign-in over ${authorize}, ${token} and ${info}: one server stands behind both names`, async () => {
      const pkce = newPkce();
      const start = authorizeUrl(apps.web, pkce, { nonce: 'n' }).replace('/authorize', authorize);
      const code = answerOf(await signIn(house.browser(), start, people.alice)).get('code') ?? '';
      const { status, body } = await call(house.origin, token, { app: apps.web, fields: { grant_type: 'authorization_code', code, redirect_uri: apps.web.redirectUri, code_verifier: pkce.verifier } });
      assert.equal(status, 200);
      for (const method of ['GET', 'POST']) {
        const answer = await fetch(`${house.origin}${info}`, { method, headers: { authorization: `Bearer ${body['access_token'] ?? ''}` } });
        assert.equal((await answer.json() as Record<string, unknown>)['sub'], claimsOf(body['id_token'])['sub']);
      }
    });
  }

  test('Seed row 53: introspection tells a client of its own tokens, at both addresses, and wants the client authenticated', async () => {
    const { access_token: token = '', refresh_token: refreshToken = '' } = await tokens({ scope: 'openid offline_access' });
    for (const path of ['/oauth2/introspect', '/oauth/introspect']) {
      const answer = (await call(house.origin, path, { app: apps.web, fields: { token } })).body as unknown as Record<string, unknown>;
      assert.deepEqual([answer['active'], answer['scope'], answer['aud']], [true, 'openid offline_access', `${house.issuer}userinfo`]);
      assert.equal(((await call(house.origin, path, { app: apps.web, fields: { token: refreshToken } })).body as unknown as Record<string, unknown>)['token_type'], 'refresh_token');
      assert.equal((await call(house.origin, path, { app: { ...apps.web, secret: 'wrong' }, fields: { token } })).status, 401);
    }
  });

  test('Seed row 62: revocation ends a token at once, at both addresses, by form and by JSON', async () => {
    for (const path of ['/oauth/revoke', '/oauth2/revoke']) {
      const first = await tokens({ scope: 'openid offline_access' });
      assert.equal((await call(house.origin, path, { app: apps.web, fields: { token: first['refresh_token'] ?? '' } })).status, 200);
      assert.equal((await refresh(house.origin, apps.web, first['refresh_token'] ?? '')).body['error'], 'invalid_grant');
      const second = (await tokensFor(house.browser(), { app: apps.post, person: people.alice }, { scope: 'openid' })).body;
      const answer = await fetch(`${house.origin}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ client_id: 'post', client_secret: apps.post.secret, token: second['access_token'] }) });
      assert.equal(answer.status, 200);
      assert.equal((await userinfo(house, second['access_token'])).status, 401);
    }
  });

  test('Seed row 57: whoever has the published keys verifies ID tokens and access tokens, and userinfo has no part in it', async () => {
    const keys = createRemoteJWKSet(new URL(`${house.issuer}.well-known/jwks.json`));
    const { id_token: idToken = '', access_token: token = '' } = await tokens({ audience: api });
    assert.equal((await jwtVerify(idToken, keys, { issuer: house.issuer, audience: 'web', algorithms: ['RS256'] })).payload.sub, claimsOf(token)['sub']);
    assert.equal((await jwtVerify(token, keys, { issuer: house.issuer, audience: api, algorithms: ['RS256'] })).payload['azp'], 'web');
    const ofEs = (await tokens({ audience: apiEs }))['access_token'] ?? '';
    assert.equal((await jwtVerify(ofEs, keys, { issuer: house.issuer, audience: apiEs, algorithms: ['ES256'] })).protectedHeader.typ, 'at+jwt');
    await assert.rejects(jwtVerify(`${idToken.slice(0, -6)}AAAAAA`, keys), /signature verification failed/);
  });

  test('Seed row 58: discovery is one document at two addresses; it names its issuer and addresses that answer', async () => {
    const [oidc, oauth] = [await getJson(`${house.issuer}.well-known/openid-configuration`), await getJson(`${house.issuer}.well-known/oauth-authorization-server`)];
    assert.deepEqual(oidc, oauth);
    assert.equal(oidc['issuer'], house.issuer);
    const addresses = Object.entries(oidc).filter(([name, value]) => typeof value === 'string' && /_endpoint$|_uri$|_iframe$/.test(name));
    for (const needed of ['authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri', 'revocation_endpoint', 'introspection_endpoint', 'device_authorization_endpoint', 'end_session_endpoint']) assert.ok(addresses.some(([name]) => name === needed), needed);
    for (const [name, address] of addresses) {
      assert.ok(String(address).startsWith(house.issuer), name);
      const answer = await fetch(String(address), { redirect: 'manual' });
      assert.notEqual(answer.status, 404, name);
      assert.ok(answer.status < 500, name);
    }
  });

  test('Seed rows 55, 173: logout deletes the cookie, ends the session, and returns to an address that is registered, and to no other', async () => {
    for (const [returnTo, goes] of [['https://rp.example/out', true], ['https://evil.example/out', false]] as const) {
      const browser = house.browser();
      await tokensFor(browser, { app: apps.web, person: people.alice });
      const copy = browser.clone();
      assert.notEqual(browser.cookie('gatehouse_session'), undefined);
      const answer = await browser.get(`/v2/logout?${new URLSearchParams({ client_id: 'web', returnTo }).toString()}`);
      assert.equal(answer.location, goes ? returnTo : undefined);
      assert.equal(browser.cookie('gatehouse_session'), undefined);
      for (const one of [browser, copy]) assert.equal(pageOf(await one.follow(await one.get(authorizeUrl(apps.web, newPkce())))), 'login');
    }
  });
});
