import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { answerOf, newPkce, signIn, type Fields } from '../flows/app.ts';
import { reasonOf } from '../flows/browser.ts';
import { people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';
import { addSignedApp, callSigned, type Claims, type SignedApp } from '../flows/signed-app.ts';
import { startPlain, type Listener } from '../outbound/listeners.ts';

let house: RunningHouse;
let app: SignedApp;
let place: Listener;
let served = '';
before(async () => {
  place = await startPlain((_request, response) => { response.end(served); });
  house = await startHouse({ outboundAllow: `127.0.0.1:${place.port}` });
  app = await addSignedApp(house, 'suite-signing', { profile: 'oidc', alg: 'RS256', requests: { parRequired: false, signedObjectRequired: false, objectSigningAlg: 'RS256', objectUris: [`${place.url}object`] } });
});
after(async () => { await house.stop(); await place.stop(); });

const asked = (over: Claims = {}): Claims => ({ response_type: 'code', redirect_uri: app.redirectUri, scope: 'openid', state: 'inside', nonce: 'n-1', code_challenge: newPkce().challenge, code_challenge_method: 'S256', ...over });
const open = (fields: Fields) => signIn(house.browser(), `/authorize?${new URLSearchParams({ client_id: app.id, response_type: 'code', scope: 'openid', redirect_uri: app.redirectUri, ...fields }).toString()}`, people.alice);
const metadata = async () => (await (await fetch(`${house.origin}/.well-known/openid-configuration`)).json()) as Record<string, unknown>;
const unsigned = () => app.requestObject(asked(), { alg: 'none' });

describe('OpenID conformance: request objects', () => {
  test('oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported: none is not advertised, and refused with request_not_supported', async () => {
    assert.ok(!(((await metadata())['request_object_signing_alg_values_supported'] as readonly string[]).includes('none')));
    assert.equal(answerOf(await open({ request: unsigned() })).get('error'), 'request_not_supported');
  });

  test('oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported, oidcc-request-uri-unsigned: as little by reference', async () => {
    served = unsigned();
    assert.equal(answerOf(await open({ request_uri: `${place.url}object#${hash('sha256', served, 'base64url')}` })).get('error'), 'request_not_supported');
  });

  test('oidcc-ensure-request-object-with-redirect-uri: the address in the object counts; where the object does not, an error page, and no redirect to either', async () => {
    const answer = await open({ request: app.requestObject(asked()), redirect_uri: 'https://unregistered.example/cb' });
    assert.ok(answer.location?.startsWith(app.redirectUri));
    assert.ok(answerOf(answer).get('code'));
    const page = await open({ request: unsigned(), redirect_uri: 'https://unregistered.example/cb' });
    assert.deepEqual([page.status, page.location, reasonOf(page)], [400, undefined, 'request_object.unsigned']);
  });

  test('oidcc-request-uri-signed-rs256: a signed object by reference is used, and discovery offers it', async () => {
    served = app.requestObject(asked());
    assert.equal(answerOf(await open({ request_uri: `${place.url}object#${hash('sha256', served, 'base64url')}`, state: 'outside' })).get('state'), 'inside');
    const { request_uri_parameter_supported: byReference, request_parameter_supported: byValue, require_request_uri_registration: registered } = await metadata();
    assert.deepEqual([byReference, byValue, registered], [true, true, true]);
  });

  test('oidcc-ensure-client-assertion-with-iss-aud-succeeds: the issuer is an audience, and for a client that is set so the token endpoint is one too', async () => {
    const loose = await addSignedApp(house, 'suite-assertions', { profile: 'oidc', alg: 'RS256', assertions: { signingAlg: undefined, audience: 'endpoints' } });
    for (const aud of [house.issuer, `${house.issuer}oauth/token`, [`${house.issuer}oauth/token`]]) {
      const { body } = await callSigned(house.origin, '/oauth/token', { assertion: loose.assertion({ claims: { aud } }), fields: { grant_type: 'refresh_token', refresh_token: 'x' } });
      assert.equal(body['error'], 'invalid_grant', 'authenticated');
    }
  });
});
