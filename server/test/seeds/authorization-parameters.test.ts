import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { LegacyFlow } from '../../src/kernel/tenant.ts';
import type { ResponseTypeName } from '../../src/protocol/vocabulary/names.ts';
import { answerOf, authorizeUrl, call, claimsOf, exchange, newPkce, signIn, tokensFor, type App } from '../flows/app.ts';
import { addApp, setTenant } from '../flows/arrangements.ts';
import { hiddenFields, pageOf, reasonOf } from '../flows/browser.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';
import { addExampleApp, example } from './examples.ts';

let house: RunningHouse;
before(async () => { house = await startHouse(); });
after(() => house.stop());

const none = { code_challenge: '', code_challenge_method: '' };
const asked = async (app: App, over: Record<string, string>) => answerOf(await signIn(house.browser(), authorizeUrl(app, newPkce(), over), people.alice));
const page = async (app: App, over: Record<string, string>) => { const browser = house.browser(); return browser.follow(await browser.get(authorizeUrl(app, newPkce(), over))); };

describe('Parameters of the authorization request', () => {
  test('Seed rows 63, 64: client_id and redirect_uri decide where an answer may go; without both of them right it goes nowhere', async () => {
    for (const [over, reason] of [
      [{ client_id: example.asks }, 'client.unknown'], [{ client_id: '' }, 'request.parameter_missing'], [{ redirect_uri: example.redirectUri }, 'redirect_uri.not_registered'], [{ redirect_uri: '' }, 'redirect_uri.missing'],
    ] as const) {
      const refused = await page(apps.web, over);
      assert.deepEqual([refused.status, refused.location, pageOf(refused), reasonOf(refused)], [400, undefined, 'error', reason]);
    }
    assert.equal((await signIn(house.browser(), authorizeUrl(apps.web, newPkce()), people.alice)).location?.startsWith('https://rp.example/cb?code='), true);
  });

  test('Seed rows 65, 71: response_type=code answers with a code and the state, unchanged whatever it is', async () => {
    for (const state of [example.state, 'a b&c=d#e?f/g%20+', '\u00fcber \u{1f511}', 'x'.repeat(2000)]) {
      const answer = await asked(apps.web, { state });
      assert.deepEqual([[...answer.keys()].sort(), answer.get('state')], [['code', 'iss', 'session_state', 'state'], state]);
    }
    assert.deepEqual([...(await asked(apps.web, { state: '' })).keys()].sort(), ['code', 'iss', 'session_state'], 'no state, no state');
  });

  for (const [row, flow, types] of [[66, 'implicit', ['token']], [67, 'implicit', ['id_token', 'id_token token']], [68, 'hybrid', ['code id_token', 'code token', 'code id_token token']]] as const) {
    test(`Seed row ${row}: ${types.join(', ')}: only where tenant and application are both set to it`, () => onlyWithBothSwitches(flow, types));
  }
  test('Seed row 66: response_type=token, the example: off it is refused with what to use instead', async () => {
    await setTenant(house, { legacyFlows: [] });
    const app = await addExampleApp(house, example.asks, { responseTypes: ['code', 'token'], legacyFlows: ['implicit'] });
    const answer = await asked(app, { response_type: 'token', state: example.state, ...none });
    assert.deepEqual([answer.get('error'), answer.get('state'), answer.get('access_token')], ['unauthorized_client', example.state, null]);
    assert.match(answer.get('error_description') ?? '', /off in this tenant.*authorization code flow with PKCE/);
  });
  test('Seed rows 66, 67 and 68: the switches are one for each flow: the one of hybrid does not open implicit, nor the other way round', async () => {
    const app = await addApp(house, 'one-switch', { requiresPkce: false, responseTypes: ['code', 'id_token token', 'code token'], legacyFlows: ['implicit', 'hybrid'] });
    for (const [on, off, open] of [['implicit', 'code token', 'id_token token'], ['hybrid', 'id_token token', 'code token']] as const) {
      await setTenant(house, { legacyFlows: [on] });
      assert.equal((await asked(app, { response_type: off, nonce: 'n' })).get('error'), 'unauthorized_client');
      assert.ok((await asked(app, { response_type: open, nonce: 'n' })).get('access_token'));
    }
    await setTenant(house, { legacyFlows: [] });
  });

  test('Seed row 70: scope is a list between spaces, in any order, and may be left out', async () => {
    const granted = async (scope: string) => (await tokensFor(house.browser(), { app: apps.web, person: people.alice }, { scope })).body;
    assert.equal((await granted('email openid profile'))['scope'], 'email openid profile');
    assert.equal((await granted('openid openid'))['scope'], 'openid');
    const without = await granted('');
    assert.deepEqual([without['scope'], without['id_token'], typeof without['access_token']], [undefined, undefined, 'string']);
    assert.equal((await asked(apps.web, { scope: 'openid  email' })).get('error'), 'invalid_scope');
  });

  test('Seed row 72: an ID token through the browser needs a nonce and carries it; with a code it is carried where it was sent', async () => {
    await setTenant(house, { legacyFlows: ['implicit', 'hybrid'] });
    const app = await addApp(house, 'nonces', { requiresPkce: false, responseTypes: ['code', 'id_token', 'code id_token'], legacyFlows: ['implicit', 'hybrid'] });
    for (const type of ['id_token', 'code id_token']) {
      const refused = await asked(app, { response_type: type });
      assert.equal(refused.get('error'), 'invalid_request');
      assert.match(refused.get('error_description') ?? '', /nonce/);
      assert.equal(claimsOf((await asked(app, { response_type: type, nonce: 'n-0S6_WzA2Mj' })).get('id_token') ?? '')['nonce'], 'n-0S6_WzA2Mj');
    }
    await setTenant(house, { legacyFlows: [] });
    assert.equal(claimsOf((await tokensFor(house.browser(), { app: apps.web, person: people.alice }, { nonce: 'n-2' })).body['id_token'])['nonce'], 'n-2');
    assert.equal(claimsOf((await tokensFor(house.browser(), { app: apps.web, person: people.alice })).body['id_token'])['nonce'], undefined);
  });

  test('Seed row 73: audience names the API; the tenant may say which is meant where none is named; an unknown one is invalid_target', async () => {
    const aud = async (over: Record<string, string>) => claimsOf((await tokensFor(house.browser(), { app: apps.web, person: people.alice }, { scope: 'read:things', ...over })).body['access_token'])['aud'];
    assert.equal(await aud({ audience: api }), api);
    await setTenant(house, { defaultAudience: api });
    try { assert.equal(await aud({}), api); } finally { await setTenant(house, { defaultAudience: undefined }); }
    assert.equal((await asked(apps.web, { audience: 'https://nowhere.example' })).get('error'), 'invalid_target');
  });

  test('Seed rows 74, 75: the challenge of the example is hexadecimal: it is refused before anybody signs in, and the message says what to send', async () => {
    const app = await addExampleApp(house, example.redeems, { authenticationMethod: 'none' });
    assert.equal(createHash('sha256').update(example.verifier).digest('hex').toUpperCase(), example.challenge);
    const answer = answerOf(await house.browser().get(authorizeUrl(app, newPkce(), { code_challenge: example.challenge, state: example.state, scope: example.scope })));
    assert.deepEqual([answer.get('error'), answer.get('state')], ['invalid_request', example.state]);
    assert.match(answer.get('error_description') ?? '', /hexadecimal.*base64url/);
    const challenge = createHash('sha256').update(example.verifier).digest('base64url');
    const code = (await asked(app, { code_challenge: challenge })).get('code') ?? '';
    const refused = await exchange(house.origin, app, { code, code_verifier: example.verifier });
    assert.deepEqual([refused.status, refused.body['error']], [400, 'invalid_grant']);
    assert.match(refused.body['error_description'] ?? '', /43 to 128 characters.*Received: 16 characters/);
  });
  test('Seed row 75: code_challenge_method is S256; plain, another one and none are refused', async () => {
    for (const method of ['plain', 's256', 'S512', '']) {
      const answer = answerOf(await house.browser().get(authorizeUrl(apps.spa, newPkce(), { code_challenge_method: method })));
      assert.deepEqual([answer.get('error'), answer.get('code')], ['invalid_request', null], method);
    }
    assert.equal((await tokensFor(house.browser(), { app: apps.spa, person: people.alice }, { code_challenge_method: 'S256' })).status, 200);
  });

  test('Seed row 76: the name of the device stands with the refresh token', async () => {
    const { storage, tokens, defaultTenant } = house.house;
    for (const device of ['Alice\u2019s tablet', undefined]) {
      const { body } = await tokensFor(house.browser(), { app: apps.web, person: people.alice }, { scope: 'openid offline_access', device: device ?? '' });
      const key = tokens.keyOf(body['refresh_token'] ?? '');
      assert.ok(key !== undefined);
      assert.equal((await storage.grants.findToken(defaultTenant.id, key))?.context?.grant.device, device);
    }
  });
});

describe('Seed row 78: what OpenID Connect adds to the request', () => {
  test('OIDC Core §3.1.2.1: prompt: none answers without a page, login and consent show one, none with another word is refused', async () => {
    const browser = house.browser();
    assert.equal(answerOf(await browser.get(authorizeUrl(apps.web, newPkce(), { prompt: 'none' }))).get('error'), 'login_required');
    await tokensFor(browser, { app: apps.web, person: people.alice });
    assert.ok(answerOf(await browser.get(authorizeUrl(apps.web, newPkce(), { prompt: 'none' }))).get('code'));
    for (const [prompt, shown] of [['login', 'login'], ['select_account', 'login'], ['consent', 'consent']] as const) assert.equal(pageOf(await browser.follow(await browser.get(authorizeUrl(apps.web, newPkce(), { prompt })))), shown, prompt);
    assert.equal(answerOf(await browser.get(authorizeUrl(apps.web, newPkce(), { prompt: 'none login' }))).get('error'), 'invalid_request');
  });
  test('OIDC Core §3.1.2.1: max_age: an old sign-in is done anew, a young one is not, and what is no number is refused', async () => {
    const browser = house.browser();
    await tokensFor(browser, { app: apps.web, person: people.alice });
    assert.ok(answerOf(await browser.get(authorizeUrl(apps.web, newPkce(), { max_age: '3600' }))).get('code'));
    assert.equal(pageOf(await browser.follow(await browser.get(authorizeUrl(apps.web, newPkce(), { max_age: '0' })))), 'login');
    assert.equal(answerOf(await browser.get(authorizeUrl(apps.web, newPkce(), { max_age: 'abc' }))).get('error'), 'invalid_request');
  });
  test('OIDC Core §3.1.2.1: login_hint stands in the form already; ui_locales that nobody speaks end in English', async () => {
    const hinted = await page(apps.web, { login_hint: people.bob.email, ui_locales: 'tlh qya' });
    assert.match(hinted.text, /<input[^>]*name="username"[^>]*value="bob@example.com"|<input[^>]*value="bob@example.com"[^>]*name="username"/);
    assert.match(hinted.text, /<html[^>]*lang="en"/);
    assert.notEqual(hiddenFields(hinted.text)['state'], undefined);
  });
  test('OIDC Core §3.1.2.1: acr_values that the tenant vouches for come back as acr; others are passed over', async () => {
    for (const values of ['urn:gatehouse:acr:password', 'urn:nobody urn:gatehouse:acr:password']) {
      assert.equal(claimsOf((await tokensFor(house.browser(), { app: apps.web, person: people.alice }, { acr_values: values })).body['id_token'])['acr'], 'urn:gatehouse:acr:password');
    }
  });
});

/** Three times refused, each time in the fragment and without a token, then answered. */
async function onlyWithBothSwitches(flow: LegacyFlow, types: readonly ResponseTypeName[]) {
  for (const type of types) {
    const id = type.replaceAll(' ', '-');
    const cases = [
      [await addApp(house, `${id}-neither`, { requiresPkce: false }), [flow], /not set to this response type/],
      [await addApp(house, `${id}-app-off`, { requiresPkce: false, responseTypes: [type] }), [flow], /off for this application/],
      [await addApp(house, `${id}-tenant-off`, { requiresPkce: false, responseTypes: [type], legacyFlows: [flow] }), [], /off in this tenant/],
    ] as const;
    for (const [app, legacyFlows, why] of cases) {
      await setTenant(house, { legacyFlows });
      const refused = await signIn(house.browser(), authorizeUrl(app, newPkce(), { response_type: type, nonce: 'n', ...none }), people.alice);
      assert.ok(refused.location?.startsWith(`${app.redirectUri}#`), `${app.id}: ${refused.location ?? ''}`);
      const answer = answerOf(refused);
      assert.deepEqual([answer.get('error'), answer.get('access_token'), answer.get('id_token'), answer.get('code')], ['unauthorized_client', null, null, null], app.id);
      assert.match(answer.get('error_description') ?? '', why);
    }
    await setTenant(house, { legacyFlows: [flow] });
    const given = await signIn(house.browser(), authorizeUrl({ ...apps.web, id: `${id}-tenant-off` }, newPkce(), { response_type: type, nonce: 'n', ...none }), people.alice);
    assert.ok(given.location?.startsWith('https://rp.example/cb#'));
    const words = type.split(' ');
    assert.deepEqual([answerOf(given).has('code'), answerOf(given).has('access_token'), answerOf(given).has('id_token')], [words.includes('code'), words.includes('token'), words.includes('id_token')]);
    if (words.includes('token')) assert.equal((await call(house.origin, '/userinfo', { app: { ...apps.web, method: 'none' }, fields: {}, headers: { authorization: `Bearer ${answerOf(given).get('access_token') ?? ''}`, 'content-type': 'application/json' } })).status, 200);
  }
  await setTenant(house, { legacyFlows: [] });
}
