import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { addApp, switchOn } from '../flows/arrangements.ts';
import { claimsOf } from '../flows/app.ts';
import { people } from '../flows/fixtures.ts';
import { freePort, type RunningHouse } from '../flows/house.ts';
import { startManagedHouse } from '../management/house.ts';

const skip = process.env['TEST_CHROMIUM_MISSING'] ?? false;
const require = createRequire(import.meta.url);
const connection = 'Username-Password-Authentication';
/** Everything in auth0.js ends in a callback; the page makes promises of them. */
interface Called { (what: 'web' | 'client' | 'management', name: string, ...parts: readonly unknown[]): Promise<Record<string, unknown>> }
declare global { interface Window { called: Called; sent(name: 'authorize' | 'logout', options: object): void } }

let house: RunningHouse;
let origin: string;
let browser: Browser;
let stopApp: () => void;

const page = (domain: string) => `<!doctype html><title>Application of the tests</title><script src="/auth0.js"></script><script>
const web = new auth0.WebAuth({ domain: '${domain}', clientID: 'old-page', redirectUri: location.origin + '/', responseType: 'token id_token', scope: 'openid profile email' });
const parts = { web, client: web.client };
window.called = (what, name, ...given) => new Promise((resolve, reject) => {
  const on = what === 'management' ? new auth0.Management({ domain: '${domain}', token: given.shift() }) : parts[what];
  on[name](...given, (error, answer) => (error ? resolve({ failed: JSON.parse(JSON.stringify(error)) }) : resolve(answer ?? {})));
});
window.sent = (name, options) => web[name](options);
</script>`;

before(async () => {
  if (skip !== false) return;
  house = (await startManagedHouse({ https: true })).running;
  const port = await freePort();
  origin = `https://localhost:${port}`;
  await switchOn(house, 'implicit', 'delegation', 'password', 'resource_owner');
  const exchange = { audiences: ['old-api'], delegation: false, impersonation: false };
  await addApp(house, 'old-page', { authenticationMethod: 'none', type: 'spa', requiresPkce: false, redirectUris: [`${origin}/`], webOrigins: [origin], logoutUris: [`${origin}/`], grantTypes: ['implicit', 'password', 'http://auth0.com/oauth/grant-type/password-realm', 'refresh_token'], responseTypes: ['id_token token'], legacyFlows: ['implicit', 'delegation', 'password', 'resource_owner'], exchange });
  await addApp(house, 'old-api', {});
  const script = await readFile(join(require.resolve('auth0-js/package.json'), '..', 'dist', 'auth0.min.js'));
  const [key, cert] = await Promise.all([readFile(join(house.data, 'ca', 'localhost.key')), readFile(join(house.data, 'ca', 'localhost.pem'))]);
  const server = createServer({ key, cert }, (request, response) => {
    const isScript = request.url === '/auth0.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html').end(isScript ? script : page(new URL(house.origin).host));
  }).listen(port, '127.0.0.1');
  stopApp = () => { server.closeAllConnections(); server.close(); };
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
});
after(async () => {
  if (skip !== false) return;
  await browser.close();
  stopApp();
  await house.stop();
});

async function openApp(): Promise<Page> {
  const tab = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
  await tab.goto(origin);
  return tab;
}
const ask = (tab: Page, ...asked: Parameters<Called>) => tab.evaluate(([what, name, parts]) => window.called(what, name, ...parts), [asked[0], asked[1], asked.slice(2)] as const);

async function login(tab: Page, options: object = {}): Promise<Record<string, unknown>> {
  await Promise.all([tab.waitForURL(/\/u\/login/), tab.evaluate((more) => { window.sent('authorize', more); }, options)]);
  await tab.fill('#username', people.alice.email);
  await tab.fill('#password', people.alice.password);
  await Promise.all([tab.waitForURL(/#/), tab.click('button[name=action][value=default]')]);
  return ask(tab, 'web', 'parseHash', {});
}

describe('Seed row 225: auth0.js in Chromium, unmodified', { skip }, () => {
  test('Seed rows 162, 225: tokens through the browser, verified by the published keys, the person, a silent renewal in a frame, and logout', async () => {
    const tab = await openApp();
    const first = await login(tab);
    const { sub } = claimsOf(String(first['idToken']));
    assert.deepEqual([first['tokenType'], (first['idTokenPayload'] as Record<string, unknown>)['email']], ['Bearer', people.alice.email], JSON.stringify(first));
    assert.equal((await ask(tab, 'client', 'userInfo', first['accessToken']))['sub'], sub);
    const renewed = await ask(tab, 'web', 'checkSession', {});
    assert.equal((renewed['idTokenPayload'] as Record<string, unknown>)['sub'], sub, JSON.stringify(renewed));
    assert.notEqual(renewed['accessToken'], first['accessToken']);
    await Promise.all([tab.waitForURL(`${origin}/`), tab.evaluate((returnTo) => { window.sent('logout', { returnTo }); }, `${origin}/`)]);
    assert.equal(((await ask(tab, 'web', 'checkSession', {}))['failed'] as Record<string, unknown>)['code'], 'login_required');
    await tab.context().close();
  });

  test('Seed rows 51, 98, 225: an ID token for another application, and a sign-in with a password in the page, where tenant and application switch them on', async () => {
    const tab = await openApp();
    const { idToken } = await login(tab);
    const delegated = await ask(tab, 'client', 'delegation', { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', id_token: idToken, target: 'old-api', scope: 'openid', api_type: 'app' });
    assert.equal(claimsOf(String(delegated['idToken']))['aud'], 'old-api', JSON.stringify(delegated));
    const password = { username: people.alice.email, password: people.alice.password };
    const byRealm = await ask(tab, 'client', 'login', { ...password, realm: connection, scope: 'openid email' });
    assert.equal(claimsOf(String(byRealm['idToken']))['email'], people.alice.email, JSON.stringify(byRealm));
    const byOwner = await ask(tab, 'client', 'loginWithResourceOwner', { ...password, connection, scope: 'openid' });
    assert.equal(typeof byOwner['idToken'], 'string', JSON.stringify(byOwner));
    const wrong = await ask(tab, 'client', 'login', { ...password, password: 'wrong', realm: connection });
    assert.equal((wrong['failed'] as Record<string, unknown>)['code'], 'invalid_grant');
    await tab.context().close();
  });

  test('Seed rows 211, 225: people read and change their own record by their own token', async () => {
    const tab = await openApp();
    const { accessToken, idTokenPayload } = await login(tab, { audience: `${house.issuer}api/v2/`, scope: 'openid read:current_user update:current_user_metadata' });
    const { sub } = idTokenPayload as { readonly sub: string };
    assert.equal((await ask(tab, 'management', 'getUser', accessToken, sub))['email'], people.alice.email);
    assert.deepEqual((await ask(tab, 'management', 'patchUserMetadata', accessToken, sub, { colour: 'blue' }))['user_metadata'], { colour: 'blue' });
    await tab.context().close();
  });
});
