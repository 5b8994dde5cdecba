import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answerOf, authorizeUrl, call, claimsOf, exchange, newPkce, signIn, tokensFor, type App } from '../flows/app.ts';
import { addApi, addApp, switchOn } from '../flows/arrangements.ts';
import { hiddenFields, pageOf } from '../flows/browser.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';
import { userinfo } from './examples.ts';

let house: RunningHouse;
before(async () => { house = await startHouse(); });
after(() => house.stop());

describe('Flows from one end to the other', () => {
  for (const [name, app] of [['single page', apps.spa], ['native', apps.native]] as const) {
    test(`Seed row 160: code with PKCE, ${name}: no secret anywhere, and the tokens are good at the API and at userinfo`, async () => {
      const { status, body } = await tokensFor(house.browser(), { app, person: people.alice }, { audience: api, scope: 'openid email read:things offline_access' });
      assert.equal(status, 200);
      assert.deepEqual([claimsOf(body['access_token'])['azp'], claimsOf(body['id_token'])['aud'], typeof body['refresh_token']], [app.id, app.id, 'string']);
      assert.equal((await userinfo(house, body['access_token'])).claims['email'], people.alice.email);
      assert.equal(answerOf(await house.browser().get(authorizeUrl(app, newPkce(), { code_challenge: '', code_challenge_method: '' }))).get('error'), 'invalid_request');
    });
  }

  test('Seed row 161: an ID token by form post: one page, no code, no token in any address, and the claims in the ID token', async () => {
    const app = await addApp(house, 'form-post', { responseTypes: ['id_token'] });
    const page = await signIn(house.browser(), authorizeUrl(app, newPkce(), { response_type: 'id_token', response_mode: 'form_post', nonce: 'n-1', code_challenge: '', code_challenge_method: '' }), people.alice);
    assert.deepEqual([pageOf(page), page.location], ['form-post', undefined]);
    const fields = hiddenFields(page.text);
    assert.deepEqual(Object.keys(fields).sort(), ['id_token', 'iss', 'session_state', 'state']);
    const claims = claimsOf(fields['id_token']);
    assert.deepEqual([claims['nonce'], claims['email'], claims['at_hash'], claims['c_hash']], ['n-1', people.alice.email, undefined, undefined]);
  });

  test('Seed row 163: hybrid: an ID token at once, the rest for the code, all of one person and one sign-in', async () => {
    await switchOn(house, 'hybrid');
    const types = ['code id_token', 'code token', 'code id_token token'] as const;
    const app: App = await addApp(house, 'hybrid', { responseTypes: types, legacyFlows: ['hybrid'] });
    for (const type of types) {
      const pkce = newPkce();
      const front = answerOf(await signIn(house.browser(), authorizeUrl(app, pkce, { response_type: type, nonce: 'n-1', audience: api, scope: 'openid read:things offline_access' }), people.alice));
      assert.equal(front.get('error'), null, type);
      const { status, body } = await exchange(house.origin, app, { code: front.get('code') ?? '', code_verifier: pkce.verifier });
      assert.equal(status, 200, type);
      assert.equal(typeof body['refresh_token'], 'string');
      const back = claimsOf(body['id_token']);
      if (front.has('id_token')) assert.deepEqual(['sub', 'sid', 'nonce', 'auth_time'].map((name) => claimsOf(front.get('id_token') ?? '')[name]), ['sub', 'sid', 'nonce', 'auth_time'].map((name) => back[name]));
      for (const token of [front.get('access_token'), body['access_token']]) if (token !== null) assert.deepEqual([claimsOf(token)['sub'], (await userinfo(house, token)).claims['sub']], [back['sub'], back['sub']]);
    }
  });

  test('Seed row 56: instead of an address that makes one person another: an exchange, by who may, of a token that was given, and each token says whose work it is', async () => {
    const grantType = 'urn:ietf:params:oauth:grant-type:token-exchange';
    const accessToken = 'urn:ietf:params:oauth:token-type:access_token';
    const support = await addApp(house, 'support', { grantTypes: [grantType, 'client_credentials'], exchange: { audiences: [api], delegation: true, impersonation: false } });
    await addApi(house, 'https://desk.example', { introspectors: ['support'] });
    await house.house.storage.registry.insertClientGrant({ tenant: house.house.defaultTenant.id, id: 'cgr_support', clientId: support.id, audience: api, scope: ['read:things'] });
    const given = (await tokensFor(house.browser(), { app: apps.web, person: people.alice }, { audience: 'https://desk.example', scope: 'openid read:things' })).body['access_token'] ?? '';
    const own = (await call(house.origin, '/oauth/token', { app: support, fields: { grant_type: 'client_credentials', audience: api } })).body['access_token'] ?? '';
    const trade = (more: Record<string, string>) => call(house.origin, '/oauth/token', { app: support, fields: { grant_type: grantType, subject_token: given, subject_token_type: accessToken, audience: api, ...more } });
    const named = await trade({ actor_token: own, actor_token_type: accessToken });
    assert.equal(named.status, 200, named.body['error_description']);
    const { sub, act, azp } = claimsOf(named.body['access_token']);
    assert.deepEqual([sub, act, azp], [claimsOf(given)['sub'], { sub: 'support@clients' }, 'support']);
    assert.equal((await trade({})).body['error'], 'unauthorized_client', 'to leave out who acts is a permission of its own');
    assert.equal((await fetch(`${house.origin}/users/${String(sub)}/impersonate`, { method: 'POST' })).status, 404);
  });
});
