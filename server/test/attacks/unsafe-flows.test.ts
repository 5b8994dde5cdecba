import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { LegacyFlow } from '../../src/kernel/tenant.ts';
import { answerOf, authorizeUrl, call, newPkce, signIn, type App } from '../flows/app.ts';
import { addApp, setTenant, switchOn } from '../flows/arrangements.ts';
import { register } from '../endpoints/registration/registrar.ts';
import { hiddenFields, pageOf, type Answer } from '../flows/browser.ts';
import { apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';

const unsafe = ['token', 'id_token', 'id_token token', 'code id_token', 'code token', 'code id_token token'] as const;
const flowOf = (type: string): LegacyFlow => (type.includes('code') ? 'hybrid' : 'implicit');
let house: RunningHouse;
let open: App;
before(async () => {
  house = await startHouse();
  open = await addApp(house, 'open', { requiresPkce: false, responseTypes: ['code', ...unsafe], grantTypes: ['authorization_code', 'refresh_token', 'password'], legacyFlows: ['implicit', 'hybrid', 'password'] });
});
beforeEach(() => switchOn(house));
after(() => house.stop());

const none = { code_challenge: '', code_challenge_method: '', nonce: 'n-1' };
const asked = (app: App, over: Record<string, string>): Promise<Answer> => signIn(house.browser(), authorizeUrl(app, newPkce(), { ...none, ...over }), people.alice);
/** What an application gets, wherever it stands. */
const fieldsOf = (answer: Answer) => (pageOf(answer) === 'form-post' || pageOf(answer) === 'web-message' ? new URLSearchParams(hiddenFields(answer.text)) : answerOf(answer));
const given = (answer: Answer) => ['code', 'id_token', 'access_token', 'response'].filter((name) => fieldsOf(answer).has(name));

describe('A201 RFC 9700 §2.1.2: unsafe flows are off', () => {
  test('A201 RFC 9700 §2.1.2: for an application and a tenant that nobody set, whatever mode is asked for', async () => {
    for (const type of unsafe) for (const mode of ['', 'query', 'fragment', 'form_post', 'web_message']) {
      const refused = await asked(apps.noPkce, { response_type: type, response_mode: mode });
      if (refused.location === undefined) assert.deepEqual([pageOf(refused), refused.text.includes('unauthorized_client')], [mode === 'form_post' ? 'form-post' : 'web-message', true], `${type} ${mode}`);
      else assert.deepEqual([answerOf(refused).get('error') === null, given(refused)], [false, []], `${type} ${mode}`);
    }
    const metadata = await (await fetch(`${house.issuer}.well-known/openid-configuration`)).json() as { readonly response_types_supported: readonly string[]; readonly grant_types_supported: readonly string[] };
    assert.deepEqual([metadata.response_types_supported, metadata.grant_types_supported.includes('implicit'), metadata.grant_types_supported.includes('password')], [['code', 'id_token'], false, false]);
  });

  test('A201 RFC 9700 §2.1.2: one switch is not enough, of the application nor of the tenant', async () => {
    for (const type of unsafe) assert.deepEqual([fieldsOf(await asked(open, { response_type: type })).get('error'), given(await asked(open, { response_type: type }))], ['unauthorized_client', []], type);
    await switchOn(house, 'implicit', 'hybrid', 'password');
    for (const type of unsafe) assert.equal(fieldsOf(await asked(apps.noPkce, { response_type: type })).get('error'), 'unauthorized_client', type);
    const password = { grant_type: 'password', username: people.alice.email, password: people.alice.password };
    assert.equal((await call(house.origin, '/oauth/token', { app: apps.post, fields: password })).body['error'], 'unauthorized_client');
    await switchOn(house);
    assert.equal((await call(house.origin, '/oauth/token', { app: open, fields: password })).body['error'], 'unauthorized_client');
    await switchOn(house, 'password');
    assert.equal((await call(house.origin, '/oauth/token', { app: open, fields: password })).status, 200);
  });

  test('A201 RFC 9700 §2.4: parameters of a request switch nothing on', async () => {
    const tries = [{ legacyFlows: 'implicit' }, { legacy_flows: 'implicit hybrid' }, { 'settings[legacyFlows][]': 'implicit' }, { responseTypes: 'token' }, { response_types: 'token' }, { grant_types: 'implicit' }, { profile: 'oidc' }, { '__proto__.legacyFlows': 'implicit' }];
    for (const more of tries) {
      assert.equal(fieldsOf(await asked(open, { response_type: 'id_token token', ...more as Record<string, string> })).get('error'), 'unauthorized_client', JSON.stringify(more));
      const refused = await call(house.origin, '/oauth/token', { app: open, fields: { grant_type: 'password', username: people.alice.email, password: people.alice.password, ...more as Record<string, string> } });
      assert.equal(refused.body['error'], 'unauthorized_client', JSON.stringify(more));
    }
    for (const body of [{ legacyFlows: ['password'] }, { settings: { legacyFlows: ['password'] } }]) {
      const answer = await fetch(`${house.origin}/oauth/token`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ grant_type: 'password', client_id: open.id, client_secret: open.secret, username: people.alice.email, password: people.alice.password, ...body }) });
      assert.equal(answer.status, 400);
    }
  });

  test('A201 RFC 9700 §4.7: a sign-in that began as a code stays one: nothing that is added on its way changes what is answered', async () => {
    await switchOn(house, 'implicit', 'hybrid');
    const more = 'response_type=id_token+token&response_mode=fragment&nonce=n-1&client_id=open&prompt=none';
    const browser = house.browser();
    const login = await browser.follow(await browser.get(authorizeUrl(apps.noPkce, newPkce(), none)));
    const form = { ...hiddenFields(login.text), username: people.alice.email, password: people.alice.password, action: 'default' };
    const sent = await browser.post(`/u/login?${more}`, { ...form, response_type: 'id_token token', response_mode: 'fragment', client_id: 'open' });
    const resume = sent.location ?? (await browser.post('/u/login', { ...form, response_type: 'id_token token', response_mode: 'fragment', client_id: 'open' })).location ?? assert.fail('the sign-in did not go on');
    const done = await browser.follow(await browser.get(`${resume}&${more}`));
    assert.ok(done.location?.startsWith(`${apps.noPkce.redirectUri}?`), done.location);
    assert.deepEqual(given(done), ['code']);
  });

  test('A201 RFC 7591 §2: who registers itself gets no flow that the tenant has off, and the password never', async () => {
    await setTenant(house, { registration: 'open', legacyFlows: [] });
    const redirect = { redirect_uris: ['https://rp.example/cb'] };
    for (const type of unsafe.filter((one) => one !== 'id_token')) assert.equal((await register(house, { ...redirect, response_types: [type], grant_types: ['implicit', 'authorization_code'] })).status, 400, type);
    for (const legacyFlows of [[], ['implicit', 'hybrid', 'password']] as const) {
      await setTenant(house, { legacyFlows });
      const { status, body } = await register(house, { ...redirect, grant_types: ['authorization_code', 'password'], legacyFlows: ['password'], legacy_flows: ['password'] });
      assert.ok(status === 400 || !(body['grant_types'] as readonly string[]).includes('password'), String(status));
    }
    await switchOn(house, 'implicit');
    const { body } = await register(house, { ...redirect, legacyFlows: ['implicit'], legacy_flows: ['implicit'] });
    const app: App = { id: String(body['client_id']), secret: undefined, method: 'none', redirectUri: 'https://rp.example/cb' };
    const refused = await house.browser().get(authorizeUrl(app, newPkce(), { ...none, response_type: 'id_token token' }));
    assert.equal((refused.location ?? '').includes('access_token='), false);
    assert.ok(refused.status === 400 || answerOf(refused).get('error') === 'unauthorized_client', String(refused.status));
  });

  test('A201 RFC 9700 §2.1.2: a flow that is switched off while the person signs in is off when it ends', async () => {
    for (const type of unsafe) {
      await switchOn(house, flowOf(type));
      const browser = house.browser();
      const login = await browser.follow(await browser.get(authorizeUrl(open, newPkce(), { ...none, response_type: type })));
      assert.equal(pageOf(login), 'login');
      await switchOn(house);
      const done = await signIn(browser, login, people.alice);
      assert.deepEqual([fieldsOf(done).get('error'), given(done)], ['unauthorized_client', []], type);
    }
  });
});

describe('A203 OIDC Core §3.2.2.1: nonce and state through the browser', () => {
  test('A203 OIDC Core §3.2.2.1: every ID token through the browser needs a nonce', async () => {
    await switchOn(house, 'implicit', 'hybrid');
    for (const type of unsafe.filter((one) => one.includes('id_token'))) for (const mode of ['', 'form_post']) {
      const refused = await asked(open, { response_type: type, nonce: '', response_mode: mode });
      assert.deepEqual([fieldsOf(refused).get('error'), given(refused)], ['invalid_request', []], type);
      assert.match(fieldsOf(refused).get('error_description') ?? '', /nonce/);
    }
    assert.deepEqual(given(await asked(open, { response_type: 'token', nonce: '' })), ['access_token']);
  });

  test('A203 OIDC Core §3.3.2: state comes back byte for byte in fragment, query and form, with answers and with errors', async () => {
    await switchOn(house, 'implicit', 'hybrid');
    const states = ['\u00fc\u{1f511}\u4e2d', '&#', '&#x27;"><b>\'', 'a=b&c=d#e?f', '%2B+%20 +', '{"a":[1,"\\u0000"]}', 'x'.repeat(2000), '\u00e9'.normalize('NFD'), ' '];
    for (const state of states) {
      for (const [type, mode] of [['code', ''], ['id_token token', ''], ['code id_token token', 'form_post'], ['id_token', 'form_post']] as const) {
        const right = await asked(open, { response_type: type, response_mode: mode, state });
        assert.deepEqual([fieldsOf(right).get('error'), fieldsOf(right).get('state')], [null, state], `${type} ${mode}`);
        const wrong = await asked(open, { response_type: type, response_mode: mode, state, scope: 'openid  x' });
        assert.deepEqual([fieldsOf(wrong).get('error'), fieldsOf(wrong).get('state')], ['invalid_scope', state], `${type} ${mode}`);
      }
    }
  });
});
