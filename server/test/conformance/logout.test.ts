import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { clientDefaults } from '../../src/protocol/client/client-defaults.ts';
import { claimsOf, type App } from '../flows/app.ts';
import { hiddenFields, pageOf, type Answer, type Browser } from '../flows/browser.ts';
import { startLogoutReceiver, type LogoutReceiver } from '../flows/logout-receiver.ts';
import { everyType, openSuite, run, type Suite } from './suite.ts';

const out = 'https://suite.example/test/a/gatehouse/post_logout_redirect';
const state = 's'.repeat(128);

describe('OpenID conformance: logout', () => {
  let suite: Suite;
  let receiver: LogoutReceiver;
  let metadata: Record<string, unknown>;
  before(async () => {
    receiver = await startLogoutReceiver();
    suite = await openSuite({ outboundAllow: `127.0.0.1:${receiver.port}` });
    metadata = await (await fetch(`${suite.house.origin}/.well-known/openid-configuration`)).json() as Record<string, unknown>;
  });
  after(async () => { await suite.stop(); await receiver.stop(); });

  const signedIn = async (type: (typeof everyType)[number] = 'code', app: App = suite.app) => {
    const { browser, idToken = '' } = await run(suite, { type, app });
    return { browser, idToken };
  };
  const logout = (browser: Browser, fields: Readonly<Record<string, string>>) => browser.get(`/oidc/logout?${new URLSearchParams(fields).toString()}`);
  /** The suite's own proof that nobody is signed in any more. */
  const isOut = async (browser: Browser) => (await run(suite, { type: 'code', browser, over: { prompt: 'none' } })).fields.get('error') === 'login_required';
  /** No redirect, but a page that says what happened or asks. */
  const stays = (answer: Answer, ...pages: readonly string[]) => { assert.equal(answer.location, undefined); assert.ok(pages.includes(pageOf(answer) ?? ''), pageOf(answer)); };

  for (const [module, members] of [
    ['oidcc-rp-initiated-logout-discovery-endpoint-verification', ['end_session_endpoint']],
    ['oidcc-session-management-discovery-endpoint-verification', ['check_session_iframe', 'end_session_endpoint']],
  ] as const) {
    test(`${module}: discovery names the addresses, and they are there`, async () => {
      for (const member of members) assert.equal((await fetch(String(metadata[member]))).status, 200);
    });
  }
  test('oidcc-frontchannel-logout-discovery-endpoint-verification: discovery says that it is supported, with sid', () => {
    assert.deepEqual([metadata['frontchannel_logout_supported'], metadata['frontchannel_logout_session_supported']], [true, true]);
  });
  test('oidcc-backchannel-logout-discovery-endpoint-verification: discovery says that it is supported, with sid', () => {
    assert.deepEqual([metadata['backchannel_logout_supported'], metadata['backchannel_logout_session_supported']], [true, true]);
  });

  for (const type of everyType) {
    test(`oidcc-rp-initiated-logout: ${type}: back to the registered address with state alone, and prompt=none fails afterwards`, async () => {
      const { browser, idToken } = await signedIn(type);
      const answer = await logout(browser, { id_token_hint: idToken, post_logout_redirect_uri: out, state });
      assert.equal(answer.location, `${out}?state=${state}`);
      assert.ok(await isOut(browser));
    });
  }

  test('oidcc-rp-initiated-logout-no-state: no state comes back', async () => {
    const { browser, idToken } = await signedIn();
    assert.equal((await logout(browser, { id_token_hint: idToken, post_logout_redirect_uri: out })).location, out);
    assert.ok(await isOut(browser));
  });

  test('oidcc-rp-initiated-logout-bad-id-token-hint: a hint that somebody else signed sends nobody anywhere', async () => {
    const { browser, idToken } = await signedIn();
    const [head, payload, signature = ''] = idToken.split('.');
    const forged = `${head}.${payload}.${Buffer.from(signature, 'base64url').reverse().toString('base64url')}`;
    stays(await logout(browser, { id_token_hint: forged, post_logout_redirect_uri: out, state }), 'logout');
    assert.equal(await isOut(browser), false);
  });

  test('A096 oidcc-rp-initiated-logout-modified-id-token-hint: a hint that was changed to alg none sends nobody anywhere', async () => {
    const { browser, idToken } = await signedIn();
    const head = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
    for (const signature of ['', idToken.split('.')[2] ?? '']) stays(await logout(browser, { id_token_hint: `${head}.${idToken.split('.')[1] ?? ''}.${signature}`, post_logout_redirect_uri: out, state }), 'logout');
    assert.equal(await isOut(browser), false);
  });

  test('oidcc-rp-initiated-logout-no-id-token-hint: an address alone sends nobody anywhere', async () => {
    const { browser } = await signedIn();
    stays(await logout(browser, { post_logout_redirect_uri: out, state }), 'logout');
    assert.equal(await isOut(browser), false);
  });

  test('oidcc-rp-initiated-logout-bad-post-logout-redirect-uri: an address that is not registered is not gone to', async () => {
    const { browser, idToken } = await signedIn();
    stays(await logout(browser, { id_token_hint: idToken, post_logout_redirect_uri: 'https://suite.example/foo', state }), 'logged-out');
  });

  test('oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri: an added query makes it another address', async () => {
    const { browser, idToken } = await signedIn();
    stays(await logout(browser, { id_token_hint: idToken, post_logout_redirect_uri: `${out}?foo=bar`, state }), 'logged-out');
  });

  for (const [module, fields] of [['oidcc-rp-initiated-logout-no-params', {}], ['oidcc-rp-initiated-logout-only-state', { state }]] as const) {
    test(`${module}: the person is asked, signed out, and told so`, async () => {
      const { browser } = await signedIn();
      const asked = await logout(browser, fields);
      stays(asked, 'logout');
      stays(await browser.post('/u/logout', { ...hiddenFields(asked.text), action: 'accept' }), 'logged-out');
      assert.ok(await isOut(browser));
    });
  }

  test('oidcc-rp-initiated-logout-no-post-logout-redirect-uri: with a hint the person is signed out and told so', async () => {
    const { browser, idToken } = await signedIn();
    stays(await logout(browser, { id_token_hint: idToken }), 'logged-out');
    assert.ok(await isOut(browser));
  });

  test('oidcc-backchannel-rp-initiated-logout: the application gets a logout token for the sub and sid of its ID token, without a nonce', async () => {
    const app = await suite.add('suite-backchannel', { logout: { ...clientDefaults.logout, backchannelUri: `${receiver.url}backchannel_logout`, backchannelSessionRequired: true } });
    for (const [i, type] of everyType.entries()) {
      const { browser, idToken } = await signedIn(type, app);
      assert.equal((await logout(browser, { id_token_hint: idToken, post_logout_redirect_uri: out, state })).location, `${out}?state=${state}`);
      const told = (await receiver.tokensAt('/backchannel_logout', i + 1)).at(-1);
      const known = claimsOf(idToken);
      const payload = await suite.verify(told?.token ?? '', app);
      assert.deepEqual([payload.sub, payload['sid'], payload['nonce']], [known['sub'], known['sid'], undefined]);
      assert.deepEqual(payload['events'], { 'http://schemas.openid.net/event/backchannel-logout': {} });
    }
  });
});
