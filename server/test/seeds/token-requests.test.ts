import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answerOf, authorizeUrl, call, claimsOf, newPkce, refresh, signIn, tokensFor, type App, type Fields, type Pkce, type TokenAnswer } from '../flows/app.ts';
import { addApi, addApp } from '../flows/arrangements.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';
import { addSignedApp, callSigned } from '../flows/signed-app.ts';
import { addExampleApp, example, headerOf } from './examples.ts';

let house: RunningHouse;
let asks: App;
let redeems: App;
before(async () => {
  house = await startHouse();
  asks = await addExampleApp(house, example.asks, { grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'] });
  redeems = await addExampleApp(house, example.redeems);
});
after(() => house.stop());

const withoutPkce = { code_challenge: '', code_challenge_method: '', state: example.state, scope: example.scope };
const codeOf = async (app: App, over: Fields = withoutPkce, pkce: Pkce = newPkce()) => answerOf(await signIn(house.browser(), authorizeUrl(app, pkce, over), people.alice)).get('code') ?? '';
const redeem = (app: App, fields: Fields) => call(house.origin, '/oauth2/token', { app, fields: { grant_type: 'authorization_code', redirect_uri: app.redirectUri, ...fields } });
const refusal = ({ status, body }: TokenAnswer) => [status, body['error']];

describe('Token requests', () => {
  test('Seed rows 94, 101: the example: code, redirect_uri, client_id and client_secret in a form bring tokens', async () => {
    const body = new URLSearchParams({ client_id: example.asks, client_secret: example.secret, code: await codeOf(asks), grant_type: 'authorization_code', redirect_uri: example.redirectUri });
    const answer = await fetch(`${house.origin}/oauth2/token`, { method: 'POST', body });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
    const tokens = await answer.json() as Record<string, unknown>;
    assert.deepEqual([typeof tokens['access_token'], tokens['token_type'], tokens['scope']], ['string', 'Bearer', example.scope]);
    assert.deepEqual(refusal(await redeem({ ...asks, secret: `${example.secret}x` }, { code: await codeOf(asks) })), [401, 'invalid_client']);
  });

  test('Seed row 94: the example: a code that one application asked for is refused to the other, and the rightful one may still use it', async () => {
    const code = await codeOf(asks);
    const refused = await redeem(redeems, { code });
    assert.deepEqual(refusal(refused), [400, 'invalid_grant']);
    assert.match(refused.body['error_description'] ?? '', /issued to another application/);
    assert.equal((await redeem(asks, { code })).status, 200);
  });

  test('Seed row 94: the example: its code, with a plus that a form reads as a space, is no code of ours, written either way', async () => {
    for (const code of [example.code, example.code.replaceAll('+', ' '), example.code.replaceAll('+', '%2B')]) assert.deepEqual(refusal(await redeem(asks, { code })), [400, 'invalid_grant']);
    const raw = await fetch(`${house.origin}/oauth2/token`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `client_id=${example.asks}&client_secret=${example.secret}&code=${example.code}&grant_type=authorization_code&redirect_uri=${encodeURIComponent(example.redirectUri)}` });
    assert.deepEqual([raw.status, (await raw.json() as Record<string, unknown>)['error']], [400, 'invalid_grant']);
  });

  test('Seed row 95: a verifier instead of a secret, or besides it; where a challenge was sent the secret alone is not enough', async () => {
    const open = await addExampleApp(house, 'piedpiper-app', { authenticationMethod: 'none', requiresPkce: true });
    for (const app of [open, asks]) {
      const pkce = newPkce();
      const code = await codeOf(app, {}, pkce);
      assert.deepEqual(refusal(await redeem(app, { code })), [400, 'invalid_grant']);
      assert.deepEqual(refusal(await redeem(app, { code, code_verifier: newPkce().verifier })), [400, 'invalid_grant']);
      assert.equal((await redeem(app, { code, code_verifier: pkce.verifier })).status, 200);
    }
  });

  test('Seed row 97: client_credentials, the example: the scopes of a person are dropped, and no refresh token and no ID token comes', async () => {
    const clientGrant = { tenant: house.house.defaultTenant.id, id: 'cgr_example', clientId: example.asks, audience: api, scope: ['read:things'] };
    await house.house.storage.registry.insertClientGrant(clientGrant);
    for (const fields of [{}, { audience: api }] as readonly Fields[]) {
      const { status, body } = await call(house.origin, '/oauth2/token', { app: asks, fields: { grant_type: 'client_credentials', scope: `${example.scope} offline_access`, ...fields } });
      assert.equal(status, 200);
      assert.deepEqual([body['refresh_token'], body['id_token'], body['scope']], [undefined, undefined, 'audience' in fields ? 'read:things' : undefined]);
      if ('audience' in fields) assert.deepEqual([claimsOf(body['access_token'])['scope'], claimsOf(body['access_token'])['sub']], ['read:things', `${example.asks}@clients`]);
      assert.equal((await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${body['access_token'] ?? ''}` } })).status, 403);
    }
    const open = await addExampleApp(house, 'piedpiper-open', { authenticationMethod: 'none', grantTypes: ['client_credentials'] });
    assert.deepEqual(refusal(await call(house.origin, '/oauth2/token', { app: open, fields: { grant_type: 'client_credentials' } })), [400, 'unauthorized_client']);
  });

  test('Seed row 102: client_secret_basic, none and private_key_jwt, each where it is registered and only there', async () => {
    for (const app of [apps.web, apps.spa]) assert.equal((await tokensFor(house.browser(), { app, person: people.alice })).status, 200, app.method);
    const signed = await addSignedApp(house, 'piedpiper-signs');
    const pkce = newPkce();
    const asApp: App = { id: signed.id, secret: undefined, redirectUri: signed.redirectUri, method: 'none' };
    const code = await codeOf(asApp, {}, pkce);
    const fields = { grant_type: 'authorization_code', code, redirect_uri: signed.redirectUri, code_verifier: pkce.verifier };
    assert.deepEqual(refusal(await call(house.origin, '/oauth/token', { app: asApp, fields })), [401, 'invalid_client']);
    assert.equal((await callSigned(house.origin, '/oauth/token', { assertion: signed.assertion(), fields })).status, 200);
    for (const [app, method] of [[apps.web, 'client_secret_post'], [apps.web, 'none'], [asks, 'client_secret_basic'], [asks, 'none']] as const) {
      assert.deepEqual(refusal(await redeem({ ...app, method }, { code: await codeOf(asks) })), [401, 'invalid_client'], `${app.id} by ${method}`);
    }
  });

  test('Seed row 111: the token endpoint reads a form and JSON, at both addresses, by the same rules', async () => {
    for (const path of ['/oauth/token', '/oauth2/token']) {
      const fields = { client_id: example.asks, client_secret: example.secret, grant_type: 'authorization_code', redirect_uri: example.redirectUri };
      for (const headers of [{ 'content-type': 'application/json' }, { 'content-type': 'application/x-www-form-urlencoded' }]) {
        const send = async (over: Fields) => {
          const all = { ...fields, code, ...over };
          return fetch(`${house.origin}${path}`, { method: 'POST', headers, body: headers['content-type'] === 'application/json' ? JSON.stringify(all) : new URLSearchParams(all).toString() });
        };
        const code = await codeOf(asks);
        assert.equal((await send({ redirect_uri: 'https://www.piedpiper.com/' })).status, 400);
        assert.equal((await send({})).status, 200);
      }
    }
  });

  test('Seed row 112: a code is good once, and with the redirect_uri that it was asked for', async () => {
    const code = await codeOf(asks);
    for (const uri of ['https://www.piedpiper.com/login/', 'https%3A%2F%2Fwww.piedpiper.com%2Flogin', 'https://www.piedpiper.com/LOGIN', '']) assert.deepEqual(refusal(await redeem(asks, { code, redirect_uri: uri })), [400, 'invalid_grant'], uri);
    const first = await redeem(asks, { code });
    assert.equal(first.status, 200);
    const second = await redeem(asks, { code });
    assert.deepEqual(refusal(second), [400, 'invalid_grant']);
    assert.match(second.body['error_description'] ?? '', /used before/);
    assert.equal((await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${first.body['access_token'] ?? ''}` } })).status, 401);
  });
});

describe('Token responses', () => {
  const tokens = async (over: Fields, app: App = apps.web) => (await tokensFor(house.browser(), { app, person: people.alice }, over)).body;

  test('Seed rows 103, 104: an access token is a JWT for an API and opaque without one; expires_in says its seconds as a number', async () => {
    const { identifier } = await addApi(house, 'https://one-hour.example', { tokenTtl: 3600 });
    const jwt = await tokens({ audience: identifier });
    assert.equal(jwt.expires_in, 3600);
    assert.equal(Number(claimsOf(jwt['access_token'])['exp']) - Number(claimsOf(jwt['access_token'])['iat']), 3600);
    assert.equal(headerOf(jwt['access_token'])['alg'], 'RS256');
    const opaque = await tokens({});
    assert.equal(opaque.expires_in, 86_400);
    assert.equal(opaque['access_token']?.includes('.'), false);
    const machine = await call(house.origin, '/oauth/token', { app: apps.m2m, fields: { grant_type: 'client_credentials', audience: api } });
    assert.equal(machine.body.expires_in, 86_400);
  });

  test('Seed row 105: a refresh token is opaque, comes where it was asked for and may be given, and is good for new tokens', async () => {
    assert.equal((await tokens({ scope: 'openid' }))['refresh_token'], undefined);
    const { refresh_token: token = '' } = await tokens({ scope: 'openid offline_access' });
    assert.match(token, /^[A-Za-z0-9_-]{40,}$/);
    assert.equal((await refresh(house.origin, apps.web, token)).status, 200);
    const { identifier } = await addApi(house, 'https://online-only.example', { allowOfflineAccess: false });
    assert.equal((await tokens({ scope: 'openid offline_access', audience: identifier }))['refresh_token'], undefined);
    const without = await addApp(house, 'never-refreshes', { grantTypes: ['authorization_code'] });
    assert.equal((await tokens({ scope: 'openid offline_access' }, without))['refresh_token'], undefined);
  });

  test('Seed row 106: token_type is always there, id_token with openid, scope says what was granted', async () => {
    const signedIn = await tokens({ scope: 'openid email unheard:of', nonce: 'n' });
    assert.deepEqual([signedIn['token_type'], signedIn['scope'], claimsOf(signedIn['id_token'])['nonce']], ['Bearer', 'openid email', 'n']);
    const plain = await tokens({ scope: 'email' });
    assert.deepEqual([plain['token_type'], plain['scope'], plain['id_token']], ['Bearer', 'email', undefined]);
    const renewed = await refresh(house.origin, apps.web, (await tokens({ scope: 'openid email offline_access' }))['refresh_token'] ?? '');
    assert.deepEqual([renewed.body['token_type'], renewed.body['scope'], typeof renewed.body['id_token']], ['Bearer', 'openid email offline_access', 'string']);
  });
});
