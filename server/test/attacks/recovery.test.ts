import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { apps, people } from '../flows/fixtures.ts';
import { answerOf, authorizeUrl, newPkce, signIn } from '../flows/app.ts';
import { hiddenFields, pageOf, reasonOf, type Answer } from '../flows/browser.ts';
import { MovableClock } from '../flows/clock.ts';
import { Mailbox } from '../flows/mailbox.ts';
import { askReset, openLink, resetByLink, submit } from '../flows/recovery.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';

const { alice, bob, carol } = people;

describe('Attacks on recovery, verification and invitation', () => {
  const clock = new MovableClock();
  let house: ManagedHouse;
  let mailbox: Mailbox;
  before(async () => { house = await startManagedHouse({ clock, mode: 'production' }); mailbox = new Mailbox(house.running.house); });
  after(() => house.stop());
  const browser = () => house.running.browser();
  const stored = (email: string) => house.running.house.storage.users.findByLogin(house.running.house.defaultTenant.id, 'Username-Password-Authentication', email);
  const hashOf = async (email: string) => (await stored(email))?.passwordHash;
  /** A new hour: no counter is full. */
  const rested = () => { clock.advance(3601); };

  test('A158: the last step is taken by nobody who did not take those before it', async () => {
    rested();
    const before = [await hashOf(alice.email), await hashOf(bob.email)];
    const attacker = browser();
    const waiting = await askReset(attacker, alice.email);
    const { state = '', csrf = '' } = hiddenFields(waiting.text);
    const straight = await attacker.post('/u/new-password', { state, csrf, action: 'default', password: 'of the attacker' });
    assert.deepEqual([straight.status, pageOf(straight)], [400, 'error']);
    assert.equal(pageOf(await attacker.get(`/u/new-password?state=${state}`)), 'error');
    const login = await attacker.follow(await attacker.get(authorizeUrl(apps.web, newPkce())));
    const ofSignIn = hiddenFields(login.text);
    assert.equal(pageOf(await attacker.post('/u/new-password', { ...ofSignIn, action: 'default', password: 'of the attacker' })), 'error');
    assert.equal(pageOf(await attacker.post('/u/check-email', { ...ofSignIn, action: 'default', code: 'BCDF-GHJK' })), 'error');
    assert.deepEqual([await hashOf(alice.email), await hashOf(bob.email)], before);
  });

  test('A158: the step of one person does not set the password of another one', async () => {
    rested();
    const mine = browser();
    await askReset(mine, bob.email);
    const form = await openLink(mine, (await mailbox.newest(bob.email, 'reset_email')).path);
    const before = await hashOf(alice.email);
    const done = await mine.follow(await submit(mine, form, { password: 'plum orchard seventy', username: alice.email, email: alice.email, user_id: (await stored(alice.email))?.id ?? '', ticket: 'x' }));
    assert.equal(pageOf(done), 'email-done');
    assert.equal(await hashOf(alice.email), before);
    assert.ok(answerOf(await signIn(browser(), authorizeUrl(apps.web, newPkce()), { ...bob, password: 'plum orchard seventy' })).get('code'));
  });

  test('A158: a form of one browser is none of another one, and a link is used by a form of this server alone', async () => {
    rested();
    const mine = browser();
    await askReset(mine, bob.email);
    const { path, token } = await mailbox.newest(bob.email, 'reset_email');
    const form = await openLink(mine, path);
    const before = await hashOf(bob.email);
    assert.equal(pageOf(await browser().post('/u/new-password', { ...hiddenFields(form.text), action: 'default', password: 'from elsewhere now' })), 'error');
    const posted = await browser().post('/u/link', { ticket: token, action: 'default' });
    assert.deepEqual([posted.status, reasonOf(posted)], [403, 'csrf.failed']);
    assert.equal(await hashOf(bob.email), before);
  });

  test('A159: a change of address or password by anybody ends the link that waits in a mail', async () => {
    for (const change of [{ email: 'bob.moved@example.com', email_verified: true }, { email: bob.email, email_verified: true }, { password: 'set by an administrator' }]) {
      rested();
      const user = await stored(bob.email) ?? await stored('bob.moved@example.com') ?? assert.fail();
      await askReset(browser(), user.email ?? '');
      const { path } = await mailbox.newest(user.email ?? '', 'reset_email');
      const open = browser();
      const form = await openLink(open, path);
      assert.equal(pageOf(form), 'new-password');
      assert.equal((await house.ask('PATCH', `/users/${user.id}`, { body: change })).status, 200);
      assert.equal(reasonOf(await open.get(path)), 'ticket.unknown');
      assert.equal(reasonOf(await submit(open, form, { password: 'after the change of it' })), 'ticket.unknown');
    }
  });

  test('A159: the secret stands in no answer, no log and no Referer', async () => {
    rested();
    const mine = browser();
    const waiting = await askReset(mine, bob.email);
    const { token, path, code } = await mailbox.newest(bob.email, 'reset_email');
    assert.ok(!waiting.text.includes(token) && !waiting.text.includes(code));
    const landing = await mine.get(path);
    assert.deepEqual([landing.headers.get('referrer-policy'), landing.headers.get('cache-control')], ['no-referrer', 'no-store']);
    assert.doesNotMatch(landing.text, /(?:src|href)="https?:/, 'nothing is loaded from elsewhere');
    const form = await mine.follow(await submit(mine, landing, {}));
    assert.ok(!form.text.includes(token));
    await mine.follow(await submit(mine, form, { password: 'harbor violin ninety' }));
    const { records } = await house.running.house.storage.log.list(house.running.house.defaultTenant.id, { take: 1000 });
    assert.ok(!JSON.stringify(records).includes(token));
    assert.ok(!JSON.stringify(records).includes(code));
  });

  test('A166 H10: an address with, without and with a blocked account reads the same at forgot password: status, words, headers, and what a wrong code says', async () => {
    rested();
    const told = [];
    for (const email of [alice.email, 'never@example.com', carol.email]) {
      const mine = browser();
      const page = await mine.get('/u/forgot-password');
      const answer = await submit(mine, page, { email });
      const waiting = await mine.follow(answer);
      const wrong = await submit(mine, waiting, { code: 'BCDF-GHJK' });
      const again = await mine.follow(await mine.post('/u/check-email', { ...hiddenFields(waiting.text), action: 'resend' }));
      const plain = ({ status, text, headers }: Answer) => [status, text.replaceAll(/value="[^"]*"|state=[^"&]+|<code dir="ltr">[^<]*<\/code>|.•••@example\.com/g, ''), [...headers.keys()].filter((name) => name !== 'content-length')];
      told.push([answer.status, [...answer.headers.keys()], plain(waiting), plain(wrong), reasonOf(wrong), plain(again)]);
    }
    assert.deepEqual(told[1], told[0]);
    assert.deepEqual(told[2], told[0]);
    assert.equal(await mailbox.countTo('never@example.com'), 0);
    assert.equal(await mailbox.countTo(carol.email), 0);
  });

  test('A166: an address that nobody has leaves as much behind as any other one: a line of the log and a page that waits', async () => {
    rested();
    const { storage, defaultTenant } = house.running.house;
    const linesOf = async () => (await storage.log.list(defaultTenant.id, { take: 1000 })).records.filter(({ event }) => event === 'password.reset_asked');
    const before = (await linesOf()).length;
    for (const email of [alice.email, 'never@example.com']) assert.equal(pageOf(await askReset(browser(), email)), 'check-email');
    const lines = (await linesOf()).slice(0, 2);
    assert.equal((await linesOf()).length - before, 2);
    assert.deepEqual(lines.map(({ reason }) => reason), ['login.unknown_user', undefined]);
  });

  test('A106: whatever a request calls the host, the link of the mail leads to the configured issuer', async () => {
    rested();
    const { running } = house;
    const mine = browser();
    const page = await mine.get('/u/forgot-password');
    const cookie = page.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
    const body = new URLSearchParams({ ...hiddenFields(page.text), email: bob.email, action: 'default' }).toString();
    const { port, host } = new URL(running.origin);
    for (const headers of [{ host, 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example', 'x-original-host': 'evil.example' }, { host: 'evil.example' }]) {
      await new Promise<void>((resolve, reject) => {
        const sent = httpRequest({ host: '127.0.0.1', port, path: '/u/forgot-password', method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', cookie, ...headers } }, (answer) => { answer.resume().on('end', resolve); });
        sent.on('error', reject).end(body);
      });
    }
    const links = (await mailbox.all()).filter(({ to, template }) => to === bob.email && template === 'reset_email').map(({ data }) => String(JSON.stringify(data?.['url'])));
    assert.ok(links.length > 0);
    for (const link of links) assert.ok(link.startsWith(`"${running.issuer}u/link?`), link);
  });

  test('A170: the code of a mail is good in the browser that asked for it alone, five wrong ones end it, and the link still counts', async () => {
    rested();
    const mine = browser();
    const waiting = await askReset(mine, bob.email);
    const { code, path } = await mailbox.newest(bob.email, 'reset_email');
    const other = browser();
    const otherWait = await other.follow(await submit(other, await other.get('/u/forgot-password'), { email: 'never@example.com' }));
    assert.equal(reasonOf(await submit(other, otherWait, { code })), 'ticket.code_wrong');
    for (let i = 0; i < 5; i++) assert.equal(reasonOf(await submit(mine, waiting, { code: 'BCDF-GHJK' })), 'ticket.code_wrong');
    const right = await submit(mine, waiting, { code });
    assert.deepEqual([right.status, reasonOf(right)], [429, 'ticket.code_throttled']);
    assert.equal(pageOf(await openLink(browser(), path)), 'new-password');
  });

  test('A172: who made the account of somebody else before has neither session, password nor access after the owner proved the mailbox', async () => {
    rested();
    const victim = 'victim@example.com';
    const attacker = browser();
    const login = await attacker.follow(await attacker.get(authorizeUrl(apps.web, newPkce())));
    const link = /href="(\/u\/signup\?state=[^"]+)"/.exec(login.text)?.[1] ?? '';
    await attacker.follow(await submit(attacker, await attacker.get(link), { email: victim, password: 'set by the attacker' }));
    assert.ok(answerOf(await attacker.get(authorizeUrl(apps.web, newPkce(), { prompt: 'none' }))).get('code'));
    await askReset(browser(), victim);
    assert.equal(pageOf(await resetByLink(browser(), (await mailbox.newest(victim, 'reset_email')).path, 'set by the owner now')), 'email-done');
    assert.equal(answerOf(await attacker.get(authorizeUrl(apps.web, newPkce(), { prompt: 'none' }))).get('error'), 'login_required');
    assert.equal(reasonOf(await signIn(browser(), authorizeUrl(apps.web, newPkce()), { email: victim, password: 'set by the attacker' })), 'login.bad_credentials');
    assert.equal((await stored(victim))?.emailVerified, true);
  });

  test('A175: every spelling of an address is one address, counted as one, and the mail goes to the one that is stored', async () => {
    rested();
    const spellings = ['ALICE@example.com', 'alice@EXAMPLE.COM', 'ａｌｉｃｅ@example.com', 'Alice@Example.Com', 'alice@example.com'];
    const before = await mailbox.countTo(alice.email);
    for (const email of spellings) await askReset(browser(), email);
    assert.equal(reasonOf(await askReset(browser(), 'aLICE@example.com')), 'mail.throttled');
    assert.equal(await mailbox.countTo(alice.email), before + spellings.length);
    rested();
    for (const email of ['alice@example.com@evil.example', 'alice@example.com\r\nBcc: evil@evil.example', 'alice@example.com,evil@evil.example', '"alice@example.com"@evil.example', 'a'.repeat(320) + '@example.com', '']) {
      const answer = await askReset(browser(), email);
      if (answer.status !== 400) assert.ok(!email.includes('\n') && !email.includes(','), email);
    }
    assert.deepEqual((await mailbox.all()).filter(({ to }) => to.includes('evil')), []);
  });

  test('A179: a link proves the address that it was mailed to, and no other one', async () => {
    rested();
    const { body } = await house.ask('POST', '/users', { body: { connection: 'Username-Password-Authentication', email: 'pending-a@example.com', password: 'a long enough one', verify_email: true } });
    const id = String(body['user_id']);
    const first = await mailbox.newest('pending-a@example.com', 'verify_email');
    await house.ask('PATCH', `/users/${id}`, { body: { email: 'pending-b@example.com' } });
    assert.equal(reasonOf(await browser().get(first.path)), 'ticket.unknown');
    assert.equal((await house.ask('GET', `/users/${id}`)).body['email_verified'], false);
    await house.ask('POST', '/jobs/verification-email', { body: { user_id: id } });
    const second = await mailbox.newest('pending-b@example.com', 'verify_email');
    await house.ask('PATCH', `/users/${id}`, { body: { blocked: true } });
    assert.equal(reasonOf(await openLink(browser(), second.path)), 'ticket.blocked');
    await house.ask('PATCH', `/users/${id}`, { body: { blocked: false } });
    assert.equal(pageOf(await openLink(browser(), second.path)), 'email-done');
    assert.equal((await house.ask('GET', `/users/${id}`)).body['email_verified'], true);
  });

  test('A180: an invitation is of one person, once, to the second', async () => {
    rested();
    clock.hold();
    const invite = async (n: number, ttl?: number) => {
      const { body } = await house.ask('POST', '/users', { body: { connection: 'Username-Password-Authentication', email: `invited${n}@example.com`, password: 'nobody knows this one' } });
      const { body: { ticket } } = await house.ask('POST', '/tickets/invitation', { body: { user_id: body['user_id'], ...(ttl === undefined ? {} : { ttl_sec: ttl }) } });
      const { pathname, search } = new URL(String(ticket));
      return `${pathname}${search}`;
    };
    const [first, late] = [await invite(1), await invite(2, 60)];
    const stranger = browser();
    const form = await openLink(stranger, first);
    const done = await stranger.follow(await submit(stranger, form, { password: 'of whoever has the link', username: 'invited2@example.com' }));
    assert.equal(pageOf(done), 'email-done');
    assert.ok(answerOf(await signIn(browser(), authorizeUrl(apps.web, newPkce()), { email: 'invited1@example.com', password: 'of whoever has the link' })).get('code'));
    assert.equal(reasonOf(await stranger.get(first)), 'ticket.used');
    clock.advance(59);
    const open = browser();
    const lateForm = await openLink(open, late);
    assert.equal(pageOf(lateForm), 'new-password');
    clock.advance(1);
    assert.equal(reasonOf(await submit(open, lateForm, { password: 'a second too late now' })), 'ticket.expired');
  });
});
