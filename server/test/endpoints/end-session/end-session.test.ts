import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Reply } from '../../../src/endpoints/reply.ts';
import { openSteps, type Steps } from '../interaction/steps.ts';
import { clientOfTest, locationOf, pageOf, tenantOfTest, type Visit, type Visitor } from '../interaction/visitor.ts';

let steps: Steps;
before(async () => {
  steps = await openSteps({ environment: 'development' }, [
    clientOfTest('web', { firstParty: true, logoutUris: ['https://web.example/out', 'https://web.example/out?x=1'] }), clientOfTest('other'), clientOfTest('off', { enabled: false }),
  ]);
  await steps.person('alice@example.com');
  await steps.person('bob@example.com');
});
after(() => steps.close());

let addresses = 0;
/** A browser in which somebody is signed in, with the session that the server knows. */
async function signedIn(email = 'alice@example.com') {
  const visitor = steps.visitor(`203.0.113.${++addresses}`);
  await steps.enter(visitor, email);
  const key = steps.tools.tokens.keyOf(visitor.cookies.get('session') ?? '');
  const session = key === undefined ? undefined : await steps.storage.sessions.load(steps.tenant.id, key);
  if (session === undefined) throw new Error('Nobody is signed in.');
  return { visitor, session };
}
const idToken = (sub: string, aud: unknown = 'web', { typ = 'JWT', iss = steps.tenant.issuer }: { readonly typ?: string; readonly iss?: string } = {}) => steps.keys.sign(steps.tenant, 'ES256', { typ, claims: { iss, sub, aud, iat: 1, exp: 2 } });
const logout = (visitor: Visitor, query: Readonly<Record<string, string>>, visit: Visit = {}) => visitor.visit(steps.endpoints.endSession, { query, ...visit });
const isOut = async (visitor: Visitor) => (await steps.silently(visitor)) === 'login_required';
const out = 'https://web.example/out';

describe('OIDC RP-Initiated Logout §2: an application signs the person out', () => {
  test('with a genuine id_token_hint, even an expired one, the session ends without a question and the browser goes back with state', async () => {
    const { visitor, session } = await signedIn();
    const thief = visitor.twin();
    const state = 's'.repeat(128);
    const reply = await logout(visitor, { id_token_hint: await idToken(session.userId), post_logout_redirect_uri: out, state });
    assert.equal(locationOf(reply), `${out}?state=${state}`);
    assert.equal(visitor.cookies.has('session'), false);
    assert.ok(await isOut(thief), 'A146: a copy of the cookie is dead too');
  });

  test('state comes back only where it was sent, and the registered address is left as it is', async () => {
    const { visitor, session } = await signedIn();
    assert.equal(locationOf(await logout(visitor, { id_token_hint: await idToken(session.userId), post_logout_redirect_uri: out })), out);
    const again = await signedIn();
    assert.equal(locationOf(await logout(again.visitor, { logout_hint: again.session.sid, client_id: 'web', post_logout_redirect_uri: `${out}?x=1`, state: 'a&b' })), `${out}?x=1&state=a%26b`);
  });

  test('a POST is read from its body', async () => {
    const { visitor, session } = await signedIn();
    const reply = await visitor.visit(steps.endpoints.endSession, { form: { id_token_hint: await idToken(session.userId), post_logout_redirect_uri: out } });
    assert.equal(locationOf(reply), out);
  });

  test('a logout_hint that is the sid of the session is proof enough; the sid of another is not', async () => {
    const { visitor, session } = await signedIn();
    const other = await signedIn('bob@example.com');
    pageOf(await logout(visitor, { logout_hint: other.session.sid, client_id: 'web' }), 'logout');
    assert.equal(await isOut(visitor), false);
    pageOf(await logout(visitor, { logout_hint: session.sid, client_id: 'web' }), 'logged-out');
    assert.ok(await isOut(visitor));
    assert.equal(await isOut(other.visitor), false);
  });

  test('A096: a hint that has expired, or whose session has ended, is still a hint; its sid alone is proof enough', async () => {
    const { visitor, session } = await signedIn();
    const hint = await steps.keys.sign(steps.tenant, 'ES256', { typ: 'JWT', claims: { iss: steps.tenant.issuer, sub: 'pseudonym', sid: session.sid, aud: 'web', iat: 1, exp: 2 } });
    assert.equal(locationOf(await logout(visitor, { id_token_hint: hint, post_logout_redirect_uri: out })), out);
    assert.ok(await isOut(visitor));
    assert.equal(locationOf(await logout(visitor, { id_token_hint: hint, post_logout_redirect_uri: out, state: 'again' })), `${out}?state=again`);
    const later = await signedIn();
    pageOf(await logout(later.visitor, { id_token_hint: hint, post_logout_redirect_uri: out }), 'logout');
    assert.equal(locationOf(await logout(later.visitor, { id_token_hint: await idToken(session.userId), post_logout_redirect_uri: out })), out);
  });

  test('who is not signed in goes back at once, or reads that they are signed out', async () => {
    const visitor = steps.visitor();
    assert.equal(locationOf(await logout(visitor, { client_id: 'web', post_logout_redirect_uri: out })), out);
    const page = pageOf(await logout(visitor, {}), 'logged-out');
    assert.deepEqual([page.status, page.returnRefused], [200, false]);
    assert.equal(pageOf(await logout(visitor, { state: 'only' }), 'logged-out').status, 200);
  });
});

describe('A015: the browser is sent to no address that is not proven', () => {
  /** No redirect, whatever the page. */
  const stays = (reply: Reply) => assert.equal(reply.kind, 'page');

  test('an address that is not registered for the application is refused; the person is signed out all the same', async () => {
    for (const bad of ['https://web.example/ou', 'https://web.example/out/', 'https://web.example/out?foo=bar', 'https://other.example/out', '//evil.example', '/\\evil.example', 'https://evil.example/', 'javascript:alert(1)']) {
      const { visitor, session } = await signedIn();
      const page = pageOf(await logout(visitor, { id_token_hint: await idToken(session.userId), post_logout_redirect_uri: bad, state: 's' }), 'logged-out');
      assert.deepEqual([page.returnRefused, page.problem?.reason, page.problem?.received], [true, 'logout.return_to_not_registered', bad]);
      assert.ok(await isOut(visitor));
    }
  });

  test('a hint that is forged, unsigned, changed, of another issuer or no ID token is no hint: the person is asked, and not sent back', async () => {
    const { visitor, session } = await signedIn();
    const genuine = await idToken(session.userId);
    const [, payload] = genuine.split('.');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const hints = [none, `${genuine.slice(0, -6)}AAAAAA`, 'garbage', await idToken(session.userId, 'web', { iss: 'https://evil.example/' }), await idToken(session.userId, ['web', 'https://login.example/userinfo']), await idToken(session.userId, 'web', { typ: 'at+jwt' })];
    for (const hint of hints) {
      const page = pageOf(await logout(visitor, { id_token_hint: hint, client_id: 'web', post_logout_redirect_uri: out }), 'logout');
      assert.equal(visitor.record.reason, 'id_token_hint.invalid');
      const sent = visitor.twin();
      assert.equal(await isOut(sent), false);
      if (hint !== hints.at(-1)) continue;
      const done = pageOf(await visitor.visit(steps.endpoints.confirmLogout, { form: { ...page.form, action: 'accept' } }), 'logged-out');
      assert.equal(done.returnRefused, true);
    }
    stays(await logout(steps.visitor(), { id_token_hint: 'garbage', client_id: 'web', post_logout_redirect_uri: out }));
  });

  test('a hint of another application proves nothing for this one', async () => {
    const { visitor, session } = await signedIn();
    const hint = await idToken(session.userId, 'other');
    pageOf(await logout(visitor, { id_token_hint: hint, client_id: 'web', post_logout_redirect_uri: out }), 'logout');
    const page = pageOf(await logout(visitor, { id_token_hint: hint, post_logout_redirect_uri: out }), 'logged-out');
    assert.deepEqual([page.returnRefused, page.client?.name], [true, 'App other']);
  });

  test('an address without an application, or with one that is unknown or switched off, is not gone to', async () => {
    for (const query of [{}, { client_id: 'nobody' }, { client_id: 'off' }]) {
      const page = pageOf(await logout(steps.visitor(), { ...query, post_logout_redirect_uri: 'https://off.example/out' }), 'logged-out');
      assert.deepEqual([page.returnRefused, page.problem?.reason], [true, 'logout.client_unknown']);
    }
  });

  test('a parameter that was sent twice signs nobody out', async () => {
    const { visitor } = await signedIn();
    const request = { ...visitor.request('/oidc/logout'), query: `client_id=web&post_logout_redirect_uri=${out}&post_logout_redirect_uri=https://evil.example/` };
    assert.equal(pageOf(await steps.endpoints.endSession.handle(request), 'error').reason, 'request.parameter_repeated');
    assert.equal(await isOut(visitor), false);
  });
});

describe('OIDC RP-Initiated Logout §2: without proof the person is asked', () => {
  const confirm = (visitor: Visitor, form: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) => visitor.visit(steps.endpoints.confirmLogout, { form: { action: 'accept', ...form }, headers });

  test('the page names the account, and a yes ends the session and goes back', async () => {
    const { visitor } = await signedIn();
    const page = pageOf(await logout(visitor, { client_id: 'web', post_logout_redirect_uri: out, state: 'rp' }), 'logout');
    assert.deepEqual([page.account, page.client?.name], ['alice@example.com', 'App web']);
    assert.equal(await isOut(visitor.twin()), false);
    assert.equal(locationOf(await confirm(visitor, { ...page.form })), `${out}?state=rp`);
    assert.ok(await isOut(visitor));
  });

  test('A131: nobody else can say yes', async () => {
    const { visitor } = await signedIn();
    const { form } = pageOf(await logout(visitor, { client_id: 'web' }), 'logout');
    const evil = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(form.state, 'base64url').toString()) as object, returnTo: 'https://evil.example/' })).toString('base64url');
    const tries = [confirm(visitor, { state: form.state }), confirm(visitor, { ...form, state: evil }), confirm(visitor, { ...form }, { origin: 'https://evil.example' }), confirm(visitor, { ...form }, { 'sec-fetch-site': 'cross-site' }), confirm(steps.visitor(), { ...form })];
    for (const reply of await Promise.all(tries)) assert.equal(pageOf(reply, 'error').reason, 'csrf.failed');
    for (const action of ['', 'decline']) assert.equal(pageOf(await confirm(visitor, { ...form, action }), 'error').status, 400);
    assert.equal(await isOut(visitor), false);
  });

  test('a form of another page of ours is not a yes', async () => {
    const { visitor } = await signedIn();
    const login = pageOf(await steps.begin(visitor, 'web', { prompt: 'login' }), 'login');
    assert.equal(pageOf(await confirm(visitor, { ...login.form }), 'error').reason, 'transaction.unknown');
    assert.equal(await isOut(visitor), false);
  });

  test('who signed in meanwhile is asked anew', async () => {
    const { visitor } = await signedIn();
    const { form } = pageOf(await logout(visitor, { client_id: 'web' }), 'logout');
    visitor.cookies.delete('session');
    await steps.enter(visitor, 'bob@example.com');
    const page = pageOf(await confirm(visitor, { ...form }), 'logout');
    assert.equal(page.account, 'bob@example.com');
    assert.equal(await isOut(visitor), false);
    pageOf(await confirm(visitor, { ...page.form }), 'logged-out');
    assert.ok(await isOut(visitor));
  });

  test('half an hour later the page is too old', async () => {
    const { visitor } = await signedIn();
    const { form } = pageOf(await logout(visitor, { client_id: 'web' }), 'logout');
    steps.clock.pass(1800);
    assert.equal(pageOf(await confirm(visitor, { ...form }), 'error').reason, 'transaction.unknown');
  });
});

test('the reason of a refused address is for developers: in production the page only says that there is one', async () => {
  const visitor = steps.visitor();
  const request = { ...visitor.request('/oidc/logout', { query: { client_id: 'web', post_logout_redirect_uri: 'https://evil.example/' } }), tenant: tenantOfTest({ environment: 'production' }) };
  const reply = await steps.endpoints.endSession.handle(request);
  const page = pageOf(reply, 'logged-out');
  assert.deepEqual([page.returnRefused, page.problem], [true, undefined]);
  assert.ok(!JSON.stringify(reply).includes('web.example/out'));
});
