import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { tokensFor } from '../../flows/app.ts';
import { hiddenFields, pageOf, reasonOf } from '../../flows/browser.ts';
import { MovableClock } from '../../flows/clock.ts';
import { apps, people } from '../../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../../flows/house.ts';
import { linesOf, newPerson, send, visit, type Known } from './visitor.ts';

/** Every form of an account: where it is sent, and what a wish to harm would put into it. */
const forms: readonly { readonly path: string; readonly fresh: boolean; readonly event: string; readonly fields: Readonly<Record<string, string>> }[] = [
  { path: '/account', fresh: false, event: 'account.profile', fields: { name: 'Mallory' } },
  { path: '/account/password', fresh: true, event: 'account.password', fields: { current_password: people.alice.password, password: 'a password of mallory', others: 'on' } },
  { path: '/account/devices', fresh: false, event: 'account.sessions', fields: { end: 'others' } },
  { path: '/account/apps', fresh: false, event: 'account.access', fields: { remove: 'web3p' } },
  { path: '/account/activity', fresh: false, event: 'account.disowned', fields: { not_me: 'x' } },
  { path: '/account/data', fresh: false, event: 'account.downloaded', fields: { action: 'default' } },
  { path: '/account/delete', fresh: true, event: 'account.deleted', fields: { current_password: people.alice.password } },
];
const pages = [...forms.map(({ path }) => path), '/account/security', '/account/profile'];

describe('The account pages: who may come in, and whose forms are taken', () => {
  const clock = new MovableClock();
  let house: RunningHouse;
  before(async () => {
    house = await startHouse({ clock });
    // Without an application in it the page of applications has no form.
    for (const person of [people.alice, people.bob]) await tokensFor(house.browser(), { app: apps.web3p, person });
  });
  after(() => house.stop());
  const { alice, bob } = people;
  const recordOf = async ({ email }: Known) => house.house.storage.users.findByLogin(house.house.defaultTenant.id, 'Username-Password-Authentication', email);

  test('OIDC Core §3.1.2.3: who is not signed in is sent through our own login, for no application, and comes back to the page', async () => {
    for (const path of pages) {
      const browser = house.browser();
      const start = await browser.get(path);
      assert.match(start.location ?? '', /^\/u\/login\?state=[\w-]{44}$/, path);
      const page = await visit(browser, path, alice);
      assert.equal(page.status, 200, path);
      assert.match(pageOf(page) ?? '', /^account-/);
      assert.ok(page.text.includes(alice.email));
      assert.match(page.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
      assert.equal(page.headers.get('cache-control'), 'no-store');
    }
  });

  test('A106 RFC 9700 §4.11: nothing in an address decides where the sign-in leads to: only a page of the closed list', async () => {
    for (const path of ['/account?place=https://evil.example', '/account/resume', '/account/resume?state=x', '/account/resume?place=//evil.example', '/account/nothing', '/account//evil.example']) {
      const answer = await house.browser().get(path);
      assert.doesNotMatch(answer.location ?? '', /evil/, path);
      if (answer.location === undefined) assert.match(pageOf(answer) ?? '', /^error$/);
    }
    const browser = house.browser();
    const { location = '' } = await browser.get('/account/devices');
    const state = new URL(location, house.origin).searchParams.get('state') ?? '';
    assert.equal((await house.browser().get(`/account/resume?state=${state}`)).status, 400, 'another browser');
    assert.equal((await browser.get(`/account/resume?state=${state}`)).location, '/account/devices');
    assert.equal((await browser.get(`/account/resume?state=${state}`)).status, 400, 'it is good for once');
  });

  test('A Well-Known URL for Changing Passwords leads to the page of the password', async () => {
    const answer = await house.browser().get('/.well-known/change-password');
    assert.deepEqual([answer.status, answer.location], [302, '/account/password']);
    assert.equal(pageOf(await visit(house.browser(), '/.well-known/change-password', alice)), 'account-password');
  });

  for (const { path, fields, event, fresh } of forms) {
    test(`A131 RFC 6819 §4.4.1.8: ${path} takes no form without a session, with a foreign token, of another page, or from another site`, async () => {
      const browser = house.browser();
      const page = await visit(browser, path, alice);
      const own = { ...hiddenFields(page.text), ...fields };
      const before = [await recordOf(alice), (await linesOf(house, event)).filter(({ result }) => result === 'allowed').length];
      const other = house.browser();
      const foreign = hiddenFields((await visit(other, path, bob)).text);
      const elsewhere = hiddenFields((await visit(browser, path === '/account/apps' ? '/account' : '/account/devices', alice)).text);
      const tries: readonly (readonly [string, Readonly<Record<string, string>>, Readonly<Record<string, string>>])[] = [
        ['no token', { ...fields }, {}], ['the token of somebody else', { ...own, csrf: foreign['csrf'] ?? '' }, {}], ['the form of somebody else', { ...own, ...foreign }, {}], ['the form of another page', { ...own, ...(path === '/account/data' ? hiddenFields((await visit(browser, '/account', alice)).text) : elsewhere) }, {}],
        ['another origin', own, { origin: 'https://evil.example' }], ['another site', own, { 'sec-fetch-site': 'cross-site' }], ['another host of the site', own, { 'sec-fetch-site': 'same-site' }],
      ];
      for (const [why, body, headers] of tries) {
        if (path === '/account/devices' && why === 'the form of another page') continue;
        const answer = await browser.post(path, body, headers);
        assert.deepEqual([answer.status, reasonOf(answer)], [403, 'csrf.failed'], why);
      }
      const gone = browser.clone();
      gone.setCookie('gatehouse_session', 'x'.repeat(44));
      const unknown = await gone.post(path, own, { origin: house.origin, 'sec-fetch-site': 'same-origin' });
      assert.deepEqual([unknown.status, new URL(unknown.location ?? '', house.origin).pathname], [303, '/u/login'], 'without a session nothing is done');
      assert.deepEqual([await recordOf(alice), (await linesOf(house, event)).filter(({ result }) => result === 'allowed').length], before, 'nothing was changed');
      assert.equal(fresh, path === '/account/password' || path === '/account/delete');
    });
  }

  test('A136: a form that was opened by one person is not taken for another one who signed in meanwhile', async () => {
    for (const { path, fields } of forms) {
      const browser = house.browser();
      const page = await visit(browser, path, alice);
      const second = await browser.follow(await browser.get(`/authorize?client_id=web&redirect_uri=https%3A%2F%2Frp.example%2Fcb&response_type=code&scope=openid&prompt=login&code_challenge=${'a'.repeat(43)}&code_challenge_method=S256`));
      await browser.post('/u/login', { ...hiddenFields(second.text), username: bob.email, password: bob.password, action: 'default' });
      const answer = await send({ browser, page }, path, fields);
      assert.deepEqual([answer.status, reasonOf(answer)], [400, 'account.other_person'], path);
    }
    assert.equal((await recordOf(bob))?.profile['name'], 'bob Example');
  });

  test('A161 OIDC Core §3.1.2.1: with a sign-in older than ten minutes neither password nor account is changed: the person signs in again first, and what the form said is not remembered', async () => {
    const person = await newPerson(house, 'stale');
    for (const { path, fresh, fields, event } of forms) {
      const browser = house.browser();
      const page = await visit(browser, path, person);
      clock.advance(601);
      const sent = await send({ browser, page }, path, { ...fields, current_password: person.password });
      if (!fresh) { assert.notEqual(new URL(sent.location ?? '/', house.origin).pathname, '/u/login', path); continue; }
      assert.deepEqual([sent.status, new URL(sent.location ?? '', house.origin).pathname], [303, '/u/login'], path);
      assert.equal((await linesOf(house, event))[0]?.reason, 'account.sign_in_old');
      const login = await browser.follow(sent);
      assert.match(login.text, /Sign in again/);
      assert.ok(login.text.includes(`value="${person.email}"`));
      const back = await browser.follow(await browser.post('/u/login', { ...hiddenFields(login.text), username: person.email, password: person.password, action: 'default' }));
      assert.equal(pageOf(back), `account-${path.slice(9)}`);
      assert.equal((await recordOf(person))?.id, person.id);
    }
    const late = house.browser();
    await visit(late, '/account', person);
    clock.advance(601);
    assert.equal(new URL((await late.get('/account/delete')).location ?? '', house.origin).pathname, '/u/login', 'the page itself is not shown either');
    assert.equal(pageOf(await late.get('/account/security')), 'account-security');
  });

  test('A146, A188: a person who was blocked meanwhile has no account pages, on the next request', async () => {
    const person = await newPerson(house, 'soonblocked');
    const browser = house.browser();
    const page = await visit(browser, '/account', person);
    await house.house.storage.users.setBlocked(house.house.defaultTenant.id, person.id, true, clock.now());
    assert.equal(new URL((await send({ browser, page }, '/account', { name: 'x' })).location ?? '', house.origin).pathname, '/u/login');
    assert.equal((await recordOf(person))?.profile['name'], 'soonblocked');
  });
});
