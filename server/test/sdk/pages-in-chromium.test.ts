import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { authorizeUrl, newPkce, type App } from '../flows/app.ts';
import { startCiba } from '../flows/ciba.ts';
import { startDevice } from '../flows/device.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';
import { themes, violations } from '../pages/axe.ts';

const skip = process.env['TEST_CHROMIUM_MISSING'] ?? false;
let house: RunningHouse;
let browser: Browser;
/** Where the browser is sent back to. */
let application: Server;
before(async () => {
  if (skip !== false) return;
  house = await startHouse({ https: true });
  const [key, cert] = await Promise.all([readFile(join(house.data, 'ca', 'localhost.key')), readFile(join(house.data, 'ca', 'localhost.pem'))]);
  application = createServer({ key, cert }, (_request, response) => { response.end('back at the application'); }).listen(0, '127.0.0.1');
  await once(application, 'listening');
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: ['--no-sandbox', `--host-resolver-rules=MAP third.example:443 127.0.0.1:${(application.address() as AddressInfo).port}`, '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
});
after(async () => {
  if (skip !== false) return;
  await browser.close();
  application.closeAllConnections();
  application.close();
  await house.stop();
});

/** Asks axe-core in both themes, between which nothing may move; the page goes on in the light one. */
const accessible = async (tab: Page, what: string) => {
  for (const theme of themes.toReversed()) assert.deepEqual(await violations(tab, theme), [], `${what}, ${theme}`);
  assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${what} scrolls sideways`);
};

/** The whole way of a person: sign in, allow, be sent back, sign out. `look` is called on every page. */
async function walk(tab: Page, app: App, look: (what: string) => Promise<void>): Promise<void> {
  await tab.goto(`${house.origin}${authorizeUrl(app, newPkce(), { scope: 'openid profile email offline_access read:things', audience: api, prompt: 'consent' })}`);
  await look('login');
  await tab.fill('#username', people.bob.email);
  await tab.fill('#password', 'not his password');
  await tab.click('button[type=submit][name=action][value=default]');
  await tab.waitForSelector('[role=alert][data-reason="login.bad_credentials"]');
  await look('login refused');
  await tab.fill('#password', people.bob.password);
  await tab.click('button[type=submit][name=action][value=default]');
  await tab.waitForSelector('main[data-page=consent]');
  await look('consent');
  await Promise.all([tab.waitForURL(/^https:\/\/third\.example\/cb\?code=/), tab.click('button[name=action][value=accept]')]);
  await walkDevice(tab, look);
  await tab.goto(`${house.origin}/oidc/logout`);
  await tab.waitForSelector('main[data-page=logout]');
  await look('logout');
  await tab.click('button[name=action][value=accept]');
  await tab.waitForSelector('main[data-page=logged-out]');
  await look('logged out');
  await tab.goto(`${house.origin}${authorizeUrl(app, newPkce(), { redirect_uri: 'https://third.example/wrong' })}`);
  await tab.waitForSelector('main[data-page=error]');
  await look('error');
}

/** The way of a person with a device: type the code, allow; then answer what applications ask from elsewhere. */
async function walkDevice(tab: Page, look: (what: string) => Promise<void>): Promise<void> {
  const { user } = await startDevice(house.origin, apps.dev, { scope: 'openid email read:things', audience: api });
  await tab.goto(`${house.origin}/activate`);
  await look('device');
  await tab.fill('#user_code', 'BBBB-BBBB');
  await tab.click('button[type=submit][name=action][value=default]');
  await tab.waitForSelector('[role=alert][data-reason="user_code.unknown"]');
  await look('device refused');
  await tab.fill('#user_code', user.toLowerCase());
  await tab.click('button[type=submit][name=action][value=default]');
  await tab.waitForSelector('main[data-page=device-confirm]');
  await look('device confirmation');
  await tab.click('button[name=action][value=accept]');
  await tab.waitForSelector('main[data-page=device-done]');
  await look('device done');
  for (const binding_message of ['W4SCT', 'K9XPL']) await startCiba(house.origin, apps.ciba, { login_hint: people.bob.email, scope: 'openid email read:things', audience: api, binding_message });
  await tab.goto(`${house.origin}/u/approvals`);
  await look('approvals');
  await tab.click('.approval:has-text("K9XPL") button[name=action][value=accept]');
  await tab.waitForSelector('[role=status]');
  await tab.click('.approval:has-text("W4SCT") button[name=action][value=decline]');
  await tab.waitForSelector('text=Nothing waits for your answer.');
  await look('no approvals');
}

describe('The hosted pages of a running server in Chromium', { skip }, () => {
  for (const width of [1280, 320]) {
    test(`Seed rows 175 to 188: sign in, consent, sign out; light and dark, ${width} px, axe-core without a violation`, async () => {
      const context = await browser.newContext({ ignoreHTTPSErrors: true, reducedMotion: 'reduce', viewport: { width, height: 800 } } satisfies BrowserContextOptions);
      const tab = await context.newPage();
      const errors: string[] = [];
      tab.on('console', (message) => { if (message.type() === 'error' && !message.text().includes('status of 400')) errors.push(message.text()); });
      await walk(tab, apps.web3p, (what) => accessible(tab, what));
      assert.deepEqual(errors, []);
      await context.close();
    });
  }
  test('Seed row 175: the whole way works without JavaScript', async () => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, javaScriptEnabled: false });
    const tab = await context.newPage();
    await walk(tab, apps.web3p, () => Promise.resolve());
    await context.close();
  });
});
