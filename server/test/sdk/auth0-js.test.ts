import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { AuthenticationClient } from 'auth0-5/legacy';
import type { Browser, Page as Tab } from 'playwright-core';
import { answerOf, authorizeUrl, newPkce, signIn } from '../flows/app.ts';
import { pageOf } from '../flows/browser.ts';
import { apps, people } from '../flows/fixtures.ts';
import { freePort, startHouse, type RunningHouse } from '../flows/house.ts';
import { mailTo } from '../flows/mails.ts';
import { resetByLink } from '../flows/recovery.ts';
import { launchChromium, noChromium } from '../pages/chromium.ts';

const connection = 'Username-Password-Authentication';
const require = createRequire(import.meta.url);
type Told = Readonly<Record<string, unknown>> | string;
interface Outcome { readonly error?: Readonly<Record<string, unknown>>; readonly answer?: Told }

let house: RunningHouse;
before(async () => { house = await startHouse({ https: true }); });
after(() => house.stop());

const pathOf = (link: string) => { const { pathname, search } = new URL(link); return `${pathname}${search}`; };

describe('auth0-js in Chromium, unmodified: accounts and forgotten passwords', { skip: noChromium }, () => {
  let browser: Browser;
  let tab: Tab;
  let stopApp: () => void;
  before(async () => {
    browser = await launchChromium();
    const [port, script, key, cert] = await Promise.all([freePort(), readFile(join(require.resolve('auth0-js/package.json'), '..', 'dist', 'auth0.min.js')), readFile(join(house.data, 'ca', 'localhost.key')), readFile(join(house.data, 'ca', 'localhost.pem'))]);
    const server = createServer({ key, cert }, (request, response) => {
      const isScript = request.url === '/auth0.js';
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html').end(isScript ? script : '<!doctype html><title>SPA</title><script src="/auth0.js"></script>');
    }).listen(port, '127.0.0.1');
    stopApp = () => { server.closeAllConnections(); server.close(); };
    const { storage, defaultTenant } = house.house;
    const client = await storage.clients.findClient(defaultTenant.id, 'spa');
    assert.ok(client);
    await storage.registry.replaceClient({ ...client, webOrigins: [`https://localhost:${port}`] });
    tab = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
    await tab.goto(`https://localhost:${port}/`);
  });
  after(async () => { await browser.close(); stopApp(); });

  /** Calls a method of `WebAuth` and answers what its callback is told. */
  const call = (method: 'signup' | 'changePassword', options: Readonly<Record<string, unknown>>) => tab.evaluate<Outcome>(`new Promise((resolve) => {
    const webAuth = new auth0.WebAuth({ domain: ${JSON.stringify(new URL(house.origin).host)}, clientID: 'spa', redirectUri: 'https://spa.example/' });
    webAuth[${JSON.stringify(method)}](${JSON.stringify(options)}, (error, answer) => resolve({ error: error === null ? undefined : { code: error.code, description: error.description, statusCode: error.statusCode }, answer }));
  })`);

  test('signup makes an account; a taken address and a weak password are told by their codes', async () => {
    const made = await call('signup', { connection, email: 'jared@example.com', password: 'a very long password', user_metadata: { plan: 'gold' } });
    assert.equal(made.error, undefined, JSON.stringify(made.error));
    const { email, emailVerified } = made.answer as Readonly<Record<string, unknown>>;
    assert.deepEqual([email, emailVerified], ['jared@example.com', false]);
    assert.ok(answerOf(await signIn(house.browser(), authorizeUrl(apps.web, newPkce()), { email: 'jared@example.com', password: 'a very long password' })).get('code'));
    assert.deepEqual([(await call('signup', { connection, email: 'jared@example.com', password: 'a very long password' })).error?.['code'], (await call('signup', { connection, email: 'richard@example.com', password: 'short' })).error?.['code']], ['user_exists', 'invalid_password']);
  });

  test('changePassword sends the mail, whose link sets the password', async () => {
    const asked = await call('changePassword', { connection, email: people.alice.email });
    assert.deepEqual([asked.error, asked.answer], [undefined, "We've just sent you an email to reset your password."]);
    assert.equal(pageOf(await resetByLink(house.browser(), pathOf((await mailTo(house, people.alice.email)).link), 'meadow copper thirty')), 'email-done');
    assert.ok(answerOf(await signIn(house.browser(), authorizeUrl(apps.web, newPkce()), { ...people.alice, password: 'meadow copper thirty' })).get('code'));
  });
});

describe('auth0 5 over TLS, unmodified: accounts and forgotten passwords', () => {
  test('database.signUp and database.changePassword', async () => {
    const { database } = new AuthenticationClient({ domain: new URL(house.origin).host, clientId: 'web' });
    const { data } = await database.signUp({ connection, email: 'monica@example.com', password: 'a very long password', given_name: 'Monica' });
    assert.deepEqual([data.email, data.email_verified, data.given_name], ['monica@example.com', false, 'Monica']);
    const asked = await database.changePassword({ connection, email: people.bob.email });
    assert.equal(asked.data, "We've just sent you an email to reset your password.");
    assert.equal(pageOf(await resetByLink(house.browser(), pathOf((await mailTo(house, people.bob.email)).link), 'meadow silver thirty')), 'email-done');
    await assert.rejects(database.signUp({ connection, email: 'monica@example.com', password: 'a very long password' }), /exist/i);
  });
});
