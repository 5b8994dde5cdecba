import assert from 'node:assert/strict';
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { LogoutPolicy } from '../../src/protocol/client/client-policies.ts';
import { startTrap, type Listener } from '../outbound/listeners.ts';
import { claimsOf, refresh, signIn, authorizeUrl, newPkce, tokensFor, type App } from './app.ts';
import { hiddenFields, pageOf, type Browser } from './browser.ts';
import { MovableClock } from './clock.ts';
import { apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';
import { startLogoutReceiver, type LogoutReceiver, type Received } from './logout-receiver.ts';

const clock = new MovableClock();
let receiver: LogoutReceiver;
let internal: Listener;
let house: RunningHouse;
before(async () => {
  receiver = await startLogoutReceiver();
  internal = await startTrap();
  house = await startHouse({ clock, outboundAllow: `127.0.0.1:${receiver.port}` });
});
after(async () => { await house.stop(); await receiver.stop(); await internal.stop(); });

async function setLogout(app: App, policy: Partial<LogoutPolicy>): Promise<void> {
  const { storage, defaultTenant } = house.house;
  const client = await storage.clients.findClient(defaultTenant.id, app.id);
  assert.ok(client);
  await storage.registry.replaceClient({ ...client, logout: { ...client.logout, ...policy } });
}
/** Gives an application an address of the receiver that no other test uses. Messages go where the application listens when they are sent, so each test waits for its own. */
async function listen(app: App, name: string): Promise<string> {
  await setLogout(app, { backchannelUri: `${receiver.url}${name}`, backchannelSessionRequired: true });
  return `/${name}`;
}
const idTokenFor = async (browser: Browser, app: App, over = {}) => (await tokensFor(browser, { app, person: people.alice }, over)).body['id_token'];
const logoutWith = (browser: Browser, idToken: string | undefined) => browser.get(`/oidc/logout?id_token_hint=${idToken ?? ''}`);
const isOut = async (browser: Browser) => new URL((await browser.get(authorizeUrl(apps.web, newPkce(), { prompt: 'none' }))).location ?? '').searchParams.get('error') === 'login_required';

/** Verifies the signature as the application would: with the published keys. */
async function verifies({ token, header }: Received): Promise<boolean> {
  const { keys } = await (await fetch(`${house.origin}/.well-known/jwks.json`)).json() as { readonly keys: readonly (JsonWebKey & { readonly kid: string; readonly alg: string })[] };
  const jwk = keys.find(({ kid }) => kid === header['kid']);
  assert.equal(jwk?.alg, header['alg']);
  const [head, payload, signature] = token.split('.');
  return verify('sha256', Buffer.from(`${head}.${payload}`), { key: createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }), dsaEncoding: 'ieee-p1363' }, Buffer.from(signature ?? '', 'base64url'));
}

describe('OIDC Back-Channel Logout §2.5: every application of the session is told', () => {
  test('A152 oidcc-backchannel-rp-initiated-logout: typ logout+jwt, iss, aud, iat, exp within two minutes, jti, sub, sid and events, no nonce; signed as the ID token is', async () => {
    const browser = house.browser();
    const [web, es, silent] = [await listen(apps.web, 'a-web'), await listen(apps.es, 'a-es'), await listen(apps.strict, 'a-strict')];
    const idTokens = [await idTokenFor(browser, apps.web, { nonce: 'n-1' }), await idTokenFor(browser, apps.es)];
    await idTokenFor(browser, apps.post);
    await logoutWith(browser, idTokens[0]);
    const told = [...await receiver.tokensAt(web, 1), ...await receiver.tokensAt(es, 1)];
    for (const [i, one] of told.entries()) {
      const { header, claims, contentType } = one;
      const known = claimsOf(idTokens[i]);
      assert.equal(contentType, 'application/x-www-form-urlencoded');
      assert.deepEqual([header['typ'], header['alg']], ['logout+jwt', i === 0 ? 'RS256' : 'ES256']);
      assert.deepEqual(Object.keys(claims).sort(), ['aud', 'events', 'exp', 'iat', 'iss', 'jti', 'sid', 'sub']);
      assert.deepEqual([claims['iss'], claims['aud'], claims['sub'], claims['sid']], [house.issuer, known['aud'], known['sub'], known['sid']]);
      assert.deepEqual(claims['events'], { 'http://schemas.openid.net/event/backchannel-logout': {} });
      assert.ok(Number(claims['exp']) - Number(claims['iat']) <= 120);
      assert.ok(await verifies(one));
    }
    assert.notEqual(told[0]?.claims['jti'], told[1]?.claims['jti']);
    assert.equal(receiver.received.filter(({ path }) => path === silent).length, 0, 'an application that nobody used is not told');
  });

  test('A152: each is told once, however many grants it has, and a second logout tells nobody', async () => {
    const browser = house.browser();
    const path = await listen(apps.web, 'b-web');
    const last = await listen(apps.es, 'b-es');
    const idToken = await idTokenFor(browser, apps.web);
    for (let more = 0; more < 3; more++) await idTokenFor(browser, apps.web);
    await logoutWith(browser, idToken);
    await logoutWith(browser, idToken);
    // Somebody else's logout later: when its message has come, all earlier ones have.
    const other = house.browser();
    await logoutWith(other, await idTokenFor(other, apps.es));
    await receiver.tokensAt(last, 1);
    assert.equal((await receiver.tokensAt(path, 1)).length, 1);
  });

  test('at /v2/logout, at the confirmed logout, and when somebody else signs in at this browser', async () => {
    const path = await listen(apps.web, 'c-web');
    const [first, second, third] = [house.browser(), house.browser(), house.browser()];
    const sids = [];
    for (const browser of [first, second, third]) sids.push(claimsOf(await idTokenFor(browser, apps.web))['sid']);
    await first.get('/v2/logout?client_id=web&federated');
    const page = await second.get('/oidc/logout');
    assert.equal(pageOf(page), 'logout');
    await second.post('/u/logout', { ...hiddenFields(page.text), action: 'accept' });
    await signIn(third, authorizeUrl(apps.web, newPkce(), { prompt: 'login' }), people.bob);
    const told = await receiver.tokensAt(path, 3);
    assert.deepEqual(told.map(({ claims }) => claims['sid']).sort(), sids.sort());
  });

  test('OIDC Back-Channel Logout §2.1: who signs in again as themselves stays signed in everywhere, and the one logout later reaches what was granted before', async () => {
    const browser = house.browser();
    const [web, es] = [await listen(apps.web, 'd-web'), await listen(apps.es, 'd-es')];
    const before = claimsOf(await idTokenFor(browser, apps.web));
    const again = await idTokenFor(browser, apps.es, { prompt: 'login' });
    assert.equal(claimsOf(again)['sid'], before['sid']);
    await logoutWith(browser, again);
    const told = [...await receiver.tokensAt(web, 1), ...await receiver.tokensAt(es, 1)];
    assert.deepEqual(told.map(({ claims }) => claims['sid']), [before['sid'], before['sid']]);
  });

  test('A078 OIDC Back-Channel Logout §2.7: refresh tokens without offline_access end with the session, those with it live on', async () => {
    const browser = house.browser();
    const path = await listen(apps.web, 'o-web');
    const offline = await tokensFor(browser, { app: apps.web, person: people.alice }, { scope: 'openid offline_access' });
    await logoutWith(browser, offline.body['id_token']);
    assert.equal((await refresh(house.origin, apps.web, offline.body['refresh_token'] ?? '')).status, 200);
    assert.ok(await isOut(browser));
    await receiver.tokensAt(path, 1);
  });
});

describe('OIDC Back-Channel Logout §2.8: an application that fails', () => {
  test('A152: neither an error nor silence keeps the session alive or delays the browser; the token comes again, with a new jti and time', async () => {
    const browser = house.browser();
    const [broken, mute] = [await listen(apps.web, 'e-web'), await listen(apps.es, 'e-es')];
    receiver.answer(broken, (response) => { response.writeHead(503).end(); });
    receiver.answer(mute, () => undefined);
    const idToken = await idTokenFor(browser, apps.web);
    await idTokenFor(browser, apps.es);
    assert.equal((await logoutWith(browser, idToken)).status, 200);
    assert.ok(await isOut(browser));
    await receiver.tokensAt(broken, 1);
    receiver.answer(broken, (response) => { response.writeHead(204).end(); });
    clock.advance(8);
    const [first, second] = await receiver.tokensAt(broken, 2);
    assert.notEqual(first?.claims['jti'], second?.claims['jti']);
    assert.ok(Number(second?.claims['iat']) > Number(first?.claims['iat']));
  });

  test('status 400 is its last word, a redirect is not followed, and the log tells', async () => {
    const browser = house.browser();
    const [path, elsewhere] = [await listen(apps.web, 'f-web'), await listen(apps.es, 'f-es')];
    receiver.answer(path, (response) => { response.writeHead(400).end(); });
    receiver.answer(elsewhere, (response) => { response.writeHead(307, { location: `${receiver.url}stolen` }).end(); });
    const idToken = await idTokenFor(browser, apps.web);
    await idTokenFor(browser, apps.es);
    await logoutWith(browser, idToken);
    await receiver.tokensAt(path, 1);
    await receiver.tokensAt(elsewhere, 1);
    clock.advance(8);
    await receiver.tokensAt(elsewhere, 2);
    assert.equal(receiver.received.filter((one) => one.path === '/stolen').length, 0);
    assert.equal(receiver.received.filter((one) => one.path === path).length, 1);
    const { storage, defaultTenant } = house.house;
    const { records } = await storage.log.list(defaultTenant.id, { take: 100 });
    const line = records.find(({ event, result }) => event === 'logout.backchannel' && result === 'refused');
    assert.deepEqual([line?.reason, line?.clientId], ['logout.token_refused', 'web']);
  });

  test('A106: an address inside that the operator did not allow is never asked', async () => {
    const browser = house.browser();
    await setLogout(apps.web, { backchannelUri: internal.url });
    const path = await listen(apps.es, 'g-es');
    const idToken = await idTokenFor(browser, apps.web);
    await idTokenFor(browser, apps.es);
    await logoutWith(browser, idToken);
    await receiver.tokensAt(path, 1);
    assert.equal(internal.connections(), 0);
  });
});
