import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { counterKey } from '../../../src/identity/attack-protection/reserve.ts';
import type { Reply } from '../../../src/endpoints/reply.ts';
import { openSteps, right, type Steps } from '../interaction/steps.ts';
import { locationOf, pageOf } from '../interaction/visitor.ts';

let steps: Steps;
before(async () => {
  steps = await openSteps();
  await steps.person('alice@example.com');
  await steps.person('bob@example.com');
  await steps.person('carol@example.com', right, { blocked: true });
  await steps.person('erin@example.com', undefined, { passwordHash: undefined });
});
after(() => steps.close());

let addresses = 0;
/** A new browser at an address of its own, so that tests do not share throttles. */
const stranger = () => steps.visitor(`203.0.113.${++addresses}`);

describe('OIDC Core §3.1.2.3: the person proves who they are', () => {
  test('the right password leads back to the authorization endpoint, and from there to the application', async () => {
    const visitor = stranger();
    const page = pageOf(await steps.begin(visitor), 'login');
    assert.deepEqual([page.status, page.username, page.problem, page.reauthenticate, page.client.name], [200, '', undefined, false, 'App web']);
    const reply = await steps.submitLogin(visitor, page.form);
    assert.equal(locationOf(reply), `/authorize/resume?state=${page.form.state}`);
    const answer = new URL(locationOf(await steps.follow(visitor, reply)));
    assert.equal(answer.origin, 'https://web.example');
    assert.ok(answer.searchParams.get('code'));
    assert.equal(answer.searchParams.get('state'), 'rp-state');
  });

  test('A014: the answer to the form is a redirect without the password in it', async () => {
    const visitor = stranger();
    const page = pageOf(await steps.begin(visitor), 'login');
    const reply = await steps.submitLogin(visitor, page.form);
    assert.equal(reply.kind, 'redirect');
    assert.ok(!JSON.stringify(reply).includes(right));
    assert.ok(!JSON.stringify(reply).includes(encodeURIComponent(right)));
  });

  test('A017: there is no parameter that says where to go next', async () => {
    for (const evil of ['//evil.example', '/\\evil.example', 'https:evil.example', '\\\\evil.example', '/%09/evil.example', '/%5cevil.example', 'https://evil.example/']) {
      const visitor = stranger();
      const page = pageOf(await steps.begin(visitor), 'login');
      const extra = { return_to: evil, returnTo: evil, next: evil, redirect: evil, redirect_uri: evil, continue: evil, url: evil, resume: evil };
      const shown = await visitor.visit(steps.endpoints.login, { query: { state: page.form.state, ...extra } });
      assert.ok(!JSON.stringify(shown).includes('evil'));
      const reply = await steps.submitLogin(visitor, pageOf(shown, 'login').form, extra);
      assert.equal(locationOf(reply), `/authorize/resume?state=${page.form.state}`);
    }
  });

  test('A017: a state that is no state of ours leads nowhere', async () => {
    const visitor = stranger();
    await steps.begin(visitor);
    for (const evil of ['//evil.example', '/\\evil.example', '../../evil', 'https://evil.example', 'x', '']) {
      const page = pageOf(await visitor.visit(steps.endpoints.login, { query: { state: evil } }), 'error');
      assert.deepEqual([page.status, page.reason, page.client], [400, 'transaction.unknown', undefined]);
    }
  });

  test('OIDC Core §3.1.2.1: login_hint stands in the form; who must sign in again finds the own name, unless another account is to be chosen', async () => {
    const visitor = stranger();
    const hinted = pageOf(await steps.begin(visitor, 'web', { login_hint: 'bob@example.com' }), 'login');
    assert.deepEqual([hinted.username, hinted.reauthenticate], ['bob@example.com', false]);
    await steps.enter(visitor);
    const again = pageOf(await steps.begin(visitor, 'web', { prompt: 'login' }), 'login');
    assert.deepEqual([again.username, again.reauthenticate], ['alice@example.com', true]);
    const choose = pageOf(await steps.begin(visitor, 'web', { prompt: 'select_account' }), 'login');
    assert.deepEqual([choose.username, choose.reauthenticate], ['', false]);
  });

  test('A150: login_hint of another user with prompt=none is login_required, and max_age=0 asks again', async () => {
    const visitor = stranger();
    await steps.enter(visitor);
    const silent = new URL(locationOf(await steps.begin(visitor, 'web', { prompt: 'none', login_hint: 'bob@example.com' })));
    assert.equal(silent.searchParams.get('error'), 'login_required');
    assert.equal(pageOf(await steps.begin(visitor, 'web', { max_age: '0' }), 'login').reauthenticate, true);
  });
});

describe('A132: login CSRF', () => {
  test('a form without an interaction, or with somebody else’s, signs nobody in', async () => {
    const attacker = stranger();
    const page = pageOf(await steps.begin(attacker), 'login');
    const victim = stranger();
    const bare = await victim.visit(steps.endpoints.login, { form: { username: 'alice@example.com', password: right, action: 'default' } });
    const lured = await steps.submitLogin(victim, page.form);
    await steps.begin(victim);
    const withOwnCookie = await steps.submitLogin(victim, page.form);
    for (const reply of [bare, lured, withOwnCookie]) {
      const refused = pageOf(reply, 'error');
      assert.deepEqual([refused.status, refused.reason], [403, 'csrf.failed']);
    }
    assert.equal(victim.cookies.has('session'), false);
  });

  test('the attacker’s interaction can not even be looked at in another browser', async () => {
    const attacker = stranger();
    const { form } = pageOf(await steps.begin(attacker), 'login');
    const victim = stranger();
    const page = pageOf(await victim.visit(steps.endpoints.login, { query: { state: form.state } }), 'error');
    assert.equal(page.reason, 'transaction.unknown');
  });
});

describe('A144: a transaction belongs to the browser in which it began', () => {
  test('its pages and its way back are refused without the cookie', async () => {
    const visitor = stranger();
    const { form } = pageOf(await steps.begin(visitor), 'login');
    await steps.submitLogin(visitor, form);
    const thief = stranger();
    for (const endpoint of [steps.endpoints.resume, steps.endpoints.login, steps.endpoints.signup, steps.endpoints.consent]) {
      const page = pageOf(await thief.visit(endpoint, { query: { state: form.state } }), 'error');
      assert.equal(page.reason, 'transaction.unknown', endpoint.path);
    }
  });

  test('half an hour later it is too old, and the page leads back to the application', async () => {
    const visitor = stranger();
    const { form } = pageOf(await steps.begin(visitor), 'login');
    steps.clock.pass(1800);
    const shown = pageOf(await visitor.visit(steps.endpoints.login, { query: { state: form.state } }), 'error');
    assert.deepEqual([shown.reason, shown.client?.homeUri], ['transaction.unknown', 'https://web.example/']);
    assert.equal(pageOf(await steps.submitLogin(visitor, form), 'error').reason, 'transaction.unknown');
    assert.equal(visitor.cookies.has('session'), false);
  });

  test('of two tabs that send the same form at once one goes on and the other is told; each has its line in the log, and only the first a session', async () => {
    const visitor = stranger();
    const { form } = pageOf(await steps.begin(visitor), 'login');
    let replies: readonly Reply[] = [];
    const lines = await steps.linesOf(async () => { replies = await Promise.all([steps.submitLogin(visitor, form), steps.submitLogin(visitor, form)]); });
    assert.deepEqual(replies.map((reply) => reply.kind).sort(), ['page', 'redirect']);
    const lost = replies.find((reply) => reply.kind === 'page');
    assert.ok(lost);
    assert.equal(pageOf(lost, 'error').reason, 'transaction.stale');
    const told = lines.filter(({ event }) => event === 'login.password').map(({ result, reason, detail }) => [result, reason, /"session.present",1/.test(detail), /"sessionKey"/.test(detail)]);
    assert.deepEqual(told.sort(), [['allowed', undefined, true, true], ['refused', 'transaction.stale', false, false]]);
  });

  test('RFC 6749 §10.10: a right password counts against no address, also in the tab that comes second', async () => {
    const visitor = stranger();
    const { form } = pageOf(await steps.begin(visitor), 'login');
    await Promise.all([steps.submitLogin(visitor, form), steps.submitLogin(visitor, form)]);
    const key = counterKey('login.address', [visitor.address, String(Math.floor(steps.clock.now() / 900))]);
    const counts = await Promise.all([key, `${key}:back`].map(async (one) => (await steps.storage.throttles.peek(steps.tenant.id, one, steps.clock.now())).count));
    assert.deepEqual(counts, [2, 2]);
  });
});

describe('A143: a session id is new at every sign-in', () => {
  test('the id of before is dead, whether it was planted or the own one', async () => {
    const visitor = stranger();
    await steps.enter(visitor);
    const thief = visitor.twin();
    const again = pageOf(await steps.begin(visitor, 'web', { prompt: 'login' }), 'login');
    await steps.follow(visitor, await steps.submitLogin(visitor, again.form));
    assert.notEqual(visitor.cookies.get('session'), thief.cookies.get('session'));
    assert.equal(await steps.silently(visitor), 'code');
    assert.equal(await steps.silently(thief), 'login_required');
  });

  test('the attacker’s session that was planted ends when the victim signs in', async () => {
    const attacker = stranger();
    await steps.enter(attacker, 'bob@example.com');
    const victim = stranger();
    victim.cookies.set('session', attacker.cookies.get('session') as string);
    const page = pageOf(await steps.begin(victim, 'web', { prompt: 'login' }), 'login');
    await steps.follow(victim, await steps.submitLogin(victim, page.form));
    assert.equal(await steps.silently(victim), 'code');
    assert.equal(await steps.silently(attacker), 'login_required');
  });

  test('the step that was taken in one session counts in no other', async () => {
    const visitor = stranger();
    const page = pageOf(await steps.begin(visitor, 'web', { prompt: 'login' }), 'login');
    const reply = await steps.submitLogin(visitor, page.form);
    visitor.cookies.delete('session');
    await steps.enter(visitor, 'bob@example.com');
    // Bob was not the one who proved himself in this transaction, so prompt=login still stands.
    pageOf(await steps.follow(visitor, reply), 'login');
  });
});

describe('A166: what a stranger sees of accounts', () => {
  const tell = async (username: string, password = 'wrong password') => {
    const visitor = stranger();
    const { form } = pageOf(await steps.begin(visitor), 'login');
    const reply = await steps.submitLogin(visitor, form, { username, password });
    const { form: _form, frame: _frame, username: shown, ...page } = pageOf(reply, 'login');
    assert.equal(shown, username);
    return { page, headers: reply.headers, cookies: reply.cookies, reason: visitor.record.reason };
  };

  test('unknown, wrong, blocked and social-only read the same; only the log knows', async () => {
    const known = await tell('alice@example.com');
    assert.deepEqual([known.page.status, known.page.problem?.reason, known.reason], [400, 'login.bad_credentials', 'login.bad_credentials']);
    for (const username of ['nobody@example.com', 'carol@example.com', 'erin@example.com']) {
      const { reason: _reason, ...other } = await tell(username);
      const { reason: _same, ...same } = known;
      assert.deepEqual(other, same, username);
    }
    assert.equal((await tell('nobody@example.com')).reason, 'login.unknown_user');
  });

  test('a blocked person is told so after the right password, and gets no session', async () => {
    const { page } = await tell('carol@example.com', right);
    assert.deepEqual([page.status, page.problem?.reason], [400, 'login.blocked']);
  });

  test('A163: too many tries are told with the time from which on it works again', async () => {
    const visitor = stranger();
    const { form } = pageOf(await steps.begin(visitor), 'login');
    for (let tries = 0; tries < 10; tries++) await steps.submitLogin(visitor, form, { username: 'nobody@example.com' });
    const reply = await steps.submitLogin(visitor, form, { username: 'nobody@example.com' });
    const page = pageOf(reply, 'login');
    assert.deepEqual([page.status, page.problem?.reason], [429, 'login.throttled']);
    const wait = Number(reply.headers?.['retry-after']);
    assert.equal(page.problem?.retryAt, steps.clock.now() + wait);
    assert.ok(wait > 0 && wait <= 900);
  });

  test('every sign-in leaves one line of the log, with its true reason', async () => {
    const [line, ...more] = (await steps.linesOf(() => tell('nobody@example.com'))).filter(({ event }) => event === 'login.password');
    assert.deepEqual(more, []);
    assert.deepEqual([line?.event, line?.result, line?.reason, line?.clientId], ['login.password', 'refused', 'login.unknown_user', 'web']);
    assert.ok(!JSON.stringify(line).includes('wrong password'));
  });

  test('A168: a password of a kilobyte is read whole, a longer one is refused in words', async () => {
    const { page } = await tell('alice@example.com', 'x'.repeat(1025));
    assert.deepEqual([page.status, page.problem?.reason], [400, 'login.password_too_long']);
    assert.equal((await tell('alice@example.com', 'x'.repeat(1024))).page.problem?.reason, 'login.bad_credentials');
  });
});
