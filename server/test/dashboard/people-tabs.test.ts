import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { authorizeUrl, newPkce, refresh, tokensFor } from '../flows/app.ts';
import { pageOf } from '../flows/browser.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { newAdministrator } from '../management/administrators.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { launchChromium, noChromium } from '../pages/chromium.ts';
import { openDashboard, type OpenDashboard } from './open-dashboard.ts';

const third = apps.web3p;
const asked = { scope: 'openid offline_access read:things', audience: api };

describe('Parts of a person in the dashboard, in Chromium', { skip: noChromium }, () => {
  let browser: Browser;
  let house: ManagedHouse;
  let dashboard: OpenDashboard;
  const idOf = async (name: string) => String((await house.ask('GET', `/users?q=email:${name}*`)).body[0]?.['user_id']);
  before(async () => {
    [browser, house] = await Promise.all([launchChromium(), startManagedHouse()]);
    dashboard = await openDashboard(browser, house.running, { person: await newAdministrator(house.running, 'owner') });
  });
  after(async () => { await browser.close(); await house.stop(); });

  test('Seed rows 172 and 215: another account is found, linked, and unlinked again; the main identity stays, and why is said', async () => {
    const { tab, go, problems } = dashboard;
    const [alice, bob] = [await idOf('alice'), await idOf('bob')];
    await go(`/users/${encodeURIComponent(alice)}?tab=identities`, 'alice Example');
    await tab.getByText('The only one: without it nobody could sign in').waitFor();
    await tab.getByLabel('Find the other account').fill('exa');
    await tab.getByLabel('Find the other account').fill('bob');
    await tab.getByRole('radio', { name: /bob@example\.com/ }).check();
    await tab.getByRole('button', { name: 'Link account' }).click();
    await tab.getByRole('dialog', { name: 'Link bob Example to alice Example?' }).getByRole('button', { name: 'Link account' }).click();
    await tab.getByText('The accounts are linked').waitFor();
    await tab.getByText('link the accounts the other way round').waitFor();
    assert.equal((await house.ask('GET', `/users/${encodeURIComponent(bob)}`)).status, 404);
    await tab.getByRole('button', { name: 'Unlink bob@example.com' }).click();
    await tab.getByRole('dialog').getByRole('button', { name: 'Unlink identity' }).click();
    await tab.getByText('an account of its own again').waitFor();
    assert.equal(await tab.getByRole('button', { name: /^Unlink/ }).count(), 0);
    assert.equal((await house.ask('GET', `/users/${encodeURIComponent(bob)}`)).status, 200);
    assert.deepEqual(problems, []);
  });

  test('Seed row 217: a consent is revoked: its refresh token ends, and the next sign-in asks again', async () => {
    const { tab, go, problems } = dashboard;
    const { running } = house;
    const window = running.browser();
    const tokens = await tokensFor(window, { app: third, person: people.alice }, asked);
    const next = async () => pageOf(await window.follow(await window.get(authorizeUrl(third, newPkce(), asked))));
    assert.equal(await next(), undefined);
    await go(`/users/${encodeURIComponent(await idOf('alice'))}?tab=consents`, 'alice Example');
    const row = tab.getByRole('row').filter({ hasText: 'API of the tests' });
    await row.getByText('read:things').waitFor();
    assert.equal(await row.getByRole('link', { name: 'Hooli' }).getAttribute('href'), '/dashboard/applications/web3p');
    await row.getByRole('button', { name: 'Revoke what Hooli may do at API of the tests' }).click();
    await tab.getByRole('dialog').getByRole('button', { name: 'Revoke consent' }).click();
    await tab.getByText('The consent is revoked').waitFor();
    await row.waitFor({ state: 'detached' });
    assert.equal((await refresh(running.origin, third, tokens.body['refresh_token'] ?? '')).body['error'], 'invalid_grant');
    assert.equal(await next(), 'consent');
    assert.deepEqual(problems, []);
  });

  test('a person stands as JSON, with what can be changed marked; the log tells from which addresses they came', async () => {
    const { tab, go, problems, context } = dashboard;
    const id = await idOf('bob');
    await go(`/users/${encodeURIComponent(id)}?tab=json`, 'bob Example');
    const marked = await tab.locator('.json-marked').allTextContents();
    assert.deepEqual(marked.map((text) => /^\s*"(\w+)"/.exec(text)?.[1]).filter((name) => name === 'email' || name === 'user_id' || name === 'app_metadata'), ['email', 'app_metadata']);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await tab.getByRole('button', { name: 'Copy: User as JSON' }).click();
    await tab.getByRole('button', { name: 'Copied: User as JSON' }).waitFor();
    assert.deepEqual(JSON.parse(await tab.evaluate(() => navigator.clipboard.readText())), (await house.ask('GET', `/users/${encodeURIComponent(id)}`)).body);
    await go(`/users/${encodeURIComponent(await idOf('alice'))}?tab=activity`, 'alice Example');
    await tab.getByRole('table', { name: 'Network addresses' }).getByRole('rowheader', { name: '127.0.0.1' }).waitFor();
    assert.deepEqual(problems, []);
  });
});
