import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { clientDefaults } from '../../src/protocol/client/client-defaults.ts';
import { authorizeUrl, call, claimsOf, newPkce, type App } from '../flows/app.ts';
import { openSuite, person, type Suite } from './suite.ts';

const skip = process.env['TEST_CHROMIUM_MISSING'] ?? false;

/** OIDC Session Management §3.1: the page of an application that asks the frame of the server again and again, and keeps the answers. */
const watcher = (server: string, message: string) => `<!doctype html><title>watcher</title><iframe id="op" hidden src="${server}/check_session"></iframe><script>
  window.answers = [];
  var server = ${JSON.stringify(server)}, message = ${JSON.stringify(message)};
  addEventListener('message', function (event) { if (event.origin === server) answers.push(event.data); });
  window.ask = function (text) { document.getElementById('op').contentWindow.postMessage(text, server); };
  document.getElementById('op').onload = function () { setInterval(function () { ask(message); }, 50); };
</script>`;

let suite: Suite;
let browser: Browser;
let application: Server;
/** The same pages at another origin of the same site. */
let neighbour: Server;
let origin: string;
/** What the browser asked the application for: front-channel addresses and returns. */
const visits: URL[] = [];
before(async () => {
  if (skip !== false) return;
  suite = await openSuite({ https: true });
  const [key, cert] = await Promise.all([readFile(join(suite.house.data, 'ca', 'localhost.key')), readFile(join(suite.house.data, 'ca', 'localhost.pem'))]);
  const open = () => createServer({ key, cert }, (request, response) => {
    const url = new URL(request.url ?? '/', origin);
    visits.push(url);
    if (url.pathname === '/silent') return;
    response.setHeader('content-type', 'text/html');
    response.end(url.pathname === '/watch' ? watcher(suite.house.origin, url.searchParams.get('message') ?? '') : '<!doctype html><title>application</title>');
  }).listen(0, '127.0.0.1');
  [application, neighbour] = [open(), open()];
  await Promise.all([once(application, 'listening'), once(neighbour, 'listening')]);
  origin = `https://localhost:${(application.address() as AddressInfo).port}`;
  browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
});
after(async () => {
  if (skip !== false) return;
  await browser.close();
  for (const server of [application, neighbour]) {
    server.closeAllConnections();
    server.close();
  }
  await suite.stop();
});

const add = (id: string, frontchannel: string | undefined, required = true): Promise<App> => suite.add(id, {
  firstParty: true, redirectUris: [`${origin}/cb`], logoutUris: [`${origin}/bye`],
  logout: { ...clientDefaults.logout, frontchannelUri: frontchannel === undefined ? undefined : `${origin}${frontchannel}`, frontchannelSessionRequired: required },
});

/** Signs in where nobody is signed in yet; the parameters of the answer and the ID token. */
async function enter(tab: Page, app: App): Promise<{ readonly answer: URLSearchParams; readonly idToken: string }> {
  const pkce = newPkce();
  await tab.goto(`${suite.house.origin}${authorizeUrl(app, pkce)}`);
  if (new URL(tab.url()).pathname === '/u/login') {
    await tab.fill('#username', person.email);
    await tab.fill('#password', person.password);
    await Promise.all([tab.waitForURL(`${origin}/cb?*`), tab.click('button[name=action][value=default]')]);
  }
  const answer = new URL(tab.url()).searchParams;
  const tokens = await call(suite.house.origin, '/oauth/token', { app, fields: { grant_type: 'authorization_code', redirect_uri: app.redirectUri, code: answer.get('code') ?? '', code_verifier: pkce.verifier } });
  return { answer, idToken: tokens.body['id_token'] ?? '' };
}
const logoutUrl = (fields: Readonly<Record<string, string>>) => `${suite.house.origin}/oidc/logout?${new URLSearchParams(fields).toString()}`;
const newContext = (options = {}): Promise<BrowserContext> => browser.newContext({ ignoreHTTPSErrors: true, ...options });

describe('OIDC Front-Channel Logout §2 in Chromium', { skip }, () => {
  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with scripts' : 'without scripts';
    test(`oidcc-frontchannel-rp-initiated-logout: ${how}: every application of the session is loaded in a frame, with iss and sid where it asked for them, then the browser goes back with state`, async () => {
      const name = javaScriptEnabled ? 'a' : 'b';
      const [first, second] = [await add(`${name}-one`, `/${name}-out-one?x=1`), await add(`${name}-two`, `/${name}-out-two`, false)];
      await add(`${name}-unused`, `/${name}-out-unused`);
      const context = await newContext({ javaScriptEnabled });
      const tab = await context.newPage();
      const { idToken } = await enter(tab, first);
      await enter(tab, second);
      await Promise.all([tab.waitForURL(`${origin}/bye?state=s%26t`), tab.goto(logoutUrl({ id_token_hint: idToken, post_logout_redirect_uri: `${origin}/bye`, state: 's&t' })).catch(() => undefined)]);
      const loaded = visits.filter(({ pathname }) => pathname.startsWith(`/${name}-out`)).map((url) => `${url.pathname}${url.search}`).sort();
      const facts = new URLSearchParams({ x: '1', iss: suite.house.issuer, sid: String(claimsOf(idToken)['sid']) }).toString();
      assert.deepEqual(loaded, [`/${name}-out-one?${facts}`, `/${name}-out-two`]);
      await context.close();
    });
  }

  test('OIDC Front-Channel Logout §2: an application that never answers keeps nobody from going back', async () => {
    const app = await add('c-silent', '/silent');
    const context = await newContext();
    const tab = await context.newPage();
    const { idToken } = await enter(tab, app);
    await Promise.all([tab.waitForURL(`${origin}/bye`), tab.goto(logoutUrl({ id_token_hint: idToken, post_logout_redirect_uri: `${origin}/bye` }), { waitUntil: 'commit' })]);
    assert.ok(visits.some(({ pathname }) => pathname === '/silent'));
    await context.close();
  });

  test('OIDC Front-Channel Logout §2: who is sent nowhere reads that they are signed out, and the frames are loaded there', async () => {
    const app = await add('d-stay', '/d-out');
    const context = await newContext();
    const tab = await context.newPage();
    const errors: string[] = [];
    tab.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()); });
    const { idToken } = await enter(tab, app);
    await tab.goto(logoutUrl({ id_token_hint: idToken }));
    await tab.waitForSelector('main[data-page=logged-out]');
    assert.equal(visits.find(({ pathname }) => pathname === '/d-out')?.searchParams.get('sid'), claimsOf(idToken)['sid']);
    assert.deepEqual(errors, []);
    await context.close();
  });
});

describe('OIDC Session Management §3 in Chromium', { skip }, () => {
  const until = (tab: Page, word: string) => tab.waitForFunction((wanted) => (window as unknown as { readonly answers: readonly string[] }).answers.at(-1) === wanted, word);
  const watch = async (context: BrowserContext, message: string): Promise<Page> => {
    const tab = await context.newPage();
    await tab.goto(`${origin}/watch?${new URLSearchParams({ message }).toString()}`);
    return tab;
  };

  test('oidcc-session-management-rp-initiated-logout: the frame says unchanged while the person is signed in and changed after the logout, and asks no server', async () => {
    const app = await add('watched', undefined);
    const context = await newContext();
    const tab = await context.newPage();
    const { answer, idToken } = await enter(tab, app);
    const sessionState = answer.get('session_state') ?? '';
    assert.match(sessionState, /^[^ ]+$/);
    const page = await watch(context, `${app.id} ${sessionState}`);
    await until(page, 'unchanged');
    const asked: string[] = [];
    page.on('request', (request) => { asked.push(request.url()); });
    await Promise.all([tab.waitForURL(`${origin}/bye`), tab.goto(logoutUrl({ id_token_hint: idToken, post_logout_redirect_uri: `${origin}/bye` })).catch(() => undefined)]);
    await until(page, 'changed');
    await enter(tab, app);
    await page.evaluate(() => { (window as unknown as { answers: string[] }).answers.length = 0; });
    await until(page, 'changed');
    assert.deepEqual(asked, []);
    await context.close();
  });

  test('OIDC Session Management §3.2: another client or another origin reads changed, what is no such message reads error', async () => {
    const app = await add('watched-two', undefined);
    const context = await newContext();
    const tab = await context.newPage();
    const state = (await enter(tab, app)).answer.get('session_state') ?? '';
    await until(await watch(context, `${app.id} ${state}`), 'unchanged');
    await until(await watch(context, `watched ${state}`), 'changed');
    for (const message of ['', 'garbage', `${app.id} `, ` ${state}`, `${app.id} ${state.split('.')[0] ?? ''}`, `${app.id} ${state} `]) await until(await watch(context, message), 'error');
    const elsewhere = await context.newPage();
    await elsewhere.goto(`https://localhost:${(neighbour.address() as AddressInfo).port}/watch?${new URLSearchParams({ message: `${app.id} ${state}` }).toString()}`);
    await until(elsewhere, 'changed');
    await context.close();
  });

  test('OIDC Session Management §2: a sign-in of the same person anew changes the state, a silent answer does not', async () => {
    const app = await add('watched-three', undefined);
    const context = await newContext();
    const tab = await context.newPage();
    const page = await watch(context, `${app.id} ${(await enter(tab, app)).answer.get('session_state') ?? ''}`);
    await until(page, 'unchanged');
    const silent = (await enter(tab, app)).answer.get('session_state') ?? '';
    await until(await watch(context, `${app.id} ${silent}`), 'unchanged');
    await until(page, 'unchanged');
    await tab.goto(`${suite.house.origin}${authorizeUrl(app, newPkce(), { prompt: 'login' })}`);
    await tab.fill('#username', person.email);
    await tab.fill('#password', person.password);
    await Promise.all([tab.waitForURL(`${origin}/cb?*`), tab.click('button[name=action][value=default]')]);
    await until(page, 'changed');
    await context.close();
  });
});
