import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createManagementClient, randomCredentials } from '../../src/cli/management-api.ts';
import { openHouse } from '../../src/compose.ts';
import { newFolder, startGatehouse, type Running } from '../cli/gatehouse.ts';
import { answerOf, authorizeUrl, call, exchange, newPkce, refresh, signIn, tokensFor } from '../flows/app.ts';
import { Browser, hiddenFields } from '../flows/browser.ts';
import { api, apps, people, seed } from '../flows/fixtures.ts';
import { freePort, settingsFor } from '../flows/house.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';

const masterKey = Buffer.alloc(32, 7).toString('base64url');
const lines = async (house: ManagedHouse) => (await house.running.house.storage.log.list(house.running.house.defaultTenant.id, { take: 1000 })).records;

/** Every file below a folder, as bytes that are read as text. */
const contentsOf = (folder: string): string => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !entry.parentPath.includes('compiled')).map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')).join('\n');

describe('MG: what is written down, and what never is', () => {
  test('A215: secrets that went through every flow stand in no log line, no metric, no error page, no record of the log, and in no file of the data folder', async () => {
    const [folder, port] = [newFolder(), await freePort()];
    const data = join(folder, 'data');
    const origin = `http://localhost:${port}`;
    const house = await openHouse(settingsFor({ issuer: `${origin}/`, data, databaseUrl: undefined }));
    await seed(house);
    const made = await createManagementClient(house, randomCredentials());
    assert.ok(made !== 'taken');
    await house.close();
    const server: Running = await startGatehouse(['start', '--issuer', `${origin}/`, '--port', String(port), '--data', data, '--log-level', 'trace', '--json'], { cwd: folder, environment: { NODE_ENV: 'production', GATEHOUSE_MASTER_KEY: masterKey } });
    let out = '';
    server.child.stdout?.on('data', (bytes: Buffer) => { out += bytes.toString(); });
    const secrets = new Map<string, string>();
    const told: string[] = [];
    const secret = (name: string, value: string | undefined) => { assert.ok((value ?? '').length >= 12, name); secrets.set(name, value ?? ''); return value ?? ''; };
    try {
      const pkce = newPkce();
      const browser = new Browser(origin);
      const page = await browser.follow(await browser.get(authorizeUrl(apps.web, pkce, { scope: 'openid offline_access' })));
      const wrong = await browser.post('/u/login', { ...hiddenFields(page.text), username: people.alice.email, password: secret('a wrong password', 'canary-of-a-wrong-password') });
      told.push(wrong.text);
      secret('a password', people.alice.password);
      const answer = answerOf(await signIn(browser, wrong, people.alice));
      secret('a session', browser.cookie('gatehouse_session'));
      const code = secret('a code', answer.get('code') ?? '');
      secret('a verifier', pkce.verifier);
      secret('a client secret', apps.web.secret);
      const tokens = (await exchange(origin, apps.web, { code, code_verifier: pkce.verifier })).body;
      secret('an access token', tokens['access_token']);
      secret('an ID token', tokens['id_token']?.split('.')[2]);
      const rotated = (await refresh(origin, apps.web, secret('a refresh token', tokens['refresh_token']))).body;
      secret('its successor', rotated['refresh_token']);
      told.push(JSON.stringify((await exchange(origin, apps.web, { code, code_verifier: pkce.verifier })).body), JSON.stringify((await refresh(origin, apps.web, 'canary-of-a-refresh-token-that-is-none')).body));
      secret('a refresh token that is none', 'canary-of-a-refresh-token-that-is-none');
      const stranger = await call(origin, '/oauth/token', { app: { ...apps.web, secret: secret('a wrong client secret', 'canary-of-a-wrong-client-secret') }, fields: { grant_type: 'client_credentials' } });
      told.push(JSON.stringify(stranger.body));
      const jwt = await tokensFor(new Browser(origin), { app: apps.web, person: people.alice }, { audience: api, scope: 'openid read:things' });
      secret('a JWT access token', jwt.body['access_token']?.split('.')[2]);
      await fetch(`${origin}/userinfo`, { headers: { authorization: `Bearer ${secrets.get('an access token') ?? ''}x` } });
      const app = { id: made.client_id, secret: secret('the secret of an administrator', made.client_secret), redirectUri: '', method: 'client_secret_post' } as const;
      const token = secret('a token of an administrator', (await call(origin, '/oauth/token', { app, fields: { grant_type: 'client_credentials', audience: made.audience } })).body['access_token']);
      const ask = async (method: string, path: string, body: object) => { const response = await fetch(`${origin}/api/v2${path}`, { method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) }); return [response.status, await response.json() as Record<string, unknown>] as const; };
      const [created, person] = await ask('POST', '/users', { connection: 'Username-Password-Authentication', email: 'canary@example.com', password: secret('a new password', 'canary-of-a-new-password-9') });
      assert.equal(created, 201, JSON.stringify(person));
      const [provided] = await ask('POST', '/emails/provider', { name: 'smtp', enabled: true, default_from_address: 'no-reply@example.com', credentials: { smtp_host: 'mail.example.com', smtp_port: 587, smtp_user: 'mailer', smtp_pass: secret('the password of a mail server', 'canary-of-a-mail-server') } });
      assert.equal(provided, 201);
      await ask('PUT', '/rules-configs/KEY', { value: secret('a value for rules', 'canary-of-a-value-for-rules') });
      const [, generated] = await ask('POST', '/management-tokens', { name: 'canary', scope: ['read:logs'] });
      secret('a token that was made', String(generated['access_token']).split('.')[2]);
      told.push(await (await fetch(`${origin}/metrics`)).text(), await (await fetch(`${origin}/api/v2/logs?per_page=100`, { headers: { authorization: `Bearer ${String(generated['access_token'])}` } })).text());
    } finally { await server.stop(); }
    const files = contentsOf(data);
    assert.ok(files.length > 100_000 && statSync(data).isDirectory());
    assert.ok(out.length + server.err().length > 1000);
    for (const [name, value] of secrets) {
      assert.ok(!out.includes(value) && !server.err().includes(value), `${name} stands in the log of the process`);
      assert.ok(!told.some((text) => text.includes(value)), `${name} stands in an answer, a metric or a record`);
      assert.ok(!files.includes(value), `${name} stands in a file of the data folder`);
    }
  });
});

describe('MG: the record of what happened', () => {
  let house: ManagedHouse;
  before(async () => { house = await startManagedHouse(); });
  after(() => house.stop());

  test('A216: line ends, escape sequences, quotes, directions and a megabyte in what strangers send make one well-formed record each, cut to size', async () => {
    const hostile = '\u001b[31mred\u001b[0m "},{"x": \u202eevil';
    const before = (await lines(house)).length;
    const browser = house.running.browser();
    const page = await browser.follow(await browser.get(authorizeUrl(apps.web, newPkce())));
    await browser.post('/u/login', { ...hiddenFields(page.text), username: `${hostile}\r\nfake: line ${'x'.repeat(50_000)}`, password: 'wrong horse battery' }, { 'user-agent': `Evil "},{ ${'y'.repeat(4000)}` });
    await call(house.running.origin, '/oauth/token', { app: { id: 'nobody"},{"a":1', secret: 'x', redirectUri: '', method: 'client_secret_post' }, fields: { grant_type: 'client_credentials' } });
    // Refusals are written behind the answer.
    for (let tries = 0; tries < 1500 && (await lines(house)).length < before + 2; tries++) await new Promise((resolve) => setTimeout(resolve, 20));
    const everything = await lines(house);
    const found = everything.slice(0, everything.length - before);
    assert.ok(found.length >= 2);
    for (const record of found) {
      const text = JSON.stringify(record);
      assert.equal(typeof (JSON.parse(record.detail) as Record<string, unknown>)['id'], 'string');
      assert.ok(![...text].some((character) => character < ' '));
      assert.ok(text.length < 16_000, `${record.event}: ${text.length} characters`);
    }
    const told = await house.ask('GET', '/logs?per_page=10');
    assert.equal(told.status, 200);
    assert.ok(told.body.length >= 2);
  });

  test('A217: sign-ins, refusals, consent, the end of a token family, new keys and every write of an administrator stand in the log with who, what and when; the API has no way to change it', async () => {
    const { running } = house;
    const { body } = await tokensFor(running.browser(), { app: apps.web3p, person: people.bob }, { scope: 'openid offline_access' });
    await refresh(running.origin, apps.web3p, body['refresh_token'] ?? '');
    // Again: the family ends.
    await refresh(running.origin, apps.web3p, body['refresh_token'] ?? '');
    const [role, rotated] = [await house.ask('POST', '/roles', { body: { name: 'auditor' } }), await house.ask('POST', '/keys/signing/rotate')];
    assert.deepEqual([role.status, rotated.status], [200, 201]);
    const found = await lines(house);
    for (const event of ['login.password', 'consent', 'token.exchange', 'management.roles.create', 'management.keys.signing.rotate']) {
      const line = found.find((record) => record.event.startsWith(event));
      assert.ok(line, `${event}: ${[...new Set(found.map((record) => record.event))].join(' ')}`);
      assert.ok(line.clientId !== undefined || line.userId !== undefined, event);
    }
    assert.ok(found.some(({ reason }) => reason === 'refresh.reused'), [...new Set(found.map(({ reason }) => reason))].join(' '));
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const [line] = (await house.ask('GET', '/logs?per_page=1')).body;
      for (const path of ['/logs', `/logs/${String(line?.['log_id'])}`]) assert.ok([403, 404, 405].includes((await house.ask(method, path, { body: {} })).status), `${method} ${path}`);
    }
  });

  test('A218: a server that was just started has nobody who could sign in and no application with a secret that others know', async () => {
    const fresh = newFolder();
    const port = await freePort();
    const opened = await openHouse(settingsFor({ issuer: `http://localhost:${port}/`, data: join(fresh, 'data'), databaseUrl: undefined, mode: 'production' }));
    try {
      const { id } = opened.defaultTenant;
      assert.deepEqual(await opened.storage.registry.listClients(id), []);
      assert.deepEqual(await opened.storage.users.listAfter(id, { connection: undefined, after: '', take: 1 }), []);
    } finally { await opened.close(); }
  });
});
