import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { newAdministrator } from '../management/administrators.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { launchChromium, noChromium } from '../pages/chromium.ts';
import { openDashboard } from './open-dashboard.ts';

describe('Domains and issuer in the dashboard, in Chromium', { skip: noChromium }, () => {
  let browser: Browser;
  let house: ManagedHouse;
  before(async () => { [browser, house] = await Promise.all([launchChromium(), startManagedHouse()]); });
  after(async () => { await browser.close(); await house.stop(); });

  test('the doctor says that all is well, and behind a proxy that says otherwise what is wrong, with the line to change', async () => {
    const { tab, problems, context } = await openDashboard(browser, house.running, { person: await newAdministrator(house.running, 'read-only'), path: '/domains' });
    await tab.getByRole('status').getByText('agrees with the issuer').waitFor();
    assert.equal(await tab.getByText(`${house.running.issuer}oauth/token`).count(), 1);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await tab.getByRole('button', { name: 'Copy the issuer' }).click();
    assert.equal(await tab.evaluate(() => navigator.clipboard.readText()), house.running.issuer);
    await tab.route('**/api/v2/tenants/address*', (route) => route.continue({ headers: { ...route.request().headers(), 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9' } }));
    await tab.getByRole('button', { name: 'Look again' }).click();
    await tab.getByRole('status').getByText('X-Forwarded-Proto, X-Forwarded-For').waitFor();
    await tab.getByRole('row').filter({ hasText: 'X-Forwarded-Proto' }).getByText(`GATEHOUSE_ISSUER=https://${new URL(house.running.issuer).host}/`).waitFor();
    await tab.getByText('GATEHOUSE_TRUST_PROXY=127.0.0.1').waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });
});
