import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answerOf, authorizeUrl, call, claimsOf, exchange, newPkce, refresh, signIn, tokensFor, type App, type Fields } from './app.ts';
import { addApi, addApp, setTenant } from './arrangements.ts';
import { MovableClock } from './clock.ts';
import { newDpopKey, proofOf, type DpopKey } from './dpop.ts';
import { api, apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';

const grantType = 'urn:ietf:params:oauth:grant-type:token-exchange';
const typeOf = (name: string) => `urn:ietf:params:oauth:token-type:${name}`;
const orders = 'https://orders.example';
const billing = 'https://billing.example';

const clock = new MovableClock();
let house: RunningHouse;
/** The backend of the API: it may exchange what its callers send. */
let backend: App;
let impersonator: App;
before(async () => {
  house = await startHouse({ clock });
  const audiences = [orders, billing, 'impersonator', 'backend'];
  const grantTypes = ['client_credentials', 'refresh_token', 'authorization_code', grantType] as const;
  backend = await addApp(house, 'backend', { grantTypes, exchange: { audiences, delegation: true, impersonation: false } });
  impersonator = await addApp(house, 'impersonator', { grantTypes, exchange: { audiences, delegation: false, impersonation: true } });
  await addApi(house, 'https://front.example', { introspectors: ['backend', 'impersonator'], tokenTtl: 7200, permissions: [{ value: 'read:things', description: 'r' }, { value: 'write:things', description: 'w' }, { value: 'front:only', description: 'f' }] });
  await addApi(house, orders, { introspectors: ['backend', 'm2m'], permissions: [{ value: 'read:things', description: 'r' }, { value: 'write:things', description: 'w' }] });
  await addApi(house, billing, { tokenTtl: 86_400, introspectors: ['m2m'] });
  await addApi(house, 'https://off.example', { enabled: false });
  const { storage, defaultTenant: tenant } = house.house;
  await storage.registry.insertClientGrant({ tenant: tenant.id, id: 'cgr_backend', clientId: 'backend', audience: orders, scope: ['read:things'] });
});
after(() => house.stop());

const scope = 'openid profile offline_access read:things write:things front:only';
const fromBrowser = async (over: Fields = {}) => (await tokensFor(house.browser(), { app: apps.web, person: people.alice }, { audience: 'https://front.example', scope, ...over })).body;
const ownActor = async () => (await call(house.origin, '/oauth/token', { app: backend, fields: { grant_type: 'client_credentials', audience: orders } })).body['access_token'] ?? '';
const trade = (app: App, fields: Fields) => call(house.origin, '/oauth/token', { app, fields: { grant_type: grantType, subject_token_type: typeOf('access_token'), ...fields } });
const impersonate = async (subjectToken: string | undefined, more: Fields = {}) => trade(impersonator, { subject_token: subjectToken ?? '', audience: orders, ...more });
const delegate = async (subjectToken: string | undefined, more: Fields = {}) => trade(backend, { subject_token: subjectToken ?? '', audience: orders, actor_token: await ownActor(), actor_token_type: typeOf('access_token'), ...more });
const active = async (app: App, token: string | undefined) => (await call(house.origin, '/oauth2/introspect', { app, fields: { token: token ?? '' } })).body as unknown as { readonly active: boolean };
/** A JWT of this house with claims that no endpoint gives yet. */
const forged = async (claims: Readonly<Record<string, unknown>>) => {
  const known = claimsOf((await fromBrowser())['access_token']);
  return house.house.keys.sign(house.house.defaultTenant, 'RS256', { typ: 'JWT', claims: { ...known, ...claims } });
};
const refused = ({ status, body }: { readonly status: number; readonly body: Record<string, string> }, error: string, text: RegExp) => {
  assert.deepEqual([status, body['error']], [400, error], body['error_description']);
  assert.match(body['error_description'] ?? '', text);
};

describe('Seed row 100: token exchange', () => {
  test('RFC 8693 §2.2.1: delegation gives a JWT for the other API, with who acts, and nothing beside it', async () => {
    const subject = (await fromBrowser())['access_token'];
    const { status, body, headers } = await delegate(subject, { scope: 'read:things' });
    assert.equal(status, 200, body['error_description']);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.deepEqual([body['issued_token_type'], body['token_type'], body['scope'], body['refresh_token'], body['id_token']], [typeOf('access_token'), 'Bearer', 'read:things', undefined, undefined]);
    const claims = claimsOf(body['access_token']);
    assert.deepEqual([claims['aud'], claims['azp'], claims['gty'], claims['sub'], claims['act']], [orders, 'backend', grantType, claimsOf(subject)['sub'], { sub: 'backend@clients' }]);
  });

  test('RFC 8693 §4.1: introspection tells who acts', async () => {
    const answer = (await call(house.origin, '/oauth2/introspect', { app: backend, fields: { token: (await delegate((await fromBrowser())['access_token'])).body['access_token'] ?? '' } })).body as unknown as { readonly act?: unknown; readonly sub?: string };
    assert.deepEqual(answer.act, { sub: 'backend@clients' });
    assert.match(answer.sub ?? '', /^auth0\|/);
  });

  test('RFC 9449 §5: a token that is bound to a key is exchanged with a proof of that key, and the new one is bound to it too', async () => {
    const [key, other] = [newDpopKey(), newDpopKey()];
    const htu = `${house.origin}/oauth/token`;
    const proof = (of: DpopKey) => ({ dpop: proofOf(of, { htu, claims: { iat: clock.now() } }) });
    const pkce = newPkce();
    const code = answerOf(await signIn(house.browser(), authorizeUrl(impersonator, pkce, { audience: orders, scope: 'openid read:things' }), people.alice)).get('code') ?? '';
    const own = await call(house.origin, '/oauth/token', { app: impersonator, headers: proof(key), fields: { grant_type: 'authorization_code', redirect_uri: impersonator.redirectUri, code, code_verifier: pkce.verifier } });
    const fields = { grant_type: grantType, subject_token: own.body['access_token'] ?? '', subject_token_type: typeOf('access_token'), audience: billing };
    const { status, body } = await call(house.origin, '/oauth/token', { app: impersonator, headers: proof(key), fields });
    assert.deepEqual([status, body['token_type'], claimsOf(body['access_token'])['cnf']], [200, 'DPoP', { jkt: key.jkt }]);
    refused(await call(house.origin, '/oauth/token', { app: impersonator, headers: proof(other), fields }), 'invalid_request', /bound to a key/);
    refused(await call(house.origin, '/oauth/token', { app: impersonator, fields }), 'invalid_request', /bound to a key/);
  });

  test('RFC 8693 §2.1: without a scope the token gets what the subject token carries and the API defines', async () => {
    const { body } = await impersonate((await fromBrowser())['access_token']);
    assert.equal(body['scope'], 'read:things write:things');
    assert.equal(claimsOf(body['access_token'])['act'], undefined);
  });

  test('RFC 8693 §3: an access token as jwt, a refresh token and an ID token are taken as what they are', async () => {
    const own = (await tokensFor(house.browser(), { app: impersonator, person: people.alice }, { scope: 'openid offline_access read:things', audience: orders })).body;
    const types = { jwt: own['access_token'], access_token: own['access_token'], refresh_token: own['refresh_token'], id_token: own['id_token'] };
    for (const [name, token] of Object.entries(types)) {
      const { status, body } = await impersonate(token, { subject_token_type: typeOf(name), requested_token_type: typeOf('jwt') });
      assert.deepEqual([status, body['issued_token_type'], body['scope']], [200, typeOf('jwt'), name === 'id_token' ? undefined : 'read:things'], name);
    }
    assert.equal((await refresh(house.origin, impersonator, own['refresh_token'] ?? '')).status, 200, 'the refresh token was shown, not spent');
    refused(await impersonate(own['access_token'], { subject_token_type: typeOf('id_token') }), 'invalid_request', /not an ID token of this application/);
    refused(await impersonate(own['id_token'], { subject_token_type: typeOf('access_token') }), 'invalid_request', /Received: another JWT.*Expected: subject_token of type access_token/);
    refused(await impersonate(own['refresh_token'], { subject_token_type: typeOf('access_token') }), 'invalid_request', /Received: an opaque refresh_token/);
    refused(await impersonate(own['refresh_token'], { subject_token_type: typeOf('refresh_token') }), 'invalid_request', /used before, so the whole family has been revoked/);
    refused(await impersonate(own['access_token']), 'invalid_request', /revoked/);
  });

  test('RFC 8693 §2.2.1: an ID token can be had for the application itself, in access_token and with token_type N_A', async () => {
    const own = (await tokensFor(house.browser(), { app: impersonator, person: people.alice }, { scope: 'openid email read:things', audience: orders })).body;
    const { status, body } = await impersonate(own['access_token'], { audience: 'impersonator', requested_token_type: typeOf('id_token'), scope: 'openid' });
    assert.deepEqual([status, body['token_type'], body['issued_token_type'], body['scope'], body['id_token']], [200, 'N_A', typeOf('id_token'), 'openid', undefined]);
    const claims = claimsOf(body['access_token']);
    assert.deepEqual([claims['aud'], claims['email'], claims['jti']], ['impersonator', undefined, undefined]);
    assert.ok(Number(claims['exp']) <= Number(claimsOf(own['access_token'])['exp']));
    refused(await impersonate(own['access_token'], { audience: 'backend', requested_token_type: typeOf('id_token') }), 'invalid_target', /application itself only/);
  });

  test('RFC 8693 §2.1: what is missing, unknown or not offered is named', async () => {
    const subject = (await fromBrowser())['access_token'] ?? '';
    refused(await impersonate(''), 'invalid_request', /Expected: subject_token/);
    refused(await impersonate(subject, { subject_token_type: '' }), 'invalid_request', /Expected: subject_token_type/);
    refused(await impersonate(subject, { subject_token_type: typeOf('saml2') }), 'invalid_request', /saml2.*Expected: subject_token_type/);
    refused(await impersonate(subject, { requested_token_type: typeOf('refresh_token') }), 'invalid_request', /refresh_token\. Expected: requested_token_type/);
    refused(await impersonate(subject, { actor_token_type: typeOf('jwt') }), 'invalid_request', /without actor_token/);
    refused(await trade(backend, { subject_token: subject, audience: orders, actor_token: subject }), 'invalid_request', /Expected: actor_token_type/);
    refused(await impersonate(subject, { audience: '' }), 'invalid_request', /which API.*Expected: https:\/\/orders\.example/);
    refused(await impersonate(subject, { audience: 'https://nowhere.example' }), 'invalid_target', /No API of this tenant/);
    refused(await impersonate(subject, { audience: 'https://off.example' }), 'invalid_target', /No API of this tenant/);
    refused(await impersonate(subject, { audience: api }), 'invalid_target', /may not exchange tokens for this target/);
    refused(await impersonate('garbage'), 'invalid_request', /not one of this tenant/);
    refused(await impersonate(await ownActor()), 'invalid_request', /issued to another application|stands for an application/);
  });
});

describe('TX: token exchange', () => {
  test('A194 RFC 8693 §2.1: more scope than the subject token carries, or than the API defines, is refused', async () => {
    const little = (await fromBrowser({ scope: 'openid read:things' }))['access_token'];
    refused(await impersonate(little, { scope: 'read:things write:things' }), 'invalid_scope', /Received: write:things\. Expected: read:things/);
    const much = (await fromBrowser())['access_token'];
    for (const beyond of ['front:only', 'openid', 'offline_access', 'admin:all']) refused(await impersonate(much, { scope: beyond }), 'invalid_scope', /Expected: read:things write:things/);
  });

  test('A194 RFC 8693 §2.2.1: the new token never outlives the subject token', async () => {
    const subject = (await fromBrowser())['access_token'];
    clock.advance(7000);
    const { body } = await impersonate(subject, { audience: billing });
    assert.ok(Number(body.expires_in) <= 200 && Number(claimsOf(body['access_token'])['exp']) <= Number(claimsOf(subject)['exp']));
    clock.advance(300);
    refused(await impersonate(subject, { audience: billing }), 'invalid_request', /expired/);
  });

  test('A194 RFC 8693 §4.1: the chain of actors is kept, grows with each exchange, and ends at four', async () => {
    let token = (await fromBrowser())['access_token'];
    const chain: unknown[] = [];
    for (let links = 1; links <= 4; links++) {
      const { status, body } = await delegate(token);
      assert.equal(status, 200, body['error_description']);
      token = body['access_token'];
      chain.push(claimsOf(token)['act']);
    }
    const link = { sub: 'backend@clients' };
    assert.deepEqual(chain.slice(0, 3), [link, { ...link, act: link }, { ...link, act: { ...link, act: link } }]);
    refused(await delegate(token), 'invalid_request', /chain of actors is too long\. Received: 5\. Expected: at most 4/);
    const kept = await trade(impersonator, { subject_token: await forged({ act: link }), audience: billing });
    assert.deepEqual(claimsOf(kept.body['access_token'])['act'], link, 'impersonation does not wash earlier actors away');
    refused(await delegate((await fromBrowser())['access_token'], { actor_token: token ?? '' }), 'invalid_request', /somebody acts for its subject/);
  });

  test('A194 RFC 8693 §4.4: may_act says who alone may act, whatever else is allowed', async () => {
    const { issuer } = house;
    for (const mayAct of [{ sub: 'backend@clients' }, { sub: 'backend@clients', iss: issuer }]) assert.equal((await delegate(await forged({ may_act: mayAct }))).status, 200, JSON.stringify(mayAct));
    assert.equal((await impersonate(await forged({ may_act: { client_id: 'impersonator' } }))).status, 200);
    for (const mayAct of [{ sub: 'other@clients' }, { sub: 'backend@clients', iss: 'https://elsewhere.example/' }, { sub: 'backend@clients', email: 'x@y.example' }, { iss: issuer }, {}, [], null, 'backend@clients', { sub: ['backend@clients'] }]) {
      refused(await delegate(await forged({ may_act: mayAct })), 'invalid_request', /may_act/);
    }
    refused(await impersonate(await forged({ may_act: { sub: 'backend@clients' } })), 'invalid_request', /may_act/);
  });

  test('A194 RFC 8693 §5: impersonation and delegation are permissions of their own; without any target there is no exchange', async () => {
    const subject = (await fromBrowser())['access_token'] ?? '';
    refused(await trade(backend, { subject_token: subject, audience: orders }), 'unauthorized_client', /would not say who acts/);
    const machine = await call(house.origin, '/oauth/token', { app: impersonator, fields: { grant_type: grantType, subject_token: subject, subject_token_type: typeOf('access_token'), actor_token: subject, actor_token_type: typeOf('access_token'), audience: orders } });
    refused(machine, 'invalid_request', /issued to another application/);
    const own = (await tokensFor(house.browser(), { app: impersonator, person: people.alice }, { scope: 'openid read:things', audience: orders })).body['access_token'] ?? '';
    refused(await trade(impersonator, { subject_token: own, actor_token: own, actor_token_type: typeOf('access_token'), audience: orders }), 'unauthorized_client', /may not exchange tokens for another that names an actor/);
    const none = await addApp(house, 'without-policy', { grantTypes: [grantType] });
    refused(await trade(none, { subject_token: subject, audience: orders }), 'unauthorized_client', /no target/);
    const open = await addApp(house, 'public-exchange', { grantTypes: [grantType], authenticationMethod: 'none', exchange: { audiences: [orders], delegation: true, impersonation: true } });
    refused(await trade(open, { subject_token: subject, audience: orders }), 'unauthorized_client', /public application/);
    refused(await call(house.origin, '/oauth/token', { app: apps.web, fields: { grant_type: grantType } }), 'unauthorized_client', /may not use this grant type/);
  });

  test('A194 RFC 8693 §5: a token that was found somewhere can not be exchanged, an ID or refresh token of another application never', async () => {
    const body = await fromBrowser();
    const stranger = await addApp(house, 'stranger', { grantTypes: [grantType], exchange: { audiences: [orders], delegation: true, impersonation: true } });
    const opaque = (await tokensFor(house.browser(), { app: apps.web, person: people.alice }, { scope: 'openid' })).body['access_token'];
    for (const [type, token] of [['access_token', body['access_token']], ['jwt', body['access_token']], ['access_token', opaque], ['refresh_token', body['refresh_token']], ['id_token', body['id_token']]] as const) {
      refused(await trade(stranger, { subject_token: token ?? '', subject_token_type: typeOf(type), audience: orders }), 'invalid_request', /another application|not an ID token of this application|Unknown or invalid refresh token/);
    }
    assert.equal((await refresh(house.origin, apps.web, body['refresh_token'] ?? '')).status, 200, 'trying changes nothing');
  });

  test('A194 RFC 9449 §5: a token that is bound to a key is exchanged by its own client only with that key', async () => {
    const own = claimsOf((await tokensFor(house.browser(), { app: impersonator, person: people.alice }, { scope: 'openid read:things', audience: orders })).body['access_token']);
    const bound = await house.house.keys.sign(house.house.defaultTenant, 'RS256', { typ: 'JWT', claims: { ...own, cnf: { jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I' } } });
    refused(await impersonate(bound), 'invalid_request', /bound to a key/);
  });

  test('A194 RFC 8693 §2.2.1: what ends the subject’s grant ends the exchanged token at our endpoints', async () => {
    const body = await fromBrowser();
    const exchanged = (await impersonate(body['access_token'])).body['access_token'];
    const twice = (await delegate(exchanged)).body['access_token'];
    assert.deepEqual([(await active(backend, exchanged)).active, (await active(apps.m2m, twice)).active], [true, true]);
    await call(house.origin, '/oauth/revoke', { app: apps.web, fields: { token: body['refresh_token'] ?? '' } });
    assert.deepEqual([await active(backend, exchanged), await active(apps.m2m, twice)], [{ active: false }, { active: false }]);
    refused(await impersonate(body['access_token']), 'invalid_request', /revoked/);
  });

  test('A194 OIDC Core §2: what was exchanged for an ID token ends with the session that it tells of; a blocked person exchanges nothing', async () => {
    const browser = house.browser();
    const own = (await tokensFor(browser, { app: impersonator, person: people.bob }, { scope: 'openid' })).body;
    const ask = () => impersonate(own['id_token'], { subject_token_type: typeOf('id_token') });
    const exchanged = (await ask()).body['access_token'];
    const { storage, defaultTenant: tenant } = house.house;
    assert.equal((await active(apps.m2m, exchanged)).active, true);
    const bob = String(claimsOf(own['id_token'])['sub']);
    await storage.users.setBlocked(tenant.id, bob, true, clock.now());
    refused(await ask(), 'invalid_request', /user is blocked/);
    assert.deepEqual(await active(apps.m2m, exchanged), { active: false });
    await storage.users.setBlocked(tenant.id, bob, false, clock.now());
    assert.equal((await active(apps.m2m, exchanged)).active, true);
    await browser.get('/v2/logout');
    refused(await ask(), 'invalid_request', /session behind this was ended/);
    assert.deepEqual(await active(apps.m2m, exchanged), { active: false });
  });

  test('A194 OIDC Core §2: an expired ID token, and another JWT for the same application, are no subjects', async () => {
    const own = (await tokensFor(house.browser(), { app: impersonator, person: people.alice }, { scope: 'openid' })).body;
    const claims = claimsOf(own['id_token']);
    const tenant = house.house.defaultTenant;
    const id = (over: Readonly<Record<string, unknown>>, typ = 'JWT') => house.house.keys.sign(tenant, 'RS256', { typ, claims: { ...claims, ...over } });
    const ask = async (token: string) => impersonate(token, { subject_token_type: typeOf('id_token') });
    assert.equal((await ask(await id({}))).status, 200);
    refused(await ask(await id({ exp: clock.now() - 5 })), 'invalid_request', /ID token has expired/);
    for (const other of [await id({}, 'logout+jwt'), await id({ events: {} }), await id({ aud: 'backend' }), await id({ iss: 'https://elsewhere.example/' }), await id({ exp: undefined }), await id({ jti: 'x' })]) refused(await ask(other), 'invalid_request', /not an ID token of this application/);
    refused(await ask(await id({ sid: undefined, sub: 'auth0|nobody' })), 'invalid_request', /does not exist any more/);
  });

  test('A194 RFC 8707 §2: the default audience of the tenant stands in, and is held against the policy like any', async () => {
    await setTenant(house, { defaultAudience: api });
    const subject = (await fromBrowser())['access_token'];
    refused(await impersonate(subject, { audience: '' }), 'invalid_target', /Received: https:\/\/api\.example/);
    await setTenant(house, { defaultAudience: undefined });
  });
});

test('RFC 6749 §4.1.2: a code that is used twice takes exchanged tokens along', async () => {
  const pkce = newPkce();
  const code = answerOf(await signIn(house.browser(), authorizeUrl(impersonator, pkce, { audience: orders, scope: 'openid read:things' }), people.alice)).get('code') ?? '';
  const first = await exchange(house.origin, impersonator, { code, code_verifier: pkce.verifier });
  const exchanged = (await impersonate(first.body['access_token'], { audience: billing })).body['access_token'];
  assert.equal((await active(apps.m2m, exchanged)).active, true);
  await exchange(house.origin, impersonator, { code, code_verifier: pkce.verifier });
  assert.deepEqual(await active(apps.m2m, exchanged), { active: false });
});
