import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startPlain, type Listener } from '../outbound/listeners.ts';
import { strangerOf } from '../jose/foreign-keys.ts';
import type { App } from '../flows/app.ts';
import { pageOf } from '../flows/browser.ts';
import { MovableClock } from '../flows/clock.ts';
import { register, send, type Answer, type Metadata } from '../endpoints/registration/registrar.ts';
import { openSuite, run, type Suite } from './suite.ts';

const callback = 'https://suite.example/test/a/gatehouse/callback';
/** What the suite sends with each registration. */
const usual: Metadata = { client_name: 'OpenID suite', redirect_uris: [callback], grant_types: ['authorization_code'], response_types: ['code'], token_endpoint_auth_method: 'client_secret_basic', contacts: ['certification@oidf.org'] };
const appOf = ({ body }: Answer): App => ({ id: String(body['client_id']), secret: String(body['client_secret']), method: 'client_secret_basic', redirectUri: callback });
const [first, second] = [{ ...strangerOf('RS256').jwk, kid: 'rp-1', use: 'sig' }, { ...strangerOf('ES256').jwk, kid: 'rp-2', use: 'sig' }];

describe('the modules of the suite about registration: plans D and 3', () => {
  const clock = new MovableClock();
  let suite: Suite;
  let relyingParty: Listener;
  const served = new Map<string, unknown>();
  before(async () => {
    relyingParty = await startPlain((request, response) => { response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(served.get(request.url ?? ''))); });
    suite = await openSuite({ clock, outboundAllow: `127.0.0.1:${relyingParty.port}` });
    const { storage, defaultTenant } = suite.house.house;
    const tenant = await storage.tenants.find(defaultTenant.id);
    assert.ok(tenant !== undefined);
    await storage.tenants.replace({ ...tenant, settings: { ...tenant.settings, registration: 'open' } });
  });
  after(async () => { await suite.stop(); await relyingParty.stop(); });

  const registered = async (over: Metadata = {}): Promise<Answer> => {
    const answer = await register(suite.house, { ...usual, ...over });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    assert.equal(answer.body['client_secret'] === undefined, answer.body['client_secret_expires_at'] === undefined);
    return answer;
  };
  /** The suite removes its client after each module. */
  const removed = async ({ body }: Answer) => assert.equal((await send(String(body['registration_client_uri']), { method: 'DELETE', token: String(body['registration_access_token']) })).status, 204);
  const loginPage = async (app: App): Promise<string> => {
    const browser = suite.house.browser();
    const page = await browser.follow(await browser.get(`/authorize?${new URLSearchParams({ client_id: app.id, redirect_uri: callback, response_type: 'code', scope: 'openid', state: 's' }).toString()}`));
    assert.equal(pageOf(page), 'login');
    return page.text;
  };

  test('oidcc-server: a client that registered itself, without PKCE, and is removed again', async () => {
    const answer = await registered();
    const done = await run(suite, { type: 'code', app: appOf(answer) });
    assert.equal(done.tokens?.status, 200);
    await suite.verify(done.idToken ?? '', appOf(answer));
    assert.deepEqual(done.pages, ['login', 'consent']);
    await removed(answer);
  });

  for (const type of ['id_token', 'id_token token', 'code id_token'] as const) {
    test(`oidcc-server: ${type} is registered where the tenant switched it on`, async () => {
      const answer = await registered({ response_types: [type], grant_types: type.startsWith('code') ? ['authorization_code', 'implicit'] : ['implicit'] });
      const done = await run(suite, { type, app: appOf(answer) });
      assert.equal(done.fields.get('error'), null, done.fields.get('error_description') ?? '');
      await suite.verify(done.fields.get('id_token') ?? '', appOf(answer));
    });
  }

  test('oidcc-registration-logo-uri: the login page shows the logo', async () => {
    const html = await loginPage(appOf(await registered({ logo_uri: 'https://suite.example/logo.png' })));
    assert.match(html, /<img src="https:\/\/suite\.example\/logo\.png"/);
  });

  test('oidcc-registration-policy-uri: the login page links to the policy', async () => {
    assert.match(await loginPage(appOf(await registered({ policy_uri: 'https://suite.example/policy' }))), /<a href="https:\/\/suite\.example\/policy"/);
  });

  test('oidcc-registration-tos-uri: the login page links to the terms', async () => {
    assert.match(await loginPage(appOf(await registered({ tos_uri: 'https://suite.example/tos' }))), /<a href="https:\/\/suite\.example\/tos"/);
  });

  /** The way of a client that signs: code and tokens by private_key_jwt. */
  const signedCall = (app: App, [alg, kid]: readonly [string, string], fields: Readonly<Record<string, string>>) => {
    const now = clock.now();
    const assertion = strangerOf(alg).sign({ kid }, { iss: app.id, sub: app.id, aud: `${suite.house.issuer}oauth/token`, jti: `${kid}-${String(Math.random())}`, iat: now, exp: now + 60 });
    return fetch(`${suite.house.origin}/oauth/token`, { method: 'POST', body: new URLSearchParams({ ...fields, client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: assertion }) });
  };
  const codeOf = async (app: App, scope = 'openid') => {
    const browser = suite.house.browser();
    // Without a secret the run ends with the code; its token request is refused and counts for nothing.
    const done = await run(suite, { type: 'code', app: { ...app, method: 'none' }, browser, over: { scope, ...(scope === 'openid' ? {} : { prompt: 'consent' }) } });
    return done.fields.get('code') ?? '';
  };

  test('oidcc-registration-jwks-uri: a registered jwks_uri is fetched, and the client authenticates with its key', async () => {
    served.set('/jwks-1', { keys: [first] });
    const answer = await registered({ token_endpoint_auth_method: 'private_key_jwt', jwks_uri: `${relyingParty.url}jwks-1` });
    const app = appOf(answer);
    const tokens = await signedCall(app, ['RS256', 'rp-1'], { grant_type: 'authorization_code', code: await codeOf(app), redirect_uri: callback });
    assert.equal(tokens.status, 200, await tokens.clone().text());
    await suite.verify(((await tokens.json()) as { id_token: string }).id_token, app);
  });

  test('oidcc-refresh-token-rp-key-rotation: after the client rotated its key it refreshes with the new one', async () => {
    served.set('/jwks-2', { keys: [first] });
    const app = appOf(await registered({ token_endpoint_auth_method: 'private_key_jwt', jwks_uri: `${relyingParty.url}jwks-2`, grant_types: ['authorization_code', 'refresh_token'] }));
    const code = await codeOf(app, 'openid offline_access');
    const tokens = (await (await signedCall(app, ['RS256', 'rp-1'], { grant_type: 'authorization_code', code, redirect_uri: callback })).json()) as { refresh_token: string };
    served.set('/jwks-2', { keys: [second] });
    clock.advance(60);
    const refreshed = await signedCall(app, ['ES256', 'rp-2'], { grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
    assert.equal(refreshed.status, 200, await refreshed.text());
  });

  test('oidcc-registration-sector-uri: a sector_identifier_uri that lists the redirect URI is taken', async () => {
    served.set('/sector-good', ['https://suite.example/other', callback]);
    await registered({ subject_type: 'pairwise', sector_identifier_uri: `${relyingParty.url}sector-good` });
  });

  test('oidcc-registration-sector-bad: one that does not list it is 400 invalid_client_metadata', async () => {
    served.set('/sector-bad', ['https://suite.example/other']);
    const { status, body } = await register(suite.house, { ...usual, subject_type: 'pairwise', sector_identifier_uri: `${relyingParty.url}sector-bad` });
    assert.deepEqual([status, body['error']], [400, 'invalid_client_metadata']);
  });

  test('oidcc-redirect-uri-regfrag: a redirect URI with a fragment is 400 invalid_redirect_uri', async () => {
    const { status, body } = await register(suite.house, { ...usual, redirect_uris: [`${callback}#foobar`] });
    assert.deepEqual([status, body['error']], [400, 'invalid_redirect_uri']);
  });

  test('oidcc-3rd_party-init-login: initiate_login_uri comes back, and is read again at the address of the registration', async () => {
    const uri = 'https://suite.example/test/a/gatehouse/initiate_login';
    const answer = await registered({ initiate_login_uri: uri });
    assert.equal(answer.body['initiate_login_uri'], uri);
    const read = await send(String(answer.body['registration_client_uri']), { method: 'GET', token: String(answer.body['registration_access_token']) });
    assert.deepEqual([read.status, read.body['initiate_login_uri']], [200, uri]);
    await removed(answer);
  });

  test('oidcc-3rd_party-init-login-nohttps: over http it is 400 invalid_client_metadata', async () => {
    const { status, body } = await register(suite.house, { ...usual, initiate_login_uri: 'http://suite.example/test/a/gatehouse/initiate_login' });
    assert.deepEqual([status, body['error']], [400, 'invalid_client_metadata']);
  });

  test('oidcc-prompt-none-not-logged-in: a client that registered itself is told so, though nobody is signed in', async () => {
    const app = appOf(await registered());
    const answer = await suite.house.browser().get(`/authorize?${new URLSearchParams({ client_id: app.id, redirect_uri: callback, response_type: 'code', scope: 'openid', prompt: 'none' }).toString()}`);
    assert.match(answer.location ?? '', /error=login_required/);
  });

  test('oidcc-idtoken-rs256: RS256 is registered and used', async () => {
    const app = appOf(await registered({ id_token_signed_response_alg: 'RS256' }));
    await suite.verify((await run(suite, { type: 'code', app })).idToken ?? '', app);
  });

  test('oidcc-idtoken-unsigned: an ID token without a signature is not to be had', async () => {
    const { status, body } = await register(suite.house, { ...usual, id_token_signed_response_alg: 'none' });
    assert.deepEqual([status, body['error']], [400, 'invalid_client_metadata']);
  });

  test('oidcc-discovery-endpoint-verification: the document names the registration endpoint', async () => {
    const document = (await (await fetch(`${suite.house.origin}/.well-known/openid-configuration`)).json()) as Record<string, unknown>;
    assert.equal(document['registration_endpoint'], `${suite.house.issuer}oidc/register`);
  });
});
