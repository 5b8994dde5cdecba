import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { authorizeUrl, answerOf, call, claimsOf, exchange, newPkce, refresh, tokensFor, type App, type Fields } from './app.ts';
import { addApp, switchOn } from './arrangements.ts';
import { api, apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';
import { connect, signInUpstream } from './upstream.ts';

let house: ManagedHouse;
let idp: RunningHouse;
let phone: App;
let ours: App;
let stranger: App;
let acme: string;

before(async () => {
  idp = await startHouse();
  house = await startManagedHouse({ outboundAllow: 'localhost,127.0.0.1' });
  ours = await addApp(idp, 'gatehouse', { redirectUris: [`${house.running.issuer}login/callback`] });
  stranger = await addApp(idp, 'somebody-else');
  acme = await connect(house, 'acme', { issuer: idp.issuer, client_id: ours.id, client_secret: ours.secret, token_endpoint_auth_method: 'client_secret_post' });
  phone = await addApp(house.running, 'phone', { authenticationMethod: 'none', legacyFlows: ['idp_access_token'] });
  assert.equal((await house.ask('PATCH', `/connections/${acme}/clients`, { body: [{ client_id: phone.id, status: true }] })).status, 204);
  await switchOn(house.running, 'idp_access_token');
});
after(async () => { await house.stop(); await idp.stop(); });

type Known = (typeof people)[keyof typeof people];

/** Tokens that an application has from the provider. */
const tokensAt = async (person: Known, app: App = ours, over: Fields = {}) => (await tokensFor(idp.browser(), { app, person }, over)).body;
const ask = (fields: Fields, app: App = phone) => call(house.running.origin, '/oauth/access_token', { app, fields: { connection: 'acme', scope: 'openid profile email', ...fields } });
const subAt = async (person: Known) => (await idp.house.storage.users.listByEmail(idp.house.defaultTenant.id, person.email))[0]?.id ?? '';

describe('Auth0: /oauth/access_token', () => {
  test('Seed row 169: an application that holds an access token of the provider gets id_token, access_token and token_type; the provider says whose it is and that it was made for us', async () => {
    const theirs = await tokensAt(people.alice);
    const { status, body, headers } = await ask({ access_token: theirs['access_token'] ?? '' });
    assert.equal(status, 200, body['error_description']);
    assert.deepEqual([headers.get('cache-control'), body['token_type'], body['refresh_token']], ['no-store', 'Bearer', undefined]);
    const claims = claimsOf(body['id_token']);
    assert.deepEqual([claims['sub'], claims['aud'], claims['email'], claims['email_verified'], claims['name'], claims['amr']], [`oidc|acme|${await subAt(people.alice)}`, 'phone', people.alice.email, true, 'alice Example', ['fed']]);
    const told = await fetch(`${house.running.origin}/userinfo`, { headers: { authorization: `Bearer ${body['access_token'] ?? ''}` } });
    assert.deepEqual([told.status, ((await told.json()) as Record<string, unknown>)['sub']], [200, claims['sub']]);
  });

  test('Seed row 169: it is the person who comes through the browser, too; with offline_access there is a refresh token, for the device that is named', async () => {
    const pkce = newPkce();
    const answer = answerOf(await signInUpstream({ browser: house.running.browser(), idp, person: people.bob }, authorizeUrl(apps.web, pkce, { connection: 'acme' })));
    const through = claimsOf((await exchange(house.running.origin, apps.web, { code: answer.get('code') ?? '', code_verifier: pkce.verifier })).body['id_token']);
    const { body } = await ask({ access_token: (await tokensAt(people.bob))['access_token'] ?? '', scope: 'openid offline_access', device: 'phone of bob' });
    assert.equal(claimsOf(body['id_token'])['sub'], through['sub']);
    const renewed = await refresh(house.running.origin, phone, body['refresh_token'] ?? '');
    assert.equal(renewed.status, 200, renewed.body['error_description']);
    const [device] = (await house.ask('GET', `/device-credentials?user_id=${encodeURIComponent(String(through['sub']))}`)).body;
    assert.equal(device?.['device_name'], 'phone of bob');
  });

  test('Seed row 169: an ID token beside it, and an API that is asked for; a JSON body as well as a form', async () => {
    const theirs = await tokensAt(people.alice, ours, { audience: api });
    const response = await fetch(`${house.running.origin}/oauth/access_token`, {
      method: 'POST', headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ client_id: phone.id, connection: 'acme', access_token: theirs['access_token'], id_token: theirs['id_token'], scope: 'openid read:things', audience: api }),
    });
    const body = await response.json() as Record<string, string>;
    assert.equal(response.status, 200, body['error_description']);
    const access = claimsOf(body['access_token']);
    assert.deepEqual([access['iss'], access['azp'], access['scope'], access['gty']], [house.running.issuer, 'phone', 'openid read:things', 'http://auth0.com/oauth/legacy/grant-type/access_token']);
    assert.equal(claimsOf(body['id_token'])['sub'], access['sub']);
  });

  test('Seed row 147: the token of the provider is kept for read:user_idp_tokens, as after a sign-in through the browser, with the time at which it ends', async () => {
    const theirs = await tokensAt(people.alice);
    const { body } = await ask({ access_token: theirs['access_token'] ?? '' });
    const id = encodeURIComponent(String(claimsOf(body['id_token'])['sub']));
    const [identity = {}] = ((await house.ask('GET', `/users/${id}`, { token: await house.token('read:users read:user_idp_tokens') })).body['identities']) as Record<string, unknown>[];
    assert.equal(identity['access_token'], theirs['access_token']);
    assert.ok(Number(identity['expires_in']) > 0 && Number(identity['expires_in']) <= 86_400, String(identity['expires_in']));
  });

  test('RFC 7662 §2.2: a token that the provider made for another application signs nobody in, whoever it is of, and no account is made', async () => {
    const before_ = (await house.ask('GET', '/users')).body.length;
    for (const over of [{}, { audience: api }] as const) {
      const theirs = await tokensAt(people.alice, stranger, over);
      const { status, body } = await ask({ access_token: theirs['access_token'] ?? '' });
      assert.deepEqual([status, body['error']], [400, 'invalid_grant'], JSON.stringify(body));
      assert.match(body['error_description'] ?? '', /Nothing proves|not active|good for nothing|not made for this application/);
      const both = await ask({ access_token: theirs['access_token'] ?? '', id_token: theirs['id_token'] ?? '' });
      assert.match(both.body['error_description'] ?? '', /proves nothing for this sign-in.*somebody-else.*Expected: aud gatehouse/);
    }
    assert.equal((await house.ask('GET', '/users')).body.length, before_);
  });

  test('RFC 7662 §2.2: the ID token of one person and the access token of another prove neither', async () => {
    const [alice, bob] = [await tokensAt(people.alice), await tokensAt(people.bob)];
    const { status, body } = await ask({ access_token: alice['access_token'] ?? '', id_token: bob['id_token'] ?? '' });
    assert.deepEqual([status, body['error']], [400, 'invalid_grant']);
    assert.match(body['error_description'] ?? '', /not made for this application, or not with the ID token that came along/);
  });

  test('RFC 7662 §2.2: a token that the provider revoked is over', async () => {
    const theirs = await tokensAt(people.alice);
    assert.equal((await ask({ access_token: theirs['access_token'] ?? '' })).status, 200);
    await call(idp.origin, '/oauth/revoke', { app: ours, fields: { token: theirs['access_token'] ?? '' } });
    const { status, body } = await ask({ access_token: theirs['access_token'] ?? '' });
    assert.deepEqual([status, body['error']], [400, 'invalid_grant']);
    assert.match(body['error_description'] ?? '', /good for nothing, or no longer/);
  });

  test('Seed row 199: allowed_audiences of the connection names further applications of one’s own at the provider', async () => {
    const path = `/connections/${acme}`;
    const options = { issuer: idp.issuer, client_id: ours.id, token_endpoint_auth_method: 'client_secret_post' };
    const theirs = await tokensAt(people.alice, stranger);
    const fields = { access_token: theirs['access_token'] ?? '', id_token: theirs['id_token'] ?? '' };
    const changed = await house.ask('PATCH', path, { body: { options: { ...options, allowed_audiences: [stranger.id] } } });
    assert.deepEqual([changed.status, (changed.body['options'] as Record<string, unknown>)['allowed_audiences']], [200, [stranger.id]]);
    assert.equal((await ask(fields)).status, 200);
    await house.ask('PATCH', path, { body: { options } });
    assert.equal((await ask(fields)).status, 400);
  });

  test('RFC 9700 §2.4: it is off until tenant and application switch it on; its other refusals say what is missing', async () => {
    const token = (await tokensAt(people.alice))['access_token'] ?? '';
    const cases: readonly (readonly [Fields, string, RegExp])[] = [
      [{ access_token: '' }, 'invalid_request', /Expected: access_token/],
      [{ connection: '', access_token: token }, 'invalid_request', /Expected: connection/],
      [{ connection: 'twitter', access_token: token }, 'invalid_request', /no connection with this name.*Received: twitter/],
      [{ connection: 'Username-Password-Authentication', access_token: token }, 'invalid_request', /Expected: a connection to another provider/],
      [{ access_token: 'no such token' }, 'invalid_grant', /visible ASCII/],
      [{ access_token: token, audience: 'https://nobody.example' }, 'invalid_target', /./],
    ];
    for (const [fields, error, text] of cases) {
      const { status, body } = await ask(fields);
      assert.deepEqual([status, body['error']], [400, error], JSON.stringify(fields));
      assert.match(body['error_description'] ?? '', text);
    }
    const off = await ask({ access_token: token }, apps.native);
    assert.deepEqual([off.body['error'], /off for this application/.test(off.body['error_description'] ?? '')], ['unauthorized_client', true]);
    await switchOn(house.running, 'resource_owner');
    assert.match((await ask({ access_token: token })).body['error_description'] ?? '', /off in this tenant/);
    await switchOn(house.running, 'idp_access_token');
  });

  test('Auth0: an administrator switches both halves on with a flag of the tenant and a grant type of the application', async () => {
    const grant = 'http://auth0.com/oauth/legacy/grant-type/access_token';
    const made = (await house.ask('POST', '/clients', { body: { name: 'Tablet', app_type: 'native', token_endpoint_auth_method: 'none', grant_types: ['refresh_token', grant] } })).body;
    const tablet: App = { id: String(made['client_id']), secret: undefined, redirectUri: '', method: 'none' };
    await house.ask('PATCH', `/connections/${acme}/clients`, { body: [{ client_id: tablet.id, status: true }] });
    const flag = (on: boolean) => house.ask('PATCH', '/tenants/settings', { body: { flags: { allow_legacy_access_token_grant_types: on } } });
    const token = (await tokensAt(people.alice))['access_token'] ?? '';
    assert.equal((await ask({ access_token: token }, tablet)).status, 200);
    await flag(false);
    assert.match((await ask({ access_token: token }, tablet)).body['error_description'] ?? '', /off in this tenant/);
    await flag(true);
    await house.ask('PATCH', `/clients/${tablet.id}`, { body: { grant_types: ['refresh_token'] } });
    assert.match((await ask({ access_token: token }, tablet)).body['error_description'] ?? '', /off for this application/);
  });

  test('A connection that is not enabled for the application, a person who is blocked and a third-party application get nothing', async () => {
    const token = (await tokensAt(people.bob))['access_token'] ?? '';
    const first = await ask({ access_token: token });
    const id = String(claimsOf(first.body['id_token'])['sub']);
    const enable = (status: boolean) => house.ask('PATCH', `/connections/${acme}/clients`, { body: [{ client_id: phone.id, status }] });
    await enable(false);
    assert.match((await ask({ access_token: token })).body['error_description'] ?? '', /not enabled for this application/);
    await enable(true);
    await house.ask('PATCH', `/users/${encodeURIComponent(id)}`, { body: { blocked: true } });
    const blocked = await ask({ access_token: token });
    assert.deepEqual([blocked.body['error'], /^user is blocked/.test(blocked.body['error_description'] ?? '')], ['invalid_grant', true]);
    await house.ask('PATCH', `/users/${encodeURIComponent(id)}`, { body: { blocked: false } });
    const third = await addApp(house.running, 'third-phone', { authenticationMethod: 'none', firstParty: false, legacyFlows: ['idp_access_token'] });
    await house.ask('PATCH', `/connections/${acme}/clients`, { body: [{ client_id: third.id, status: true }] });
    assert.equal((await ask({ access_token: token }, third)).body['error'], 'unauthorized_client');
  });
});
