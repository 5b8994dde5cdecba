import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser as Chromium } from 'playwright-core';
import { newProject, start, untilListening, write } from '../cli/setup-project.ts';
import { signIn } from '../flows/app.ts';
import { Browser } from '../flows/browser.ts';
import { api, people } from '../flows/fixtures.ts';
import { freePort } from '../flows/house.ts';
import { newAdministrator } from '../management/administrators.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { launchChromium, noChromium } from '../pages/chromium.ts';
import { openDashboard, stands, type OpenDashboard } from './open-dashboard.ts';

// That the code of every guide runs is seen by server/test/cli/setup-apps.test.ts and server/test/guides/: here it is that the page shows the same, with the values of an application.
describe('The guides of the dashboard', { skip: noChromium }, () => {
  let browser: Chromium;
  let house: ManagedHouse;
  let dashboard: OpenDashboard;
  before(async () => {
    [browser, house] = await Promise.all([launchChromium(), startManagedHouse()]);
    dashboard = await openDashboard(browser, house.running, { person: await newAdministrator(house.running, 'owner') });
    await dashboard.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  });
  after(async () => { await browser.close(); await house.stop(); });

  const shown = async (block: string) => await dashboard.tab.getByRole('group', { name: block, exact: true }).textContent() ?? '';
  const copied = async (block: string) => {
    await dashboard.tab.getByRole('button', { name: `Copy: ${block}`, exact: true }).click();
    await dashboard.tab.getByRole('button', { name: `Copied: ${block}`, exact: true }).waitFor();
    return dashboard.tab.evaluate(() => navigator.clipboard.readText());
  };
  const create = async (name: string, { type, framework }: { readonly type: string; readonly framework: string }) => {
    const { tab, go } = dashboard;
    await go(`/applications/new?type=${type}`, 'Create application');
    await tab.getByRole('textbox', { name: 'Name' }).fill(name);
    await tab.getByLabel('Framework').selectOption(framework);
    await tab.getByRole('button', { name: 'Create application' }).click();
    const secret = tab.getByRole('button', { name: 'I have it, close' });
    if (type !== 'spa' && type !== 'native') await secret.click();
    await tab.getByRole('heading', { level: 1, name }).waitFor();
    await stands(tab);
    const { body } = await house.ask('GET', '/clients?per_page=100');
    return String(body.find((client) => client['name'] === name)?.['client_id']);
  };
  const hasEverything = () => dashboard.tab.getByText('The application has everything that this needs.').waitFor();

  test('Seed row 207: an application that is created with its framework opens at its quickstart; somebody signs in to the app, the line turns green, and the first steps tick themselves', async (context) => {
    const { tab, go } = dashboard;
    const step = tab.getByRole('listitem').filter({ hasText: '3. Add login to your app' });
    await go('/', 'Getting started');
    await step.getByText('5 minutes').waitFor();
    const id = await create('My Express app', { type: 'regular_web', framework: 'express' });
    await tab.getByText('Waiting for your app.').waitFor();
    await hasEverything();
    const url = `http://localhost:${await freePort()}`;
    await tab.getByLabel('Address of your app').fill(url);
    await tab.getByText(`the callback URL ${url}/callback`).waitFor();
    await tab.getByRole('button', { name: 'Add to the application' }).click();
    await hasEverything();
    assert.deepEqual((await house.ask('GET', `/clients/${id}`)).body['callbacks'], ['http://localhost:3000/callback', `${url}/callback`]);

    const environment = await copied('.env');
    const secret = /^CLIENT_SECRET=([\w-]{32,})$/m.exec(environment)?.[1] ?? assert.fail(environment);
    assert.ok(!(await tab.content()).includes(secret), 'masked on the screen');
    assert.equal((await shown('.env')).replace(/^CLIENT_SECRET=•+/m, 'CLIENT_SECRET='), environment.replace(secret, secret.slice(-4)));
    const folder = newProject();
    write(folder, '.env', environment);
    write(folder, 'app.mjs', await copied('app.mjs'));
    const app = start(folder, { run: await copied('command: Run') });
    context.after(() => app.stop());
    await untilListening(url, app);

    await house.running.browser().get(`/authorize?client_id=${id}&response_type=code&redirect_uri=${encodeURIComponent(`${url}/wrong`)}`);
    await tab.getByText('The last request was refused').waitFor();
    await tab.getByRole('link', { name: 'Why, and what to do' }).waitFor();
    const [atApp, atHouse] = [new Browser(url), house.running.browser()];
    const back = await signIn(atHouse, ((await atApp.get('/login')).location ?? '').slice(house.running.origin.length), people.alice);
    await atApp.get(back.location ?? assert.fail('no way back'));
    assert.equal((JSON.parse((await atApp.get('/')).text) as { readonly user?: { readonly email?: string } }).user?.email, people.alice.email);
    await tab.getByText('Your app works').waitFor();
    await go('/', 'Getting started');
    await step.getByText('Done', { exact: true }).waitFor();
  });

  test('a guide that needs an API: it is registered and allowed by the same button; the command and the prompt have the values, and no secret', async () => {
    const { tab } = dashboard;
    const id = await create('My tools', { type: 'non_interactive', framework: 'mcp-server' });
    const audience = 'http://localhost:3000/mcp';
    await tab.getByText(`the access to the API ${audience}`).waitFor();
    await tab.getByRole('button', { name: 'Add to the application' }).click();
    await hasEverything();
    assert.deepEqual((await house.ask('GET', `/client-grants?client_id=${id}`)).body.map((grant) => grant['audience']), [audience]);
    const secret = /^TEST_CLIENT_SECRET=(.+)$/m.exec(await copied('.env'))?.[1] ?? assert.fail('no secret');
    await tab.getByRole('link', { name: 'Command' }).click();
    assert.equal(await shown('command: Set up'), `npx gatehouse setup ../my-app --framework mcp-server --client-id ${id} --audience ${audience}`);
    await tab.getByRole('link', { name: 'Agent prompt' }).click();
    const prompt = await copied('Agent prompt');
    for (const words of [id, house.running.issuer, audience, 'npm install @modelcontextprotocol/sdk jose', 'server.mjs']) assert.ok(prompt.includes(words), words);
    assert.ok(!prompt.includes(secret));
  });

  test('a page in the browser may ask for tokens of an API, or of none; it gets no secret', async () => {
    const { tab } = dashboard;
    const id = await create('My page', { type: 'spa', framework: 'vue' });
    await tab.getByLabel('API that its tokens are for').selectOption(api);
    assert.deepEqual((await shown('.env')).trim().split('\n'), [`VITE_AUTH0_DOMAIN=${house.running.origin}`, `VITE_AUTH0_CLIENT_ID=${id}`, `VITE_AUTH0_AUDIENCE=${api}`]);
    await tab.getByLabel('API that its tokens are for').selectOption('');
    assert.ok(!(await shown('.env')).includes('AUDIENCE'));
    await tab.getByRole('combobox', { name: /^With/ }).selectOption('angular');
    assert.ok((await shown('src/app/app.config.ts')).includes(`clientId: '${id}'`));
    assert.equal(await tab.getByRole('group', { name: '.env' }).count(), 0, 'Angular reads none');
  });

  test('an API is protected by the guides for APIs, with its identifier and its first permission', async () => {
    const { tab, go, problems } = dashboard;
    const { body } = await house.ask('GET', `/resource-servers/${encodeURIComponent(api)}`);
    await go(`/apis/${String(body['id'])}?tab=guard`, String(body['name']));
    assert.deepEqual((await shown('.env')).trim().split('\n'), [`ISSUER_BASE_URL=${house.running.origin}`, `AUDIENCE=${api}`]);
    assert.match(await shown('api.mjs'), /app\.get\('\/things', bearer\.requiredScopes\('read:things'\), /);
    await tab.getByRole('combobox', { name: /^With/ }).selectOption('fastapi');
    assert.match(await shown('main.py'), /if "read:things" not in claims/);
    assert.deepEqual(problems, []);
  });
});
