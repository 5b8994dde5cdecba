import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { jwtVerify, decodeProtectedHeader } from 'jose';
import { clientDefaults } from '../../src/protocol/client/client-defaults.ts';
import type { Client } from '../../src/protocol/client/client.ts';
import { addApi, addApp, setTenant, switchOn } from './arrangements.ts';
import { answerOf, authorizeUrl, call, claimsOf, exchange, newPkce, signIn, tokensFor, type App, type Fields, type TokenAnswer } from './app.ts';
import { pageOf } from './browser.ts';
import { api, apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';

const hsApi = 'https://hs.example';
const apiSecret = 'a-secret-of-an-api-that-is-long-enough-for-hs256';
const exchangeType = 'urn:ietf:params:oauth:grant-type:token-exchange';
let house: RunningHouse;
let hs: App;
let guard: App;

const settings: Partial<Client> = { idTokenAlg: 'HS256', legacyFlows: ['shared_secret_signing'], grantTypes: ['authorization_code', 'refresh_token', 'client_credentials', exchangeType] };
before(async () => {
  house = await startHouse();
  await switchOn(house, 'shared_secret_signing');
  hs = await addApp(house, 'hs', { ...settings, exchange: { audiences: [api], delegation: false, impersonation: true } });
  guard = await addApp(house, 'hs-guard', { grantTypes: ['client_credentials'] });
  await addApi(house, hsApi, { signingAlg: 'HS256', introspectors: ['hs-guard'], signingSecret: house.house.sealing.seal(Buffer.from(apiSecret), 'client secret default api_httpshsexample') });
});
after(() => house.stop());

const keyOf = (secret: string | undefined) => Buffer.from(secret ?? '');
const signedIn = async (app: App, over: Fields = {}) => tokensFor(house.browser(), { app, person: people.alice }, over);
const userinfo = (token: string | undefined) => fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${token ?? ''}` } });
const introspect = async (app: App, token: string | undefined) => (await call(house.origin, '/oauth2/introspect', { app, fields: { token: token ?? '' } })).body as Record<string, unknown>;
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** What whoever knows the secret can make of a token. */
const forge = (token: string | undefined, secret: string, over: object) => {
  const input = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ ...claimsOf(token), ...over })}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
};

describe('Seed rows 43, 116, OIDC Core §10.1: HS256 with the secret of a confidential application', () => {
  test('Seed row 29: the ID token verifies with the secret of its own application, and with no other', async () => {
    const { body } = await signedIn(hs);
    const { payload, protectedHeader } = await jwtVerify(body['id_token'] ?? '', keyOf(hs.secret), { issuer: house.issuer, audience: 'hs', algorithms: ['HS256'] });
    assert.deepEqual([protectedHeader.kid, payload['email']], [undefined, people.alice.email]);
    await assert.rejects(jwtVerify(body['id_token'] ?? '', keyOf(apps.web.secret), { algorithms: ['HS256'] }));
  });

  test('OIDC Core §10.1: userinfo, JARM and introspection answers too, each for its own application', async () => {
    const app = await addApp(house, 'hs-answers', { ...settings, formats: { ...clientDefaults.formats, userinfoSigningAlg: 'HS256', responseSigningAlg: 'HS256', introspectionSigningAlg: 'HS256' } });
    const { body } = await signedIn(app);
    const introspection = await fetch(`${house.origin}/oauth2/introspect`, {
      method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/token-introspection+jwt' }, body: new URLSearchParams({ client_id: app.id, client_secret: app.secret ?? '', token: body['access_token'] ?? '' }),
    });
    const jarm = answerOf(await signIn(house.browser(), authorizeUrl(app, newPkce(), { response_mode: 'query.jwt' }), people.alice)).get('response') ?? '';
    const answers = [await (await userinfo(body['access_token'])).text(), await introspection.text(), jarm];
    for (const answer of answers) assert.equal((await jwtVerify(answer, keyOf(app.secret), { issuer: house.issuer, audience: app.id, algorithms: ['HS256'] })).payload.aud, app.id);
    for (const answer of answers) assert.equal((await userinfo(answer)).status, 401);
    const lost = await addApp(house, 'hs-answers-off', { ...settings, idTokenAlg: 'RS256', legacyFlows: [], formats: { ...clientDefaults.formats, userinfoSigningAlg: 'HS256' } });
    const refused = await userinfo((await signedIn(lost)).body['access_token']);
    assert.deepEqual([refused.status, ((await refused.json()) as Record<string, unknown>)['error']], [400, 'unauthorized_client']);
  });

  test('OIDC Core §3.1.2.1: it comes back as id_token_hint of the same application, and of no other', async () => {
    const browser = house.browser();
    const { body } = await tokensFor(browser, { app: hs, person: people.alice });
    const ask = async (app: App, hint: string) => (await browser.get(`/authorize?${new URLSearchParams({ client_id: app.id, redirect_uri: app.redirectUri, response_type: 'code', scope: 'openid', prompt: 'none', id_token_hint: hint, code_challenge: 'A'.repeat(43), code_challenge_method: 'S256' }).toString()}`)).location ?? '';
    assert.match(await ask(hs, body['id_token'] ?? ''), /[?&]code=/);
    assert.match(await ask(apps.web, body['id_token'] ?? ''), /error=invalid_request/);
    assert.match(await ask(apps.web, forge(body['id_token'], hs.secret ?? '', { aud: 'web' })), /error=invalid_request/);
    assert.match(await ask(hs, forge(body['id_token'], hs.secret ?? '', { sub: 'auth0|somebody' })), /error=login_required/);
  });

  test('OIDC RP-Initiated Logout §4: a hint that the application could have written counts with the sid alone', async () => {
    const browser = house.browser();
    const { body } = await tokensFor(browser, { app: hs, person: people.alice });
    const forged = forge(body['id_token'], hs.secret ?? '', { sid: undefined });
    assert.equal(pageOf(await browser.get(`/oidc/logout?id_token_hint=${forged}`)), 'logout');
    assert.equal(pageOf(await browser.follow(await browser.get(`/oidc/logout?id_token_hint=${body['id_token'] ?? ''}`))), 'logged-out');
  });

  test('RFC 8693 §2.1: it is no subject token, for the application could have written it for anybody', async () => {
    const { body } = await signedIn(hs);
    const answer = await call(house.origin, '/oauth/token', { app: hs, fields: { grant_type: exchangeType, subject_token: body['id_token'] ?? '', subject_token_type: 'urn:ietf:params:oauth:token-type:id_token', audience: api } });
    assert.deepEqual([answer.body['error'], /shared secret/.test(answer.body['error_description'] ?? '')], ['invalid_request', true]);
  });

  test('RFC 9700 §2.1.2: off in the application or in the tenant, nothing is issued and the code is not spent', async () => {
    const off = await addApp(house, 'hs-off', { ...settings, legacyFlows: [] });
    assert.match((await signedIn(off)).body['error_uri'] ?? '', /legacy.off_in_application$/);
    const pkce = newPkce();
    const code = answerOf(await signIn(house.browser(), authorizeUrl(hs, pkce), people.alice)).get('code') ?? '';
    await setTenant(house, { legacyFlows: [] });
    const refused = await exchange(house.origin, hs, { code, code_verifier: pkce.verifier });
    assert.deepEqual([refused.status, refused.body['error'], refused.body['error_uri']], [400, 'unauthorized_client', `${house.issuer}docs/errors/legacy.off_in_tenant`]);
    await switchOn(house, 'shared_secret_signing');
    assert.equal((await exchange(house.origin, hs, { code, code_verifier: pkce.verifier })).status, 200);
  });

  test('RFC 7518 §3.2: a secret that is kept as a hash alone, or is short, signs nothing', async () => {
    const hashed = await addApp(house, 'hs-hashed', { ...settings, secrets: [{ hash: house.house.secrets.hash('hs-hashed-and-a-tail-that-makes-a-secret-of-it-0123456789'), expiresAt: undefined }] });
    const refused = await signedIn(hashed);
    assert.deepEqual([refused.body['error'], refused.body['error_uri']], ['unauthorized_client', `${house.issuer}docs/errors/format.secret_unfit`]);
  });

  test('OIDC Core §10.1: a public application that is set to HS256 is a fault of ours, and gets nothing', async () => {
    const open = await addApp(house, 'hs-public', { ...settings, authenticationMethod: 'none', type: 'spa' });
    const answer = await signedIn(open);
    assert.deepEqual([answer.status, answer.body['id_token']], [500, undefined]);
  });

  test('Seed row 117: RS256, PS256, ES256 and EdDSA verify with the published keys', async () => {
    for (const idTokenAlg of ['RS256', 'PS256', 'ES256', 'EdDSA'] as const) {
      const app = await addApp(house, `key-${idTokenAlg.toLowerCase()}`, { idTokenAlg });
      const { body } = await signedIn(app);
      assert.deepEqual(decodeProtectedHeader(body['id_token'] ?? '').alg, idTokenAlg);
      assert.equal((await userinfo(body['access_token'])).status, 200);
    }
  });
});

describe('Seed row 43, RFC 9068 §4: access tokens that are signed with the secret of an API', () => {
  let answer: TokenAnswer;
  before(async () => { answer = await signedIn(hs, { audience: hsApi, scope: 'openid read:things offline_access' }); });

  test('RFC 7518 §3.2: the API verifies them with its secret; userinfo is no audience of theirs', async () => {
    const { payload } = await jwtVerify(answer.body['access_token'] ?? '', Buffer.from(apiSecret), { issuer: house.issuer, audience: hsApi, algorithms: ['HS256'] });
    assert.deepEqual([payload.aud, payload['azp'], payload['scope']], [hsApi, 'hs', 'openid read:things offline_access']);
  });

  test('RFC 7662 §4: those who act for the API introspect them, and nobody else, not even the application', async () => {
    const told = await introspect(guard, answer.body['access_token']);
    assert.deepEqual([told['active'], told['aud'], told['client_id']], [true, hsApi, 'hs']);
    for (const app of [hs, apps.web, apps.m2m]) assert.deepEqual(await introspect(app, answer.body['access_token']), { active: false });
  });

  test('A084 RFC 8725 §3.1: whatever the API writes itself counts at the API alone', async () => {
    const forged = (over: object, secret = apiSecret) => forge(answer.body['access_token'], secret, over);
    for (const token of [answer.body['access_token'], forged({ aud: [hsApi, `${house.issuer}userinfo`] }), forged({ aud: `${house.issuer}userinfo` })]) {
      const refused = await userinfo(token);
      assert.deepEqual([refused.status, /shared secret/.test(await refused.text())], [401, true]);
    }
    // For another API, for several, with the secret of a client, with another API's algorithm.
    for (const token of [forged({ aud: api }), forged({ aud: [hsApi, api] }), forged({}, hs.secret), forged({ aud: api }, hs.secret), forged({ iss: 'https://other.example/' })]) {
      for (const app of [guard, hs, apps.m2m]) assert.deepEqual(await introspect(app, token), { active: false });
    }
    const exchanged = await call(house.origin, '/oauth/token', { app: hs, fields: { grant_type: exchangeType, subject_token: answer.body['access_token'] ?? '', subject_token_type: 'urn:ietf:params:oauth:token-type:access_token', audience: api } });
    assert.deepEqual([exchanged.body['error'], /shared secret/.test(exchanged.body['error_description'] ?? '')], ['invalid_request', true]);
  });

  test('A084 RFC 7009 §2.1: they are revoked by their application; an API that writes the jti of another token ends that one not', async () => {
    const other = await signedIn(hs, { audience: api });
    const copied = forge(other.body['access_token'], apiSecret, { aud: hsApi });
    assert.equal((await call(house.origin, '/oauth/revoke', { app: hs, fields: { token: copied } })).status, 200);
    assert.equal((await userinfo(other.body['access_token'])).status, 200);
    const own = await signedIn(hs, { audience: hsApi });
    assert.equal((await introspect(guard, own.body['access_token']))['active'], true);
    await call(house.origin, '/oauth/revoke', { app: hs, fields: { token: own.body['access_token'] ?? '' } });
    assert.deepEqual(await introspect(guard, own.body['access_token']), { active: false });
  });

  test('RFC 7009 §2.1: they end with their grant, and with the switch of the tenant', async () => {
    const own = await signedIn(hs, { audience: hsApi, scope: 'openid offline_access' });
    await call(house.origin, '/oauth/revoke', { app: hs, fields: { token: own.body['refresh_token'] ?? '' } });
    assert.deepEqual(await introspect(guard, own.body['access_token']), { active: false });
    await setTenant(house, { legacyFlows: [] });
    assert.deepEqual(await introspect(guard, answer.body['access_token']), { active: false });
    assert.equal((await signedIn(apps.web, { audience: hsApi })).body['error'], 'unauthorized_client');
    await switchOn(house, 'shared_secret_signing');
  });
});

/** The example of the seeds, with its secret of twelve characters. */
const sample = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTc3ODYyMDAwLCJleHAiOjE1Nzc4NjIwMDAsInJvbGVzIjpbIm1vZGVyYXRvciIsInVzZXIiXX0.oinbs9H_CzT7Bl79ZL_tHLmfE53YyTlUFv284il_YCw';
const sampleSecret = 'oF0125yWqU*^';

test('Seed row 158: the signature of the sample is right and it was never valid; a secret of twelve characters signs nothing here', async () => {
  const [header = '', payload = '', signature = ''] = sample.split('.');
  assert.equal(createHmac('sha256', sampleSecret).update(`${header}.${payload}`).digest('base64url'), signature);
  assert.equal(claimsOf(sample)['exp'], claimsOf(sample)['iat']);
  assert.equal((await userinfo(sample)).status, 401);
  assert.deepEqual(await introspect(guard, sample), { active: false });
  await addApi(house, 'https://short.example', { signingAlg: 'HS256', introspectors: ['hs-guard'], signingSecret: house.house.sealing.seal(Buffer.from(sampleSecret), 'client secret default api_httpsshortexample') });
  const refused = await signedIn(hs, { audience: 'https://short.example' });
  assert.deepEqual([refused.body['error'], refused.body['error_uri']], ['unauthorized_client', `${house.issuer}docs/errors/format.secret_unfit`]);
  assert.deepEqual(await introspect(guard, forge(sample, sampleSecret, { iss: house.issuer, aud: 'https://short.example', exp: 4_000_000_000, azp: 'hs', jti: '0'.repeat(44) })), { active: false });
});
