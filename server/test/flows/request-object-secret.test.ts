import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { register, small } from '../endpoints/registration/registrar.ts';
import { craft } from '../jose/keys-of-test.ts';
import { strangerOf } from '../jose/foreign-keys.ts';
import { addApp, setTenant } from './arrangements.ts';
import { answerOf, claimsOf, newPkce, signIn, type Fields, type Pkce } from './app.ts';
import { people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';
import { addSignedApp, callSigned, type Claims, type SignedApp } from './signed-app.ts';

let house: RunningHouse;
let app: SignedApp;
const byMac = { parRequired: false, signedObjectRequired: false, objectSigningAlg: 'HS256', objectUris: [] } as const;
before(async () => {
  house = await startHouse();
  app = await addSignedApp(house, 'by-mac', { alg: 'HS256', requests: byMac });
});
after(() => house.stop());

const parametersOf = (of: SignedApp, pkce: Pkce): Claims => ({ response_type: 'code', redirect_uri: of.redirectUri, scope: 'openid', state: 'inside', code_challenge: pkce.challenge, code_challenge_method: 'S256', nonce: 'n-inside' });
const url = (clientId: string, fields: Fields) => `/authorize?${new URLSearchParams({ client_id: clientId, ...fields }).toString()}`;
/** The reason why an object is refused, told to the address of the parameters around it. */
async function reasonFor(of: SignedApp, request: string): Promise<string | undefined> {
  const told = answerOf(await house.browser().get(url(of.id, { redirect_uri: of.redirectUri, response_type: 'code', scope: 'openid', state: 'outside', request })));
  assert.equal(told.get('code'), null);
  return told.get('error_uri')?.split('/').at(-1);
}

describe('OIDC Core §6.1, OIDC Core §10.1: request objects with a MAC by the client secret', () => {
  test('OIDC Core §10.1: for an application that registered HS256 the object counts, through the pages to the tokens, and when it is pushed', async () => {
    const pkce = newPkce();
    const request = app.requestObject(parametersOf(app, pkce));
    const answer = answerOf(await signIn(house.browser(), url(app.id, { request, nonce: 'n-outside' }), people.alice));
    assert.equal(answer.get('state'), 'inside');
    const { status, body } = await callSigned(house.origin, '/oauth/token', { assertion: app.assertion(), fields: { grant_type: 'authorization_code', code: answer.get('code') ?? '', code_verifier: pkce.verifier, redirect_uri: app.redirectUri } });
    assert.deepEqual([status, claimsOf(body['id_token'])['nonce']], [200, 'n-inside']);
    assert.equal((await callSigned(house.origin, '/oauth/par', { assertion: app.assertion(), fields: { request } })).status, 201);
  });

  test('RFC 8725 §3.1, RFC 8725 §3.2: no other algorithm, no other secret and no public key in its place; without the registration none at all', async () => {
    const pair = await addSignedApp(house, 'by-pair', { alg: 'ES256' });
    const mixed = await addSignedApp(house, 'mac-and-pair', { alg: 'ES256', requests: byMac });
    const objectOf = (of: SignedApp, alg?: string) => of.requestObject(parametersOf(of, newPkce()), alg === undefined ? {} : { alg });
    const header = { alg: 'HS256', typ: 'oauth-authz-req+jwt' };
    const signedWith = (of: SignedApp, secret: string | Buffer) => craft(header, { iss: of.id, aud: house.issuer, client_id: of.id, exp: Math.floor(Date.now() / 1000) + 60, ...parametersOf(of, newPkce()) }, (input) => createHmac('sha256', secret).update(input).digest());
    assert.equal(await reasonFor(pair, objectOf(pair, 'HS256')), 'request_object.alg_not_allowed');
    assert.equal(await reasonFor(mixed, objectOf(mixed)), 'request_object.alg_not_allowed', 'a key that is registered beside');
    assert.equal(await reasonFor(app, objectOf(app, 'HS512')), 'request_object.alg_not_allowed');
    assert.equal(await reasonFor(app, objectOf(app, 'none')), 'request_object.unsigned');
    for (const secret of ['', 'x'.repeat(40), JSON.stringify(strangerOf('ES256').jwk), Buffer.alloc(32)]) assert.equal(await reasonFor(app, signedWith(app, secret)), 'request_object.signature_wrong');
    assert.equal(await reasonFor(mixed, signedWith(mixed, JSON.stringify(strangerOf('ES256').jwk))), 'request_object.signature_wrong');
  });

  test('A089 RFC 8725 §3.11: what else is made with the secret is no request object: assertions of the application, and answers to it', async () => {
    assert.equal(await reasonFor(app, app.assertion({ claims: { ...parametersOf(app, newPkce()), client_id: app.id } })), 'request_object.kind_wrong');
    const answer = craft({ alg: 'HS256', typ: 'JWT' }, { iss: house.issuer, aud: app.id, sub: 'auth0|1', exp: Math.floor(Date.now() / 1000) + 60 }, (input) => createHmac('sha256', 'by-mac-and-a-tail-that-makes-a-secret-of-it-0123456789-and-some-more').update(input).digest());
    assert.equal(await reasonFor(app, answer), 'request_object.names_differ');
  });

  test('FAPI 2.0 §5.3.2.1: the profile fapi2 takes no MAC, and a secret that is kept as a hash alone verifies none', async () => {
    const strict = await addSignedApp(house, 'strict-mac', { alg: 'ES256', profile: 'fapi2', requests: byMac });
    const pushed = await callSigned(house.origin, '/oauth/par', { assertion: strict.assertion(), fields: { request: strict.requestObject(parametersOf(strict, newPkce()), { alg: 'HS256' }) } });
    assert.deepEqual([pushed.status, pushed.body['error']], [400, 'invalid_request_object']);
    const plain = await addApp(house, 'hash-alone', { requests: byMac });
    const { storage, defaultTenant } = house.house;
    const client = await storage.registry.findClient(defaultTenant.id, plain.id) ?? assert.fail();
    await storage.registry.replaceClient({ ...client, secrets: client.secrets.map(({ hash, expiresAt }) => ({ hash, expiresAt })) });
    const of = { ...app, id: plain.id, redirectUri: plain.redirectUri };
    assert.equal(await reasonFor(of, craft({ alg: 'HS256' }, { iss: plain.id, aud: house.issuer, client_id: plain.id, exp: Math.floor(Date.now() / 1000) + 60, ...parametersOf(of, newPkce()) }, (input) => createHmac('sha256', plain.secret ?? '').update(input).digest())), 'request_object.key_unknown');
  });

  test('OIDC Registration §2: request_object_signing_alg HS256 keeps the secret as a key; without a secret, and in a metadata document, it is refused', async () => {
    await setTenant(house, { registration: 'open' });
    const { status, body } = await register(house, { ...small, request_object_signing_alg: 'HS256' });
    assert.deepEqual([status, body['request_object_signing_alg']], [201, 'HS256']);
    const client = await house.house.storage.registry.findClient(house.house.defaultTenant.id, String(body['client_id']));
    assert.equal(typeof client?.secrets[0]?.sealed, 'string');
    const request = craft({ alg: 'HS256' }, { iss: body['client_id'], aud: house.issuer, client_id: body['client_id'], exp: Math.floor(Date.now() / 1000) + 60, response_type: 'code', redirect_uri: 'https://rp.example/cb', scope: 'openid', code_challenge: newPkce().challenge, code_challenge_method: 'S256' }, (input) => createHmac('sha256', String(body['client_secret'])).update(input).digest());
    const browser = house.browser();
    assert.match((await browser.follow(await browser.get(url(String(body['client_id']), { request })))).text, /data-page="login"/);
    assert.equal((await register(house, { ...small, token_endpoint_auth_method: 'none', request_object_signing_alg: 'HS256' })).status, 400);
    assert.equal((await register(house, { ...small, request_object_signing_alg: 'HS512' })).status, 400);
  });
});
