import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page as Tab } from 'playwright-core';
import { lookAt } from '../dashboard/look-at.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';
import { launchChromium, noChromium } from '../pages/chromium.ts';

describe('The documentation in Chromium', { skip: noChromium }, () => {
  let browser: Browser;
  let house: RunningHouse;
  let context: BrowserContext;
  let tab: Tab;
  const problems: string[] = [];
  before(async () => {
    [browser, house] = await Promise.all([launchChromium(), startHouse({ seeded: false })]);
    context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', permissions: ['clipboard-read', 'clipboard-write'] });
    tab = await context.newPage();
    tab.on('console', (message) => { if (message.type() === 'error' || message.type() === 'warning') problems.push(`${message.type()}: ${message.text()}`); });
    tab.on('pageerror', (error) => problems.push(`script: ${error.message}`));
    context.on('request', (request) => { if (!request.url().startsWith(`${house.origin}/`)) problems.push(`request: ${request.url()}`); });
  });
  after(async () => { await browser.close(); await house.stop(); });
  const open = (path: string) => tab.goto(`${house.origin}/docs/${path}`);

  for (const [kind, path] of [['the first page', ''], ['a guide with code', 'mail'], ['a page with wide tables', 'reference/settings'], ['a reason', 'errors/pkce.verifier_wrong']] as const) {
    test(`${kind}: no violation, nothing wider than the window, at 1280 and 320 px, light and dark`, async () => {
      await open(path);
      await lookAt({ tab, problems }, kind);
    });
  }

  test('an address at which nothing is shows the way', async () => {
    await open('none');
    await tab.getByRole('heading', { level: 1, name: 'There is no such page' }).waitFor();
    // The browser itself says that the answer was 404.
    problems.splice(0, problems.length, ...problems.filter((problem) => !problem.includes('404')));
    await lookAt({ tab, problems }, 'an address at which nothing is');
  });

  test('the search is reached by a key, finds a reason by its words, and goes there by keyboard', async () => {
    await open('');
    await tab.keyboard.press('/');
    await tab.keyboard.type('code_verifier does not belong');
    await tab.getByRole('option', { name: /^pkce\.verifier_wrong/ }).waitFor();
    await lookAt({ tab, problems }, 'the search');
    for (const width of [320, 1280]) {
      await tab.setViewportSize({ width, height: 900 });
      const { x = -1, width: wide = width } = await tab.getByRole('listbox').boundingBox() ?? {};
      assert.ok(x >= 0 && x + wide <= width, `the list stands from ${x} to ${x + wide} in a window of ${width} px`);
    }
    await tab.keyboard.press('Enter');
    await tab.waitForURL(/\/docs\/errors\/pkce\.verifier_wrong$/);
  });

  test('what is chosen stays: the theme holds on the next page, and code is copied', async () => {
    await tab.emulateMedia({ colorScheme: 'light' });
    await open('mail');
    await tab.getByRole('button', { name: 'Dark theme' }).click();
    await tab.reload();
    assert.equal(await tab.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(14, 19, 27)');
    await tab.getByRole('button', { name: 'Light theme' }).click();
    const block = tab.locator('.code').first();
    await block.getByRole('button', { name: 'Copy' }).click();
    await block.getByRole('button', { name: 'Copied' }).waitFor();
    assert.equal(await tab.evaluate(() => navigator.clipboard.readText()), (await block.locator('code').innerText()).trimEnd());
  });

  test('by keyboard the content is one step away, and without a script everything is read and found', async () => {
    await open('mail');
    await tab.keyboard.press('Tab');
    await tab.keyboard.press('Enter');
    assert.equal(await tab.evaluate(() => document.activeElement?.id), 'content');
    const quiet = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await quiet.goto(`${house.origin}/docs/mail`);
    await quiet.getByRole('searchbox', { name: 'Search the documentation' }).fill('settings');
    await quiet.keyboard.press('Enter');
    await quiet.waitForURL(/\/docs\/all\?q=settings$/);
    await quiet.getByRole('main').getByRole('link', { name: 'Settings', exact: true }).click();
    await quiet.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  });
});
