import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { newKey } from '../../src/kernel/opaque-token.ts';
import { tokensFor } from '../flows/app.ts';
import { apps, people } from '../flows/fixtures.ts';
import { newAdministrator } from '../management/administrators.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { launchChromium, noChromium } from '../pages/chromium.ts';
import { logRecord } from '../storage/records.ts';
import { openDashboard, stands } from './open-dashboard.ts';

const day = 86_400_000;

describe('The overview of the dashboard, in Chromium', { skip: noChromium }, () => {
  let browser: Browser;
  let house: ManagedHouse;
  before(async () => { [browser, house] = await Promise.all([launchChromium(), startManagedHouse()]); });
  after(async () => { await browser.close(); await house.stop(); });

  test('without a sign-in it says so; then it counts them, compares with the days before, and leads into the log by reason and by day', async () => {
    const { running } = house;
    const { tab, problems, context, go } = await openDashboard(browser, running, { person: await newAdministrator(running, 'read-only'), path: '/overview' });
    await tab.getByRole('heading', { name: 'No sign-ins yet' }).waitFor();
    await tab.getByText('Nothing was refused').waitFor();
    await tokensFor(running.browser(), { app: apps.web, person: people.alice }, { scope: 'openid' });
    for (const wrong of ['one', 'two']) await running.browser().get(`/authorize?client_id=web&response_type=code&redirect_uri=https%3A%2F%2Frp.example%2F${wrong}`);
    const { storage, defaultTenant: { id } } = running.house;
    for (let i = 0; i < 40; i++) await storage.grants.commit({ tenant: id, log: logRecord({ key: newKey(Date.now() - 8 * day), type: 's' }) });
    await tab.reload();
    await tab.getByRole('row').filter({ hasText: 'redirect_uri.not_registered' }).getByText('2', { exact: true }).waitFor();
    await tab.getByText(/\d+ fewer than in the 7 days before/).waitFor();
    await tab.getByRole('navigation', { name: 'Period' }).getByRole('link', { name: '30 days' }).click();
    await tab.getByText('none in the 30 days before').first().waitFor();
    assert.match(tab.url(), /\/overview\?days=30$/);
    await tab.getByText('As a table').click();
    await tab.getByRole('table', { name: 'Sign-ins and sign-ups of each day' }).getByRole('row').filter({ has: tab.getByRole('cell', { name: '40', exact: true }) }).getByRole('link').click();
    await tab.getByRole('status').getByText('of 40 ').waitFor();
    await go('/overview', 'Overview');
    await stands(tab);
    await tab.getByRole('link', { name: 'redirect_uri.not_registered' }).click();
    await tab.getByText('https://rp.example/two').first().waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });
});
