import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page as Tab } from 'playwright-core';
import { tokensFor } from '../flows/app.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';
import { themes, violations } from './axe.ts';
import { launchChromium, noChromium } from './chromium.ts';

/** Where pictures of the pages are put, for whoever wants to look at them. */
const pictures = process.env['GATEHOUSE_PICTURES'];

const overflow = (tab: Tab): Promise<number> => tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe('The account pages in Chromium, with JavaScript switched off', { skip: noChromium }, () => {
  let browser: Browser;
  let house: RunningHouse;
  let context: BrowserContext;
  let tab: Tab;
  let view: Tab;
  let html = '';
  before(async () => {
    house = await startHouse();
    browser = await launchChromium();
    context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
    tab = await context.newPage();
    view = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })).newPage();
    await view.route('**/*', (route) => (route.request().resourceType() === 'document' ? route.fulfill({ contentType: 'text/html', body: html }) : route.continue()));
  });
  after(async () => { await browser.close(); await house.stop(); });

  const pageName = () => tab.locator('main').getAttribute('data-page');
  /** axe needs scripts, so what the page holds is looked at once more in a tab that has them. */
  const lookAt = async (label: string) => {
    html = await tab.content();
    await view.goto(tab.url());
    for (const width of [1280, 320]) {
      await view.setViewportSize({ width, height: 900 });
      assert.equal(await overflow(view), 0, `${label} at ${width} px is wider than the window`);
      for (const colorScheme of themes) {
        assert.deepEqual(await violations(view, colorScheme), [], `${label}, ${width} px, ${colorScheme}`);
        if (pictures !== undefined) await view.screenshot({ path: join(pictures, `${label}-${colorScheme}-${width}.png`), fullPage: true });
      }
    }
  };
  const press = (name: string) => tab.getByRole('button', { name }).first().click();
  const follow = (name: string) => tab.getByRole('link', { name }).first().click();

  test('from a link to the account over the sign-in to every page, and to the end of the account', async () => {
    if (pictures !== undefined) await mkdir(pictures, { recursive: true });
    await tokensFor(house.browser(), { app: apps.web3p, person: people.alice }, { scope: 'openid profile email read:things write:things offline_access', audience: api });
    await tokensFor(house.browser(), { app: apps.native, person: people.alice }, { scope: 'openid offline_access', device: 'Jane’s telephone' });
    await tab.goto(`${house.origin}/account`);
    assert.equal(await pageName(), 'login');
    await tab.fill('#username', people.alice.email);
    await tab.fill('#password', people.alice.password);
    await press('Continue');
    assert.equal(new URL(tab.url()).pathname, '/account');
    assert.equal(await pageName(), 'account-profile');
    await lookAt('profile');

    await tab.fill('#picture', 'http://insecure.example/a.png');
    await press('Save profile');
    assert.equal(await tab.locator('[role=alert]').getAttribute('data-reason'), 'account.picture_malformed');
    await lookAt('profile-wrong');
    await tab.fill('#picture', '');
    await tab.fill('#name', 'Alice of Wonderland');
    await press('Save profile');
    await tab.getByText('Your profile is saved.').waitFor();
    assert.equal(await tab.inputValue('#name'), 'Alice of Wonderland');
    await lookAt('profile-saved');

    await follow('Security');
    assert.equal(await pageName(), 'account-security');
    await lookAt('security');
    await follow('Applications');
    await tab.getByText('See your things').waitFor();
    await lookAt('apps');
    await press('Remove access: Hooli');
    await tab.getByText('None yet.').waitFor();
    await lookAt('apps-none');
    await follow('Devices');
    await lookAt('devices');
    await press('Sign out everywhere else');
    await tab.getByText('You are signed in nowhere else.').waitFor();
    await lookAt('devices-done');
    await follow('Activity');
    await lookAt('activity');
    await press('Not me');
    assert.equal(new URL(tab.url()).search, '?why=not_me');
    await lookAt('password-disowned');
    await tab.fill('#current_password', 'not the password');
    await tab.fill('#password', 'the next fine long password');
    await press('Change password');
    assert.equal(await tab.locator('[role=alert]').getAttribute('data-reason'), 'account.password_wrong');
    await lookAt('password-wrong');
    await tab.fill('#current_password', people.alice.password);
    await tab.fill('#password', 'the next fine long password');
    await press('Change password');
    await tab.getByText('Your password is changed.').waitFor();
    await lookAt('password-changed');

    await follow('Data');
    await lookAt('data');
    const [download] = await Promise.all([tab.waitForEvent('download'), press('Download')]);
    assert.equal(download.suggestedFilename(), 'account.json');
    await follow('Go on to delete');
    await lookAt('delete');
    await tab.fill('#current_password', 'the next fine long password');
    await press('Delete account');
    assert.equal(await pageName(), 'account-deleted');
    await lookAt('deleted');
    await tab.goto(`${house.origin}/account`);
    assert.equal(await pageName(), 'login');
  });
});
