import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { refresh } from '../flows/app.ts';
import { pageOf } from '../flows/browser.ts';
import { MovableClock } from '../flows/clock.ts';
import { newDpopKey, proofOf } from '../flows/dpop.ts';
import { newPkce, openFapiSuite, parametersOf, passPages, type FapiClient, type Otherwise } from './fapi-suite.ts';
import type { Suite } from './suite.ts';

const isRefused = (status: number) => status >= 400 && status < 500;

describe('OpenID conformance: FAPI 2.0 Security Profile', () => {
  const clock = new MovableClock();
  let suite: Suite, first: FapiClient, second: FapiClient;
  before(async () => { ({ suite, first, second } = await openFapiSuite(clock)); });
  after(() => suite.stop());

  /** A push with something in it that must be refused, now or at the authorization endpoint. */
  async function refusedRequest(otherwise: Otherwise, client = first): Promise<string> {
    const pushed = await client.push(newPkce(), otherwise);
    if (isRefused(pushed.status)) return String(pushed.body['error']);
    const answer = await client.authorize(pushed.body['request_uri']);
    assert.equal(parametersOf(answer).get('code'), null);
    return parametersOf(answer).get('error') ?? `page ${pageOf(answer) ?? ''}`;
  }

  test('fapi2-security-profile-final-discovery-end-point-verification', async () => {
    const metadata = (await (await fetch(`${suite.house.origin}/.well-known/openid-configuration`)).json()) as Record<string, unknown>;
    const listed = (member: string) => metadata[member] as readonly string[];
    assert.equal(metadata['pushed_authorization_request_endpoint'], `${suite.house.issuer}oauth/par`);
    assert.equal(typeof metadata['require_pushed_authorization_requests'], 'boolean');
    assert.equal(metadata['authorization_response_iss_parameter_supported'], true);
    assert.deepEqual(metadata['code_challenge_methods_supported'], ['S256']);
    assert.ok(listed('token_endpoint_auth_methods_supported').includes('private_key_jwt'));
    for (const alg of ['PS256', 'ES256', 'EdDSA']) for (const member of ['token_endpoint_auth_signing_alg_values_supported', 'dpop_signing_alg_values_supported']) assert.ok(listed(member).includes(alg), `${member} ${alg}`);
  });

  test('fapi2-security-profile-final-happy-flow: both clients, the second with a query in its callback; the token is good with its own key alone', async () => {
    for (const client of [first, second]) {
      const pkce = newPkce();
      const pushed = await client.push(pkce);
      assert.equal(pushed.status, 201);
      assert.ok(Number(pushed.body['expires_in']) >= 5 && Number(pushed.body['expires_in']) <= 600);
      const answer = await client.authorize(pushed.body['request_uri']);
      assert.ok(answer.location?.startsWith(`${client.app.redirectUri}${client === second ? '&' : '?'}code=`));
      assert.deepEqual([parametersOf(answer).get('state'), parametersOf(answer).get('iss')], ['st-1', suite.house.issuer]);
      const tokens = await client.redeem(parametersOf(answer).get('code') ?? '', pkce);
      assert.deepEqual([tokens.status, tokens.body['token_type']], [200, 'DPoP']);
      assert.ok((tokens.body.expires_in ?? 0) > 0);
      const token = tokens.body['access_token'] ?? '';
      const resource = await client.resource(token);
      assert.equal(resource.status, 200);
      assert.notEqual(resource.headers.get('date'), null);
      const other = client === first ? second : first;
      assert.equal((await client.resource(token, { key: other.key })).status, 401);
      assert.equal((await client.resource(token, { scheme: 'Bearer', proof: null })).status, 401);
    }
  });

  test('fapi2-security-profile-final-user-rejects-authentication: access_denied with state and iss', async () => {
    const pushed = await first.push(newPkce(), { fields: { prompt: 'consent' } });
    const answer = await passPages(suite.house.browser(), `/authorize?${new URLSearchParams({ client_id: first.app.id, request_uri: pushed.body['request_uri'] ?? '' }).toString()}`, 'decline');
    assert.deepEqual([parametersOf(answer).get('error'), parametersOf(answer).get('state'), parametersOf(answer).get('iss')], ['access_denied', 'st-1', suite.house.issuer]);
  });

  test('fapi2-security-profile-final-ensure-authorization-request-without-state-success: no state comes back, and no s_hash', async () => {
    const pkce = newPkce();
    const answer = await first.authorize((await first.push(pkce, { fields: { state: '' } })).body['request_uri']);
    assert.equal(parametersOf(answer).get('state'), null);
    const tokens = await first.redeem(parametersOf(answer).get('code') ?? '', pkce);
    assert.equal(claimsOf(tokens.body['id_token'])['s_hash'], undefined);
  });

  const claimsOf = (jwt = '') => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
  for (const [module, nonce, expected] of [
    ['fapi2-security-profile-final-ensure-authorization-request-without-nonce-success', '', undefined],
    ['fapi2-security-profile-final-ensure-authorization-request-with-64-char-nonce-success', 'n'.repeat(64), 'n'.repeat(64)],
    ['fapi2-security-profile-final-ensure-authorization-request-with-long-nonce', 'n'.repeat(384), 'n'.repeat(384)],
  ] as const) {
    test(`${module}: as it was sent`, async () => {
      const pkce = newPkce();
      const tokens = await first.redeem(await first.code(pkce, { fields: { nonce } }), pkce);
      assert.equal(claimsOf(tokens.body['id_token'])['nonce'], expected);
    });
  }
  test('fapi2-security-profile-final-ensure-authorization-request-with-long-state: it comes back whole', async () => {
    const state = 's'.repeat(1000);
    const answer = await first.authorize((await first.push(newPkce(), { fields: { state } })).body['request_uri']);
    assert.equal(parametersOf(answer).get('state'), state);
  });
  test('fapi2-security-profile-final-ensure-other-scope-order-succeeds', async () => {
    const pkce = newPkce();
    assert.equal((await first.redeem(await first.code(pkce, { fields: { scope: 'offline_access openid' } }), pkce)).status, 200);
  });
  test('fapi2-security-profile-final-test-claims-parameter-identity-claims: what was asked for by name comes where it was asked for', async () => {
    const pkce = newPkce();
    const tokens = await first.redeem(await first.code(pkce, { fields: { claims: JSON.stringify({ id_token: { given_name: null }, userinfo: { family_name: { essential: true } } }) } }), pkce);
    assert.equal(claimsOf(tokens.body['id_token'])['given_name'], 'Suite');
    assert.equal(((await (await first.resource(tokens.body['access_token'] ?? '')).json()) as Record<string, unknown>)['family_name'], 'Person');
  });
  test('fapi2-security-profile-final-access-token-type-header-case-sensitivity: dPoP is DPoP', async () => {
    const pkce = newPkce();
    const tokens = await first.redeem(await first.code(pkce), pkce);
    assert.equal((await first.resource(tokens.body['access_token'] ?? '', { scheme: 'dPoP' })).status, 200);
  });

  for (const [module, fresh] of [
    ['fapi2-security-profile-final-check-dpop-proof-nbf-exp', () => ({ nbf: clock.now() - 5, exp: clock.now() + 300 })],
    ['fapi2-security-profile-final-ensure-dpopproof-with-iat-10seconds-before-succeeds', () => ({ iat: clock.now() - 10 })],
    ['fapi2-security-profile-final-ensure-dpopproof-with-iat-10seconds-after-succeeds', () => ({ iat: clock.now() + 10 })],
  ] as const) {
    test(`${module}: the proof is taken`, async () => {
      const pkce = newPkce();
      const tokens = await first.redeem(await first.code(pkce, { proof: { claims: fresh() } }), pkce, { proof: { claims: fresh() } });
      assert.equal(tokens.status, 200);
      assert.equal((await first.resource(tokens.body['access_token'] ?? '', { proof: { claims: fresh() } })).status, 200);
    });
  }

  test('fapi2-security-profile-final-ensure-mismatched-dpop-jkt-fails: dpop_jkt of another key than the proof at PAR', async () => {
    assert.ok(isRefused((await first.push(newPkce(), { fields: { dpop_jkt: newDpopKey().jkt } })).status));
  });
  test('fapi2-security-profile-final-ensure-token-endpoint-fails-with-mismatched-dpop-proof-jkt: the code is bound to the key of the push', async () => {
    const pkce = newPkce();
    assert.ok(isRefused((await first.redeem(await first.code(pkce), pkce, { key: newDpopKey() })).status));
  });
  test('fapi2-security-profile-final-ensure-token-endpoint-fails-with-mismatched-dpop-jkt: and to dpop_jkt without a proof', async () => {
    const pkce = newPkce();
    assert.ok(isRefused((await first.redeem(await first.code(pkce, { without: 'proof', fields: { dpop_jkt: first.key.jkt } }), pkce, { key: newDpopKey() })).status));
  });
  test('fapi2-security-profile-final-ensure-dpopproof-at-par-endpoint-binding-success', async () => {
    const pkce = newPkce();
    assert.equal((await first.redeem(await first.code(pkce), pkce)).status, 200);
  });
  test('fapi2-security-profile-final-ensure-dpop-auth-code-binding-success: dpop_jkt and the same key', async () => {
    const pkce = newPkce();
    assert.equal((await first.redeem(await first.code(pkce, { without: 'proof', fields: { dpop_jkt: first.key.jkt } }), pkce)).status, 200);
  });

  for (const [module, outside] of [
    ['fapi2-security-profile-final-ensure-different-nonce-inside-and-outside-request-object', { nonce: 'other' }],
    ['fapi2-security-profile-final-ensure-different-state-inside-and-outside-request-object', { state: 'other' }],
  ] as const) {
    test(`${module}: what was pushed counts`, async () => {
      const pkce = newPkce();
      const answer = await first.authorize((await first.push(pkce)).body['request_uri'], undefined, outside);
      assert.equal(parametersOf(answer).get('state'), 'st-1');
      assert.equal(claimsOf((await first.redeem(parametersOf(answer).get('code') ?? '', pkce)).body['id_token'])['nonce'], 'n-1');
    });
  }
  test('fapi2-security-profile-final-state-only-outside-request-object-not-used', async () => {
    const answer = await first.authorize((await first.push(newPkce(), { fields: { state: '' } })).body['request_uri'], undefined, { state: 'outside' });
    assert.equal(parametersOf(answer).get('state'), null);
  });

  for (const [module, fields] of [
    ['fapi2-security-profile-final-ensure-request-object-without-redirect-uri-fails', { redirect_uri: '' }],
    ['fapi2-security-profile-final-ensure-redirect-uri-in-authorization-request', { redirect_uri: '' }],
    ['fapi2-security-profile-final-ensure-registered-redirect-uri', { redirect_uri: 'https://suite.example/other' }],
    ['fapi2-security-profile-final-plain-fapi-tolerate-unregistered-redirect-uri', { redirect_uri: 'https://suite.example/other' }],
    ['fapi2-security-profile-final-ensure-response-type-code-idtoken-fails', { response_type: 'code id_token' }],
    ['fapi2-security-profile-final-ensure-response-type-token-fails', { response_type: 'token' }],
    ['fapi2-security-profile-final-par-ensure-pkce-required', { code_challenge: '', code_challenge_method: '' }],
    ['fapi2-security-profile-final-par-plain-pkce-rejected', { code_challenge_method: 'plain' }],
    ['fapi2-security-profile-final-par-authorization-request-containing-request_uri-form-param', { request_uri: 'urn:ietf:params:oauth:request_uri:x' }],
  ] as const) {
    test(`${module}: refused`, async () => { assert.notEqual(await refusedRequest({ fields }), ''); });
  }

  test('fapi2-security-profile-final-ensure-unsigned-authorization-request-without-using-par-fails', async () => {
    const answer = await first.authorize(undefined, undefined, first.parameters(newPkce()));
    assert.equal(parametersOf(answer).get('code'), null);
    assert.ok(pageOf(answer) === 'error' || parametersOf(answer).get('error') === 'invalid_request');
  });
  test('fapi2-security-profile-final-par-without-duplicate-parameters: client_id and request_uri are enough', async () => {
    assert.equal(typeof await first.code(newPkce()), 'string');
  });
  test('fapi2-security-profile-final-par-attempt-invalid-http-method', async () => {
    for (const method of ['GET', 'PUT', 'DELETE']) assert.equal((await fetch(`${suite.house.origin}/oauth/par`, { method })).status, 405);
  });
  test('fapi2-security-profile-final-par-attempt-to-use-request_uri-for-different-client', async () => {
    const pushed = await first.push(newPkce());
    const answer = await second.authorize(pushed.body['request_uri']);
    assert.deepEqual([answer.location, pageOf(answer)], [undefined, 'error']);
  });
  test('fapi2-security-profile-final-par-attempt-to-use-expired-request_uri', async () => {
    const pushed = await first.push(newPkce());
    clock.advance(Number(pushed.body['expires_in']) + 1);
    assert.equal(pageOf(await first.authorize(pushed.body['request_uri'])), 'error');
  });
  test('fapi2-security-profile-final-par-attempt-reuse-request_uri: after the answer it is spent', async () => {
    const pushed = await first.push(newPkce());
    const browser = suite.house.browser();
    assert.notEqual(parametersOf(await first.authorize(pushed.body['request_uri'], browser)).get('code'), null);
    assert.equal(parametersOf(await first.authorize(pushed.body['request_uri'], browser)).get('code'), null);
  });
  test('fapi2-security-profile-final-par-ensure-reused-request-uri-prior-to-auth-completion-succeeds: a page that is loaded twice still works', async () => {
    const pushed = await first.push(newPkce());
    const browser = suite.house.browser();
    const query = new URLSearchParams({ client_id: first.app.id, request_uri: pushed.body['request_uri'] ?? '' }).toString();
    assert.equal(pageOf(await browser.follow(await browser.get(`/authorize?${query}`))), 'login');
    assert.notEqual(parametersOf(await passPages(browser, `/authorize?${query}`)).get('code'), null);
  });

  for (const [module, otherwise] of [
    ['fapi2-security-profile-final-ensure-client-id-in-token-endpoint', { fields: { client_id: 'fapi-2' } }],
    ['fapi2-security-profile-final-ensure-holder-of-key-required', { without: 'proof' }],
    ['fapi2-security-profile-final-ensure-signed-client-assertion-with-RS256-fails', { assertion: { alg: 'RS256' } }],
    ['fapi2-security-profile-final-ensure-client-assertion-in-token-endpoint', { without: 'assertion' }],
    ['fapi2-security-profile-final-ensure-client-assertion-with-exp-is-5-minutes-in-past-fails', { assertion: { claims: { exp: -300 } } }],
    ['fapi2-security-profile-final-ensure-client-assertion-with-wrong-aud-fails', { assertion: { claims: { aud: 'https://other.example/' } } }],
    ['fapi2-security-profile-final-ensure-client-assertion-with-no-sub-fails', { assertion: { claims: { sub: undefined } } }],
    ['fapi2-security-profile-final-ensure-pkce-code-verifier-required', { fields: { code_verifier: '' } }],
    ['fapi2-security-profile-final-incorrect-pkce-code-verifier-rejected', { fields: { code_verifier: 'x'.repeat(43) } }],
  ] as const satisfies readonly (readonly [string, Otherwise])[]) {
    test(`${module}: no token`, async () => {
      const pkce = newPkce();
      const code = await first.code(pkce);
      const timed = 'assertion' in otherwise && 'claims' in otherwise.assertion && 'exp' in otherwise.assertion.claims ? { assertion: { claims: { exp: clock.now() + otherwise.assertion.claims.exp } } } : otherwise;
      const answer = await first.redeem(code, pkce, timed);
      assert.ok(isRefused(answer.status), JSON.stringify(answer.body));
      assert.match(String(answer.body['error']), /^invalid_(client|request|grant|dpop_proof)$/);
      assert.equal((await first.redeem(code, pkce)).status, 200, 'the rightful owner still gets its tokens');
    });
  }
  test('fapi2-security-profile-final-ensure-authorization-code-is-bound-to-client', async () => {
    const pkce = newPkce();
    const answer = await second.redeem(await first.code(pkce), pkce, { fields: { redirect_uri: first.app.redirectUri } });
    assert.equal(answer.body['error'], 'invalid_grant');
  });
  test('fapi2-security-profile-final-attempt-reuse-authorization-code-after-one-second: and the token of the first use is dead', async () => {
    const pkce = newPkce();
    const code = await first.code(pkce);
    const tokens = await first.redeem(code, pkce);
    clock.advance(1);
    assert.equal((await first.redeem(code, pkce)).body['error'], 'invalid_grant');
    assert.equal((await first.resource(tokens.body['access_token'] ?? '')).status, 401);
  });
  test('fapi2-security-profile-final-ensure-token-endpoint-fails-with-expired-auth-code', async () => {
    const pkce = newPkce();
    const code = await first.code(pkce);
    clock.advance(62);
    assert.equal((await first.redeem(code, pkce)).body['error'], 'invalid_grant');
  });

  test('fapi2-security-profile-final-par-ensure-jwt-client-assertions-nbf-8-seconds-in-the-future-is-accepted', async () => {
    const pushed = await first.push(newPkce(), { assertion: { claims: { nbf: clock.now() + 8, iat: clock.now() + 8 } } });
    assert.equal(pushed.status, 201, JSON.stringify(pushed.body));
  });
  for (const [module, claims] of [
    ['fapi2-security-profile-final-par-ensure-jwt-client-assertions-nbf-over-60-seconds-in-the-future-fails', () => ({ nbf: clock.now() + 65, iat: clock.now() + 65 })],
    ['fapi2-security-profile-final-par-test-array-as-audience-fails', () => ({ aud: [suite.house.issuer, 'https://other.example/'] })],
    ['fapi2-security-profile-final-par-test-par-endpoint-url-as-audience-fails', () => ({ aud: `${suite.house.issuer}oauth/par` })],
    ['fapi2-security-profile-final-par-test-token-endpoint-url-as-audience-fails', () => ({ aud: `${suite.house.issuer}oauth/token` })],
  ] as const) {
    test(`${module}: invalid_client`, async () => {
      const pushed = await first.push(newPkce(), { assertion: { claims: claims() } });
      assert.deepEqual([pushed.status, pushed.body['error']], [401, 'invalid_client']);
    });
  }

  test('fapi2-security-profile-final-refresh-token: the same token works again after 30 s, and for nobody else', async () => {
    const pkce = newPkce();
    const token = (await first.redeem(await first.code(pkce), pkce)).body['refresh_token'] ?? '';
    const fields = { grant_type: 'refresh_token', refresh_token: token };
    assert.equal((await first.call('/oauth/token', fields)).status, 200);
    clock.advance(31);
    assert.equal((await first.call('/oauth/token', fields)).status, 200);
    assert.ok(isRefused((await first.call('/oauth/token', fields, { without: 'assertion' })).status));
    assert.ok(isRefused((await first.call('/oauth/token', fields, { without: 'proof' })).status));
    assert.equal((await second.call('/oauth/token', fields)).body['error'], 'invalid_grant');
    assert.ok(isRefused((await refresh(suite.house.origin, suite.app, token)).status));
  });

  test('fapi2-security-profile-final-dpop-negative-tests: every bad proof is refused at the resource, and htu is compared without query and fragment', async () => {
    const pkce = newPkce();
    const token = (await first.redeem(await first.code(pkce), pkce)).body['access_token'] ?? '';
    const refused = async (proof: Parameters<FapiClient['resource']>[1], why: string) => { assert.equal((await first.resource(token, proof)).status, 401, why); };
    for (const typ of ['jwt', 'dpop', undefined]) await refused({ proof: { header: { typ } } }, `typ ${String(typ)}`);
    for (const alg of ['none', 'HS256', 'RS256']) await refused({ proof: { header: { alg } } }, `alg ${alg}`);
    await refused({ proof: { header: { jwk: { ...first.key.jwk, d: 'x' } } } }, 'a private key');
    await refused({ proof: { header: { jwk: newDpopKey().jwk } } }, 'another key in the header');
    for (const htm of ['POST', 'get', '']) await refused({ proof: { htm } }, `htm ${htm}`);
    for (const path of ['/userinfo/', '/oauth/token', '']) await refused({ proof: { htu: `${suite.house.origin}${path}` } }, `htu ${path}`);
    for (const iat of [-3600, 3600]) await refused({ proof: { claims: { iat: clock.now() + iat } } }, `iat ${iat}`);
    for (const name of ['iat', 'jti', 'htm', 'htu', 'ath']) await refused({ proof: { claims: { [name]: undefined } } }, `no ${name}`);
    await refused({ proof: { claims: { ath: 'x' } } }, 'ath');
    await refused({ proof: null }, 'no proof');
    await refused({ key: newDpopKey() }, 'another key');
    await refused({ scheme: 'Bearer' }, 'as Bearer');
    for (const htu of [`${suite.house.origin}/userinfo?a=b`, `${suite.house.origin}/userinfo#c`]) assert.equal((await first.resource(token, { proof: { htu } })).status, 200, htu);
    const proof = proofOf(first.key, { htm: 'GET', htu: `${suite.house.origin}/userinfo`, token });
    const two = await fetch(`${suite.house.origin}/userinfo`, { headers: [['authorization', `DPoP ${token}`], ['dpop', proof], ['dpop', proof]] });
    assert.ok(isRefused(two.status), 'two proofs');
  });
});
