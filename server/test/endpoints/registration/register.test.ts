import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { exchange, answerOf, authorizeUrl, newPkce, signIn, type App } from '../../flows/app.ts';
import { people } from '../../flows/fixtures.ts';
import type { RunningHouse } from '../../flows/house.ts';
import { houseWith, register, send, small } from './registrar.ts';

describe('registration, open to anybody', () => {
  let house: RunningHouse;
  before(async () => { house = await houseWith({ registration: 'open' }); });
  after(() => house.stop());

  test('RFC 7591 §3.2.1: 201 with a client_id, a secret that does not expire, and all that was accepted; never cached', async () => {
    const { status, body, headers } = await register(house, { ...small, client_name: 'Example', scope: 'openid', x_unknown: { a: 1 }, 'client_name#de': 'Beispiel' });
    assert.equal(status, 201);
    assert.match(headers.get('cache-control') ?? '', /no-store/);
    assert.match(String(body['client_id']), /^[A-Za-z0-9]{32}$/);
    assert.match(String(body['client_secret']), /^[A-Za-z0-9_-]{64}$/);
    assert.equal(body['client_secret_expires_at'], 0);
    assert.ok(Math.abs(Number(body['client_id_issued_at']) - Date.now() / 1000) < 120);
    assert.equal(body['registration_client_uri'], `${house.issuer}oidc/register?client_id=${String(body['client_id'])}`);
    assert.match(String(body['registration_access_token']), /^[A-Za-z0-9_-]{44}$/);
    assert.equal(body['client_name'], 'Example');
    for (const unknown of ['scope', 'x_unknown', 'client_name#de']) assert.equal(body[unknown], undefined);
  });

  test('RFC 7591 §2: what is not said is authorization_code, code, client_secret_basic, RS256, public, web', async () => {
    const { body } = await register(house, small);
    assert.deepEqual(
      ['grant_types', 'response_types', 'token_endpoint_auth_method', 'id_token_signed_response_alg', 'subject_type', 'application_type', 'require_auth_time'].map((name) => body[name]),
      [['authorization_code'], ['code'], 'client_secret_basic', 'RS256', 'public', 'web', false],
    );
  });

  test('RFC 7591 §3: a registered application signs a person in, after consent, without PKCE when it keeps a secret', async () => {
    const { body } = await register(house, { ...small, client_name: 'Newcomer' });
    const app: App = { id: String(body['client_id']), secret: String(body['client_secret']), method: 'client_secret_basic', redirectUri: 'https://rp.example/cb' };
    const browser = house.browser();
    const login = await browser.follow(await browser.get(authorizeUrl(app, newPkce(), { code_challenge: '', code_challenge_method: '' })));
    const code = answerOf(await signIn(browser, login, people.alice)).get('code') ?? '';
    const tokens = await exchange(house.origin, app, { code });
    assert.equal(tokens.status, 200);
    const stored = await house.house.storage.clients.findClient(house.house.defaultTenant.id, app.id);
    assert.deepEqual([stored?.firstParty, stored?.profile, stored?.claimsStyle, stored?.assertions.audience, stored?.requiresPkce], [false, 'oidc', 'strict', 'endpoints', false]);
  });

  test('RFC 9700 §2.1.1: a public application that registered itself has to use PKCE, and gets no secret', async () => {
    const { body } = await register(house, { redirect_uris: ['http://127.0.0.1:5123/cb'], token_endpoint_auth_method: 'none' });
    assert.equal(body['client_secret'], undefined);
    assert.equal(body['client_secret_expires_at'], undefined);
    assert.equal(body['application_type'], 'native');
    const app: App = { id: String(body['client_id']), secret: undefined, method: 'none', redirectUri: 'http://127.0.0.1:9999/cb' };
    const browser = house.browser();
    const bare = await signIn(browser, authorizeUrl(app, newPkce()), people.alice);
    assert.ok(answerOf(bare).get('code'), 'RFC 8252 §7.3: any port of the loopback address');
    const refused = await browser.get(authorizeUrl(app, newPkce(), { code_challenge: '', code_challenge_method: '' }));
    assert.equal(answerOf(refused).get('error'), 'invalid_request');
  });

  test('A205 RFC 7591 §5: what only the server decides can not be set', async () => {
    const { status, body } = await register(house, {
      ...small, client_id: 'mine', client_secret: 'mine-too', is_first_party: true, first_party: true, firstParty: true, skip_consent: true, tenant: 'other', enabled: false, idTokenTtl: 9e9, token_lifetime: 9e9,
      allowed_apis: ['https://api.example'], exchange: { audiences: ['https://api.example'] }, profile: 'auth0', legacyFlows: ['password'], __proto__: { admin: true },
    });
    assert.equal(status, 201);
    assert.notEqual(body['client_id'], 'mine');
    assert.notEqual(body['client_secret'], 'mine-too');
    const client = await house.house.storage.clients.findClient(house.house.defaultTenant.id, String(body['client_id']));
    assert.deepEqual([client?.firstParty, client?.enabled, client?.tenant, client?.idTokenTtl, client?.exchange.audiences, client?.legacyFlows, client?.profile], [false, true, 'default', 3600, [], [], 'oidc']);
    for (const grant of ['password', 'client_credentials', 'urn:ietf:params:oauth:grant-type:device_code', 'urn:ietf:params:oauth:grant-type:token-exchange', 'urn:nobody:knows']) {
      assert.deepEqual((await register(house, { ...small, grant_types: ['authorization_code', grant] })).body['grant_types'], ['authorization_code'], grant);
      const alone = await register(house, { ...small, grant_types: [grant], response_types: [] });
      assert.deepEqual([alone.status, alone.body['error']], [400, 'invalid_client_metadata'], grant);
    }
  });

  test('RFC 7591 §3.2.2: what is no JSON object of metadata is invalid_client_metadata, with a reason', async () => {
    const url = `${house.origin}/oidc/register`;
    for (const body of ['[]', '"text"', '{', 'null']) {
      const answer = await send(url, { body });
      assert.deepEqual([answer.status, answer.body['error']], [400, 'invalid_client_metadata'], body);
      assert.equal(answer.body['error_uri'], `${house.issuer}docs/errors/registration.body_malformed`);
    }
    const form = await fetch(url, { method: 'POST', body: new URLSearchParams({ redirect_uris: 'https://rp.example/cb' }) });
    assert.equal(form.status, 400);
    assert.equal((await send(url, { body: `{"redirect_uris":["https://rp.example/${'x'.repeat(70_000)}"]}` })).status, 413);
  });

  test('RFC 7591 §3: the address has a second name, and a browser of any origin may ask', async () => {
    const second = await send(`${house.origin}/oauth2/register`, { body: small, headers: { origin: 'https://inspector.example' } });
    assert.equal(second.status, 201);
    assert.equal(second.headers.get('access-control-allow-origin'), '*');
    const preflight = await fetch(`${house.origin}/oidc/register`, { method: 'OPTIONS', headers: { origin: 'https://inspector.example', 'access-control-request-method': 'DELETE' } });
    assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /PUT, DELETE/);
  });

  test('OIDC Discovery §3: registration_endpoint stands in the document', async () => {
    const document = (await (await fetch(`${house.origin}/.well-known/openid-configuration`)).json()) as Record<string, unknown>;
    assert.equal(document['registration_endpoint'], `${house.issuer}oidc/register`);
  });
});
