import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page as Tab } from 'playwright-core';
import type { SampleInfo } from '../../src/samples/ensure-samples.ts';
import { startGatehouse, type Running } from '../cli/gatehouse.ts';
import { claimsOf } from '../flows/app.ts';
import { launchChromium, noChromium } from '../pages/chromium.ts';
import { lookAt } from './look-at.ts';
import { stands } from './open-dashboard.ts';

const administrator = { email: 'me@example.com', password: 'the long passphrase of a newcomer' };
const noCurl = spawnSync('curl', ['--version']).status === 0 ? false : 'curl is not installed';

/** What `npm start` runs, in an empty folder, and nothing but what it says and what stands on the screen. The tests are the steps of one person and build on one another. */
describe('A newcomer at a fresh server, in Chromium', { skip: noChromium }, () => {
  let browser: Browser;
  let server: Running;
  let window: BrowserContext;
  let tab: Tab;
  const problems: string[] = [];
  /** What the browser has loaded of the dashboard. */
  const scripts = new Set<string>();
  const told = (name: string) => String(server.ready[name]);
  before(async () => {
    [browser, server] = await Promise.all([launchChromium(), startGatehouse(['dev', '--port', '0'])]);
    window = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    window.on('request', (request) => { if (/\/dashboard\/assets\/.*\.js$/.test(request.url())) scripts.add(request.url()); });
    window.on('request', (request) => { if (!request.url().startsWith(told('issuer')) && !request.url().startsWith('data:')) problems.push(`request: ${request.url()}`); });
    window.on('weberror', (error) => problems.push(`script: ${error.error().message}`));
    window.on('console', (message) => { if (message.type() === 'error' || message.type() === 'warning') problems.push(`${message.type()}: ${message.text()} ${message.location().url}`); });
    tab = await window.newPage();
  });
  after(async () => { await browser.close(); await server.stop(); });
  const step = (name: string) => tab.getByRole('listitem').filter({ hasText: name });
  const recent = (words: string | RegExp) => tab.getByRole('region', { name: 'Last sign-ins and token requests' }).getByRole('row').filter({ hasText: words });
  const jane = () => (server.ready['samples'] as SampleInfo).people[0] ?? assert.fail('no Jane');

  test('the link of the start leads to the form of the administrator, and from there to Getting started', async () => {
    await tab.goto(told('setup'));
    assert.equal(await tab.locator('main').getAttribute('data-page'), 'setup');
    await tab.getByLabel('Email').fill(administrator.email);
    await tab.getByLabel('Password', { exact: true }).fill(administrator.password);
    await tab.locator('button[name=action][value=default]').click();
    await tab.getByRole('heading', { level: 1, name: 'Getting started' }).waitFor();
    await stands(tab);
    const packed = await Promise.all([...scripts].map(async (path) => gzipSync(await (await fetch(path)).bytes(), { level: 9 }).length));
    const total = packed.reduce((sum, size) => sum + size, 0);
    assert.ok(packed.length > 1 && total <= 250_000, `the first screen loads ${total} bytes of JavaScript, packed with gzip`);
    await step('1. Administrator created').getByText(`You are signed in as ${administrator.email}.`).waitFor();
    await step('2. Try the sample app').getByText('2 minutes').waitFor();
    assert.doesNotMatch(tab.url(), /setup|code/, 'what was secret is gone from the address');
    await lookAt({ tab, problems }, 'getting started, for the first time');
  });

  test('the command of the start brings a token, and the dashboard shows that without a reload', { skip: noCurl }, async () => {
    // As the text says it: a shell splits the words.
    const { stdout } = await promisify(execFile)('sh', ['-c', told('try')]);
    const { access_token: token } = JSON.parse(stdout) as { readonly access_token: string };
    assert.equal(claimsOf(token)['aud'], 'https://appointments.example');
    await recent('Pied Piper Reminder').waitFor();
    await step('2. Try the sample app').getByText('2 minutes').waitFor();
  });

  test('three clicks lead to the sample app as Jane; both tokens stand there decoded, and the step ticks itself', async () => {
    const [sample] = await Promise.all([window.waitForEvent('page'), tab.getByRole('link', { name: 'Open the sample app' }).click()]);
    const password = await sample.getByRole('row').filter({ hasText: jane().email }).locator('code').last().textContent();
    await sample.getByRole('link', { name: 'Sign in as Jane' }).click();
    assert.equal(await sample.locator('#username').inputValue(), jane().email, 'not the administrator, who is signed in');
    await sample.fill('#password', password ?? '');
    await sample.click('button[name=action][value=default]');
    await sample.getByText('Signed in as Jane Doe').waitFor();
    const claims = (await sample.locator('pre').allTextContents()).map((text) => text.replaceAll(/\s/g, ''));
    assert.ok(claims.some((text) => text.includes('"aud":"sample-web"') && text.includes(`"email":"${jane().email}"`)), 'the ID token');
    assert.ok(claims.some((text) => text.includes('"https://appointments.example"') && text.includes('read:appointments')), 'the access token');
    for (const [button, words] of [['Call the API', 'The API answered 200.'], ['Call the API with the ID token', 'This is an ID token'], ['Book an appointment', 'insufficient_scope'], ['Refresh the tokens', 'New tokens arrived.']] as const) {
      await sample.getByRole('button', { name: button, exact: true }).click();
      await sample.getByRole('status').getByText(words).waitFor();
    }
    await sample.close();
    await step('2. Try the sample app').getByText('Done', { exact: true }).waitFor();
    assert.deepEqual(problems, []);
  });

  test('an application that is sent back to an address which is not registered: the log says so, and mends it', async () => {
    await tab.getByRole('link', { name: 'Create application' }).click();
    await tab.getByText('The normal way').click();
    await tab.getByText('it runs on a server').click();
    await tab.getByRole('textbox', { name: 'Name' }).fill('My shop');
    await tab.getByRole('button', { name: 'Create application' }).click();
    await tab.getByRole('dialog').getByRole('button', { name: 'I have it, close' }).click();
    await tab.getByRole('heading', { level: 1, name: 'My shop' }).waitFor();
    const id = new URL(tab.url()).pathname.split('/').at(-1) ?? '';
    const callback = 'http://localhost:3000/auth/callback';
    const address = `${told('issuer')}authorize?${new URLSearchParams({ client_id: id, response_type: 'code', scope: 'openid', redirect_uri: callback }).toString()}`;
    const customer = await (await browser.newContext()).newPage();
    assert.equal((await customer.goto(address))?.status(), 400);
    await customer.getByText('redirect_uri.not_registered').first().waitFor();
    await tab.getByRole('link', { name: 'Logs', exact: true }).click();
    await tab.getByRole('row').filter({ hasText: callback }).getByRole('link').click();
    await tab.getByRole('listitem').filter({ hasText: 'Add the URL to the Allowed Callback URLs' }).waitFor();
    await tab.getByRole('link', { name: 'Add this callback URL' }).click();
    await tab.getByRole('heading', { level: 1, name: 'My shop' }).waitFor();
    assert.equal(await tab.getByLabel('Callback URLs').inputValue(), callback);
    await tab.getByText('Not saved: Callback URLs').waitFor();
    await tab.getByRole('button', { name: 'Save changes' }).click();
    await tab.getByText('The application is saved').waitFor();
    await customer.goto(address);
    await customer.locator('main[data-page=login]').waitFor();
    await customer.context().close();
    assert.deepEqual(problems, []);
  });
});
