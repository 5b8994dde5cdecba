import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { call, type App } from '../flows/app.ts';
import { hiddenFields, pageOf, reasonOf } from '../flows/browser.ts';
import { MovableClock } from '../flows/clock.ts';
import { allowDevice, poll, pressButton, reachConfirmation, startDevice, typeCode } from '../flows/device.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';

let house: RunningHouse;
const clock = new MovableClock();
before(async () => { house = await startHouse({ clock }); });
after(() => house.stop());
const start = (fields?: Record<string, string>) => startDevice(house.origin, apps.dev, fields);
const ask = async (device: string, app = apps.dev) => (await poll(house.origin, app, device)).body['error'];

describe('DV: device flow', () => {
  test('Seed row 110: A181 RFC 8628 §3.5: who polls before the interval is over is told slow_down, and waits five seconds longer from then on, for this code', async () => {
    const [codes, other] = [await start(), await start()];
    assert.equal(await ask(codes.device), 'authorization_pending');
    clock.advance(2);
    assert.equal(await ask(codes.device), 'slow_down');
    clock.advance(6);
    assert.equal(await ask(codes.device), 'slow_down');
    assert.equal(await ask(other.device), 'authorization_pending');
    clock.advance(15);
    assert.equal(await ask(codes.device), 'authorization_pending');
    clock.advance(10);
    assert.match((await poll(house.origin, apps.dev, codes.device)).body['error_description'] ?? '', /20 s between/);
  });

  test('A181 RFC 8628 §3.5: of many polls at once one is pending and all others are told slow_down', async () => {
    const codes = await start();
    const told = await Promise.all(Array.from({ length: 10 }, () => ask(codes.device)));
    assert.deepEqual(told.sort(), ['authorization_pending', ...Array<string>(9).fill('slow_down')]);
  });

  test('A182 RFC 8628 §3.4: a device code of another client is invalid_grant, also after it was allowed; twenty polls then give exactly one token set', async () => {
    const codes = await start();
    assert.equal(await ask(codes.device, apps.dev3p), 'invalid_grant');
    await allowDevice(house.browser(), codes.user, people.alice);
    assert.equal(await ask(codes.device, apps.dev3p), 'invalid_grant');
    const answers = await Promise.all(Array.from({ length: 20 }, () => poll(house.origin, apps.dev, codes.device)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...Array<number>(19).fill(400)]);
    assert.ok(answers.every(({ status, body }) => status === 200 || body['error'] === 'invalid_grant'));
    for (const bad of [codes.device.slice(1), `${codes.device}A`, codes.user]) assert.equal(await ask(bad), 'invalid_grant');
  });

  test('A183 RFC 8628 §5.4: a code that one browser opened is closed to every other, and the page of one person can not be answered by another', async () => {
    const codes = await start();
    const [alice, bob] = [house.browser(), house.browser()];
    const page = await reachConfirmation(alice, codes.user, people.alice);
    assert.equal(reasonOf(await typeCode(bob, codes.user)), 'user_code.unknown');
    const stolen = await bob.post('/u/device', { ...hiddenFields(page.text), action: 'accept' });
    assert.deepEqual([stolen.status, reasonOf(stolen)], [403, 'csrf.failed']);
    // Somebody else signs in at the same browser: the old page allows nothing, and they are asked on one of their own.
    const login = await alice.get(/\/u\/login\?state=[^"]+/.exec(page.text)?.[0] ?? '');
    const asBob = await alice.follow(await alice.post('/u/login', { ...hiddenFields(login.text), username: people.bob.email, password: people.bob.password, action: 'default' }));
    assert.equal(pageOf(asBob), 'device-confirm');
    assert.ok(asBob.text.includes(people.bob.email) && !asBob.text.includes(people.alice.email));
    assert.equal(await ask(codes.device), 'authorization_pending');
  });

  test('A183 RFC 8628 §3.3: nothing is allowed without the page, and nothing after Decline, after Allow or after expiry', async () => {
    const codes = await start();
    const browser = house.browser();
    const bare = await browser.post('/u/device', { state: 'activate', csrf: 'x', action: 'accept' });
    assert.equal(bare.status, 403);
    const page = await reachConfirmation(browser, codes.user, people.alice);
    assert.equal(pageOf(await browser.get(`/u/consent?state=${hiddenFields(page.text)['state'] ?? ''}`)), 'error');
    assert.equal(pageOf(await browser.get(`/authorize/resume?state=${hiddenFields(page.text)['state'] ?? ''}`)), 'error');
    await pressButton(browser, page, 'decline');
    const again = await pressButton(browser, page, 'accept');
    assert.deepEqual([pageOf(again), reasonOf(again)], ['error', 'user_code.used']);
    assert.equal(await ask(codes.device), 'access_denied');
    assert.equal(reasonOf(await typeCode(browser, codes.user)), 'user_code.unknown');
    const late = await start();
    const open = await reachConfirmation(browser, late.user, people.alice);
    clock.advance(600);
    assert.equal(reasonOf(await pressButton(browser, open, 'accept')), 'user_code.expired');
    assert.equal(await ask(late.device), 'expired_token');
  });

  test('A184 RFC 8628 §5.4: a code from a link still shows application, scopes, code, time and place, wants a button with its CSRF token, and can not be framed', async () => {
    const codes = await start({ scope: 'openid email read:things', audience: api });
    const browser = house.browser();
    const form = await browser.get(`/activate?user_code=${codes.user}`);
    assert.equal(form.headers.get('x-frame-options'), 'DENY');
    assert.equal((await browser.post('/activate', { user_code: codes.user })).status, 403);
    const page = await reachConfirmation(browser, codes.user, people.alice);
    for (const text of ['Television', codes.user, 'See your things', 'See your email address', 'from the address', '127.0.0.1', 'Is it your own device?']) assert.ok(page.text.includes(text), text);
    assert.match(page.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
    const { csrf, ...without } = hiddenFields(page.text);
    assert.equal((await browser.post('/u/device', { ...without, action: 'accept' })).status, 403);
    assert.equal((await browser.post('/u/device', { ...without, csrf: `x${csrf ?? ''}`, action: 'accept' })).status, 403);
    assert.equal((await browser.post('/u/device', { ...hiddenFields(page.text), action: 'accept' }, { origin: 'https://evil.example' })).status, 403);
    assert.equal(await ask(codes.device), 'authorization_pending');
  });

  test('A184 RFC 8628 §5.1: after ten wrong codes an address has to wait, right ones are not counted, and the codes themselves are nowhere stored', async () => {
    const browser = house.browser();
    for (let i = 0; i < 12; i++) {
      const codes = await start();
      assert.equal(pageOf(await reachConfirmation(browser, codes.user, people.alice)), 'device-confirm');
      assert.equal(await house.house.storage.pending.load(house.house.defaultTenant.id, 'user_code', codes.user), undefined);
    }
    clock.advance(900);
    for (let i = 0; i < 10; i++) assert.equal(reasonOf(await typeCode(browser, `BBBB-BBB${'BCDFGHJKLM'[i] ?? ''}`)), 'user_code.unknown');
    const codes = await start();
    const refused = await typeCode(house.browser(), codes.user);
    assert.deepEqual([refused.status, reasonOf(refused)], [429, 'user_code.throttled']);
    assert.ok(Number(refused.headers.get('retry-after')) > 0);
    clock.advance(900);
    assert.equal(pageOf(await typeCode(house.browser(), (await start()).user)), 'login');
  });

  test('A112 RFC 8628 §3.2: the addresses that a device shows are those of the issuer, whatever headers say', async () => {
    const { body } = await call(house.origin, '/oauth/device/code', { app: apps.dev, fields: {}, headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example' } });
    for (const name of ['verification_uri', 'verification_uri_complete']) assert.ok(body[name]?.startsWith(`${house.issuer}activate`), name);
  });

  test('A186 RFC 8628 §3.1: a client without the grant, a disabled one, a wrong secret, and scope or audience beyond the client are refused at the device endpoint itself', async () => {
    const error = async (app: App, fields: Record<string, string> = {}) => (await call(house.origin, '/oauth/device/code', { app, fields })).body['error'];
    assert.equal(await error(apps.web), 'unauthorized_client');
    assert.equal(await error(apps.spa), 'unauthorized_client');
    assert.equal(await error(apps.disabled), 'invalid_client');
    assert.equal(await error({ ...apps.dev3p, secret: 'wrong' }), 'invalid_client');
    assert.equal(await error({ ...apps.dev3p, method: 'none' }), 'invalid_client');
    assert.equal(await error(apps.dev, { scope: 'openid admin:all' }), 'invalid_scope');
    assert.equal(await error(apps.dev, { scope: 'read:things' }), 'invalid_scope');
    assert.equal(await error(apps.dev3p, { scope: 'offline_access' }), 'invalid_scope');
    assert.equal(await error(apps.dev, { audience: 'https://unknown.example' }), 'invalid_target');
    const client = await house.house.storage.clients.findClient(house.house.defaultTenant.id, 'dev');
    assert.ok(client);
    const codes = await start();
    const browser = house.browser();
    const page = await reachConfirmation(browser, codes.user, people.alice);
    await house.house.storage.registry.replaceClient({ ...client, grantTypes: ['refresh_token'] });
    assert.equal(reasonOf(await pressButton(browser, page, 'accept')), 'client.grant_not_allowed');
    assert.equal(await ask(codes.device), 'unauthorized_client');
    await house.house.storage.registry.replaceClient(client);
  });
});
