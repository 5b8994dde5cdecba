import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { scopeLines } from '../../../src/endpoints/interaction/scope-lines.ts';
import { closeSession } from '../../../src/endpoints/interaction/close-session.ts';
import { findSession } from '../../../src/identity/sessions/find-session.ts';
import type { FormTokens } from '../../../src/pages/page.ts';
import { api, openSteps, type Steps } from '../interaction/steps.ts';
import { locationOf, pageOf, type Visitor } from '../interaction/visitor.ts';

let steps: Steps;
before(async () => { steps = await openSteps(); });
after(() => steps.close());

let people = 0;
/** A new person, signed in at a browser of their own. */
async function signedIn() {
  const email = `person${++people}@example.com`;
  const user = await steps.person(email);
  const visitor = steps.visitor(`203.0.113.${people}`);
  await steps.enter(visitor, email);
  return { visitor, user, email };
}

const answer = (visitor: Visitor, form: FormTokens, action: string) => visitor.visit(steps.endpoints.consent, { form: { ...form, action } });
const allowFrom = (visitor: Visitor, form: FormTokens, headers: Readonly<Record<string, string>>) => visitor.visit(steps.endpoints.consent, { form: { ...form, action: 'accept' }, headers });
const ask = async (visitor: Visitor, client = 'third', more: Readonly<Record<string, string>> = {}) => pageOf(await steps.begin(visitor, client, more), 'consent');
const allowed = (userId: string, client = 'third', audience?: string) => steps.storage.grants.consentedScope(steps.tenant.id, userId, client, audience);
const reading = { audience: api, scope: 'openid profile read:appointments' };

describe('OIDC Core §3.1.2.4: a third-party application is allowed by the person', () => {
  test('the page tells who asks for what, for which account, and where the answer goes', async () => {
    const { visitor, email } = await signedIn();
    const page = await ask(visitor, 'third', { audience: api, scope: 'openid read:appointments offline_access' });
    assert.deepEqual([page.client.name, page.account, page.returnHost, page.reviewed, page.offlineAccess], ['App third', email, 'third.example', false, true]);
    assert.deepEqual(page.scopes.map(({ value, title }) => [value, title]), [['openid', 'openid'], ['read:appointments', 'See your appointments']]);
    assert.deepEqual(page.alreadyAllowed, []);
    assert.equal(page.switchAccountPath, `/u/login?state=${page.form.state}`);
  });

  test('Allow leads to the code, and what was allowed is stored with it and not before', async () => {
    const { visitor, user } = await signedIn();
    const page = await ask(visitor, 'third', reading);
    const reply = await answer(visitor, page.form, 'accept');
    assert.equal(locationOf(reply), `/authorize/resume?state=${page.form.state}`);
    assert.equal(await allowed(user.id, 'third', api), undefined);
    assert.ok(new URL(locationOf(await steps.follow(visitor, reply))).searchParams.get('code'));
    assert.deepEqual([...await allowed(user.id, 'third', api) ?? []].sort(), ['openid', 'profile', 'read:appointments']);
  });

  test('A134: it is asked the first time, not again, and again when the scope grows or prompt=consent says so', async () => {
    const { visitor } = await signedIn();
    const first = await ask(visitor, 'third', reading);
    await steps.follow(visitor, await answer(visitor, first.form, 'accept'));
    assert.ok(locationOf(await steps.begin(visitor, 'third', reading)).includes('code='));
    const grown = await ask(visitor, 'third', { audience: api, scope: 'openid read:appointments write:appointments' });
    assert.deepEqual(grown.scopes.map(({ value }) => value), ['write:appointments']);
    assert.deepEqual(grown.alreadyAllowed.map(({ value }) => value), ['openid', 'read:appointments']);
    const again = await ask(visitor, 'third', { ...reading, prompt: 'consent' });
    assert.deepEqual(again.scopes.map(({ value }) => value), ['openid', 'profile', 'read:appointments']);
    const silent = new URL(locationOf(await steps.begin(visitor, 'third', { audience: api, scope: 'openid write:appointments', prompt: 'none' })));
    assert.equal(silent.searchParams.get('error'), 'consent_required');
  });

  test('A135: Decline tells the application access_denied and stores nothing', async () => {
    const { visitor, user } = await signedIn();
    const page = await ask(visitor);
    const declined = new URL(locationOf(await answer(visitor, page.form, 'decline')));
    assert.equal(declined.origin, 'https://third.example');
    assert.deepEqual([declined.searchParams.get('error'), declined.searchParams.get('state'), declined.searchParams.get('iss'), declined.searchParams.get('code')], ['access_denied', 'rp-state', steps.tenant.issuer, null]);
    assert.equal(await allowed(user.id), undefined);
    const back = pageOf(await answer(visitor, page.form, 'accept'), 'error');
    assert.match(back.reason, /^transaction\./);
    assert.equal(await allowed(user.id), undefined);
  });

  test('a button that is none of ours decides nothing', async () => {
    const { visitor, user } = await signedIn();
    const page = await ask(visitor);
    for (const action of ['', 'allow', 'Accept', 'default']) assert.equal(pageOf(await answer(visitor, page.form, action), 'error').status, 400, action);
    assert.equal(await allowed(user.id), undefined);
  });
});

describe('A131: consent CSRF', () => {
  test('a form from elsewhere, without the token or without the cookie allows nothing', async () => {
    const { visitor, user } = await signedIn();
    const other = await signedIn();
    const page = await ask(visitor);
    const foreign = (await ask(other.visitor)).form;
    const withoutBinding = visitor.twin();
    withoutBinding.cookies.delete('browser');
    const replies = [
      await answer(visitor, { ...page.form, csrf: '' }, 'accept'), await answer(visitor, { ...page.form, csrf: foreign.csrf }, 'accept'), await answer(visitor, foreign, 'accept'),
      await allowFrom(visitor, page.form, { origin: 'https://evil.example' }), await allowFrom(visitor, page.form, { 'sec-fetch-site': 'cross-site' }), await answer(withoutBinding, page.form, 'accept'),
    ];
    for (const reply of replies) {
      const refused = pageOf(reply, 'error');
      assert.deepEqual([refused.status, refused.reason], [403, 'csrf.failed']);
    }
    const asked = await steps.follow(visitor, { kind: 'redirect', to: `/authorize/resume?state=${page.form.state}` });
    pageOf(asked, 'consent');
    assert.equal(await allowed(user.id), undefined);
  });
});

describe('A136: consent holds for one person and one application', () => {
  test('what is allowed to one application in one tab is not allowed to another in the next', async () => {
    const { visitor, user } = await signedIn();
    const third = await ask(visitor, 'third');
    const other = await ask(visitor, 'other');
    await steps.follow(visitor, await answer(visitor, third.form, 'accept'));
    assert.deepEqual(await allowed(user.id, 'third'), ['openid']);
    assert.equal(await allowed(user.id, 'other'), undefined);
    const mixed = pageOf(await answer(visitor, { state: other.form.state, csrf: third.form.csrf }, 'accept'), 'error');
    assert.equal(mixed.reason, 'csrf.failed');
    pageOf(await steps.follow(visitor, { kind: 'redirect', to: `/authorize/resume?state=${other.form.state}` }), 'consent');
  });

  test('a page that asked one person allows nothing for another who signed in meanwhile: that person is asked', async () => {
    const { visitor, user } = await signedIn();
    const page = await ask(visitor);
    const bob = await steps.person('bob@example.com');
    visitor.cookies.delete('session');
    await steps.enter(visitor, 'bob@example.com');
    const asked = pageOf(await steps.follow(visitor, await answer(visitor, page.form, 'accept')), 'consent');
    assert.equal(asked.account, 'bob@example.com');
    assert.notEqual(asked.form.state, page.form.state);
    assert.equal(await allowed(user.id), undefined);
    assert.equal(await allowed(bob.id), undefined);
    assert.match(pageOf(await visitor.visit(steps.endpoints.consent, { query: { state: page.form.state } }), 'error').reason, /^transaction\./);
    await steps.follow(visitor, await answer(visitor, asked.form, 'accept'));
    assert.deepEqual(await allowed(bob.id), ['openid']);
    assert.equal(await allowed(user.id), undefined);
  });

  test('A146: after the session has ended, the page that is still open leads to the login page', async () => {
    const { visitor, user } = await signedIn();
    const page = await ask(visitor);
    const session = await findSession(steps.tenant, visitor.cookies.get('session'), steps.tools);
    assert.ok(session);
    await closeSession(steps.tenant, session, steps.tools);
    pageOf(await steps.follow(visitor, await answer(visitor, page.form, 'accept')), 'login');
    assert.equal(await allowed(user.id), undefined);
  });

  test('A146: a person who was blocked meanwhile allows nothing', async () => {
    const { visitor, user } = await signedIn();
    const page = await ask(visitor);
    await steps.storage.users.setBlocked(steps.tenant.id, user.id, true, steps.clock.now());
    pageOf(await steps.follow(visitor, await answer(visitor, page.form, 'accept')), 'login');
    assert.equal(await allowed(user.id), undefined);
  });

  test('"Not you?" leads to the login page, and the next person is asked in the same transaction', async () => {
    const { visitor } = await signedIn();
    const page = await ask(visitor);
    const carol = await steps.person('carol@example.com');
    const login = pageOf(await steps.follow(visitor, { kind: 'redirect', to: page.switchAccountPath as string }), 'login');
    const asked = pageOf(await steps.follow(visitor, await steps.submitLogin(visitor, login.form, { username: 'carol@example.com' })), 'consent');
    assert.equal(asked.account, 'carol@example.com');
    await steps.follow(visitor, await answer(visitor, asked.form, 'accept'));
    assert.deepEqual(await allowed(carol.id), ['openid']);
  });

  test('what one person allowed does not count when another signs in before the code is issued', async () => {
    const { visitor } = await signedIn();
    const page = await ask(visitor);
    await answer(visitor, page.form, 'accept');
    const dave = await steps.person('dave@example.com');
    const login = pageOf(await visitor.visit(steps.endpoints.login, { query: { state: page.form.state } }), 'login');
    const asked = pageOf(await steps.follow(visitor, await steps.submitLogin(visitor, login.form, { username: 'dave@example.com' })), 'consent');
    assert.equal(asked.account, 'dave@example.com');
    assert.equal(await allowed(dave.id), undefined);
  });

  test('of two tabs that answer the same question at once only one is heard', async () => {
    const { visitor } = await signedIn();
    const page = await ask(visitor);
    const replies = await Promise.all([answer(visitor, page.form, 'accept'), answer(visitor, page.form, 'accept')]);
    assert.deepEqual(replies.map(({ kind }) => kind).sort(), ['page', 'redirect']);
  });
});

test('a permission without a description is told by its name, and lasting access is told apart', () => {
  const lines = scopeLines({ scope: ['openid', 'do:it', 'offline_access'], allowed: ['openid'], api: undefined, details: undefined });
  assert.deepEqual(lines, { scopes: [{ value: 'do:it', title: 'do:it', detail: undefined }], alreadyAllowed: [{ value: 'openid', title: 'openid', detail: undefined }], offlineAccess: true, details: undefined });
});
