import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { api, people } from '../flows/fixtures.ts';
import { freePort, startHouse, type RunningHouse } from '../flows/house.ts';

const skip = process.env['TEST_CHROMIUM_MISSING'] ?? false;
const require = createRequire(import.meta.url);
/** What the page of the test application puts on `window`. */
interface SpaClient { loginWithRedirect(): Promise<void>; handleRedirectCallback(): Promise<unknown>; getUser(): Promise<Record<string, unknown> | undefined>; isAuthenticated(): Promise<boolean>; getTokenSilently(options?: Record<string, unknown>): Promise<string>; logout(options: Record<string, unknown>): Promise<void> }
declare global { interface Window { make(options: Record<string, unknown>): Promise<void>; client: SpaClient } }

let house: RunningHouse;
let origin: string;
let browser: Browser;
let stopApp: () => void;

const page = `<!doctype html><title>SPA of the tests</title><script src="/auth0.js"></script><script>
window.make = async (options) => { window.client = await auth0.createAuth0Client({ ...options, clientId: 'spa' }); };
</script>`;

before(async () => {
  if (skip !== false) return;
  house = await startHouse({ https: true });
  const port = await freePort();
  origin = `https://localhost:${port}`;
  const script = await readFile(join(require.resolve('@auth0/auth0-spa-js/package.json'), '..', 'dist', 'auth0-spa-js.production.js'));
  const [key, cert] = await Promise.all([readFile(join(house.data, 'ca', 'localhost.key')), readFile(join(house.data, 'ca', 'localhost.pem'))]);
  const server = createServer({ key, cert }, (request, response) => {
    const isScript = request.url === '/auth0.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html').end(isScript ? script : page);
  }).listen(port, '127.0.0.1');
  stopApp = () => { server.closeAllConnections(); server.close(); };
  const { storage, defaultTenant } = house.house;
  const client = await storage.clients.findClient(defaultTenant.id, 'spa');
  assert.ok(client);
  await storage.registry.replaceClient({ ...client, redirectUris: [origin], webOrigins: [origin], logoutUris: [origin] });
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
});
after(async () => {
  if (skip !== false) return;
  await browser.close();
  stopApp();
  await house.stop();
});

async function openApp(): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const tab = await context.newPage();
  await tab.goto(origin);
  return tab;
}
const make = (tab: Page, more: Record<string, unknown> = {}) => tab.evaluate((options) => window.make(options), { domain: house.origin, authorizationParams: { redirect_uri: origin, audience: api, scope: 'openid profile email read:things' }, ...more });

async function login(tab: Page): Promise<void> {
  await Promise.all([tab.waitForURL(/\/u\/login/), tab.evaluate(() => window.client.loginWithRedirect())]);
  await tab.fill('#username', people.alice.email);
  await tab.fill('#password', people.alice.password);
  await Promise.all([tab.waitForURL(/code=/), tab.click('button[name=action][value=default]')]);
}

describe('auth0-spa-js in Chromium, unmodified', { skip }, () => {
  test('Seed row 160: redirect login, user, silent renewal in an iframe by web_message, logout', async () => {
    const tab = await openApp();
    await make(tab);
    assert.equal(await tab.evaluate(() => window.client.isAuthenticated()), false);
    await login(tab);
    await make(tab);
    await tab.evaluate(() => window.client.handleRedirectCallback());
    assert.equal((await tab.evaluate(() => window.client.getUser()))?.['email'], people.alice.email);
    const first = await tab.evaluate(() => window.client.getTokenSilently());
    const renewed = await tab.evaluate(() => window.client.getTokenSilently({ cacheMode: 'off' }));
    assert.notEqual(renewed, first);
    await Promise.all([tab.waitForURL(`${origin}/`), tab.evaluate((returnTo) => window.client.logout({ logoutParams: { returnTo } }), origin)]);
    await make(tab);
    assert.equal(await tab.evaluate(() => window.client.getTokenSilently().then(() => 'a token', (error: { error: string }) => error.error)), 'login_required');
    await tab.context().close();
  });

  test('Seed row 143: refresh tokens with rotation', async () => {
    const tab = await openApp();
    const options = { useRefreshTokens: true, cacheLocation: 'localstorage', authorizationParams: { redirect_uri: origin, audience: api, scope: 'openid profile email offline_access' } };
    await make(tab, options);
    await login(tab);
    await make(tab, options);
    await tab.evaluate(() => window.client.handleRedirectCallback());
    const refreshToken = () => tab.evaluate(() => Object.values({ ...localStorage }).map((value) => /"refresh_token":"([^"]+)"/.exec(String(value))?.[1]).find((value) => value !== undefined));
    const before = await refreshToken();
    await tab.evaluate(() => window.client.getTokenSilently({ cacheMode: 'off' }));
    const after = await refreshToken();
    assert.ok(before !== undefined && after !== undefined && before !== after);
    await tab.context().close();
  });
});
