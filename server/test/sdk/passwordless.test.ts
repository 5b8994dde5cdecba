import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { AuthenticationClient } from 'auth0-5';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { App } from '../flows/app.ts';
import { addApp, switchOn } from '../flows/arrangements.ts';
import { freePort, startHouse, type RunningHouse } from '../flows/house.ts';
import { mailsTo, mailTo } from '../flows/mails.ts';
import { addMailConnection, codeIn, otpGrant } from '../flows/passwordless.ts';

const skip = process.env['TEST_CHROMIUM_MISSING'] ?? false;
const require = createRequire(import.meta.url);
let house: RunningHouse;
let app: App;
let origin: string;
let stopApp: () => void;

type Told = readonly [error: { readonly code?: string; readonly description?: string } | null, answer: Record<string, string> | undefined];
/** What the page of the test application puts on `window`. */
declare global { interface Window { ask(name: 'start' | 'verify' | 'token' | 'parse', options: Record<string, unknown>): Promise<Told> } }

const page = (domain: string) => `<!doctype html><title>Application of the tests</title><script src="/auth0.js"></script><script>
const web = new auth0.WebAuth({ domain: '${domain}', clientID: 'js', redirectUri: location.origin + '/', responseType: 'token id_token', scope: 'openid email' });
const calls = { start: (o, cb) => web.passwordlessStart(o, cb), verify: (o, cb) => web.passwordlessVerify(o, cb), token: (o, cb) => web.client.oauthToken(o, cb), parse: (o, cb) => web.parseHash(o, cb) };
window.ask = (name, options) => new Promise((resolve) => { calls[name](options, (error, answer) => resolve([error ? { code: error.code ?? error.error, description: error.description ?? error.errorDescription } : null, answer ?? undefined])); });
</script>`;

before(async () => {
  house = await startHouse({ https: true });
  await switchOn(house, 'implicit');
  app = await addApp(house, 'node', { grantTypes: [otpGrant, 'authorization_code', 'refresh_token'] });
  const port = await freePort();
  origin = `https://localhost:${port}`;
  await addApp(house, 'js', { type: 'spa', authenticationMethod: 'none', grantTypes: [otpGrant, 'implicit'], responseTypes: ['id_token token'], legacyFlows: ['implicit'], redirectUris: [`${origin}/`], webOrigins: [origin] });
  await addMailConnection(house, [app.id, 'js']);
  const script = await readFile(join(require.resolve('auth0-js/package.json'), '..', 'dist', 'auth0.min.js'));
  const [key, cert] = await Promise.all([readFile(join(house.data, 'ca', 'localhost.key')), readFile(join(house.data, 'ca', 'localhost.pem'))]);
  const server = createServer({ key, cert }, (request, response) => {
    const isScript = request.url === '/auth0.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html').end(isScript ? script : page(new URL(house.issuer).host));
  }).listen(port, '127.0.0.1');
  stopApp = () => { server.closeAllConnections(); server.close(); };
});
after(async () => { stopApp(); await house.stop(); });
const newest = async (email: string, count = 1) => codeIn((await mailsTo(house, email, count))[0]?.text ?? '');

describe('auth0 5 (authentication client), unmodified', () => {
  const client = () => new AuthenticationClient({ domain: new URL(house.issuer).host, clientId: app.id, clientSecret: app.secret ?? '' });

  test('passwordless.sendEmail with a code, loginWithEmail with it, and what a wrong one is told', async () => {
    const auth0 = client();
    const { status } = await auth0.passwordless.sendEmail({ email: 'node@example.com', send: 'code' });
    assert.equal(status, 200);
    await assert.rejects(auth0.passwordless.loginWithEmail({ email: 'node@example.com', code: '000000x' }), { error: 'invalid_grant' });
    const tokens = await auth0.passwordless.loginWithEmail({ email: 'node@example.com', code: await newest('node@example.com'), scope: 'openid email offline_access' });
    assert.ok(tokens.data.access_token && tokens.data.id_token && tokens.data.refresh_token);
    await assert.rejects(auth0.passwordless.sendSMS({ phone_number: '+48123456789' }), /Text messages are not sent here/);
  });

  test('passwordless.sendEmail with a link, as it does where nothing else is said', async () => {
    await client().passwordless.sendEmail({ email: 'link@example.com', authParams: { scope: 'openid', state: 's' } });
    assert.match((await mailTo(house, 'link@example.com')).link, /\/passwordless\/verify_redirect\?.*state=s/);
  });
});

describe('auth0-js in Chromium, unmodified', { skip }, () => {
  let browser: Browser;
  before(async () => { browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] }); });
  after(() => browser.close());
  const openApp = async (): Promise<Page> => {
    const tab = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
    await tab.goto(origin);
    return tab;
  };

  test('passwordlessStart with a code, then the code at the token endpoint', async () => {
    const tab = await openApp();
    const [refused] = await tab.evaluate(() => window.ask('start', { connection: 'nothing', send: 'code', email: 'js@example.com' }));
    assert.equal(refused?.code, 'bad.connection');
    const [error, answer] = await tab.evaluate(() => window.ask('start', { connection: 'email', send: 'code', email: 'js@example.com' }));
    assert.deepEqual([error, answer?.['email']], [null, 'js@example.com']);
    const otp = await newest('js@example.com');
    const [wrong, tokens] = await tab.evaluate((code) => window.ask('token', { grantType: 'http://auth0.com/oauth/grant-type/passwordless/otp', realm: 'email', username: 'js@example.com', otp: code }), otp);
    assert.equal(wrong, null);
    assert.ok(tokens?.['accessToken']);
    await tab.context().close();
  });

  test('passwordlessStart with a link that the person follows in this browser, and passwordlessVerify with a code: the page asks, and the library reads the answer', async () => {
    const tab = await openApp();
    await tab.evaluate(() => window.ask('start', { connection: 'email', send: 'link', email: 'jslink@example.com' }));
    const { link } = await mailTo(house, 'jslink@example.com');
    await tab.goto(link);
    await Promise.all([tab.waitForURL(/#.*access_token=/), tab.getByRole('button', { name: 'Sign in' }).click()]);
    const [error, answer] = await tab.evaluate(() => window.ask('parse', { hash: location.hash }));
    assert.deepEqual([error, Boolean(answer?.['accessToken'])], [null, true]);

    await tab.goto(origin);
    await tab.evaluate(() => window.ask('start', { connection: 'email', send: 'code', email: 'jscode@example.com' }));
    const code = await newest('jscode@example.com');
    await Promise.all([tab.waitForURL(/verify_redirect/), tab.evaluate((verificationCode) => { void window.ask('verify', { connection: 'email', email: 'jscode@example.com', verificationCode }); }, code)]);
    await Promise.all([tab.waitForURL(/#.*access_token=/), tab.getByRole('button', { name: 'Sign in' }).click()]);
    const [second, tokens] = await tab.evaluate(() => window.ask('parse', { hash: location.hash }));
    assert.deepEqual([second, Boolean(tokens?.['accessToken'])], [null, true]);
    await tab.context().close();
  });
});
