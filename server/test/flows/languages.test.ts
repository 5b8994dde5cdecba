import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { authorizeUrl, newPkce } from './app.ts';
import { hiddenFields, pageOf, type Answer, type Browser } from './browser.ts';
import { apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';
import { mailsTo } from './mails.ts';
import { forgotLink, submit } from './recovery.ts';

let house: RunningHouse;
before(async () => { house = await startHouse(); });
after(() => house.stop());

const languageOf = (answer: Answer) => /<html lang="([^"]+)"/.exec(answer.text)?.[1];
const start = async (browser: Browser, over: Readonly<Record<string, string>> = {}) => browser.follow(await browser.get(authorizeUrl(apps.web, newPkce(), over)));
/** What the language menu of a page sends. */
const menu = (browser: Browser, page: Answer, language: string) => browser.get(`/u/login?${new URLSearchParams({ state: hiddenFields(page.text)['state'] ?? '', language }).toString()}`);

describe('The language of hosted pages', () => {
  test('OIDC Core §3.1.2.1: ui_locales is heeded, its first language that the pages speak', async () => {
    assert.equal(languageOf(await start(house.browser(), { ui_locales: 'tlh pl de' })), 'pl');
    assert.equal(languageOf(await start(house.browser())), 'en');
  });

  test('a person changes the language in the middle of a sign-in; the refusals and the next sign-ins speak it too', async () => {
    const browser = house.browser();
    const chosen = await menu(browser, await start(browser, { ui_locales: 'fr' }), 'de');
    assert.equal(pageOf(chosen), 'login');
    assert.equal(languageOf(chosen), 'de');
    const refused = await browser.post('/u/login', { ...hiddenFields(chosen.text), username: 'nobody@example.com', password: 'wrong horse battery' });
    assert.equal(refused.status, 400);
    assert.equal(languageOf(refused), 'de');
    assert.equal(languageOf(await start(browser, { ui_locales: 'fr' })), 'de');
    assert.equal(languageOf(await browser.get('/u/login?state=lost')), 'de');
  });

  test('Arabic runs from right to left', async () => {
    const browser = house.browser();
    assert.match((await menu(browser, await start(browser), 'ar')).text, /<html lang="ar" dir="rtl"/);
  });

  test('a language that nobody speaks is not kept, and says nothing of itself on the page', async () => {
    const browser = house.browser();
    const page = await menu(browser, await start(browser), '"><script>');
    assert.equal(languageOf(page), 'en');
    assert.equal(page.headers.getSetCookie().find((line) => line.includes('language')), undefined);
    assert.doesNotMatch(page.text, /"><script>/);
  });

  test('OIDC Core §3.1.2.1: who forgot the password gets mails in the language of the page, and the pages on the way speak it', async () => {
    const browser = house.browser();
    /** Subject and HTML of the newest of so many mails to her. */
    const newestMail = async (count: number) => (await mailsTo(house, people.alice.email, count)).slice(0, 1).map(({ subject, html }) => `${subject}\n${html}`).join('');
    const ask = await browser.get(forgotLink(await start(browser, { ui_locales: 'de' })));
    assert.deepEqual([pageOf(ask), languageOf(ask)], ['forgot-password', 'de']);
    const waiting = await browser.follow(await submit(browser, ask, { email: people.alice.email }));
    assert.deepEqual([pageOf(waiting), languageOf(waiting)], ['check-email', 'de']);
    assert.match(await newestMail(1), /<html lang="de"/);
    const again = await browser.follow(await submit(browser, waiting, { action: 'resend' }));
    assert.equal(languageOf(again), 'de');
    const mail = await newestMail(2);
    assert.match(mail, /<html lang="de"/);
    const [code = ''] = /[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}/.exec(mail) ?? [];
    const form = await browser.follow(await submit(browser, again, { code }));
    assert.deepEqual([pageOf(form), languageOf(form)], ['new-password', 'de']);
    const done = await browser.follow(await submit(browser, form, { password: 'amber kettle forty' }));
    assert.deepEqual([pageOf(done), languageOf(done)], ['email-done', 'de']);
    assert.match(await newestMail(3), /^Das Passwort Ihres Kontos/);
  });
});
