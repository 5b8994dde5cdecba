import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answerOf, newPkce, signIn, type Fields, type Pkce } from '../flows/app.ts';
import { pageOf, reasonOf } from '../flows/browser.ts';
import { MovableClock } from '../flows/clock.ts';
import { newDpopKey, proofOf } from '../flows/dpop.ts';
import { people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';
import { addSignedApp, assertionFields, type Claims, type Said, type SignedApp } from '../flows/signed-app.ts';

const clock = new MovableClock();
const key = newDpopKey();
let house: RunningHouse;
let one: SignedApp;
let two: SignedApp;
let signing: SignedApp;
before(async () => {
  house = await startHouse({ clock });
  const fapi2 = { profile: 'fapi2', senderConstraint: 'dpop', claimsStyle: 'strict' } as const;
  one = await addSignedApp(house, 'fapi-one', { ...fapi2, alg: 'PS256' });
  two = await addSignedApp(house, 'fapi-two', { ...fapi2, alg: 'ES256', redirectUris: ['https://two.example/callback?dummy1=lorem&dummy2=ipsum'] });
  signing = await addSignedApp(house, 'fapi-signing', { ...fapi2, alg: 'PS256', requests: { parRequired: false, signedObjectRequired: true, objectSigningAlg: undefined, objectUris: [] } });
});
after(() => house.stop());

interface Answered { readonly status: number; readonly body: Record<string, string> }
async function post(path: string, fields: Fields, headers: Fields = {}): Promise<Answered & { readonly headers: Headers }> {
  const response = await fetch(`${house.origin}${path}`, { method: 'POST', headers, body: new URLSearchParams(fields) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text === '' ? {} : JSON.parse(text)) as Record<string, string> };
}
/** The claims or parameters of a request; `undefined` takes one away. */
const asked = (app: SignedApp, pkce: Pkce, over: Claims = {}): Fields => Object.fromEntries(Object.entries({
  client_id: app.id, response_type: 'code', redirect_uri: app.redirectUri, scope: 'openid email', state: 'st-1', nonce: 'n-1', code_challenge: pkce.challenge, code_challenge_method: 'S256', ...over,
}).filter((entry): entry is [string, string] => entry[1] !== undefined));
const push = (app: SignedApp, fields: Fields, said: Said = {}) => post('/oauth/par', { ...fields, ...assertionFields(app.assertion(said)) });
const opened = (app: SignedApp, requestUri: string | undefined, over: Fields = {}) => `/authorize?${new URLSearchParams({ client_id: app.id, request_uri: requestUri ?? '', ...over }).toString()}`;

async function pushed(app: SignedApp, pkce: Pkce, over: Claims = {}): Promise<string> {
  const { status, body } = await push(app, asked(app, pkce, over));
  assert.equal(status, 201, JSON.stringify(body));
  return body['request_uri'] ?? '';
}
/** The token request, again with the nonce where one is asked for. */
async function redeem(app: SignedApp, fields: Fields, { by = key, said = {} }: { readonly by?: typeof key | undefined; readonly said?: Said } = {}): Promise<Answered> {
  const send = (nonce?: string) => post('/oauth/token', { grant_type: 'authorization_code', redirect_uri: app.redirectUri, ...fields, ...assertionFields(app.assertion(said)) }, { dpop: proofOf(by, { htu: `${house.origin}/oauth/token`, claims: { iat: clock.now() }, nonce }) });
  const first = await send();
  return first.body['error'] === 'use_dpop_nonce' ? send(first.headers.get('dpop-nonce') ?? '') : first;
}
async function codeOf(app: SignedApp, requestUri: string, over: Fields = {}): Promise<URLSearchParams> {
  return answerOf(await signIn(house.browser(), opened(app, requestUri, over), people.alice));
}
const refused = (answer: Answered, error = 'invalid_request') => assert.deepEqual([answer.status, answer.body['error']], [error === 'invalid_client' ? 401 : 400, error]);

describe('FAPI 2.0: pushed requests', () => {
  test('fapi2-security-profile-final-happy-flow: both clients get bound tokens through a pushed request', async () => {
    for (const app of [one, two]) {
      const pkce = newPkce();
      const answer = await codeOf(app, await pushed(app, pkce));
      assert.deepEqual([answer.get('iss'), answer.get('state')], [house.issuer, 'st-1']);
      const { status, body } = await redeem(app, { code: answer.get('code') ?? '', code_verifier: pkce.verifier });
      assert.deepEqual([status, body['token_type']], [200, 'DPoP'], JSON.stringify(body));
    }
  });
  test('fapi2-security-profile-final-par-without-duplicate-parameters: client_id and request_uri are enough', async () => {
    assert.ok((await codeOf(one, await pushed(one, newPkce()))).get('code'));
  });
  test('fapi2-security-profile-final-ensure-different-nonce-inside-and-outside-request-object: the pushed values win', async () => {
    const answer = await codeOf(one, await pushed(one, newPkce()), { state: 'outside', nonce: 'outside' });
    assert.equal(answer.get('state'), 'st-1');
  });
  test('fapi2-security-profile-final-ensure-different-state-inside-and-outside-request-object: the pushed state comes back', async () => {
    assert.equal((await codeOf(one, await pushed(one, newPkce(), { state: 'in' }), { state: 'out' })).get('state'), 'in');
  });
  test('fapi2-security-profile-final-state-only-outside-request-object-not-used: it does not come back', async () => {
    assert.equal((await codeOf(one, await pushed(one, newPkce(), { state: undefined }), { state: 'outside' })).get('state'), null);
  });
  test('fapi2-security-profile-final-ensure-authorization-request-with-long-state, fapi2-security-profile-final-ensure-authorization-request-with-long-nonce: intact', async () => {
    const long = 's'.repeat(1000);
    assert.equal((await codeOf(one, await pushed(one, newPkce(), { state: long, nonce: 'n'.repeat(384) }))).get('state'), long);
  });
  test('fapi2-security-profile-final-ensure-request-object-without-redirect-uri-fails, fapi2-security-profile-final-ensure-redirect-uri-in-authorization-request', async () => refused(await push(one, asked(one, newPkce(), { redirect_uri: undefined }))));
  test('fapi2-security-profile-final-ensure-registered-redirect-uri', async () => refused(await push(one, asked(one, newPkce(), { redirect_uri: 'https://rp.example/cb/other' }))));
  test('fapi2-security-profile-final-ensure-unsigned-authorization-request-without-using-par-fails', async () => {
    const answer = answerOf(await house.browser().get(`/authorize?${new URLSearchParams(asked(one, newPkce())).toString()}`));
    assert.deepEqual([answer.get('error'), answer.get('state')], ['invalid_request', 'st-1']);
    const signed = await house.browser().get(`/authorize?${new URLSearchParams({ client_id: one.id, request: one.requestObject(asked(one, newPkce())) }).toString()}`);
    assert.equal(reasonOf(signed), 'par.required');
  });
  test('fapi2-security-profile-final-ensure-response-type-code-idtoken-fails, fapi2-security-profile-final-ensure-response-type-token-fails', async () => {
    for (const type of ['code id_token', 'token']) refused(await push(one, asked(one, newPkce(), { response_type: type })), 'unauthorized_client');
  });
  test('fapi2-security-profile-final-par-ensure-pkce-required, fapi2-security-profile-final-par-plain-pkce-rejected', async () => {
    refused(await push(one, asked(one, newPkce(), { code_challenge: undefined, code_challenge_method: undefined })));
    refused(await push(one, asked(one, newPkce(), { code_challenge_method: 'plain' })));
    refused(await push(one, asked(one, newPkce(), { code_challenge_method: undefined })));
  });
  test('A197 fapi2-security-profile-final-par-authorization-request-containing-request_uri-form-param', async () => {
    refused(await push(one, { ...asked(one, newPkce()), request_uri: 'urn:ietf:params:oauth:request_uri:x' }));
  });
  test('fapi2-security-profile-final-par-attempt-invalid-http-method', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'HEAD']) assert.equal((await fetch(`${house.origin}/oauth/par`, { method })).status, 405, method);
  });
  test('fapi2-security-profile-final-par-ensure-reused-request-uri-prior-to-auth-completion-succeeds, fapi2-security-profile-final-par-attempt-reuse-request_uri', async () => {
    const requestUri = await pushed(one, newPkce());
    const browser = house.browser();
    assert.equal(pageOf(await browser.follow(await browser.get(opened(one, requestUri)))), 'login');
    assert.ok(answerOf(await signIn(browser, opened(one, requestUri), people.alice)).get('code'));
    assert.equal(reasonOf(await browser.get(opened(one, requestUri))), 'par.used');
  });
  test('fapi2-security-profile-final-par-attempt-to-use-request_uri-for-different-client', async () => {
    assert.equal(reasonOf(await house.browser().get(opened(two, await pushed(one, newPkce())))), 'par.other_client');
  });
  test('fapi2-security-profile-final-par-attempt-to-use-expired-request_uri', async () => {
    const requestUri = await pushed(one, newPkce());
    clock.advance(60);
    assert.equal(reasonOf(await house.browser().get(opened(one, requestUri))), 'par.unknown');
  });
});

describe('FAPI 2.0: client assertions', () => {
  const at = (seconds: number) => clock.now() + seconds;
  const cases: readonly (readonly [string, () => Said])[] = [
    ['ensure-signed-client-assertion-with-RS256-fails', () => ({ alg: 'RS256' })],
    ['ensure-client-assertion-with-exp-is-5-minutes-in-past-fails', () => ({ claims: { exp: at(-300) } })],
    ['ensure-client-assertion-with-wrong-aud-fails', () => ({ claims: { aud: 'https://other.example/' } })],
    ['ensure-client-assertion-with-no-sub-fails', () => ({ claims: { sub: undefined } })],
    ['par-ensure-jwt-client-assertions-nbf-over-60-seconds-in-the-future-fails', () => ({ claims: { nbf: at(75), iat: at(75), exp: at(135) } })],
    ['par-test-array-as-audience-fails', () => ({ claims: { aud: [house.issuer] } })],
    ['par-test-par-endpoint-url-as-audience-fails', () => ({ claims: { aud: `${house.issuer}oauth/par` } })],
    ['par-test-token-endpoint-url-as-audience-fails', () => ({ claims: { aud: `${house.issuer}oauth/token` } })],
  ];
  for (const [module, said] of cases) {
    test(`fapi2-security-profile-final-${module}`, async () => {
      refused(await push(one, asked(one, newPkce()), said()), 'invalid_client');
      const pkce = newPkce();
      const code = (await codeOf(one, await pushed(one, pkce))).get('code') ?? '';
      refused(await redeem(one, { code, code_verifier: pkce.verifier }, { said: said() }), 'invalid_client');
      clock.advance(61);
    });
  }
  test('fapi2-security-profile-final-par-ensure-jwt-client-assertions-nbf-8-seconds-in-the-future-is-accepted', async () => {
    assert.equal((await push(one, asked(one, newPkce()), { claims: { nbf: at(8), iat: at(8) } })).status, 201);
  });
  test('fapi2-security-profile-final-ensure-client-assertion-in-token-endpoint: without one it is invalid_client', async () => {
    refused(await post('/oauth/token', { grant_type: 'authorization_code', code: 'x', client_id: one.id }), 'invalid_client');
  });
  test('fapi2-security-profile-final-ensure-client-id-in-token-endpoint: the client_id of another with own credentials', async () => {
    refused(await post('/oauth/token', { grant_type: 'authorization_code', code: 'x', client_id: two.id, ...assertionFields(one.assertion()) }), 'invalid_client');
  });
  test('fapi2-security-profile-final-ensure-authorization-code-is-bound-to-client', async () => {
    const pkce = newPkce();
    const code = (await codeOf(one, await pushed(one, pkce))).get('code') ?? '';
    refused(await redeem(two, { code, code_verifier: pkce.verifier }), 'invalid_grant');
  });
});

describe('FAPI 2.0 Message Signing §5.3.1: signed request objects at the pushed endpoint', () => {
  const at = (seconds: number) => clock.now() + seconds;
  const object = (said: Said = {}, over: Claims = {}, by = signing) => push(signing, { client_id: signing.id, request: by.requestObject(asked(signing, newPkce(), over), said) });
  const taken: readonly (readonly [string, () => Said])[] = [
    ['ensure-request-object-with-multiple-aud-succeeds', () => ({ claims: { aud: ['https://other.example/', house.issuer] } })],
    ['ensure-request-object-with-nbf-8-seconds-in-the-future-is-accepted', () => ({ claims: { nbf: at(8) } })],
  ];
  for (const [module, said] of taken) test(`fapi2-security-profile-final-${module}`, async () => assert.equal((await object(said())).status, 201));

  const wrong: readonly (readonly [string, () => Said])[] = [
    ['ensure-request-object-without-exp-fails', () => ({ claims: { exp: undefined } })],
    ['ensure-request-object-without-nbf-fails', () => ({ claims: { nbf: undefined } })],
    ['ensure-expired-request-object-fails', () => ({ claims: { exp: at(-60) } })],
    ['ensure-request-object-with-bad-aud-fails', () => ({ claims: { aud: 'https://other.example/' } })],
    ['ensure-request-object-with-exp-over-60-fails', () => ({ claims: { exp: at(3700) } })],
    ['ensure-request-object-with-nbf-over-60-fails', () => ({ claims: { nbf: at(-3700), exp: at(-3700 + 3600) } })],
    ['ensure-signed-request-object-with-RS256-fails', () => ({ alg: 'RS256' })],
    ['ensure-request-object-signature-algorithm-is-not-none', () => ({ alg: 'none' })],
    ['par-authorization-request-containing-request_uri', () => ({ claims: { request_uri: 'urn:ietf:params:oauth:request_uri:x' } })],
  ];
  for (const [module, said] of wrong) test(`fapi2-security-profile-final-${module}`, async () => refused(await object(said()), 'invalid_request_object'));

  test('fapi2-security-profile-final-ensure-request-object-with-nbf-over-60-fails: also where exp is still ahead', async () => refused(await object({ claims: { nbf: at(-3650), exp: at(60) } }), 'invalid_request_object'));
  test('fapi2-security-profile-final-ensure-request-object-with-invalid-signature-fails', async () => {
    const [header = '', payload = '', signature = ''] = signing.requestObject(asked(signing, newPkce())).split('.');
    const request = `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    refused(await push(signing, { client_id: signing.id, request }), 'invalid_request_object');
  });
  test('fapi2-security-profile-final-ensure-matching-key-in-authorization-request: the object of another client', async () => refused(await object({ claims: { iss: signing.id, client_id: signing.id } }, {}, two), 'invalid_request_object'));
  test('fapi2-security-profile-final-ensure-unsigned-request-at-par-endpoint-fails', async () => refused(await push(signing, asked(signing, newPkce()))));
  test('fapi2-security-profile-final-happy-flow, signed: a pushed object leads to bound tokens', async () => {
    const pkce = newPkce();
    const { body } = await push(signing, { client_id: signing.id, request: signing.requestObject(asked(signing, pkce)) });
    const code = (await codeOf(signing, body['request_uri'] ?? '')).get('code') ?? '';
    assert.equal((await redeem(signing, { code, code_verifier: pkce.verifier })).body['token_type'], 'DPoP');
  });
});
