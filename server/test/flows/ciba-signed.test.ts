import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { register, small } from '../endpoints/registration/registrar.ts';
import { strangerOf } from '../jose/foreign-keys.ts';
import { setTenant } from './arrangements.ts';
import { claimsOf } from './app.ts';
import { answerNewest, cibaGrant, startCiba } from './ciba.ts';
import { MovableClock } from './clock.ts';
import { apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';
import { addSignedApp, callSigned, type Claims, type Said, type SignedApp } from './signed-app.ts';

const clock = new MovableClock();
let house: RunningHouse;
let app: SignedApp;
let plain: SignedApp;
const ciba = { deliveryMode: 'poll', notificationEndpoint: undefined } as const;
before(async () => {
  house = await startHouse({ clock });
  app = await addSignedApp(house, 'bank', { grantTypes: [cibaGrant], claimsStyle: 'auth0', ciba: { ...ciba, requestSigningAlg: 'ES256' } });
  plain = await addSignedApp(house, 'plain-bank', { grantTypes: [cibaGrant], ciba });
});
after(() => house.stop());

const asked = (): Claims => ({ scope: 'openid email', login_hint: people.alice.email, binding_message: 'W4SCT', requested_expiry: 120, jti: randomUUID() });
/** A signed request with these parameters, sent as the application authenticates. */
const send = async ({ parameters = asked(), said = {}, fields = {}, of = app }: { readonly parameters?: Claims; readonly said?: Said; readonly fields?: Readonly<Record<string, string>>; readonly of?: SignedApp } = {}) =>
  callSigned(house.origin, '/bc-authorize', { assertion: of.assertion(), fields: { request: of.requestObject(parameters, said), ...fields } });

describe('OIDC CIBA §7.1.1: signed authentication requests', () => {
  test('OIDC CIBA §7.1.1: the parameters are those of the JWT, requested_expiry as a number or as text, to the tokens', async () => {
    const started = await send();
    assert.equal(started.status, 200, JSON.stringify(started.body));
    assert.equal(started.body.expires_in, 120);
    assert.match((await answerNewest(house.browser(), 'accept')).text, /You allowed/);
    const { status, body } = await callSigned(house.origin, '/oauth/token', { assertion: app.assertion(), fields: { grant_type: cibaGrant, auth_req_id: started.body['auth_req_id'] ?? '' } });
    assert.deepEqual([status, claimsOf(body['id_token'])['email']], [200, people.alice.email]);
    assert.equal((await send({ parameters: { ...asked(), requested_expiry: '90' } })).body.expires_in, 90);
    const metadata = await (await fetch(`${house.issuer}.well-known/openid-configuration`)).json() as Readonly<Record<string, readonly string[]>>;
    assert.ok(metadata['backchannel_authentication_request_signing_alg_values_supported']?.includes('ES256'));
    clock.advance(4000);
  });

  test('OIDC CIBA §7.1.1: aud, iss, exp, iat, nbf and jti must be there and right; key, algorithm and kind, too', async () => {
    const now = clock.now();
    const wrong: readonly (readonly [string, Parameters<typeof send>[0]])[] = [
      ...(['aud', 'iss', 'exp', 'iat', 'nbf', 'jti'] as const).map((name) => [`without ${name}`, { said: { claims: { [name]: undefined } } }] as const),
      ['for another server', { said: { claims: { aud: 'https://other.example/' } } }], ['of another application', { said: { claims: { iss: plain.id } } }], ['over', { said: { claims: { exp: now - 1 } } }], ['from tomorrow', { said: { claims: { nbf: now + 86_400 } } }],
      ['good for a day', { said: { claims: { exp: now + 86_400 } } }], ['with an empty jti', { said: { claims: { jti: '' } } }], ['with the subject of an assertion', { said: { claims: { sub: app.id } } }],
      ['unsigned', { said: { alg: 'none' } }], ['with the secret', { said: { alg: 'HS256' } }], ['with another algorithm', { said: { alg: 'RS256' } }], ['a client assertion', { said: { header: { typ: 'client-authentication+jwt' } } }],
      ['with a request inside', { said: { claims: { request: 'a.b.c' } } }],
    ];
    for (const [name, given] of wrong) {
      const { status, body } = await send(given);
      assert.deepEqual([status, body['error']], [400, 'invalid_request'], name);
    }
    for (const request of ['x', 'a.b.c', `${app.requestObject(asked())}x`, plain.requestObject(asked(), { claims: { iss: app.id } }).replace(/[^.]+$/, 'AAAA')]) {
      assert.equal((await callSigned(house.origin, '/bc-authorize', { assertion: app.assertion(), fields: { request } })).body['error'], 'invalid_request', request.slice(0, 20));
    }
  });

  test('OIDC CIBA §7.1.1: no parameter stands beside the JWT, and what the JWT asks for is judged as any request is', async () => {
    for (const fields of [{ scope: 'openid' }, { login_hint: people.bob.email }, { binding_message: 'other' }, { requested_expiry: '10' }, { 'ext-x': '1' }]) {
      const { body } = await send({ fields });
      assert.match(body['error_description'] ?? '', /^A parameter stands beside/, JSON.stringify(fields));
    }
    assert.match((await send({ parameters: { ...asked(), scope: 'email' } })).body['error_description'] ?? '', /openid scope must be requested/);
    assert.equal((await send({ parameters: { ...asked(), binding_message: 'x'.repeat(65) } })).body['error'], 'invalid_binding_message');
    assert.match((await send({ parameters: { ...asked(), id_token_hint: 'x' } })).body['error_description'] ?? '', /exactly one hint/);
    assert.equal((await send({ fields: { client_id: app.id } })).status, 200, 'the client_id is part of the authentication');
    clock.advance(4000);
  });

  test('OIDC CIBA §4: who registered that it signs always signs, and who did not never does', async () => {
    const { scope, login_hint: hint } = asked() as Record<string, string>;
    const bare = (of: SignedApp) => callSigned(house.origin, '/bc-authorize', { assertion: of.assertion(), fields: { scope: scope ?? '', login_hint: hint ?? '' } });
    assert.match((await bare(app)).body['error_description'] ?? '', /is not signed/);
    assert.equal((await bare(plain)).status, 200);
    assert.match((await send({ of: plain })).body['error_description'] ?? '', /did not register that it signs/);
    assert.match((await startCiba(house.origin, apps.ciba, { request: 'e30.e30.x' })).body['error_description'] ?? '', /did not register that it signs/);
    clock.advance(4000);
  });

  test('OIDC CIBA §7.1.1: of a signed request that is sent several times at once one is taken, and later none; a refused one is not used up', async () => {
    const parameters = { ...asked(), scope: 'email' };
    const early = app.requestObject(parameters);
    const post = (request: string) => callSigned(house.origin, '/bc-authorize', { assertion: app.assertion(), fields: { request } });
    assert.equal((await callSigned(house.origin, '/bc-authorize', { assertion: app.assertion(), fields: { request: early, scope: 'openid' } })).status, 400);
    assert.match((await post(early)).body['error_description'] ?? '', /openid scope/, 'what stood beside it used nothing up');
    const request = app.requestObject(asked());
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(request)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400, 400, 400, 400]);
    assert.match((await post(request)).body['error_description'] ?? '', /sent before/);
    clock.advance(4000);
  });

  test('OIDC CIBA §4: backchannel_authentication_request_signing_alg is registered and kept; an algorithm with a secret is refused', async () => {
    await setTenant(house, { registration: 'open' });
    const metadata = { ...small, backchannel_authentication_request_signing_alg: 'ES256', jwks: { keys: [strangerOf('ES256').jwk] } };
    const { status, body } = await register(house, metadata);
    assert.deepEqual([status, body['backchannel_authentication_request_signing_alg']], [201, 'ES256']);
    const kept = await house.house.storage.registry.findClient(house.house.defaultTenant.id, String(body['client_id']));
    assert.equal(kept?.ciba.requestSigningAlg, 'ES256');
    assert.equal((await register(house, { ...metadata, backchannel_authentication_request_signing_alg: 'HS256' })).status, 400);
  });
});
