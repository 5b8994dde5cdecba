import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { tenantDefaults } from '../../src/kernel/tenant.ts';
import { call, claimsOf, refresh } from './app.ts';
import { addApi, addApp, setTenant } from './arrangements.ts';
import { hiddenFields, pageOf, reasonOf } from './browser.ts';
import { MovableClock } from './clock.ts';
import { allowDevice, deviceGrant, poll, pressButton, reachConfirmation, startDevice, typeCode } from './device.ts';
import { api, apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';

let house: RunningHouse;
const clock = new MovableClock();
before(async () => { house = await startHouse({ clock }); });
after(() => house.stop());
const start = (app = apps.dev, fields?: Record<string, string>) => startDevice(house.origin, app, fields);
const ask = (device: string, app = apps.dev) => poll(house.origin, app, device);

describe('Seed row 165: device authorization', () => {
  test('Seed rows 52, 107, 108: RFC 8628 §3.2: the device gets its codes, the addresses, 600 seconds and an interval of 5; both addresses, form and JSON', async () => {
    const { status, headers, body } = await start();
    assert.equal(status, 200);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.match(body['device_code'] ?? '', /^[A-Za-z0-9_-]{44}$/);
    assert.match(body['user_code'] ?? '', /^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    assert.equal(body['verification_uri'], `${house.issuer}activate`);
    assert.equal(body['verification_uri_complete'], `${house.issuer}activate?user_code=${body['user_code'] ?? ''}`);
    assert.deepEqual([body['expires_in'], body['interval']], [600, 5]);
    const json = await fetch(`${house.origin}/oauth2/device_authorize`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ client_id: 'dev', scope: 'openid' }) });
    assert.equal(json.status, 200);
    const metadata = await (await fetch(`${house.origin}/.well-known/openid-configuration`)).json() as Record<string, unknown>;
    assert.equal(metadata['device_authorization_endpoint'], `${house.issuer}oauth/device/code`);
    assert.ok((metadata['grant_types_supported'] as string[]).includes(deviceGrant));
  });

  test('Seed rows 99, 54, 109, 185: RFC 8628 §3.4: pending until the person has typed the code, signed in and allowed; then tokens as the code flow gives them', async () => {
    const codes = await start(apps.dev, { scope: 'openid profile email offline_access read:things', audience: api });
    const early = await ask(codes.device);
    assert.deepEqual([early.status, early.body['error']], [400, 'authorization_pending']);
    const browser = house.browser();
    const confirmation = await reachConfirmation(browser, codes.user, people.alice);
    assert.equal(pageOf(confirmation), 'device-confirm');
    for (const text of ['Television', codes.user, 'See your things', 'Keep access', people.alice.email]) assert.ok(confirmation.text.includes(text), text);
    assert.equal(pageOf(await pressButton(browser, confirmation, 'accept')), 'device-done');
    const { status, body } = await ask(codes.device);
    assert.equal(status, 200);
    assert.equal(claimsOf(body['id_token'])['email'], people.alice.email);
    assert.equal(claimsOf(body['id_token'])['aud'], 'dev');
    assert.equal(claimsOf(body['id_token'])['sid'], undefined);
    const access = claimsOf(body['access_token']);
    assert.deepEqual([access['aud'], access['scope'], access['gty']], [[api, `${house.issuer}userinfo`], 'openid profile email offline_access read:things', deviceGrant]);
    assert.equal((await refresh(house.origin, apps.dev, body['refresh_token'] ?? '')).status, 200);
    const again = await ask(codes.device);
    assert.equal(again.body['error'], 'invalid_grant');
    assert.match(again.body['error_description'] ?? '', /exchanged before/);
  });

  test('Seed row 99: the short grant_type device_code works at /oauth2/token alone', async () => {
    const codes = await start();
    await allowDevice(house.browser(), codes.user, people.alice);
    const fields = { grant_type: 'device_code', device_code: codes.device };
    assert.equal((await call(house.origin, '/oauth/token', { app: apps.dev, fields })).body['error'], 'unsupported_grant_type');
    assert.equal((await call(house.origin, '/oauth2/token', { app: apps.dev, fields })).status, 200);
  });

  test('Seed row 110: RFC 8628 §3.5: access_denied after Decline, expired_token after ten minutes', async () => {
    const declined = await start();
    const browser = house.browser();
    const done = await pressButton(browser, await reachConfirmation(browser, declined.user, people.alice), 'decline');
    assert.equal(pageOf(done), 'device-done');
    assert.match(done.text, /You declined/);
    assert.equal((await ask(declined.device)).body['error'], 'access_denied');
    const late = await start();
    const allowed = await start();
    await allowDevice(browser, allowed.user, people.alice);
    clock.advance(600);
    assert.equal((await ask(late.device)).body['error'], 'expired_token');
    assert.equal((await ask(allowed.device)).body['error'], 'expired_token');
    const page = await typeCode(browser, late.user);
    assert.deepEqual([pageOf(page), reasonOf(page), page.status], ['device', 'user_code.unknown', 400]);
  });

  test('RFC 8628 §3.3, RFC 8628 §6.1: the code may be typed in any case, with or without dashes and blanks; /device is the same page', async () => {
    for (const spell of [(code: string) => code.toLowerCase(), (code: string) => code.replace('-', ''), (code: string) => ` ${[...code].join(' ')} `]) {
      const codes = await start();
      const browser = house.browser();
      const page = await reachConfirmation(browser, spell(codes.user), people.bob);
      assert.equal(pageOf(page), 'device-confirm');
      assert.ok(page.text.includes(codes.user));
    }
    assert.equal(pageOf(await house.browser().get('/device')), 'device');
  });

  test('RFC 8628 §3.3.1: verification_uri_complete fills the code in, and the person is asked all the same', async () => {
    const codes = await start();
    const browser = house.browser();
    const page = await browser.get(new URL(codes.body['verification_uri_complete'] ?? '').pathname + new URL(codes.body['verification_uri_complete'] ?? '').search);
    assert.equal(pageOf(page), 'device');
    assert.ok(page.text.includes(`value="${codes.user}"`));
    assert.equal((await ask(codes.device)).body['error'], 'authorization_pending');
  });

  test('OIDC Core §3.1.2.4: a third-party application is told by name, and what was allowed is remembered for it; access does not end with the browser session', async () => {
    const codes = await start(apps.dev3p, { scope: 'openid email' });
    const browser = house.browser();
    const confirmation = await reachConfirmation(browser, codes.user, people.alice);
    assert.match(confirmation.text, /Hooli Box/);
    await pressButton(browser, confirmation, 'accept');
    const out = await browser.get('/oidc/logout');
    await browser.post('/u/logout', { ...hiddenFields(out.text), action: 'accept' });
    const { body } = await ask(codes.device, apps.dev3p);
    assert.equal((await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${body['access_token'] ?? ''}` } })).status, 200);
    const { storage, defaultTenant } = house.house;
    const alice = await storage.users.findByLogin(defaultTenant.id, 'Username-Password-Authentication', people.alice.email);
    assert.deepEqual([...(await storage.grants.consentedScope(defaultTenant.id, alice?.id ?? '', 'dev3p', undefined)) ?? []].sort(), ['email', 'openid']);
  });

  test('RFC 6749 §5.2: a device code of a person who was blocked meanwhile is refused', async () => {
    const codes = await start();
    await allowDevice(house.browser(), codes.user, people.bob);
    const { storage, defaultTenant } = house.house;
    const bob = await storage.users.findByLogin(defaultTenant.id, 'Username-Password-Authentication', people.bob.email);
    await storage.users.setBlocked(defaultTenant.id, bob?.id ?? '', true, clock.now());
    assert.match((await ask(codes.device)).body['error_description'] ?? '', /blocked/);
    await storage.users.setBlocked(defaultTenant.id, bob?.id ?? '', false, clock.now());
    assert.equal((await ask(codes.device)).status, 200);
  });

  test('RFC 9396 §5: the details of what shall be allowed are shown to the person word for word, and stand in the token answer', async () => {
    const tv = await addApp(house, 'rar-tv', { authenticationMethod: 'none', grantTypes: [deviceGrant] });
    await addApi(house, 'https://pay.example', { authorizationDetailTypes: ['payment'] });
    const details = JSON.stringify([{ type: 'payment', amount: '12.50 EUR' }]);
    assert.equal((await start(tv, { audience: api, authorization_details: details })).body['error'], 'invalid_authorization_details');
    const codes = await start(tv, { audience: 'https://pay.example', authorization_details: details });
    const browser = house.browser();
    const confirmation = await reachConfirmation(browser, codes.user, people.alice);
    assert.match(confirmation.text, /12\.50 EUR/);
    await pressButton(browser, confirmation, 'accept');
    assert.deepEqual((await ask(codes.device, tv)).body['authorization_details'], JSON.parse(details));
  });

  test('RFC 8628 §6.1: a tenant may have codes of digits in a form of its own; when no code is free the device is told to come again', async () => {
    await setTenant(house, { userCodes: { alphabet: 'digits', mask: '***-***-***' } });
    const codes = await start();
    assert.match(codes.user, /^\d{3}-\d{3}-\d{3}$/);
    const browser = house.browser();
    assert.match((await browser.get('/activate')).text, /inputmode="numeric"/);
    assert.equal(pageOf(await allowDevice(browser, codes.user.replaceAll('-', ' '), people.alice)), 'device-done');
    assert.equal((await ask(codes.device)).status, 200);
    await setTenant(house, { userCodes: { alphabet: 'digits', mask: 'X' } });
    assert.equal((await start()).status, 200);
    const none = await start();
    assert.deepEqual([none.status, none.body['error']], [503, 'temporarily_unavailable']);
    assert.ok(Number(none.headers.get('retry-after')) > 0);
    await setTenant(house, { userCodes: tenantDefaults.userCodes });
  });
});
