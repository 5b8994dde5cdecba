import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { api, apps } from '../flows/fixtures.ts';
import { newAdministrator } from '../management/administrators.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { launchChromium, noChromium } from '../pages/chromium.ts';
import { openDashboard, stands } from './open-dashboard.ts';

describe('An application is tried in the dashboard, in Chromium', { skip: noChromium }, () => {
  let browser: Browser;
  let house: ManagedHouse;
  before(async () => { [browser, house] = await Promise.all([launchChromium(), startManagedHouse()]); });
  after(async () => { await browser.close(); await house.stop(); });

  test('who may only read sees what a token will contain, for whom it is asked, at an address that can be kept, and why there would be none', async () => {
    const { tab, go, problems, context } = await openDashboard(browser, house.running, { person: await newAdministrator(house.running, 'read-only'), path: `/applications/${apps.web.id}?tab=try` });
    await tab.getByLabel('User', { exact: true }).fill('alice@example.com');
    await tab.locator('.select-field select').selectOption(api);
    await tab.getByLabel('Scope', { exact: true }).fill('openid email read:things');
    await tab.getByRole('button', { name: 'Show token' }).click();
    const access = tab.getByRole('region', { name: 'Access token' });
    await access.getByRole('row').filter({ hasText: 'read:things' }).first().waitFor();
    await tab.getByRole('region', { name: 'ID token' }).getByText('alice@example.com').waitFor();
    await tab.getByRole('region', { name: 'What the server checked' }).getByText('The audience is a registered API').waitFor();
    assert.deepEqual(problems, []);
    const kept = tab.url();
    await tab.reload();
    await access.getByRole('row').filter({ hasText: 'read:things' }).first().waitFor();
    assert.equal(tab.url(), kept);
    await tab.getByLabel('User', { exact: true }).fill('carol@example.com');
    await tab.getByRole('button', { name: 'Show token' }).click();
    await tab.getByRole('status', { name: 'Nothing would be issued' }).getByText('user.blocked').waitFor();
    await tab.getByLabel('User', { exact: true }).fill('nobody@example.com');
    await tab.getByRole('button', { name: 'Show token' }).click();
    await tab.getByRole('alert').getByText('Nobody has the address').waitFor();
    // The page that the application would send a browser to, in a window of its own.
    const [page] = await Promise.all([context.waitForEvent('page'), tab.getByRole('link', { name: 'See its sign-in page' }).click()]);
    await page.locator('main[data-page=login]').waitFor();
    await page.close();
    await go(`/applications/${apps.m2m.id}?tab=try`, 'Machine');
    await stands(tab);
    assert.match(await tab.getByRole('group', { name: 'the command' }).textContent() ?? '', new RegExp(`client_id=${apps.m2m.id} `));
    await tab.locator('.select-field select').selectOption(api);
    await tab.getByRole('button', { name: 'Show token' }).click();
    await access.getByRole('row').filter({ hasText: 'client-credentials' }).waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });
});
