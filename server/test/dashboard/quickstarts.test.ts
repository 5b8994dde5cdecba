import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { after, before, describe, test, type TestContext } from 'node:test';
import type { Browser as Chromium } from 'playwright-core';
import { claimsOf, signIn } from '../flows/app.ts';
import { Browser } from '../flows/browser.ts';
import { allowDevice } from '../flows/device.ts';
import { api, people } from '../flows/fixtures.ts';
import { freePort } from '../flows/house.ts';
import { newAdministrator } from '../management/administrators.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { launchChromium, noChromium } from '../pages/chromium.ts';
import { openDashboard, stands, type OpenDashboard } from './open-dashboard.ts';

const packages = createRequire(import.meta.url).resolve('express/package.json').replace(/\/express\/package\.json$/, '');
const sdk = createRequire(import.meta.url).resolve('@auth0/auth0-spa-js/package.json');
const noPython = spawnSync('python3', ['--version']).status === 0 ? false : 'there is no python3';

interface Made { readonly id: string; readonly secret: string }

describe('The guides of the dashboard, followed word for word', { skip: noChromium }, () => {
  let browser: Chromium;
  let house: ManagedHouse;
  let dashboard: OpenDashboard;
  before(async () => {
    [browser, house] = await Promise.all([launchChromium(), startManagedHouse()]);
    dashboard = await openDashboard(browser, house.running, { person: await newAdministrator(house.running, 'owner') });
  });
  after(async () => { await browser.close(); await house.stop(); });

  const create = async (name: string, type: string): Promise<Made> => {
    const { body } = await house.ask('POST', '/clients', { body: { name, app_type: type } });
    return { id: String(body['client_id']), secret: String(body['client_secret']) };
  };
  /** Opens a guide, gives the application what it lacks, and copies a block of it. */
  const follow = async (app: Made, name: string, { guide, base }: { readonly guide: string; readonly base?: string }) => {
    const { tab, go } = dashboard;
    await go(`/applications/${app.id}?tab=connect&with=${guide}`, name);
    if (base !== undefined) await tab.getByLabel('Address of your app').fill(base);
    const choice = tab.getByLabel('API that its tokens are for');
    await stands(tab);
    if (await choice.count() > 0) await choice.selectOption(api);
    const lacking = tab.getByRole('button', { name: 'Add to the application' });
    if (await lacking.count() > 0) await lacking.click();
    await tab.getByText('The application has everything that this needs.').waitFor();
    return (block: string) => tab.getByRole('group', { name: block, exact: true }).textContent().then((text) => text ?? '');
  };
  const works = () => dashboard.tab.getByText('Your app works').waitFor();

  test('Express: somebody signs in to the app, the guide says so, and the first steps tick themselves', async (context) => {
    const step = dashboard.tab.getByRole('listitem').filter({ hasText: '3. Add login to your app' });
    await dashboard.go('/', 'Getting started');
    await step.getByText('5 minutes').waitFor();
    const [app, port] = [await create('My Express app', 'regular_web'), await freePort()];
    const base = `http://localhost:${port}`;
    const copy = await follow(app, 'My Express app', { guide: 'express', base });
    const child = await run(context, { file: 'server.mjs', text: await copy('server.mjs'), env: { CLIENT_SECRET: app.secret } });
    await said(child, base);
    const [atApp, atHouse] = [new Browser(base), house.running.browser()];
    const back = await signIn(atHouse, ((await atApp.get('/login')).location ?? '').slice(house.running.origin.length), people.alice);
    await atApp.get(back.location ?? assert.fail('no way back'));
    assert.equal((JSON.parse((await atApp.get('/profile')).text) as { readonly email: string }).email, people.alice.email);
    await works();
    await dashboard.go('/', 'Getting started');
    await step.getByText('Done', { exact: true }).waitFor();
  });

  test('JavaScript: a page without a framework signs somebody in', async (context) => {
    const [app, port] = [await create('My page', 'spa'), await freePort()];
    const base = `http://localhost:${port}`;
    const copy = await follow(app, 'My page', { guide: 'vanilla', base });
    // In the place of vite, which would bundle the package: the browser is told where it lies.
    const html = (await copy('index.html')).replace('<meta charset', '<script type="importmap">{"imports":{"@auth0/auth0-spa-js":"/sdk.js"}}</script><meta charset');
    const files: Readonly<Record<string, readonly [string, string]>> = { '/': ['text/html', html], '/main.js': ['text/javascript', await copy('main.js')], '/sdk.js': ['text/javascript', await readFile(join(dirname(sdk), 'dist/auth0-spa-js.production.esm.js'), 'utf8')] };
    const server = createServer((request, response) => {
      const [type, text] = files[new URL(request.url ?? '/', base).pathname] ?? ['text/plain', ''];
      response.writeHead(200, { 'content-type': type }).end(text);
    }).listen(port, 'localhost');
    context.after(() => { server.closeAllConnections(); server.close(); });
    const window = await browser.newContext();
    context.after(() => window.close());
    const tab = await window.newPage();
    await tab.goto(base);
    await tab.getByRole('button', { name: 'Sign in' }).click();
    await tab.fill('#username', people.alice.email);
    await tab.fill('#password', people.alice.password);
    await tab.click('button[name=action][value=default]');
    await tab.getByText(`Signed in as ${people.alice.email}`).waitFor();
    await works();
  });

  test('RFC 8628: the program at the command line is allowed in the browser', async (context) => {
    const app = await create('My tool', 'native');
    const copy = await follow(app, 'My tool', { guide: 'command-line' });
    const child = await run(context, { file: 'sign-in.mjs', text: await copy('sign-in.mjs') });
    const code = /compare the code (\S+)/.exec(await said(child, '\n'))?.[1] ?? assert.fail('no code');
    await allowDevice(house.running.browser(), code, people.alice);
    assert.match(await said(child, '"access_token"'), /"access_token": "eyJ/);
    await works();
  });

  for (const [guide, file] of [['curl', undefined], ['node', 'token.mjs'], ['python', 'token.py']] as const) {
    test(`RFC 6749 §4.4: a machine gets its token with ${guide}`, { skip: guide === 'python' && noPython }, async (context) => {
      const app = await create(`My ${guide}`, 'non_interactive');
      await house.ask('POST', '/client-grants', { body: { client_id: app.id, audience: api, scope: ['read:things'] } });
      const copy = await follow(app, `My ${guide}`, { guide });
      const child = await run(context, { file: file ?? 'ask.sh', text: await copy(file ?? 'command: Ask for a token'), env: { CLIENT_SECRET: app.secret } });
      const printed = JSON.parse(await said(child, '}')) as { readonly access_token: string };
      assert.equal(claimsOf(printed.access_token)['aud'], api);
      await works();
    });
  }

  test('an API with Express lets in who has the permission, and nobody else', async (context) => {
    const { tab, go } = dashboard;
    const { body } = await house.ask('GET', `/resource-servers/${encodeURIComponent(api)}`);
    await go(`/apis/${String(body['id'])}?tab=guard`, String(body['name']));
    const text = await tab.getByRole('group', { name: 'api.mjs', exact: true }).textContent() ?? '';
    const port = await freePort();
    await said(await run(context, { file: 'api.mjs', text, env: { PORT: String(port) } }), 'ready');
    const token = async (scope: readonly string[]) => {
      const app = await create('My machine', 'non_interactive');
      await house.ask('POST', '/client-grants', { body: { client_id: app.id, audience: api, scope } });
      const answer = await fetch(`${house.running.origin}/oauth/token`, { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials', client_id: app.id, client_secret: app.secret, audience: api }) });
      return (await answer.json() as { readonly access_token: string }).access_token;
    };
    const ask = async (authorization?: string) => (await fetch(`http://localhost:${port}/`, { headers: authorization === undefined ? {} : { authorization } })).status;
    assert.deepEqual([await ask(), await ask(`Bearer ${await token(['read:things'])}`), await ask(`Bearer ${await token(['write:things'])}`)], [401, 200, 403]);
  });
});

/** Puts a file into an empty folder that has the packages beside it, and runs it as the guide says. */
async function run(context: TestContext, { file, text, env = {} }: { readonly file: string; readonly text: string; readonly env?: Readonly<Record<string, string>> }): Promise<ChildProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-guide-'));
  await symlink(packages, join(folder, 'node_modules'));
  await writeFile(join(folder, file), text);
  const program = file.endsWith('.py') ? 'python3' : file.endsWith('.sh') ? 'sh' : process.execPath;
  const child = spawn(program, [file], { cwd: folder, env: { PATH: process.env['PATH'], ...env }, stdio: ['ignore', 'pipe', 'ignore'] });
  context.after(async () => { child.kill(); await rm(folder, { recursive: true, force: true }); });
  return child;
}

const printed = new WeakMap<ChildProcess, string>();
/** Waits until the program has printed this, and answers everything that it printed. */
function said(child: ChildProcess, words: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = (piece = '') => {
      const all = (printed.get(child) ?? '') + piece;
      printed.set(child, all);
      if (all.includes(words)) { child.stdout?.off('data', hear); resolve(all); }
    };
    const hear = (piece: Buffer) => look(piece.toString());
    child.stdout?.on('data', hear);
    child.once('close', () => { reject(new Error(`It ended without saying ${words}: ${printed.get(child)}`)); });
    look();
  });
}
