import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { call, claimsOf, refresh, tokensFor } from './app.ts';
import { hiddenFields, pageOf, reasonOf } from './browser.ts';
import { answerNewest, ask, cibaGrant, formsOf, openApprovals, press, startCiba } from './ciba.ts';
import { MovableClock } from './clock.ts';
import { api, apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';

let house: RunningHouse;
const clock = new MovableClock();
before(async () => { house = await startHouse({ clock }); });
after(() => house.stop());
const start = (over?: Record<string, string>) => startCiba(house.origin, apps.ciba, over);
const told = async (id: string) => (await ask(house.origin, apps.ciba, id)).body['error'];
/** Requests of earlier tests are over. */
const expireAll = () => clock.advance(4000);

describe('OIDC CIBA, poll', () => {
  test('OIDC CIBA §7.3, OIDC CIBA §10.1: auth_req_id, expires_in and interval; pending until the person has allowed, then tokens, once', async () => {
    const started = await start({ scope: 'openid email offline_access read:things', audience: api, binding_message: 'W4SCT 12.50 €', acr_values: 'urn:gatehouse:acr:password' });
    assert.equal(started.status, 200);
    assert.equal(started.headers.get('cache-control'), 'no-store');
    assert.match(started.id, /^[A-Za-z0-9_-]{44}$/);
    assert.deepEqual([started.body.expires_in, started.body['interval']], [300, 5]);
    assert.equal(await told(started.id), 'authorization_pending');
    const browser = house.browser();
    const page = await openApprovals(browser, people.alice);
    assert.equal(pageOf(page), 'approvals');
    for (const text of ['Bank', 'W4SCT 12.50 €', 'See your things', 'Keep access', people.alice.email, 'Did you start this?']) assert.ok(page.text.includes(text), text);
    const done = await press(browser, page, 'accept');
    assert.match(done.text, /role="status">You allowed <bdi>Bank/);
    assert.match(done.text, /Nothing waits for your answer/);
    const { status, body } = await ask(house.origin, apps.ciba, started.id);
    assert.equal(status, 200);
    const claims = claimsOf(body['id_token']);
    assert.deepEqual([claims['aud'], claims['email'], claims['acr'], claims['sid']], ['ciba', people.alice.email, 'urn:gatehouse:acr:password', undefined]);
    assert.equal(claimsOf(body['access_token'])['gty'], cibaGrant);
    assert.equal((await refresh(house.origin, apps.ciba, body['refresh_token'] ?? '')).status, 200);
    assert.match((await ask(house.origin, apps.ciba, started.id)).body['error_description'] ?? '', /exchanged before/);
  });

  test('OIDC CIBA §11: access_denied after Decline, slow_down for who asks too often, expired_token in the end', async () => {
    const declined = await start();
    assert.match((await answerNewest(house.browser(), 'decline')).text, /You declined <bdi>Bank/);
    assert.equal(await told(declined.id), 'access_denied');
    const late = await start({ requested_expiry: '30' });
    assert.equal(late.body.expires_in, 30);
    assert.deepEqual([await told(late.id), await told(late.id)], ['authorization_pending', 'slow_down']);
    clock.advance(30);
    assert.equal(await told(late.id), 'expired_token');
    assert.doesNotMatch((await openApprovals(house.browser(), people.alice)).text, /Bank/);
  });

  test('OIDC CIBA §7.1: the person is named by email, by id_token_hint, or in the way of Auth0 by issuer and subject', async () => {
    expireAll();
    const sub = String(claimsOf((await tokensFor(house.browser(), { app: apps.web, person: people.alice })).body['id_token'])['sub']);
    const first = await start();
    await answerNewest(house.browser(), 'accept');
    const hint = (await ask(house.origin, apps.ciba, first.id)).body['id_token'] ?? '';
    clock.advance(40_000);
    for (const over of [{ login_hint: ' ALICE@example.com ' }, { login_hint: JSON.stringify({ format: 'iss_sub', iss: house.issuer, sub }) }, { login_hint: '', id_token_hint: hint }]) {
      const { id } = await start(over);
      await answerNewest(house.browser(), 'accept');
      assert.equal(claimsOf((await ask(house.origin, apps.ciba, id)).body['id_token'])['sub'], sub, JSON.stringify(over));
    }
  });

  test('OIDC CIBA §13: what is wrong with a request is said: hints, scope, binding message, expiry, signed requests, people', async () => {
    const wrong: readonly (readonly [Record<string, string>, string, RegExp])[] = [
      [{ login_hint: '' }, 'invalid_request', /exactly one hint/],
      [{ id_token_hint: 'x' }, 'invalid_request', /exactly one hint/],
      [{ login_hint: '', login_hint_token: 'x' }, 'invalid_request', /does not take a login_hint_token/],
      [{ login_hint: '', id_token_hint: 'a.b.c' }, 'invalid_request', /id_token_hint/],
      [{ login_hint: '{"format":"iss_sub","iss":"https://evil.example/","sub":"x"}' }, 'invalid_request', /Expected: iss http/],
      [{ login_hint: '{"format":"phone_number"}' }, 'invalid_request', /format iss_sub/],
      [{ login_hint: '{"format"' }, 'invalid_request', /not one that this server reads/],
      [{ scope: 'email' }, 'invalid_request', /^openid scope must be requested/],
      [{ scope: 'openid admin:all' }, 'invalid_scope', /among those that may be granted/],
      [{ audience: 'https://unknown.example' }, 'invalid_target', /identifier/],
      [{ binding_message: 'x'.repeat(65) }, 'invalid_binding_message', /64 characters/],
      [{ binding_message: 'a\u2028b' }, 'invalid_binding_message', /64 characters/],
      [{ requested_expiry: '0' }, 'invalid_request', /requested_expiry/],
      [{ requested_expiry: '1.5' }, 'invalid_request', /requested_expiry/],
      [{ request: 'e30.e30.x' }, 'invalid_request', /did not register that it signs/],
      [{ login_hint: 'nobody@example.com' }, 'unknown_user_id', /names nobody/],
      [{ login_hint: people.carol.email }, 'unknown_user_id', /names nobody/],
      [{ login_hint: JSON.stringify({ format: 'iss_sub', iss: house.issuer, sub: 'auth0|none' }) }, 'unknown_user_id', /names nobody/],
    ];
    for (const [over, error, description] of wrong) {
      const { status, body } = await start(over);
      assert.deepEqual([status, body['error']], [400, error], JSON.stringify(over));
      assert.match(body['error_description'] ?? '', description);
    }
    assert.equal((await start({ requested_expiry: '99999' })).body.expires_in, 3600);
    expireAll();
  });

  test('OIDC CIBA §4: only confidential applications that are set so may ask, and each auth_req_id is good for its own application', async () => {
    const error = async (app: Parameters<typeof startCiba>[1]) => (await startCiba(house.origin, app)).body['error'];
    assert.equal(await error(apps.spa), 'unauthorized_client');
    assert.equal(await error(apps.web), 'unauthorized_client');
    assert.equal(await error({ ...apps.ciba, secret: 'wrong' }), 'invalid_client');
    const { id } = await start();
    assert.equal((await ask(house.origin, apps.ciba3p, id)).body['error'], 'invalid_grant');
    assert.equal((await ask(house.origin, apps.web, id)).body['error'], 'unauthorized_client');
    assert.equal(await told(id.slice(1)), 'invalid_grant');
    assert.equal((await call(house.origin, '/oauth/token', { app: apps.ciba, fields: { grant_type: cibaGrant } })).body['error'], 'invalid_request');
    expireAll();
  });

  test('OIDC CIBA §8: a person sees and answers only what waits for this person, with the form of the page, and each request once', async () => {
    const { id } = await start({ login_hint: people.bob.email });
    const [alice, bob] = [house.browser(), house.browser()];
    assert.equal(formsOf(await openApprovals(alice, people.alice)).length, 0);
    const page = await openApprovals(bob, people.bob);
    const [form = {}] = formsOf(page);
    assert.equal((await alice.post('/u/approvals', { ...form, action: 'accept' })).status, 403);
    // The same browser, but Alice has signed in meanwhile: Bob's form answers nothing.
    const login = await bob.follow(await bob.get('/authorize?response_type=code&client_id=no-pkce&redirect_uri=https%3A%2F%2Frp.example%2Fcb&scope=openid&prompt=login'));
    await bob.post('/u/login', { ...hiddenFields(login.text), username: people.alice.email, password: people.alice.password, action: 'default' });
    assert.equal(reasonOf(await bob.post('/u/approvals', { ...form, action: 'accept' })), 'ciba.not_waiting');
    assert.equal(await told(id), 'authorization_pending');
    const { csrf: _csrf, ...without } = form;
    assert.equal((await bob.post('/u/approvals', { ...without, action: 'accept' })).status, 403);
    const again = house.browser();
    const fresh = await openApprovals(again, people.bob);
    assert.equal((await press(again, fresh, 'decline')).status, 200);
    assert.equal(reasonOf(await press(again, fresh, 'accept')), 'ciba.not_waiting');
    assert.equal(await told(id), 'access_denied');
  });

  test('Several requests wait at once, each with its own form; more than ten for one person are refused, and answered ones make room', async () => {
    expireAll();
    const browser = house.browser();
    const started = [];
    for (let i = 0; i < 10; i++) started.push(await start({ binding_message: `number ${i}` }));
    const busy = await start();
    assert.deepEqual([busy.status, busy.body['error']], [429, 'too_many_requests']);
    const page = await openApprovals(browser, people.alice);
    assert.equal(formsOf(page).length, 10);
    assert.equal(new Set([...page.text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)).size, [...page.text.matchAll(/ id="/g)].length, 'ids are unique');
    await browser.post('/u/approvals', { ...formsOf(page)[3], action: 'accept' });
    assert.equal((await ask(house.origin, apps.ciba, started[3]?.id ?? '')).status, 200);
    assert.equal(await told(started[4]?.id ?? ''), 'authorization_pending');
    assert.equal((await start()).status, 200);
    expireAll();
    assert.equal((await start()).status, 200);
    expireAll();
  });

  test('OIDC Core §3.1.2.4: what a third-party application may is remembered; one that was switched off meanwhile can not be allowed', async () => {
    const started = await startCiba(house.origin, apps.ciba3p, { scope: 'openid email' });
    const browser = house.browser();
    const page = await openApprovals(browser, people.alice);
    const { storage, defaultTenant } = house.house;
    const client = await storage.clients.findClient(defaultTenant.id, 'ciba3p');
    assert.ok(client);
    await storage.registry.replaceClient({ ...client, enabled: false });
    assert.equal(reasonOf(await press(browser, page, 'accept')), 'client.disabled');
    await storage.registry.replaceClient(client);
    assert.equal((await press(browser, page, 'accept')).status, 200);
    assert.equal((await ask(house.origin, apps.ciba3p, started.id)).status, 200);
    const alice = await storage.users.findByLogin(defaultTenant.id, 'Username-Password-Authentication', people.alice.email);
    assert.deepEqual([...(await storage.grants.consentedScope(defaultTenant.id, alice?.id ?? '', 'ciba3p', undefined)) ?? []].sort(), ['email', 'openid']);
  });

  test('OIDC CIBA §13: who names people who do not exist is slowed down', async () => {
    const statuses = [];
    for (let i = 0; i < 22; i++) statuses.push((await startCiba(house.origin, apps.ciba3p, { login_hint: `guess${i}@example.com` })).status);
    assert.deepEqual([statuses[19], statuses.at(-1)], [400, 429]);
  });
});
