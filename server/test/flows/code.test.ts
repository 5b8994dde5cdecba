import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answerOf, authorizeUrl, call, claimsOf, exchange, newPkce, refresh, signIn, tokensFor } from './app.ts';
import { pageOf } from './browser.ts';
import { api, apiEs, apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';

let house: RunningHouse;
before(async () => { house = await startHouse(); });
after(() => house.stop());

describe('Seed row 159: authorization code, confidential web application', () => {
  test('RFC 6749 §4.1: sign in, get a code, exchange it; the answer carries state and iss', async () => {
    const pkce = newPkce();
    const answer = answerOf(await signIn(house.browser(), authorizeUrl(apps.web, pkce, { nonce: 'n-1', state: 'a b&c' }), people.alice));
    assert.equal(answer.get('state'), 'a b&c');
    assert.equal(answer.get('iss'), house.issuer);
    const { status, body, headers } = await exchange(house.origin, apps.web, { code: answer.get('code') ?? '', code_verifier: pkce.verifier });
    assert.equal(status, 200);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(body['token_type'], 'Bearer');
    assert.equal(body.expires_in, 86_400);
    const claims = claimsOf(body['id_token']);
    assert.equal(claims['iss'], house.issuer);
    assert.equal(claims['aud'], 'web');
    assert.match(String(claims['sub']), /^auth0\|[0-9a-f]{24}$/);
    assert.equal(claims['nonce'], 'n-1');
    assert.equal(claims['email'], people.alice.email);
    assert.equal(Number(claims['exp']) - Number(claims['iat']), 36_000);
  });

  test('OIDC Core §5.4: a strict client gets the profile claims at userinfo and not in the ID token', async () => {
    const { body } = await tokensFor(house.browser(), { app: apps.strict, person: people.alice });
    const claims = claimsOf(body['id_token']);
    assert.equal(claims['email'], undefined);
    const userinfo = await (await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${body['access_token'] ?? ''}` } })).json() as Record<string, unknown>;
    assert.equal(userinfo['sub'], claims['sub']);
    assert.equal(userinfo['email'], people.alice.email);
    assert.equal(typeof userinfo['updated_at'], 'number');
    assert.equal(userinfo['address'], undefined);
  });

  test('Seed row 134: an audience gives a JWT for the API and userinfo, with azp and scope', async () => {
    const { body } = await tokensFor(house.browser(), { app: apps.web, person: people.alice }, { audience: api, scope: 'openid read:things unknown:scope' });
    const claims = claimsOf(body['access_token']);
    assert.deepEqual(claims['aud'], [api, `${house.issuer}userinfo`]);
    assert.equal(claims['azp'], 'web');
    assert.equal(claims['scope'], 'openid read:things');
    assert.equal(body['scope'], 'openid read:things');
    const userinfo = await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${body['access_token'] ?? ''}` } });
    assert.equal(userinfo.status, 200);
  });

  test('RFC 9068 §2: an API of this profile gets at+jwt with client_id and jti, signed as it asks', async () => {
    const { body } = await tokensFor(house.browser(), { app: apps.web, person: people.alice }, { resource: apiEs, scope: 'openid read:things' });
    const header = JSON.parse(Buffer.from((body['access_token'] ?? '').split('.')[0] ?? '', 'base64url').toString()) as Record<string, string>;
    assert.equal(header['typ'], 'at+jwt');
    assert.equal(header['alg'], 'ES256');
    assert.equal(claimsOf(body['access_token'])['client_id'], 'web');
  });
});

describe('Seed row 174: single sign-on', () => {
  test('OIDC Core §3.1.2.3: a second application gets its code without a page; prompt=none too', async () => {
    const browser = house.browser();
    await tokensFor(browser, { app: apps.web, person: people.alice });
    const silent = answerOf(await browser.get(authorizeUrl(apps.post, newPkce(), { prompt: 'none' })));
    assert.ok(silent.get('code'));
    assert.equal(answerOf(await house.browser().get(authorizeUrl(apps.post, newPkce(), { prompt: 'none' }))).get('error'), 'login_required');
  });

  test('OIDC Core §3.1.2.1: prompt=login and max_age=0 ask again, and auth_time moves on', async () => {
    const browser = house.browser();
    const first = claimsOf((await tokensFor(browser, { app: apps.web, person: people.alice })).body['id_token']);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    for (const over of [{ prompt: 'login' }, { max_age: '0' }, { max_age: '1' }]) {
      assert.equal(pageOf(await browser.follow(await browser.get(authorizeUrl(apps.web, newPkce(), over)))), 'login', JSON.stringify(over));
    }
    const again = claimsOf((await tokensFor(browser, { app: apps.web, person: people.alice }, { prompt: 'login' })).body['id_token']);
    assert.ok(Number(again['auth_time']) > Number(first['auth_time']));
    assert.equal(again['sub'], first['sub']);
  });
});

describe('Seed row 27: third-party applications', () => {
  test('OIDC Core §3.1.2.4: consent is asked once, remembered, and asked again when the scope grows', async () => {
    const browser = house.browser();
    const pkce = newPkce();
    const start = await browser.follow(await browser.get(authorizeUrl(apps.web3p, pkce, { scope: 'openid' })));
    assert.equal(pageOf(start), 'login');
    const done = await signIn(browser, start, people.bob);
    assert.ok(answerOf(done).get('code'));
    assert.ok(answerOf(await browser.get(authorizeUrl(apps.web3p, newPkce(), { scope: 'openid' }))).get('code'));
    assert.equal(pageOf(await browser.follow(await browser.get(authorizeUrl(apps.web3p, newPkce(), { scope: 'openid email' })))), 'consent');
    assert.equal(answerOf(await browser.get(authorizeUrl(apps.web3p, newPkce(), { scope: 'openid email', prompt: 'none' }))).get('error'), 'consent_required');
  });
});

describe('Seed row 167: refresh', () => {
  test('RFC 6749 §6: rotation gives a new refresh token and an ID token each time; the scope can be narrowed', async () => {
    const { body } = await tokensFor(house.browser(), { app: apps.web, person: people.alice }, { scope: 'openid email offline_access', audience: api });
    const second = await refresh(house.origin, apps.web, body['refresh_token'] ?? '');
    assert.equal(second.status, 200);
    assert.notEqual(second.body['refresh_token'], body['refresh_token']);
    assert.equal(claimsOf(second.body['id_token'])['sub'], claimsOf(body['id_token'])['sub']);
    assert.equal(claimsOf(second.body['id_token'])['nonce'], undefined);
    const narrow = await refresh(house.origin, apps.web, { refresh_token: second.body['refresh_token'] ?? '', scope: 'openid' });
    assert.equal(narrow.body['scope'], 'openid');
    const full = await refresh(house.origin, apps.web, narrow.body['refresh_token'] ?? '');
    assert.equal(full.body['scope'], 'openid email offline_access');
  });
});

describe('Seed row 164: client credentials', () => {
  test('RFC 6749 §4.4: a JWT with the granted scope, no refresh token, OIDC scopes dropped', async () => {
    const { status, body } = await call(house.origin, '/oauth/token', { app: apps.m2m, fields: { grant_type: 'client_credentials', audience: api, scope: 'openid profile read:things' } });
    assert.equal(status, 200);
    assert.equal(body['refresh_token'], undefined);
    const claims = claimsOf(body['access_token']);
    assert.equal(claims['sub'], 'm2m@clients');
    assert.equal(claims['scope'], 'read:things');
    assert.equal(claims['aud'], api);
  });

  test('RFC 6749 §3.3: a scope beyond the grant, and an API without a grant, are refused with what was granted', async () => {
    const beyond = await call(house.origin, '/oauth/token', { app: apps.m2m, fields: { grant_type: 'client_credentials', audience: api, scope: 'write:things' } });
    assert.equal(beyond.body['error'], 'invalid_scope');
    assert.match(beyond.body['error_description'] ?? '', /Expected: read:things/);
    const other = await call(house.origin, '/oauth/token', { app: apps.post, fields: { grant_type: 'client_credentials', audience: apiEs } });
    assert.equal(other.body['error'], 'access_denied');
    const unknown = await call(house.origin, '/oauth/token', { app: apps.m2m, fields: { grant_type: 'client_credentials', audience: 'https://nowhere.example' } });
    assert.equal(unknown.body['error'], 'invalid_target');
  });
});
