import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pageOf } from '../flows/browser.ts';
import { MovableClock } from '../flows/clock.ts';
import { strangerOf } from '../jose/foreign-keys.ts';
import type { Said } from '../flows/signed-app.ts';
import { newPkce, openFapiSuite, parametersOf, type FapiClient } from './fapi-suite.ts';
import type { Suite } from './suite.ts';

describe('OpenID conformance: FAPI 2.0 Message Signing', () => {
  const clock = new MovableClock();
  let suite: Suite, signing: FapiClient;
  before(async () => { ({ suite, signing } = await openFapiSuite(clock)); });
  after(() => suite.stop());

  test('fapi2-security-profile-final-happy-flow: the request is signed, and so may be the answer', async () => {
    const pkce = newPkce();
    const pushed = await signing.pushObject(pkce);
    assert.equal(pushed.status, 201, JSON.stringify(pushed.body));
    const answer = await signing.authorize(pushed.body['request_uri']);
    assert.equal((await signing.redeem(parametersOf(answer).get('code') ?? '', pkce)).status, 200);
  });

  for (const [module, said] of [
    ['fapi2-security-profile-final-ensure-request-object-with-multiple-aud-succeeds', () => ({ claims: { aud: ['https://other.example/', suite.house.issuer] } })],
    ['fapi2-security-profile-final-ensure-request-object-with-nbf-8-seconds-in-the-future-is-accepted', () => ({ claims: { nbf: clock.now() + 8 } })],
  ] as const satisfies readonly (readonly [string, () => Said])[]) {
    test(`${module}: taken`, async () => { assert.equal((await signing.pushObject(newPkce(), said())).status, 201); });
  }

  for (const [module, said] of [
    ['fapi2-security-profile-final-ensure-request-object-without-exp-fails', () => ({ claims: { exp: undefined } })],
    ['fapi2-security-profile-final-ensure-request-object-without-nbf-fails', () => ({ claims: { nbf: undefined } })],
    ['fapi2-security-profile-final-ensure-request-object-without-redirect-uri-fails', () => ({ claims: { redirect_uri: undefined } })],
    ['fapi2-security-profile-final-ensure-expired-request-object-fails', () => ({ claims: { exp: clock.now() - 61, nbf: clock.now() - 600 } })],
    ['fapi2-security-profile-final-ensure-request-object-with-bad-aud-fails', () => ({ claims: { aud: 'https://other.example/' } })],
    ['fapi2-security-profile-final-ensure-request-object-with-exp-over-60-fails', () => ({ claims: { exp: clock.now() + 3700, nbf: clock.now() } })],
    ['fapi2-security-profile-final-ensure-request-object-with-nbf-over-60-fails', () => ({ claims: { nbf: clock.now() - 3700, exp: clock.now() + 60 } })],
    ['fapi2-security-profile-final-ensure-signed-request-object-with-RS256-fails', () => ({ alg: 'RS256' })],
    ['fapi2-security-profile-final-ensure-request-object-signature-algorithm-is-not-none', () => ({ alg: 'none' })],
    ['fapi2-security-profile-final-par-authorization-request-containing-request_uri', () => ({ claims: { request_uri: 'urn:ietf:params:oauth:request_uri:x' } })],
  ] as const satisfies readonly (readonly [string, () => Said])[]) {
    test(`${module}: refused`, async () => {
      const pushed = await signing.pushObject(newPkce(), said());
      assert.equal(pushed.status, 400, JSON.stringify(pushed.body));
      assert.match(String(pushed.body['error']), /^invalid_request(_object)?$/);
    });
  }

  test('fapi2-security-profile-final-ensure-request-object-with-invalid-signature-fails', async () => {
    const pkce = newPkce();
    const { client_id: id = '', ...inside } = signing.parameters(pkce);
    const [header, payload, signature = ''] = signing.app.requestObject(inside).split('.');
    const broken = `${header ?? ''}.${payload ?? ''}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    assert.equal((await signing.call('/oauth/par', { client_id: id, request: broken })).status, 400);
  });

  test('fapi2-security-profile-final-ensure-matching-key-in-authorization-request: an object that the other client signed', async () => {
    assert.notEqual(strangerOf('PS256').jwk, strangerOf('ES256').jwk);
    assert.equal((await signing.pushObject(newPkce(), { alg: 'PS256' })).status, 400);
  });

  test('fapi2-security-profile-final-ensure-unsigned-request-at-par-endpoint-fails: who must sign may not push plain parameters', async () => {
    const pushed = await signing.push(newPkce());
    assert.equal(pushed.status, 400);
    assert.match(String(pushed.body['error']), /^invalid_request/);
  });

  test('RFC 9126 §2.1, RFC 9101 §6.3: what stands beside the object is not used', async () => {
    const pkce = newPkce();
    const pushed = await signing.pushObject(pkce, {}, { fields: { state: 'outside', scope: 'openid email' } });
    const answer = await signing.authorize(pushed.body['request_uri']);
    assert.equal(parametersOf(answer).get('state'), 'st-1', pageOf(answer));
  });
});
