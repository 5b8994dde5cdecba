import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, Page as Tab } from 'playwright-core';
import type { Page } from '../../src/pages/page.ts';
import { launchChromium, noChromium } from './chromium.ts';
import { harmless, pagesMadeOf } from './hostile-pages.ts';
import { startPageServer, type PageServer } from './page-server.ts';
import { render } from './page-texts.ts';
import { payloads } from './payloads.ts';
import { client, consent, form, frame, login, signup } from './sample-pages.ts';

const answer = { code: 'c-1', state: '"><script>alert(1)</script>\u2028' };

describe('Hosted pages in Chromium: behaviour', { skip: noChromium }, () => {
  let browser: Browser;
  let server: PageServer;
  let application: PageServer;
  const tabs = new Map<boolean, Tab>();
  before(async () => {
    [browser, server, application] = await Promise.all([launchChromium(), startPageServer(), startPageServer()]);
    for (const javaScriptEnabled of [true, false]) tabs.set(javaScriptEnabled, await (await browser.newContext({ javaScriptEnabled })).newPage());
  });
  after(async () => { await browser.close(); await server.close(); await application.close(); });
  afterEach(() => { server.sent.length = 0; application.sent.length = 0; });

  const tabOf = (scripts: boolean): Tab => tabs.get(scripts) ?? assert.fail();
  const open = async (page: Page, scripts = true): Promise<Tab> => {
    const tab = tabOf(scripts);
    await tab.goto(server.show(`/u/${page.name}`, page));
    return tab;
  };
  const press = async (tab: Tab, name: string) => { await tab.getByRole('button', { name }).click(); await tab.waitForSelector('#received'); };
  /** What the keyboard reaches, in order, from what has the focus at first. */
  const walk = async (tab: Tab, steps: number): Promise<readonly string[]> => {
    const name = () => tab.evaluate(() => document.activeElement?.id || (document.activeElement?.textContent ?? ''));
    // The browser sets the focus of the page a moment after it has loaded.
    await tab.waitForFunction(() => document.activeElement !== document.body || document.querySelector('[autofocus]') === null);
    const names = [await name()];
    for (let step = 1; step < steps; step++) { await tab.keyboard.press('Tab'); names.push(await name()); }
    return names;
  };

  for (const scripts of [true, false]) {
    const how = scripts ? 'with scripts' : 'without scripts';
    test(`login ${how}: the form brings user name, password, action, state and csrf to /u/login`, async () => {
      const tab = await open(login, scripts);
      await tab.fill('#username', 'jane@example.com');
      await tab.fill('#password', 'correct horse');
      await press(tab, 'Continue');
      assert.deepEqual(server.sent, [{ method: 'POST', path: '/u/login', origin: server.origin, fields: { ...form, username: 'jane@example.com', password: 'correct horse', action: 'default' } }]);
    });

    test(`sign-up ${how}: Enter in the password field sends the form`, async () => {
      const tab = await open(signup, scripts);
      await tab.fill('#email', 'jane@example.com');
      await tab.fill('#password', 'correct horse');
      await tab.press('#password', 'Enter');
      await tab.waitForSelector('#received');
      assert.deepEqual(server.sent.map(({ path, fields }) => ({ path, fields })), [{ path: '/u/signup', fields: { ...form, email: 'jane@example.com', password: 'correct horse', action: 'default' } }]);
    });

    test(`consent ${how}: each button says which it was, and Enter on the fresh page presses nothing`, async () => {
      for (const [name, action] of [['Allow', 'accept'], ['Decline', 'decline']] as const) {
        const tab = await open(consent, scripts);
        await tab.keyboard.press('Enter');
        await press(tab, name);
        assert.deepEqual(server.sent.map(({ path, fields }) => ({ path, fields })), [{ path: '/u/consent', fields: { ...form, action } }]);
        server.sent.length = 0;
      }
    });

    test(`logout ${how}: the session ends only by the button`, async () => {
      const tab = await open({ name: 'logout', frame, client, form, account: 'jane@example.com' }, scripts);
      assert.equal(server.sent.length, 0);
      await press(tab, 'Sign out');
      assert.deepEqual(server.sent.map(({ path, fields }) => ({ path, fields })), [{ path: '/u/logout', fields: { ...form, action: 'accept' } }]);
    });
  }

  test('a browser that sends the consent form without a button pressed takes its first, which is Decline', async () => {
    const tab = await open(consent);
    const first = await tab.evaluate(() => (document.querySelector('form button') as unknown as { value: string }).value);
    assert.equal(first, 'decline');
  });

  test('an empty form stays on the page', async () => {
    const tab = await open(login);
    await tab.getByRole('button', { name: 'Continue' }).click();
    assert.equal(await tab.evaluate(() => document.activeElement?.id), 'username');
    assert.deepEqual(server.sent, []);
  });

  test('the keyboard walks from the first empty field to the button, then to the links', async () => {
    assert.deepEqual(await walk(await open(login), 9), ['username', 'password', 'Continue', 'Forgot password?', 'Create an account', 'language', 'Change', 'Back to Pied Piper', 'Help']);
    assert.deepEqual((await walk(await open({ ...login, username: 'jane@example.com', problem: { reason: 'login.bad_credentials' } }), 2)), ['password', 'Continue']);
    assert.deepEqual((await walk(await open({ ...login, username: 'jane@example.com', problem: { reason: 'login.blocked' } }), 4)), ['problem', 'help@acme.example', 'username', 'password']);
    assert.deepEqual(await walk(await open(signup), 4), ['email', 'password', 'Continue', 'Sign in']);
    assert.deepEqual((await walk(await open({ ...consent, switchAccountPath: '/u/login?state=a' }), 4)).slice(1), ['Not you?', 'Decline', 'Allow']);
  });

  test('a logo that can not be loaded leaves the initials', async () => {
    const tab = await open({ ...login, client: { ...client, logoUri: 'https://127.0.0.1:1/logo.png' } });
    await tab.waitForLoadState('load');
    assert.equal(await tab.evaluate(() => document.querySelector('.tile img')?.getBoundingClientRect().width), 0);
  });

  test('OAuth Form Post §2: the answer is posted by itself with scripts, by the button without, unchanged', async () => {
    const page: Page = { name: 'form-post', frame, action: `${application.origin}/cb?a="b"`, fields: { ...answer, submit: 'x' } };
    const tab = await open(page);
    await tab.waitForSelector('#received');
    const quiet = await open(page, false);
    assert.equal(application.sent.length, 1);
    assert.match(await quiet.innerText('main'), /Scripts are switched off in your browser\./);
    await press(quiet, 'Continue');
    assert.deepEqual(application.sent.map(({ path, fields }) => ({ path, fields })), Array(2).fill({ path: '/cb', fields: { ...answer, submit: 'x' } }));
  });

  const listener = `<!doctype html><title>app</title><script>window.got=[];addEventListener('message',function(e){got.push({origin:e.origin,data:e.data})})</script>`;
  const got = (tab: Tab) => tab.evaluate(() => (window as unknown as { got: unknown }).got);
  const expected = () => [{ origin: server.origin, data: { type: 'authorization_response', response: answer } }];

  test('Auth0: web_message reaches the window that frames the page, and the one that opened it', async () => {
    const from = server.show('/message', { name: 'web-message', frame, targetOrigin: application.origin, fields: answer });
    const tab = tabOf(true);
    await tab.goto(application.showHtml('/app', `${listener}<iframe src="${from}"></iframe>`));
    await tab.waitForFunction(() => (window as unknown as { got: unknown[] }).got.length > 0);
    assert.deepEqual(await got(tab), expected());
    await tab.goto(application.showHtml('/app', listener));
    const [popup] = await Promise.all([tab.waitForEvent('popup'), tab.evaluate((url) => { window.open(url); }, from)]);
    await tab.waitForFunction(() => (window as unknown as { got: unknown[] }).got.length > 0);
    assert.deepEqual(await got(tab), expected());
    await popup.close();
  });

  test('RFC 9700 §4.17: a window of another origin gets no message', async () => {
    const elsewhere = server.show('/message', { name: 'web-message', frame, targetOrigin: 'https://piedpiper.example', fields: answer });
    const tab = tabOf(true);
    await tab.goto(application.showHtml('/app', `${listener}<iframe src="${elsewhere}"></iframe>`));
    await tab.waitForLoadState('load');
    await tab.evaluate(() => new Promise((resolve) => { setTimeout(resolve, 50); }));
    assert.deepEqual(await got(tab), []);
  });

  test('A121, A122, A124: a browser reads twenty payloads in every text of every page as text', async () => {
    const tab = await open(login);
    const shapes = await tab.evaluate((documents) => documents.map((html) => [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('*')].map((element) => `${element.tagName} ${element.getAttributeNames().join(' ')}`).join('\n')), [harmless, ...payloads].flatMap((text) => pagesMadeOf(text).map((page) => render(page).html)));
    const kinds = pagesMadeOf(harmless).length;
    shapes.forEach((shape, index) => { assert.equal(shape, shapes[index % kinds], payloads[Math.floor(index / kinds) - 1]); });
  });

  test('A121: nothing of a hostile page runs even where no policy stops it', async () => {
    const tab = tabOf(true);
    const ran: string[] = [];
    tab.on('dialog', (dialog) => { ran.push(dialog.message()); void dialog.dismiss(); });
    const together = payloads.join(' ');
    for (const page of [...pagesMadeOf(together), ...pagesMadeOf(payloads[4] ?? '')]) {
      if (page.name === 'form-post' || page.name === 'logging-out') continue;
      await tab.goto(server.showHtml('/hostile', render(page).html));
    }
    assert.deepEqual(ran, []);
  });
});
