import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { call, claimsOf, signIn } from '../flows/app.ts';
import { Browser } from '../flows/browser.ts';
import { allowDevice } from '../flows/device.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { freePort, startHouse, type RunningHouse } from '../flows/house.ts';
import { newProject, packageJson, read, setup, start, untilKnown, untilListening, writeCode, type SetupAnswer } from './setup-project.ts';

const lacks = (program: string) => (spawnSync(program, ['--version']).status === 0 ? false : `${program} is not installed`);

describe('what setup prints runs as it is', () => {
  let house: RunningHouse;
  before(async () => { house = await startHouse(); });
  after(() => house.stop());

  /** A new project after `setup`, with the lines of its guide in it. */
  async function settle(framework: string, { files = {}, more = [] }: { readonly files?: Readonly<Record<string, string>>; readonly more?: readonly string[] } = {}): Promise<{ readonly folder: string; readonly url: string; readonly told: SetupAnswer }> {
    const folder = newProject(files);
    const url = `http://localhost:${await freePort()}`;
    const run = await setup(['--framework', framework, '--name', framework, '--app-url', url, ...more, '--json'], { house, cwd: folder });
    assert.equal(run.code, 0, run.err);
    const told = run.json();
    writeCode(folder, told);
    await untilKnown(house, told.application.client_id);
    return { folder, url, told };
  }
  const environmentOf = (folder: string) => Object.fromEntries(read(folder, '.env').split('\n').flatMap((line) => (line.includes('=') ? [[line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]] : []))) as Record<string, string>;
  async function tokenFor({ folder, told }: Awaited<ReturnType<typeof settle>>): Promise<string> {
    const { TEST_CLIENT_ID = '', TEST_CLIENT_SECRET = '' } = environmentOf(folder);
    const fields = new URLSearchParams({ grant_type: 'client_credentials', client_id: TEST_CLIENT_ID, client_secret: TEST_CLIENT_SECRET, audience: told.api?.identifier ?? '' });
    const body = await (await fetch(`${house.issuer}oauth/token`, { method: 'POST', body: fields })).json() as { readonly access_token?: string };
    return body.access_token ?? '';
  }

  test('express: a person signs in to the app and out again', async () => {
    const { folder, url, told } = await settle('express', { files: { 'package.json': packageJson('express', 'express-openid-connect') } });
    const app = start(folder, told);
    try {
      await untilListening(url, app);
      const [atApp, atHouse] = [new Browser(url), house.browser()];
      const me = async () => JSON.parse((await atApp.get('/')).text) as { readonly signedIn: boolean; readonly user?: { readonly email?: string } };
      assert.equal((await me()).signedIn, false);
      const begun = await atApp.get('/login');
      const back = await signIn(atHouse, (begun.location ?? '').slice(house.origin.length), people.alice);
      await atApp.get(back.location ?? '');
      assert.equal((await me()).user?.email, people.alice.email);
      const end = (await atApp.get('/logout')).location ?? '';
      assert.equal((await atHouse.follow(await atHouse.get(end.slice(house.origin.length)))).location, url, 'the address after logout is registered');
      assert.equal((await me()).signedIn, false);
    } finally { await app.stop(); }
  });

  test('fastify: a person signs in to the app, which asks the server who it is', async () => {
    const { folder, url, told } = await settle('fastify', { files: { 'package.json': packageJson('fastify', '@fastify/cookie', '@fastify/oauth2') } });
    const app = start(folder, told);
    try {
      await untilListening(url, app);
      const atApp = new Browser(url);
      const begun = await atApp.get('/login');
      const back = await signIn(house.browser(), (begun.location ?? '').slice(house.origin.length), people.alice);
      const me = JSON.parse((await atApp.get(back.location ?? '')).text) as { readonly email?: string };
      assert.equal(me.email, people.alice.email);
      // Who comes with an answer that was not asked for is nobody.
      assert.equal((await new Browser(url).get(back.location ?? '')).status >= 400, true);
    } finally { await app.stop(); }
  });

  test('express-api: 401 without a token, 403 without the permission of the API, 200 with the token of the machine that was registered for trying', async (t) => {
    const settled = await settle('express-api', { more: ['--audience', api] });
    const { folder, url, told } = settled;
    const app = start(folder, told);
    try {
      await untilListening(url, app);
      assert.equal((await fetch(`${url}/things`)).status, 401);
      const right = await fetch(`${url}/things`, { headers: { authorization: `Bearer ${await tokenFor(settled)}` } });
      assert.equal(right.status, 200);
      assert.deepEqual(await right.json(), { things: [], caller: `${told.application.client_id}@clients` });
      const { body } = await call(house.origin, '/oauth/token', { app: apps.post, fields: { grant_type: 'client_credentials', audience: api, scope: 'write:things' } });
      assert.equal((await fetch(`${url}/things`, { headers: { authorization: `Bearer ${body['access_token']}` } })).status, 403);
      // The server answers from this process, so the shell must not hold it up.
      await t.test('so does the line for a shell', { skip: lacks('curl') }, async () => {
        const { stdout } = await promisify(execFile)('sh', ['-c', told.try ?? 'false'], { cwd: folder });
        assert.match(stdout, /^HTTP\/1\.1 200/);
      });
    } finally { await app.stop(); }
  });

  test('RFC 9728 §5.1: mcp-server leads who has no token to its metadata, and answers who has one', async () => {
    const settled = await settle('mcp-server');
    const { folder, url, told } = settled;
    assert.equal(told.api?.identifier, `${url}/mcp`);
    const app = start(folder, told);
    try {
      await untilListening(url, app);
      const refused = await fetch(`${url}/mcp`);
      assert.equal(refused.status, 401);
      const metadata = /resource_metadata="([^"]+)"/.exec(refused.headers.get('www-authenticate') ?? '')?.[1] ?? '';
      assert.deepEqual(await (await fetch(metadata)).json(), { resource: `${url}/mcp`, authorization_servers: [house.issuer] });
      const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'whoami', arguments: {} } };
      const right = await fetch(`${url}/mcp`, { method: 'POST', headers: { authorization: `Bearer ${await tokenFor(settled)}`, 'content-type': 'application/json', accept: 'application/json, text/event-stream' }, body: JSON.stringify(call) });
      assert.equal(right.status, 200);
      assert.match(await right.text(), new RegExp(`${told.application.client_id}@clients`));
    } finally { await app.stop(); }
  });

  for (const framework of ['machine', 'machine-python']) {
    test(`RFC 6749 §4.4: ${framework} prints a token for the API`, { skip: framework === 'machine-python' && lacks('python3') }, async () => {
      const { folder, told } = await settle(framework);
      const app = start(folder, told);
      await once(app.child, 'close');
      assert.equal(app.child.exitCode, 0, app.out());
      const claims = claimsOf(/[\w-]+\.[\w-]+\.[\w-]+$/.exec(app.out().trim())?.[0]);
      assert.deepEqual([claims['aud'], claims['azp']], [`https://${framework}.example`, told.application.client_id]);
    });
  }

  test('RFC 8252 §4.1: desktop prints an address for the browser of the machine, and is told there who signed in', async () => {
    const { folder, told } = await settle('desktop');
    const app = start(folder, told);
    const closed = once(app.child, 'close');
    while (!app.out().includes('\n') && app.child.exitCode === null) await new Promise((resolve) => { setTimeout(resolve, 50); });
    const address = /Open (\S+)/.exec(app.out())?.[1] ?? assert.fail(app.out());
    const back = await signIn(house.browser(), address.slice(house.origin.length), people.alice);
    assert.match(await (await fetch(back.location ?? '')).text(), /You are signed in/);
    await closed;
    assert.match(app.out(), new RegExp(`Signed in as ${people.alice.email}`));
  });

  test('RFC 8628 §3.3: device-flow names an address, and tells who allowed it there', async () => {
    const { folder, told } = await settle('device-flow');
    const app = start(folder, told);
    const closed = once(app.child, 'close');
    while (!app.out().includes('\n') && app.child.exitCode === null) await new Promise((resolve) => { setTimeout(resolve, 50); });
    const [, address = '', code = ''] = /Open (\S+) and allow (\S+)/.exec(app.out()) ?? [];
    assert.equal(address, `${house.issuer}activate?user_code=${code}`);
    await allowDevice(house.browser(), code, people.alice);
    await closed;
    assert.equal(app.child.exitCode, 0, app.out());
    assert.match(app.out(), new RegExp(`Signed in as ${people.alice.email}`));
  });
});
