import assert from 'node:assert/strict';
import { after, before, describe, test, type TestContext } from 'node:test';
import type { Browser, Page as Tab } from 'playwright-core';
import { authorizeUrl, newPkce, signIn, tokensFor } from '../flows/app.ts';
import { pageOf } from '../flows/browser.ts';
import { apps, people } from '../flows/fixtures.ts';
import { newAdministrator, newPerson, setRole, type Person } from '../management/administrators.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { launchChromium, noChromium } from '../pages/chromium.ts';
import { openDashboard, stands, type OpenDashboard } from './open-dashboard.ts';

/** Presses Tab until the focus is on what has this name: whoever has no mouse walks the same way. */
async function tabTo(tab: Tab, name: RegExp, most = 40): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    await tab.keyboard.press('Tab');
    const focused = await tab.evaluate(() => { const now = document.activeElement; return now === null ? '' : now.getAttribute('aria-label') ?? [...(now as HTMLInputElement).labels ?? []].map((label) => label.textContent).join(' ') + (now instanceof HTMLInputElement ? '' : now.textContent); });
    if (name.test(focused)) return;
  }
  assert.fail(`Tab never came to ${name}.`);
}
const heading = (tab: Tab, name: string | RegExp) => tab.getByRole('heading', { level: 1, name }).waitFor();

describe('Walks through the dashboard in Chromium', { skip: noChromium }, () => {
  let browser: Browser;
  let house: ManagedHouse;
  let owner: Person;
  /** The window of the owner, for walks that need no new one. */
  let shared: OpenDashboard;
  before(async () => {
    [browser, house] = await Promise.all([launchChromium(), startManagedHouse()]);
    owner = await newAdministrator(house.running, 'owner');
    shared = await openDashboard(browser, house.running, { person: owner });
  });
  after(async () => { await browser.close(); await house.stop(); });
  const open = async (context: TestContext, person: Person, path = '/') => {
    const dashboard = await openDashboard(browser, house.running, { person, path });
    context.after(() => dashboard.context.close());
    return dashboard;
  };

  /** The same window at another address. */
  const goTo = async (path: string, name: string) => {
    await shared.go(path, name);
    return shared;
  };

  test('Seed row 13: an application is created with the keyboard alone, from two answers, and its secret is shown once', async () => {
    const { tab, problems } = await goTo('/', 'Getting started');
    await tab.keyboard.press('g');
    await tab.keyboard.press('a');
    await heading(tab, 'Applications');
    await stands(tab);
    await tab.keyboard.press('n');
    await heading(tab, 'Create application');
    await tabTo(tab, /The normal way/);
    await tab.keyboard.press('Space');
    await tabTo(tab, /it runs on a server/);
    await tab.keyboard.press('Space');
    await tabTo(tab, /^Name/);
    await tab.keyboard.press('Enter');
    await tab.getByText('Give the application a name.').waitFor();
    await tab.keyboard.type('Keyboard shop');
    await tab.keyboard.press('Enter');
    await tab.getByRole('dialog').getByText('Keep the client secret now').waitFor();
    await tabTo(tab, /^Show$/);
    await tab.keyboard.press('Enter');
    const secret = await tab.getByRole('dialog').locator('code').textContent();
    assert.match(secret ?? '', /^[\w-]{32,}$/);
    await tabTo(tab, /I have it, close/);
    await tab.keyboard.press('Enter');
    await heading(tab, 'Keyboard shop');
    assert.ok(!(await tab.content()).includes(secret ?? ''));
    const { body } = await house.ask('GET', '/clients?per_page=100');
    assert.equal(body.find(({ name }) => name === 'Keyboard shop')?.['app_type'], 'regular_web');
    assert.deepEqual(problems, []);
  });

  test('Seed row 38: an API is registered among the APIs with the keyboard alone, and what is missing is said', async () => {
    const { tab, problems } = await goTo('/', 'Getting started');
    await tab.keyboard.press('g');
    await tab.keyboard.press('i');
    await heading(tab, 'APIs');
    await stands(tab);
    await tab.keyboard.press('n');
    await heading(tab, 'Register API');
    await tabTo(tab, /^Name/);
    await tab.keyboard.type('Keyboard appointments');
    await tab.keyboard.press('Enter');
    await tab.getByText('An identifier has at least one character').waitFor();
    await tabTo(tab, /^Identifier/);
    await tab.keyboard.type('https://keyboard.example');
    await tab.keyboard.press('Enter');
    await heading(tab, 'Keyboard appointments');
    const { body } = await house.ask('GET', '/resource-servers?per_page=100');
    assert.equal(body.find(({ identifier }) => identifier === 'https://keyboard.example')?.['name'], 'Keyboard appointments');
    assert.deepEqual(problems, []);
  });

  test('a user is found and a device of theirs revoked, with the keyboard alone', async () => {
    await tokensFor(house.running.browser(), { app: apps.native, person: people.alice }, { scope: 'openid offline_access', device: 'Jane’s telephone' });
    const { tab } = await goTo('/users', 'Users');
    await stands(tab);
    await tab.keyboard.press('/');
    await tab.keyboard.type('alice');
    await tab.getByText('1–1 of 1').waitFor();
    assert.match(tab.url(), /\?q=alice$/);
    await tabTo(tab, /alice Example/);
    await tab.keyboard.press('Enter');
    await heading(tab, 'alice Example');
    await tabTo(tab, /^Devices$/);
    await tab.keyboard.press('Enter');
    await tab.getByRole('table', { name: 'Devices' }).waitFor();
    await tabTo(tab, /Revoke Jane’s telephone/);
    await tab.keyboard.press('Enter');
    const dialog = tab.getByRole('dialog', { name: 'Sign this device out?' });
    await dialog.waitFor();
    await tabTo(tab, /^Revoke$/);
    await tab.keyboard.press('Enter');
    await tab.getByText('The device is signed out').waitFor();
    await tab.getByText('Jane’s telephone').waitFor({ state: 'detached' });
  });

  test('what an application may do is changed: a grant type that is not possible can not be chosen, and nobody of a connection that is switched off signs in', async (context) => {
    const { tab, go, problems } = await open(context, owner, '/applications/spa?tab=advanced');
    await stands(tab);
    assert.equal(await tab.getByRole('checkbox', { name: 'Client credentials' }).isDisabled(), true);
    await tab.getByRole('checkbox', { name: 'Device code' }).check();
    await tab.getByLabel('Client metadata').fill('{ "team": "blue" }');
    await tab.getByLabel('Longest life, in seconds').fill('86400');
    await tab.getByLabel('Idle life, in seconds').fill('3600');
    await tab.getByText('Not saved: Grant types, Metadata, Life of refresh tokens, Idle life of refresh tokens').waitFor();
    await tab.getByRole('button', { name: 'Save changes' }).click();
    await tab.getByText('The application is saved').waitFor();
    const { body } = await house.ask('GET', '/clients/spa');
    assert.deepEqual([body['grant_types'], body['client_metadata']], [['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'], { team: 'blue' }]);
    const { rotation_type: rotation, token_lifetime: life, idle_token_lifetime: idle, leeway } = body['refresh_token'] as Record<string, unknown>;
    assert.deepEqual([rotation, life, idle, leeway], ['rotating', 86_400, 3600, 30]);
    await tab.getByText('/.well-known/jwks.json').waitFor();
    await go('/applications/spa?tab=connections', 'SPA');
    const start = async () => pageOf(await signIn(house.running.browser(), authorizeUrl(apps.spa, newPkce()), people.alice));
    assert.equal(await start(), undefined);
    await tab.getByRole('switch', { name: 'People of Username-Password-Authentication may come' }).click();
    await tab.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click();
    await tab.getByText('Nobody can sign in to SPA').waitFor();
    assert.notEqual(await start(), undefined);
    assert.deepEqual(problems, []);
  });

  test('what is left to do before people rely on the server is listed, leads to where it is done, and can be set aside with a reason', async (context) => {
    assert.equal((await house.ask('POST', '/clients', { body: { name: 'Forgotten', app_type: 'regular_web', callbacks: ['http://localhost:3000/cb', 'https://rp.example/cb'], grant_types: ['authorization_code', 'password'] } })).status, 201);
    const { tab, problems } = await open(context, owner, '/readiness');
    const addresses = tab.getByRole('region', { name: 'Keep callback URLs off plain http and developers’ machines' });
    await addresses.getByText('Forgotten: http://localhost:3000/cb').waitFor();
    assert.equal(await addresses.getByText('https://rp.example/cb').count(), 0);
    await tab.getByRole('region', { name: 'Let no application use an outdated flow' }).getByText('Forgotten: password').waitFor();
    const support = tab.getByRole('region', { name: 'Tell people whom to ask' });
    await support.getByRole('button', { name: 'Set aside' }).click();
    await support.getByLabel('Why it may stay so').fill('Only we use it.');
    await support.getByRole('button', { name: 'Set aside' }).click();
    await support.waitFor({ state: 'detached' });
    await tab.reload();
    await tab.getByText('Only we use it.').waitFor();
    await tab.getByRole('button', { name: 'Take back: Tell people whom to ask' }).click();
    await support.waitFor();
    await addresses.getByRole('link', { name: 'Open Forgotten: Forgotten: http://localhost:3000/cb' }).click();
    await tab.getByRole('heading', { name: 'Forgotten', level: 1 }).waitFor();
    assert.deepEqual(problems, []);
  });

  test('metadata of a person is changed as JSON, and what is no JSON is not sent', async () => {
    const { running } = house;
    const person = await newPerson(running);
    const { tab, problems } = await goTo(`/users/${encodeURIComponent(person.id)}`, person.email);
    await stands(tab);
    const field = tab.getByLabel('App metadata');
    await field.fill('{ "plan": ');
    await tab.getByRole('button', { name: 'Save changes' }).click();
    await tab.getByText('It is no JSON').waitFor();
    await field.fill('{ "plan": "gold" }');
    await tab.getByRole('button', { name: 'Save changes' }).click();
    await tab.getByText('The user is saved').waitFor();
    assert.deepEqual((await house.ask('GET', `/users/${encodeURIComponent(person.id)}`)).body['app_metadata'], { plan: 'gold' });
    assert.deepEqual(problems, []);
  });

  test('a setting of the tenant is changed, and all others stay', async () => {
    const before = (await house.ask('GET', '/tenants/settings')).body;
    const { tab, problems } = await goTo('/settings', 'Settings');
    await stands(tab);
    await tab.getByLabel('Support address').fill('help@example.com');
    await tab.getByLabel('Who signs up is sent a mail that proves the address').click();
    await tab.getByRole('checkbox', { name: 'Polski' }).click();
    await tab.getByLabel('Told to people who speak none of them').selectOption('de');
    await tab.getByLabel('Form', { exact: true }).fill('*** *** ***');
    await tab.getByText('Not saved: Support address, Languages, Form of device codes, Proof of addresses').waitFor();
    await tab.getByRole('button', { name: 'Save changes' }).click();
    await tab.getByText('The settings are saved').waitFor();
    const flags = before['flags'] as Record<string, boolean>;
    assert.deepEqual((await house.ask('GET', '/tenants/settings')).body, { ...before, support_email: 'help@example.com', enabled_locales: ['de', 'en', 'es', 'fr', 'ar'], device_flow: { charset: 'base20', mask: '*** *** ***' }, flags: { ...flags, send_verification_email: flags['send_verification_email'] !== true } });
    assert.deepEqual(problems, []);
  });

  test('who may only read sees everything, and no button that writes', async (context) => {
    const { tab, go } = await open(context, await newAdministrator(house.running, 'read-only'));
    for (const [path, name] of [['/settings', 'Settings'], ['/administrators', 'Administrators'], ['/roles', 'Roles'], ['/keys', 'Keys'], ['/applications', 'Applications'], ['/applications/web', 'Web'], ['/applications/web?tab=credentials', 'Web'], ['/apis', 'APIs'], ['/users', 'Users']] as const) {
      await go(path, name);
      assert.deepEqual(await tab.locator('main').getByRole('button', { name: /create|register|save|remove|rotate|revoke|add|assign/i }).allTextContents(), [], path);
      assert.deepEqual(await tab.locator('main').getByRole('link', { name: /create|register/i }).allTextContents(), [], path);
    }
    await go('/applications/new', 'You do not have access');
    await tab.getByText('create:clients').waitFor();
    await go('/applications/web', 'Web');
    assert.equal(await tab.getByLabel('Name', { exact: true }).getAttribute('readonly'), '');
  });

  test('somebody is made an administrator by address, gets another role, and is removed', async () => {
    const person = await newPerson(house.running);
    const { tab, problems } = await goTo('/administrators', 'Administrators');
    await tab.getByRole('button', { name: 'Add administrator' }).click();
    await tab.getByLabel('Email').fill(person.email);
    await tab.getByLabel('Support').check();
    await tab.getByRole('button', { name: 'Add administrator' }).click();
    await tab.getByText(`${person.email} is now Support`).waitFor();
    await tab.getByLabel(`Role of ${person.email}`).selectOption('editor');
    await tab.getByText(`${person.email} is now Editor`).waitFor();
    await tab.getByRole('button', { name: `Remove ${person.email}` }).click();
    await tab.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await tab.getByText(`${person.email} administers no more`).waitFor();
    assert.deepEqual(problems, []);
    await tab.getByLabel(`Role of ${owner.email}`).selectOption('support');
    await tab.getByRole('alert').getByText('This is the last owner').waitFor();
  });

  test('who is no administrator is told so, and who can help', async (context) => {
    const { tab } = await open(context, await newPerson(house.running));
    await heading(tab, 'You do not have access');
    await tab.getByText('An owner of').waitFor();
    await tab.getByRole('button', { name: 'Sign in as somebody else' }).waitFor();
  });

  test('a reload signs in again in silence, at the same address, and no token is kept in the browser', async () => {
    const { tab } = await goTo('/logs?result=refused', 'Logs');
    await stands(tab);
    await tab.reload();
    await heading(tab, 'Logs');
    assert.match(tab.url(), /\/dashboard\/logs\?result=refused$/);
    const kept = await tab.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie.replaceAll(/=[^;]*/g, '')]));
    assert.doesNotMatch(kept, /eyJ|token|verifier|code/i);
  });

  test('without the server a page says so, and comes with Retry when it is back', async (context) => {
    const { tab, context: window, push } = await open(context, owner, '/applications/web');
    await heading(tab, 'Web');
    await window.setOffline(true);
    await push('/applications/m2m');
    const alert = tab.getByRole('alert').filter({ hasText: 'The application could not be loaded' });
    await alert.getByText('can not be reached').waitFor();
    await window.setOffline(false);
    await alert.getByRole('button', { name: 'Retry' }).click();
    await heading(tab, 'Machine');
  });

  test('a role that is taken away ends the dashboard with its next request', async (context) => {
    const person = await newAdministrator(house.running, 'editor');
    const { tab, push } = await open(context, person);
    await setRole(house.running, person.id, undefined);
    await push('/users');
    await heading(tab, 'You do not have access');
  });

  test('signing out ends the session at the server', async () => {
    const { tab } = await goTo('/', 'Getting started');
    await tab.getByRole('button', { name: 'Your account' }).click();
    await tab.getByRole('menuitem', { name: 'Sign out' }).click();
    await tab.locator('main[data-page=login]').waitFor();
  });
});
