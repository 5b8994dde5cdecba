import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answerOf, authorizeUrl, newPkce, refresh, signIn, tokensFor } from './app.ts';
import { pageOf, reasonOf } from './browser.ts';
import { MovableClock } from './clock.ts';
import { apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';
import { Mailbox } from './mailbox.ts';
import { askReset, openLink, resetByLink, submit } from './recovery.ts';

let house: RunningHouse;
let mailbox: Mailbox;
const clock = new MovableClock();
before(async () => { house = await startHouse({ clock, mode: 'production' }); mailbox = new Mailbox(house.house); });
after(() => house.stop());

const { alice, bob } = people;
const linesOf = async (event: string) => (await house.house.storage.log.list(house.house.defaultTenant.id, { take: 200 })).records.filter((line) => line.event === event);

describe('H10 to H13: a new password by mail', () => {
  test('from the login page: the code of the mail leads to the new password, and then back into the sign-in that waited', async () => {
    const browser = house.browser();
    const waiting = await askReset(browser, 'Alice@Example.com', apps.web);
    assert.equal(pageOf(waiting), 'check-email');
    assert.ok(waiting.text.includes('A•••@Example.com'));
    const mail = await mailbox.newest(alice.email, 'reset_email');
    assert.match(mail.code, /^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    const form = await browser.follow(await submit(browser, waiting, { code: mail.code.toLowerCase().replace('-', ' ') }));
    assert.equal(pageOf(form), 'new-password');
    assert.ok(form.text.includes('value="alice@example.com"'));
    const done = await browser.follow(await submit(browser, form, { password: 'amber kettle forty' }));
    assert.equal(pageOf(done), 'email-done');
    const on = /href="(\/u\/login\?state=[^"]+)"/.exec(done.text)?.[1] ?? '';
    const login = await browser.get(on);
    assert.ok(login.text.includes('value="alice@example.com"'));
    const answer = await browser.follow(await submit(browser, login, { username: alice.email, password: 'amber kettle forty' }));
    assert.ok(answerOf(answer).get('code'));
    assert.equal((await mailbox.newest(alice.email, 'password_changed')).order.userId, (await linesOf('password.reset'))[0]?.userId);
    const [reset] = await linesOf('password.reset');
    assert.deepEqual([reset?.result, reset?.clientId], ['allowed', 'web']);
  });

  test('by the link, in another browser: nothing is used up by looking; the old password, sessions and refresh tokens end', async () => {
    const tokens = await tokensFor(house.browser(), { app: apps.web, person: bob }, { scope: 'openid offline_access' });
    const session = house.browser();
    await tokensFor(session, { app: apps.web, person: bob });
    await askReset(house.browser(), bob.email);
    const mail = await mailbox.newest(bob.email, 'reset_email');
    const other = house.browser();
    for (let i = 0; i < 3; i++) {
      const landing = await other.get(mail.path);
      assert.deepEqual([landing.status, pageOf(landing)], [200, 'email-link']);
      assert.equal(landing.headers.get('referrer-policy'), 'no-referrer');
      assert.ok(landing.text.includes(mail.code), 'who started elsewhere can type the code there');
      await fetch(mail.url, { method: 'HEAD' });
    }
    const done = await resetByLink(other, mail.path, 'wooden sparrow ninety');
    assert.equal(pageOf(done), 'email-done');
    assert.equal((await refresh(house.origin, apps.web, tokens.body['refresh_token'] ?? '')).body['error'], 'invalid_grant');
    assert.equal(answerOf(await session.get(authorizeUrl(apps.web, newPkce(), { prompt: 'none' }))).get('error'), 'login_required');
    assert.equal(reasonOf(await signIn(house.browser(), authorizeUrl(apps.web, newPkce()), bob)), 'login.bad_credentials');
    assert.ok(answerOf(await signIn(house.browser(), authorizeUrl(apps.web, newPkce()), { ...bob, password: 'wooden sparrow ninety' })).get('code'));
    const again = await other.get(mail.path);
    assert.deepEqual([again.status, reasonOf(again)], [400, 'ticket.used']);
  });

  test('what is wrong with a password is told on the same page, and the link stays good', async () => {
    const browser = house.browser();
    await askReset(browser, alice.email);
    const form = await openLink(browser, (await mailbox.newest(alice.email, 'reset_email')).path);
    for (const [password, reason] of [['short', 'signup.password_weak'], ['', 'signup.password_weak'], ['alice@example.com', 'signup.password_weak'], ['amber kettle forty', 'password.same'], ['y'.repeat(1025), 'login.password_too_long']] as const) {
      const refused = await submit(browser, form, { password });
      assert.deepEqual([refused.status, pageOf(refused), reasonOf(refused)], [400, 'new-password', reason], password);
    }
    assert.equal(pageOf(await browser.follow(await submit(browser, form, { password: 'copper lantern six' }))), 'email-done');
    const twice = await submit(browser, form, { password: 'silver lantern six' });
    assert.deepEqual([twice.status, pageOf(twice), reasonOf(twice)], [400, 'error', 'ticket.used']);
  });

  test('A159: a link lives an hour, to the second, and no longer than until a newer one', async () => {
    const browser = house.browser();
    await askReset(browser, alice.email);
    const first = await mailbox.newest(alice.email, 'reset_email');
    const open = await openLink(browser, first.path);
    assert.equal(pageOf(open), 'new-password');
    await askReset(house.browser(), alice.email);
    const second = await mailbox.newest(alice.email, 'reset_email');
    assert.equal(reasonOf(await browser.get(first.path)), 'ticket.unknown');
    assert.equal(reasonOf(await submit(browser, open, { password: 'never set at all' })), 'ticket.unknown');
    clock.advance(3598);
    assert.equal(pageOf(await openLink(browser, second.path)), 'new-password');
    const late = await openLink(browser, second.path);
    clock.advance(3);
    assert.equal(reasonOf(await submit(browser, late, { password: 'never set at all' })), 'ticket.expired');
    const expired = await browser.get(second.path);
    assert.deepEqual([expired.status, reasonOf(expired)], [400, 'ticket.expired']);
  });

  test('a link that is none, or was cut off, says so', async () => {
    const browser = house.browser();
    for (const path of ['/u/link', '/u/link?ticket=x', `/u/link?ticket=${'A'.repeat(44)}`]) assert.equal(reasonOf(await browser.get(path)), 'ticket.unknown');
  });
});
