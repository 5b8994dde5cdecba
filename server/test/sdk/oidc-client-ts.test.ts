import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { chromium, type Page } from 'playwright-core';
import { addApp } from '../flows/arrangements.ts';
import { people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';

const skip = process.env['TEST_CHROMIUM_MISSING'] ?? false;
const require = createRequire(import.meta.url);

/** What the page of the application puts on `window`. */
interface User { readonly id_token: string; readonly access_token: string; readonly session_state: string | null; readonly profile: { readonly sub: string; readonly email?: string } }
interface UserManager { signinRedirect(): Promise<void>; signinPopup(): Promise<User>; signinSilent(): Promise<User | null>; signoutRedirect(options: Readonly<Record<string, unknown>>): Promise<void>; revokeTokens(): Promise<void>; getUser(): Promise<User | null> }
interface Application { readonly manager: UserManager; readonly seen: string[] }

/** The application: what the server sends back to it, it hands to the library. */
const page = (authority: string) => `<!doctype html><title>application</title><body><script src="/oidc.js"></script><script>
  var here = location.origin, seen = [];
  var manager = new oidc.UserManager({
    authority: '${authority}', client_id: 'watching', redirect_uri: here + '/cb', silent_redirect_uri: here + '/cb', popup_redirect_uri: here + '/cb', post_logout_redirect_uri: here + '/bye',
    scope: 'openid email' + (location.hash || localStorage.more || '').replace('#', ' '), monitorSession: true, checkSessionIntervalInSeconds: 0.05, automaticSilentRenew: false, userStore: new oidc.WebStorageStateStore({ store: localStorage })
  });
  localStorage.more = location.hash || localStorage.more || '';
  manager.events.addUserSignedOut(function () { seen.push('signed out'); });
  manager.events.addUserSessionChanged(function () { seen.push('session changed'); });
  addEventListener('message', function (event) { if (event.origin === '${authority}') seen.push(event.data); });
  window.app = { manager: manager, seen: seen };
  if (location.pathname === '/cb') manager.signinCallback().then(function () { document.title = 'signed in'; }, function (error) { document.title = 'failed: ' + error.message; });
</script></body>`;

let house: RunningHouse, profiles: string;
const origins = { 'of the same site': '', 'of another site': '' };
type Where = keyof typeof origins;
const servers: http.Server[] = [];
before(async () => {
  if (skip !== false) return;
  house = await startHouse({ https: true });
  profiles = await mkdtemp(join(tmpdir(), 'gatehouse-profiles-'));
  const script = await readFile(join(require.resolve('oidc-client-ts'), '..', '..', 'browser', 'oidc-client-ts.min.js'));
  const [key, cert] = await Promise.all([readFile(join(house.data, 'ca', 'localhost.key')), readFile(join(house.data, 'ca', 'localhost.pem'))]);
  const serve: http.RequestListener = ({ url }, response) => { response.setHeader('content-type', url === '/oidc.js' ? 'text/javascript' : 'text/html').end(url === '/oidc.js' ? script : page(house.origin)); };
  const listen = async (server: http.Server) => {
    servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return `localhost:${(server.address() as AddressInfo).port}`;
  };
  origins['of the same site'] = `https://${await listen(https.createServer({ key, cert }, serve))}`;
  // Another scheme is another site; http on loopback is a secure context all the same.
  origins['of another site'] = `http://${await listen(http.createServer(serve))}`;
  const all = Object.values(origins);
  await addApp(house, 'watching', { type: 'spa', authenticationMethod: 'none', redirectUris: all.map((origin) => `${origin}/cb`), logoutUris: all.map((origin) => `${origin}/bye`), webOrigins: all });
});
after(async () => {
  if (skip !== false) return;
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await house.stop();
  await rm(profiles, { recursive: true, force: true });
});

type Person = (typeof people)[keyof typeof people];
const inApp = <T>(tab: Page, work: (application: Application) => T | Promise<T>): Promise<T> => tab.evaluate(`(${work.toString()})(window.app)`);
const seenBy = (tab: Page) => inApp(tab, ({ seen }) => [...new Set(seen)]);
const hears = (tab: Page, event: string) => tab.waitForFunction((wanted) => (window as unknown as { readonly app: Application }).app.seen.includes(wanted), event);

async function fillIn(tab: Page, person: Person): Promise<void> {
  await tab.fill('#username', person.email);
  await tab.fill('#password', person.password);
  await tab.click('button[name=action][value=default]');
}
interface Opening { readonly where?: Where; /** Frames of other sites have cookies too. */ readonly cookiesEverywhere?: boolean; readonly more?: string }
/** The application in a browser of its own. */
async function openApp({ where = 'of the same site', cookiesEverywhere = false, more = '' }: Opening = {}): Promise<Page> {
  const profile = await mkdtemp(join(profiles, 'profile-'));
  await mkdir(join(profile, 'Default'));
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify({ profile: { cookie_controls_mode: cookiesEverywhere ? 0 : 1 } }));
  const context = await chromium.launchPersistentContext(profile, { executablePath: process.env['TEST_CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'], ignoreHTTPSErrors: true });
  const tab = await context.newPage();
  await tab.goto(`${origins[where]}/${more}`);
  return tab;
}
/** Signs in by redirect; the page that comes back watches the session from then on. */
async function signIn(tab: Page, person: Person): Promise<User> {
  await Promise.all([tab.waitForURL(/\/u\/login/), inApp(tab, ({ manager }) => { void manager.signinRedirect(); })]);
  await fillIn(tab, person);
  await tab.waitForFunction(() => document.title !== 'application' && location.pathname === '/cb');
  assert.equal(await tab.title(), 'signed in');
  const user = await inApp(tab, ({ manager }) => manager.getUser());
  assert.ok(user !== null);
  return user;
}
/** Signs in anew in another tab of the same browser, for an application that is nowhere. */
async function signInElsewhere(tab: Page, person: Person): Promise<void> {
  const other = await tab.context().newPage();
  const fields = { client_id: 'web', redirect_uri: 'https://rp.example/cb', response_type: 'code', scope: 'openid', code_challenge: 'x'.repeat(43), code_challenge_method: 'S256', prompt: 'login' };
  await other.goto(`${house.origin}/authorize?${new URLSearchParams(fields).toString()}`);
  const arrived = other.waitForRequest(/^https:\/\/rp\.example\/cb/);
  await fillIn(other, person);
  await arrived;
  await other.close();
}
async function signOutElsewhere(tab: Page, user: User): Promise<void> {
  const other = await tab.context().newPage();
  await other.goto(`${house.origin}/oidc/logout?${new URLSearchParams({ id_token_hint: user.id_token }).toString()}`);
  await other.waitForSelector('main[data-page=logged-out]');
}

describe('oidc-client-ts in Chromium, unmodified', { skip }, () => {
  for (const where of ['of the same site', 'of another site'] as const) {
    const opening: Opening = { where, cookiesEverywhere: where === 'of another site' };
    test(`OIDC Session Management §3.1: an application ${where} that watches hears of a logout elsewhere, and of nothing before`, async () => {
      const tab = await openApp(opening);
      const user = await signIn(tab, people.alice);
      assert.equal(user.profile.email, people.alice.email);
      await hears(tab, 'unchanged');
      const renewed = await inApp(tab, ({ manager }) => manager.signinSilent());
      assert.equal(renewed?.profile.sub, user.profile.sub);
      assert.notEqual(renewed.access_token, user.access_token);
      assert.deepEqual(await seenBy(tab), ['unchanged']);
      await signOutElsewhere(tab, renewed);
      await hears(tab, 'signed out');
      await tab.context().close();
    });

    test(`OIDC Session Management §3.1: for an application ${where} the same person anew is a change and the watch goes on; another person is a sign-out`, async () => {
      const tab = await openApp(opening);
      await signIn(tab, people.alice);
      await hears(tab, 'unchanged');
      await signInElsewhere(tab, people.alice);
      await hears(tab, 'session changed');
      await signInElsewhere(tab, people.bob);
      await hears(tab, 'signed out');
      await tab.context().close();
    });
  }

  test('OIDC Session Management §3.2: where the browser keeps cookies from frames of another site nobody is signed out by that; the application is told that it can not watch', async () => {
    const tab = await openApp({ where: 'of another site' });
    const user = await signIn(tab, people.alice);
    await hears(tab, 'error');
    assert.deepEqual(await seenBy(tab), ['error']);
    assert.equal((await inApp(tab, ({ manager }) => manager.getUser()))?.id_token, user.id_token);
    await tab.context().close();
  });

  test('RFC 6749 §6, RFC 7009 §2, OIDC RP-Initiated Logout §3: renewal by refresh token, revocation, and logout with the way back', async () => {
    const tab = await openApp({ more: '#offline_access' });
    const user = await signIn(tab, people.alice);
    const renewed = await inApp(tab, ({ manager }) => manager.signinSilent());
    assert.ok(renewed !== null && renewed.access_token !== user.access_token);
    assert.equal(renewed.session_state, user.session_state);
    await inApp(tab, ({ manager }) => manager.revokeTokens());
    const answer = await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${renewed.access_token}` } });
    assert.equal(answer.status, 401);
    await Promise.all([tab.waitForURL(/\/bye\?state=/), inApp(tab, ({ manager }) => { void manager.signoutRedirect({ state: 'over' }); })]);
    await tab.context().close();
  });

  test('Seed row 160: a sign-in in a popup comes back to the page that opened it', async () => {
    const tab = await openApp();
    const opened = tab.waitForEvent('popup');
    const signedIn = inApp(tab, async ({ manager }) => (await manager.signinPopup()).profile.email);
    const popup = await opened;
    await popup.waitForURL(/\/u\/login/);
    await fillIn(popup, people.alice);
    assert.equal(await signedIn, people.alice.email);
    await hears(tab, 'unchanged');
    await tab.context().close();
  });
});
