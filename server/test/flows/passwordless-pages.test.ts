import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answerOf, authorizeUrl, claimsOf, exchange, newPkce, type App } from './app.ts';
import { addApp } from './arrangements.ts';
import { hiddenFields, pageOf, reasonOf, type Answer, type Browser } from './browser.ts';
import { MovableClock } from './clock.ts';
import { people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';
import { mailsTo } from './mails.ts';
import { addMailConnection, codeIn } from './passwordless.ts';

const clock = new MovableClock();
let house: RunningHouse;
let both: App;
let only: App;

before(async () => {
  house = await startHouse({ clock });
  both = await addApp(house, 'both', { grantTypes: ['authorization_code'] });
  only = await addApp(house, 'only', { grantTypes: ['authorization_code'] });
  await addMailConnection(house, [both.id, only.id]);
  const { storage, defaultTenant } = house.house;
  for (const connection of await storage.connections.list(defaultTenant.id)) {
    if (connection.strategy === 'auth0') await storage.connectionRegistry.changeClients(defaultTenant.id, { id: connection.id, enablings: [{ clientId: both.id, enabled: true }, { clientId: only.id, enabled: false }] });
  }
  while ((await storage.connections.listOfClient(defaultTenant.id, only.id)).length > 1) await new Promise((resolve) => { setTimeout(resolve, 20); });
});
after(() => house.stop());

/** The login page of an application. */
const open = async (browser: Browser, app: App, over: Readonly<Record<string, string>> = {}) => {
  const pkce = newPkce();
  return { ...pkce, page: await browser.follow(await browser.get(authorizeUrl(app, pkce, over))) };
};
const askCode = (browser: Browser, page: Answer, username: string) => browser.post('/u/login-code', { ...hiddenFields(page.text), username, action: 'code' });
const typeCode = (browser: Browser, page: Answer, code: string) => browser.post('/u/login-code', { ...hiddenFields(page.text), code, action: 'verify' });
const newest = async (email: string, count = 1) => codeIn((await mailsTo(house, email, count))[0]?.text ?? '');
const wrongOf = (code: string) => String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0');

describe('The hosted pages: sign-in with a code of a mail', () => {
  test('Field row 18: one address, one code, and the person is signed in; applications get a proved address', async () => {
    const browser = house.browser();
    const { page, verifier } = await open(browser, only);
    assert.equal(pageOf(page), 'login');
    assert.ok(!page.text.includes('type="password"') && page.text.includes('Email me a code'));
    const waiting = await askCode(browser, page, 'Pages@Example.com');
    assert.deepEqual([waiting.status, pageOf(waiting)], [200, 'login-code']);
    assert.ok(waiting.text.includes('Pages@Example.com') && waiting.text.includes('autocomplete="one-time-code"'));
    const answer = await browser.follow(await typeCode(browser, waiting, await newest('pages@example.com')));
    const { body } = await exchange(house.origin, only, { code: answerOf(answer).get('code') ?? '', code_verifier: verifier });
    const claims = claimsOf(body['id_token']);
    assert.deepEqual([claims['email'], claims['email_verified'], /^email\|/.test(String(claims['sub']))], ['pages@example.com', true, true]);
    const again = await browser.follow(await browser.get(authorizeUrl(only, newPkce())));
    assert.ok(answerOf(again).get('code'), 'the session goes on');
  });

  test('An application with passwords and codes offers both in one form; either leads in', async () => {
    const browser = house.browser();
    const { page } = await open(browser, both);
    assert.ok(page.text.includes('type="password"') && /<button[^>]*formaction="\/u\/login-code"[^>]*formnovalidate/i.test(page.text));
    const waiting = await askCode(browser, page, 'either@example.com');
    assert.ok(answerOf(await browser.follow(await typeCode(browser, waiting, await newest('either@example.com')))).get('code'));
    const other = house.browser();
    const { page: login } = await open(other, both);
    assert.ok(answerOf(await other.follow(await other.post('/u/login', { ...hiddenFields(login.text), username: people.bob.email, password: people.bob.password, action: 'default' }))).get('code'));
    const plain = house.browser();
    assert.ok(!(await open(plain, both, { connection: 'Username-Password-Authentication' })).page.text.includes('Email me a code'), 'the connection that was asked for');
    assert.ok(!(await open(plain, both, { connection: 'email' })).page.text.includes('type="password"'));
  });

  test('A170: a code works in the browser that asked for it and in no other, and once', async () => {
    const [browser, thief] = [house.browser(), house.browser()];
    const { page } = await open(browser, only);
    const waiting = await askCode(browser, page, 'bound@example.com');
    const code = await newest('bound@example.com');
    const strange = await askCode(thief, (await open(thief, only)).page, 'bound@example.com');
    const stolen = await typeCode(thief, strange, code);
    if (code !== await newest('bound@example.com', 2)) assert.deepEqual([stolen.status, pageOf(stolen), reasonOf(stolen)], [400, 'login-code', 'passwordless.code_wrong']);
    const second = browser.clone();
    assert.ok(answerOf(await browser.follow(await typeCode(browser, waiting, code))).get('code'), 'a stranger who asks for the same mailbox ends nothing');
    const { page: later } = await open(second, only);
    const replay = await typeCode(second, { ...later, text: later.text.replace('name="csrf"', 'name="csrf"').replace('</form>', '<input type="hidden" name="username" value="bound@example.com"></form>') }, code);
    assert.deepEqual([replay.status, reasonOf(replay)], [400, 'passwordless.code_wrong']);
  });

  test('A wrong code is told at its field; a new one takes the place of the old one; a page that is loaded anew begins again', async () => {
    const browser = house.browser();
    const { page } = await open(browser, only);
    const waiting = await askCode(browser, page, 'again@example.com');
    const first = await newest('again@example.com');
    const wrong = await typeCode(browser, waiting, wrongOf(first));
    assert.deepEqual([wrong.status, pageOf(wrong), reasonOf(wrong)], [400, 'login-code', 'passwordless.code_wrong']);
    assert.match(wrong.text, /id="code"[^>]*aria-invalid="true"/);
    assert.ok(wrong.text.includes('again@example.com'));
    const resent = await browser.post('/u/login-code', { ...hiddenFields(wrong.text), action: 'resend' });
    assert.match(resent.text, /role="status"[^>]*>A new code is on its way\./);
    const second = await newest('again@example.com', 2);
    if (first !== second) assert.equal(reasonOf(await typeCode(browser, resent, first)), 'passwordless.code_wrong');
    const state = hiddenFields(resent.text)['state'] ?? '';
    assert.equal((await browser.get(`/u/login-code?state=${state}`)).location, `/u/login?state=${state}`);
    clock.advance(301);
    assert.equal(reasonOf(await typeCode(browser, resent, second)), 'passwordless.code_expired');
    const none = await askCode(browser, page, 'alice');
    assert.equal(reasonOf(none), 'passwordless.email_malformed');
    assert.ok(!none.text.includes('id="code"') && none.text.includes('Sign in another way'));
  });

  test('A131, A132: no code is asked for and none is taken without the form of this browser', async () => {
    const [browser, other] = [house.browser(), house.browser()];
    const own = hiddenFields((await open(browser, only)).page.text);
    const foreign = hiddenFields((await open(other, only)).page.text);
    for (const [fields, headers] of [[{}, {}], [{ ...own, csrf: foreign['csrf'] ?? '' }, {}], [foreign, {}], [own, { origin: 'https://evil.example' }], [own, { 'sec-fetch-site': 'cross-site' }]] as const) {
      for (const action of ['code', 'verify']) {
        const answer = await browser.post('/u/login-code', { ...fields, username: 'victim@example.com', code: '123456', action }, headers);
        assert.deepEqual([answer.status, reasonOf(answer)], [403, 'csrf.failed']);
      }
    }
  });

  test('A143: the session begins anew with the code; a planted cookie stays nobody’s', async () => {
    const browser = house.browser();
    browser.setCookie('gatehouse_session', 'p'.repeat(44));
    const { page } = await open(browser, only);
    const waiting = await askCode(browser, page, 'planted@example.com');
    const done = await typeCode(browser, waiting, await newest('planted@example.com'));
    assert.equal(done.status, 303);
    assert.notEqual(browser.cookie('gatehouse_session'), 'p'.repeat(44));
  });

  test('A161: who has no password signs in to the account pages with a code, and deletes the account by its name', async () => {
    const browser = house.browser();
    const login = await browser.follow(await browser.get('/account'));
    assert.ok(login.text.includes('Email me a code'));
    const waiting = await askCode(browser, login, 'either@example.com');
    // The person belongs to the connection that an application of the tenant has; a page of the server itself leads to every one.
    const account = await browser.follow(await typeCode(browser, waiting, await newest('either@example.com', 2)));
    assert.equal(pageOf(account), 'account-profile');
    assert.match((await browser.get('/account/password')).text, /has no password/);
    const page = await browser.get('/account/delete');
    assert.equal(pageOf(await browser.post('/account/delete', { ...hiddenFields(page.text), confirmation: 'either@example.com' })), 'account-deleted');
  });
});
