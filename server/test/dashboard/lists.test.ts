import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { apps, people } from '../flows/fixtures.ts';
import { newAdministrator } from '../management/administrators.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { violations } from '../pages/axe.ts';
import { launchChromium, noChromium } from '../pages/chromium.ts';
import { openDashboard, type OpenDashboard } from './open-dashboard.ts';

const roles = 30;

describe('Lists of the dashboard in Chromium', { skip: noChromium }, () => {
  let browser: Browser;
  let house: ManagedHouse;
  let dashboard: OpenDashboard;
  before(async () => {
    [browser, house] = await Promise.all([launchChromium(), startManagedHouse()]);
    for (let made = 1; made < roles; made++) await house.ask('POST', '/roles', { body: { name: `Role ${String(made).padStart(2, '0')}`, description: 'One, "two"' } });
    await house.ask('POST', '/roles', { body: { name: '=1+1', description: 'begins like a formula' } });
    dashboard = await openDashboard(browser, house.running, { person: await newAdministrator(house.running, 'owner') });
    await dashboard.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  });
  after(async () => { await browser.close(); await house.stop(); });
  /** Exports what is listed, and reads the file. */
  const exported = async (form: 'CSV' | 'JSON') => {
    const { tab } = dashboard;
    const file = tab.waitForEvent('download');
    await tab.getByRole('button', { name: 'Export' }).click();
    await tab.getByRole('button', { name: `As ${form}` }).waitFor();
    if (form === 'JSON') assert.deepEqual(await violations(tab, 'light'), [], 'the menu of exports');
    await tab.getByRole('button', { name: `As ${form}` }).click();
    const download = await file;
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
  };
  const titles = () => dashboard.tab.locator('table.records thead th').allTextContents();

  test('25, 50 or 100 rows stand on a page, and the address tells which', async () => {
    const { tab, go, problems } = dashboard;
    await go('/roles', 'Roles');
    await tab.getByText('1–30 of 30 roles').waitFor();
    await tab.getByLabel('Rows on a page').selectOption('25');
    await tab.getByText('1–25 of 30 roles').waitFor();
    await tab.getByRole('button', { name: 'Next' }).click();
    await tab.getByText('26–30 of 30 roles').waitFor();
    assert.deepEqual([new URL(tab.url()).search, await tab.locator('table.records tbody tr').count(), await tab.getByRole('button', { name: 'Next' }).isDisabled()], ['?rows=25&page=1', 5, true]);
    await go('/roles?rows=25&page=9', 'Roles');
    await tab.getByText('Nothing on this page; there are 30 roles').waitFor();
    await go('/users?rows=7&page=x', 'Users');
    await tab.getByText(/^1–\d of \d users$/).waitFor();
    assert.deepEqual(problems, []);
  });

  test('a column that is switched off stays off in this browser, and is not exported; the file has every row that is found, and its cells are no formulas', async () => {
    const { tab, go, problems } = dashboard;
    await go('/roles?rows=25', 'Roles');
    const whole = await exported('CSV');
    const { body } = await house.ask('GET', '/roles?per_page=100');
    const wanted = body.map(({ id, name }) => `${String(id)},${name === '=1+1' ? "'=1+1" : String(name)},${name === '=1+1' ? 'begins like a formula' : '"One, ""two"""'}\r\n`);
    assert.deepEqual(whole, { name: 'roles.csv', text: `id,name,description\r\n${wanted.join('')}` });
    await tab.getByText('30 rows are exported').first().waitFor();
    await tab.getByRole('button', { name: 'Columns' }).click();
    assert.deepEqual(await violations(tab, 'light'), [], 'the columns');
    await tab.getByRole('checkbox', { name: 'Description' }).uncheck();
    await tab.keyboard.press('Escape');
    assert.deepEqual(await titles(), ['Name']);
    await go('/roles?q=role 0', 'Roles');
    assert.deepEqual(await titles(), ['Name']);
    await tab.getByText('1–9 of 9 roles').waitFor();
    assert.deepEqual(JSON.parse((await exported('JSON')).text), body.filter(({ name }) => String(name).startsWith('Role 0')).map(({ id, name }) => ({ id, name })));
    assert.deepEqual(problems, []);
  });

  test('people and applications are exported with what the list tells of them and nothing else: no secret, no metadata', async () => {
    const { go } = dashboard;
    await house.ask('PATCH', `/users/${encodeURIComponent(String((await house.ask('GET', '/users?q=email:alice*')).body[0]?.['user_id']))}`, { body: { app_metadata: { note: 'kept for administrators' } } });
    await go('/users?q=example', 'Users');
    const rows = JSON.parse((await exported('JSON')).text) as readonly Readonly<Record<string, unknown>>[];
    assert.deepEqual(rows.map(({ email }) => email).filter((email) => Object.values(people).some((one) => one.email === email)).sort(), Object.values(people).map(({ email }) => email).sort());
    const told = ['user_id', 'name', 'email', 'username', 'connection', 'last_login', 'logins_count', 'blocked', 'email_verified', 'created_at'];
    assert.deepEqual(rows.flatMap((row) => Object.keys(row)).filter((member) => !told.includes(member)), []);
    await go('/applications', 'Applications');
    const { text } = await exported('CSV');
    assert.equal(text.split('\r\n')[0], 'name,description,app_type,client_id,is_first_party');
    assert.equal(text.split('\r\n').length - 2, (await house.ask('GET', '/clients?is_global=false&include_totals=true')).body['total']);
    assert.ok(!text.includes(apps.web.secret ?? '') && !text.includes(house.client.client_secret));
    await go('/logs', 'Logs');
    assert.match((await exported('CSV')).text, /^log_id,date,type,event,refused,.*reason,why,ip,request_id\r\n/);
  });

  test('a list is copied as the call that answers it, or as the command where there is one', async () => {
    const { tab, go } = dashboard;
    await go('/users?q=alice', 'Users');
    await tab.getByText('1–1 of 1 users').waitFor();
    await tab.getByRole('button', { name: 'Copy as curl' }).click();
    await tab.getByRole('button', { name: 'Copied' }).waitFor();
    const [, address = ''] = /^curl --header "Authorization: Bearer \$TOKEN" '([^']+)'$/.exec(await tab.evaluate(() => navigator.clipboard.readText())) ?? [];
    const answer = await house.ask('GET', address.slice(address.indexOf('/api/v2') + '/api/v2'.length));
    assert.deepEqual([answer.status, answer.body.map(({ email }) => email)], [200, [people.alice.email]]);
    await go('/administrators', 'Administrators');
    await tab.getByRole('button', { name: 'Copy as CLI' }).click();
    await tab.getByRole('button', { name: 'Copied' }).waitFor();
    assert.equal(await tab.evaluate(() => navigator.clipboard.readText()), 'gatehouse administrators list');
  });

  test('j and k go through the rows, Enter opens one, ? tells the keys; switched off, they do nothing', async () => {
    const { tab, go, problems } = dashboard;
    const focused = () => tab.evaluate(() => document.activeElement?.textContent);
    await go('/apis', 'APIs');
    const names = await tab.locator('table.records tbody th a').allTextContents();
    await tab.keyboard.press('j');
    assert.equal(await focused(), names[0]);
    await tab.keyboard.press('j');
    assert.equal(await focused(), names[1]);
    await tab.keyboard.press('k');
    await tab.keyboard.press('k');
    assert.equal(await focused(), names[0]);
    await tab.keyboard.press('Enter');
    await tab.getByRole('heading', { level: 1, name: names[0] ?? '' }).waitFor();
    await tab.getByRole('button', { name: 'Show as JSON' }).click();
    await tab.getByRole('dialog').getByText('"identifier"').waitFor();
    assert.deepEqual(await violations(tab, 'dark'), [], 'the JSON');
    await tab.keyboard.press('Escape');
    await tab.getByRole('dialog').waitFor({ state: 'detached' });
    await tab.keyboard.press('?');
    await tab.getByRole('dialog', { name: 'Keys' }).getByText('Next row').waitFor();
    assert.deepEqual(await violations(tab, 'light'), [], 'the keys');
    await tab.keyboard.press('Escape');
    await tab.getByRole('dialog').waitFor({ state: 'detached' });
    await tab.evaluate(() => localStorage.setItem('gatehouse.shortcuts', 'off'));
    await go('/apis', 'APIs');
    await tab.keyboard.press('j');
    assert.ok(!names.includes(await focused() ?? ''));
    assert.deepEqual(problems, []);
  });
});
