import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { answerOf, authorizeUrl, call, claimsOf, exchange, newPkce, signIn, tokensFor, type App } from '../flows/app.ts';
import { pageOf } from '../flows/browser.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';

/** What an application may be set to do, by its type. */
const types = [
  { app_type: 'regular_web', confidential: true, grant_types: ['authorization_code', 'refresh_token'] },
  { app_type: 'spa', confidential: false, grant_types: ['authorization_code', 'refresh_token'] },
  { app_type: 'native', confidential: false, grant_types: ['authorization_code', 'refresh_token'] },
  { app_type: 'non_interactive', confidential: true, grant_types: ['client_credentials'] },
] as const;

let house: ManagedHouse;
before(async () => { house = await startManagedHouse(); });
after(() => house.stop());

async function register(body: Readonly<Record<string, unknown>>): Promise<App & { readonly body: Readonly<Record<string, unknown>> }> {
  const made = await house.ask('POST', '/clients', { body });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const { client_id: id, client_secret: secret, token_endpoint_auth_method: method, callbacks } = made.body;
  return { id: String(id), secret: secret as string | undefined, redirectUri: (callbacks as readonly string[] | undefined)?.[0] ?? '', method: method as App['method'], body: made.body };
}
const machineToken = (app: App) => call(house.running.origin, '/oauth/token', { app, fields: { grant_type: 'client_credentials', audience: api } });

describe('Applications', () => {
  test('Seed rows 14, 15, 16, 17, 19, 20, 21: the type decides whether there is a secret and which flows there are; id and secret are the server\'s, and nobody guesses them', async () => {
    const seen = new Set<string>();
    for (const { app_type: type, confidential, grant_types: grants } of types) {
      const app = await register({ name: `Of type ${type}`, app_type: type, ...(type === 'non_interactive' ? {} : { callbacks: ['https://typed.example/cb'] }) });
      assert.deepEqual([app.body['app_type'], app.body['grant_types'], app.secret !== undefined, app.method], [type, grants, confidential, confidential ? 'client_secret_post' : 'none'], type);
      assert.match(app.id, /^[A-Za-z0-9]{32}$/);
      if (confidential) assert.ok((app.secret ?? '').length >= 43);
      for (const value of [app.id, app.secret]) if (value !== undefined) assert.ok(!seen.has(value) && seen.add(value));
      await house.ask('POST', '/client-grants', { body: { client_id: app.id, audience: api, scope: [] } });
      await house.ask('PATCH', `/clients/${app.id}`, { body: { grant_types: [...new Set([...grants, 'client_credentials'])] } });
      const machine = await machineToken(app);
      assert.deepEqual([machine.status, machine.body['error']], confidential ? [200, undefined] : [400, 'unauthorized_client'], type);
      if (app.redirectUri !== '') assert.equal((await tokensFor(house.running.browser(), { app, person: people.alice })).status, 200, type);
    }
  });

  test('Seed rows 18, 35: an application does what is on its list of grant types, and nothing else', async () => {
    const television = await register({ name: 'Television', app_type: 'native', grant_types: ['urn:ietf:params:oauth:grant-type:device_code'] });
    const asked = await call(house.running.origin, '/oauth/device/code', { app: television, fields: { scope: 'openid' } });
    assert.deepEqual([asked.status, typeof asked.body['user_code']], [200, 'string']);
    for (const grantType of ['authorization_code', 'refresh_token', 'client_credentials', 'password']) {
      const refused = await call(house.running.origin, '/oauth/token', { app: television, fields: { grant_type: grantType, code: 'x', refresh_token: 'x', username: 'x', password: 'x', code_verifier: 'x'.repeat(43) } });
      assert.match(String(refused.body['error']), /^(unauthorized_client|unsupported_grant_type)$/, grantType);
    }
    const other = await register({ name: 'No television', app_type: 'native', callbacks: ['https://typed.example/cb'] });
    assert.equal((await call(house.running.origin, '/oauth/device/code', { app: other, fields: { scope: 'openid' } })).body['error'], 'unauthorized_client');
  });

  test('Seed rows 23, 24, 25: redirects go to registered addresses alone, a scheme of the application\'s own and any port of this machine among them, and the token request names the same', async () => {
    const app = await register({ name: 'Phone', app_type: 'native', callbacks: ['com.example.myapp://callback', 'http://127.0.0.1/cb'] });
    for (const redirectUri of ['com.example.myapp://callback', 'http://127.0.0.1:51234/cb']) {
      const pkce = newPkce();
      const answer = await signIn(house.running.browser(), authorizeUrl({ ...app, redirectUri }, pkce), people.alice);
      assert.ok((answer.location ?? '').startsWith(`${redirectUri}?`), answer.location);
      const code = answerOf(answer).get('code') ?? '';
      const elsewhere = await exchange(house.running.origin, { ...app, redirectUri: 'com.example.myapp://other' }, { code, code_verifier: pkce.verifier });
      assert.equal(elsewhere.body['error'], 'invalid_grant');
    }
    const page = await house.running.browser().get(authorizeUrl({ ...app, redirectUri: 'com.example.myapp://other' }, newPkce()));
    assert.deepEqual([page.location, pageOf(page)], [undefined, 'error']);
  });

  test('Seed rows 26, 27: an internal application needs no consent, and one of a third party does', async () => {
    for (const [first, page] of [[true, undefined], [false, 'consent']] as const) {
      const app = await register({ name: `Party ${String(first)}`, app_type: 'regular_web', is_first_party: first, callbacks: ['https://party.example/cb'] });
      const browser = house.running.browser();
      await tokensFor(browser, { app: apps.web, person: people.alice });
      const next = await browser.follow(await browser.get(authorizeUrl(app, newPkce())));
      assert.equal(pageOf(next), page);
      assert.equal(next.location?.startsWith('https://party.example/cb?code=') ?? false, first);
    }
  });

  test('Seed rows 32, 33: a person comes back from a logout to a registered address, and the pages of a registered origin read tokens', async () => {
    const app = await register({ name: 'Page', app_type: 'spa', callbacks: ['https://page.example/cb'], web_origins: ['https://page.example'], allowed_logout_urls: ['https://page.example/out'] });
    const back = (to: string) => house.running.browser().get(`/v2/logout?${new URLSearchParams({ client_id: app.id, returnTo: to }).toString()}`);
    assert.deepEqual([(await back('https://page.example/out')).location, (await back('https://page.example/other')).location], ['https://page.example/out', undefined]);
    const readable = async (origin: string) => (await fetch(`${house.running.origin}/oauth/token`, { method: 'POST', headers: { origin, 'content-type': 'application/x-www-form-urlencoded' }, body: `grant_type=refresh_token&refresh_token=x&client_id=${app.id}` })).headers.get('access-control-allow-origin');
    assert.deepEqual([await readable('https://page.example'), await readable('https://evil.example')], ['https://page.example', null]);
  });
});

describe('People', () => {
  test('Seed rows 222, 223: a person has an id of provider and number, and one profile over all identities, the same in a token and in the management interface', async () => {
    const told = claimsOf((await tokensFor(house.running.browser(), { app: apps.web, person: people.alice })).body['id_token']);
    const sub = String(told['sub']);
    assert.match(sub, /^auth0\|[A-Za-z0-9._-]+$/);
    const { body } = await house.ask('GET', `/users/${encodeURIComponent(sub)}`);
    assert.deepEqual([body['user_id'], body['name'], body['email'], body['picture']], [sub, told['name'], told['email'], told['picture']]);
    assert.deepEqual(body['identities'], [{ connection: 'Username-Password-Authentication', provider: 'auth0', user_id: sub.slice('auth0|'.length), isSocial: false }]);
  });

  test('Seed row 229: no file of the database has a password or the secret of an application in it', async () => {
    const password = 'a password that is looked for in files';
    await house.ask('POST', '/users', { body: { connection: 'Username-Password-Authentication', email: 'kept@example.com', password } });
    const { secret = '' } = await register({ name: 'Kept', app_type: 'non_interactive' });
    await tokensFor(house.running.browser(), { app: apps.web, person: { email: 'kept@example.com', password } });
    const files = (await readdir(house.running.data, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const texts = await Promise.all(files.map(async ({ parentPath, name }) => ({ name, text: (await readFile(join(parentPath, name))).toString('latin1') })));
    assert.ok(texts.some(({ text }) => text.includes('kept@example.com')), 'the rows are in these files');
    for (const { name, text } of texts) assert.ok(!text.includes(password) && !text.includes(secret), name);
  });
});

describe('Protection of the way through the browser', () => {
  test('Seed row 228: state comes back as it was sent, and a code that is caught on the way is worth nothing without the verifier', async () => {
    const pkce = newPkce();
    const answer = answerOf(await signIn(house.running.browser(), authorizeUrl(apps.native, pkce, { state: 'E7bMSVO7DlxkFueN' }), people.alice));
    assert.equal(answer.get('state'), 'E7bMSVO7DlxkFueN');
    const code = answer.get('code') ?? '';
    for (const fields of [{ code }, { code, code_verifier: newPkce().verifier }]) assert.match(String((await exchange(house.running.origin, apps.native, fields)).body['error']), /^invalid_(grant|request)$/);
    assert.equal((await exchange(house.running.origin, apps.native, { code, code_verifier: pkce.verifier })).status, 200);
  });
});
