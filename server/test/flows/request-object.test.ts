import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { CompactEncrypt, importJWK, type JWK } from 'jose';
import { after, before, describe, test } from 'node:test';
import type { Client } from '../../src/protocol/client/client.ts';
import { startPlain, type Listener } from '../outbound/listeners.ts';
import { answerOf, claimsOf, newPkce, signIn, type Fields, type Pkce } from './app.ts';
import { pageOf, reasonOf } from './browser.ts';
import { MovableClock } from './clock.ts';
import { people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';
import { addSignedApp, assertionFields, callSigned, type Claims, type Said, type SignedApp } from './signed-app.ts';

const clock = new MovableClock();
let house: RunningHouse;
let app: SignedApp;
let tolerant: SignedApp;
let place: Listener;
let served = '';
let hits = 0;
before(async () => {
  place = await startPlain((_request, response) => { hits++; response.writeHead(200, { 'content-type': 'application/oauth-authz-req+jwt' }).end(served); });
  house = await startHouse({ clock, outboundAllow: `127.0.0.1:${place.port}` });
  app = await addSignedApp(house, 'signing');
  tolerant = await addSignedApp(house, 'tolerant', { profile: 'oidc' });
});
after(async () => { await house.stop(); await place.stop(); });

const parametersOf = (of: SignedApp, pkce: Pkce, over: Claims = {}): Claims => ({ response_type: 'code', redirect_uri: of.redirectUri, scope: 'openid profile', state: 'inside', code_challenge: pkce.challenge, code_challenge_method: 'S256', ...over });
const url = (of: SignedApp, fields: Fields) => `/authorize?${new URLSearchParams({ client_id: of.id, ...fields }).toString()}`;
/** Parameters around the object that lead back to the application. */
const around = (of: SignedApp): Fields => ({ redirect_uri: of.redirectUri, response_type: 'code', scope: 'openid', state: 'outside' });
const errorOf = async (of: SignedApp, request: string) => answerOf(await house.browser().get(url(of, { ...around(of), request })));
async function change(id: string, over: (client: Client) => Partial<Client>): Promise<void> {
  const { storage, defaultTenant } = house.house;
  const client = await storage.clients.findClient(defaultTenant.id, id);
  assert.ok(client);
  await storage.registry.replaceClient({ ...client, ...over(client) });
}
async function codeBy(of: SignedApp, fields: Fields, pkce: Pkce): Promise<Readonly<Record<string, unknown>>> {
  const answer = await signIn(house.browser(), url(of, fields), people.alice);
  assert.equal(answerOf(answer).get('state'), 'inside');
  const { status, body } = await callSigned(house.origin, '/oauth/token', { assertion: of.assertion(), fields: { grant_type: 'authorization_code', code: answerOf(answer).get('code') ?? '', code_verifier: pkce.verifier, redirect_uri: of.redirectUri } });
  assert.equal(status, 200, JSON.stringify(body));
  return claimsOf(body['id_token']);
}

describe('RFC 9101: request objects by value', () => {
  test('A198 RFC 9101 §6.3: the parameters inside are all that counts, through the pages to the tokens', async () => {
    for (const of of [app, tolerant]) {
      const pkce = newPkce();
      const request = of.requestObject(parametersOf(of, pkce, { nonce: 'n-inside', max_age: 3600, claims: { id_token: { email: { essential: true } } } }));
      const claims = await codeBy(of, { request, ...around(of), redirect_uri: 'https://evil.example/', nonce: 'n-outside', code_challenge: 'x', prompt: 'none', response_type: 'token' }, pkce);
      assert.equal(claims['nonce'], 'n-inside');
      assert.equal(typeof claims['auth_time'], 'number');
      assert.equal(claims['email'], people.alice.email);
    }
  });

  test('RFC 9101 §5: a state that stands outside alone is not used', async () => {
    const request = app.requestObject(parametersOf(app, newPkce(), { state: undefined }));
    assert.equal(answerOf(await signIn(house.browser(), url(app, { request, state: 'outside' }), people.alice)).get('state'), null);
  });

  test('A047 RFC 9700 §2.1.1: a challenge outside does not make up for one inside', async () => {
    const pkce = newPkce();
    const request = app.requestObject(parametersOf(app, pkce, { code_challenge: undefined, code_challenge_method: undefined }));
    assert.equal(answerOf(await house.browser().get(url(app, { request, code_challenge: pkce.challenge, code_challenge_method: 'S256' }))).get('error'), 'invalid_request');
  });

  test('RFC 9101 §7: what is wrong with an object is told to the application where the parameters around it lead to a registered address, else shown', async () => {
    const bad = app.requestObject(parametersOf(app, newPkce()), { header: { kid: 'another' } });
    const told = await errorOf(app, bad);
    assert.deepEqual([told.get('error'), told.get('state')], ['invalid_request_object', 'outside']);
    for (const fields of [{}, { redirect_uri: 'https://evil.example/' }]) {
      const shown = await house.browser().get(url(app, { ...fields, request: bad }));
      assert.deepEqual([shown.status, reasonOf(shown), shown.location], [400, 'request_object.key_unknown', undefined]);
    }
  });

  test('A198 RFC 9101 §6.2: unsigned, signed by others, with another algorithm, or broken: refused with the reason', async () => {
    const strict = await addSignedApp(house, 'signing-es', { requests: { parRequired: false, signedObjectRequired: false, objectSigningAlg: 'ES256', objectUris: [] } });
    const refused = async (of: SignedApp, request: string, reason: string) => {
      const told = await errorOf(of, request);
      assert.equal(told.get('error'), reason === 'request_object.unsigned' ? 'request_not_supported' : 'invalid_request_object', reason);
      assert.ok(told.get('error_uri')?.endsWith(`/${reason}`), `${told.get('error_uri') ?? ''} is not ${reason}`);
    };
    await refused(app, app.requestObject(parametersOf(app, newPkce()), { alg: 'none' }), 'request_object.unsigned');
    await refused(app, app.requestObject(parametersOf(app, newPkce()), { alg: 'HS256' }), 'request_object.alg_not_allowed');
    await refused(strict, strict.requestObject(parametersOf(strict, newPkce()), { alg: 'PS256' }), 'request_object.alg_not_allowed');
    await refused(app, app.requestObject(parametersOf(app, newPkce()), { header: { alg: 'ES256' }, alg: 'ES384' }), 'request_object.signature_wrong');
    await refused(app, tolerant.requestObject(parametersOf(app, newPkce()), { header: { kid: 'signing-1' } }), 'request_object.names_differ');
    for (const text of ['x', 'a.b.c', `${app.requestObject({})}x=`]) await refused(app, text, 'request_object.malformed');
    await refused(app, 'a.b.c.d.e', 'request_object.not_decrypted');
  });

  test('A198 RFC 9101 §4, RFC 9101 §10.8: issuer, client, audience and kind must be right; the profile oidc lets names be missing, not wrong', async () => {
    const wrong: readonly (readonly [Said, string])[] = [
      [{ claims: { iss: 'nobody' } }, 'names_differ'], [{ claims: { client_id: 'other' } }, 'names_differ'], [{ claims: { aud: 'https://other.example/' } }, 'audience_wrong'], [{ claims: { aud: ['https://other.example/'] } }, 'audience_wrong'],
      [{ claims: { aud: 1 } }, 'audience_wrong'], [{ header: { typ: 'at+jwt' } }, 'kind_wrong'], [{ header: { typ: 'client-authentication+jwt' } }, 'kind_wrong'], [{ claims: { exp: 1 } }, 'time_wrong'], [{ claims: { exp: '9999999999' } }, 'time_wrong'],
      [{ claims: { request: 'x' } }, 'nested'], [{ claims: { request_uri: 'https://x.example/' } }, 'nested'],
    ];
    for (const of of [app, tolerant]) {
      for (const [said, reason] of [...wrong, [{ claims: { sub: of.id } }, 'kind_wrong'] as const, [{ claims: { nbf: clock.now() + 61 } }, 'time_wrong'] as const]) {
        const told = await errorOf(of, of.requestObject(parametersOf(of, newPkce()), said));
        assert.ok(told.get('error_uri')?.endsWith(`/request_object.${reason}`), `${JSON.stringify(said)}: ${told.get('error_uri') ?? ''}`);
      }
    }
    for (const name of ['iss', 'aud', 'client_id', 'exp']) {
      assert.equal((await errorOf(app, app.requestObject(parametersOf(app, newPkce()), { claims: { [name]: undefined } }))).get('error'), 'invalid_request_object', name);
      const browser = house.browser();
      assert.equal(pageOf(await browser.follow(await browser.get(url(tolerant, { request: tolerant.requestObject(parametersOf(tolerant, newPkce()), { claims: { [name]: undefined } }) })))), 'login', name);
    }
    const browser = house.browser();
    assert.equal(pageOf(await browser.follow(await browser.get(url(app, { request: app.requestObject(parametersOf(app, newPkce()), { claims: { aud: ['https://other.example/', house.issuer] } }) })))), 'login');
  });

  test('A089 RFC 8725 §3.11: a client assertion is no request object', async () => {
    assert.equal((await errorOf(app, app.assertion())).get('error'), 'invalid_request_object');
  });

  test('RFC 6749 §3.1: parameters in an object keep to the rules of parameters', async () => {
    for (const over of [{ state: 'a\u0000b' }, { login_hint: '\u202eevil' }, Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`p${i}`, '1']))]) {
      const told = await house.browser().post('/authorize', { client_id: app.id, ...around(app), request: app.requestObject(parametersOf(app, newPkce(), over)) });
      assert.equal(answerOf(told).get('error'), 'invalid_request_object');
    }
  });

  test('RFC 9101 §10.5: a client that must sign is refused without an object, in the browser and when it pushes', async () => {
    await change('signing', ({ requests }) => ({ requests: { ...requests, signedObjectRequired: true } }));
    const plain = Object.fromEntries(Object.entries(parametersOf(app, newPkce())).map(([name, value]) => [name, String(value)]));
    assert.equal(answerOf(await house.browser().get(url(app, plain))).get('error'), 'invalid_request');
    const pushed = await callSigned(house.origin, '/oauth/par', { assertion: app.assertion(), fields: plain });
    assert.deepEqual([pushed.status, pushed.body['error']], [400, 'invalid_request']);
    const pkce = newPkce();
    await codeBy(app, { request: app.requestObject(parametersOf(app, pkce)) }, pkce);
    await change('signing', ({ requests }) => ({ requests: { ...requests, signedObjectRequired: false } }));
  });

  test('RFC 9126 §3: an object may be pushed; its parameters alone are kept', async () => {
    const pkce = newPkce();
    const { status, body } = await callSigned(house.origin, '/oauth/par', { assertion: app.assertion(), fields: { request: app.requestObject(parametersOf(app, pkce)), client_id: app.id, state: 'outside', scope: 'openid email' } });
    assert.equal(status, 201, JSON.stringify(body));
    await codeBy(app, { request_uri: body['request_uri'] ?? '' }, pkce);
    const refused = await callSigned(house.origin, '/oauth/par', { assertion: app.assertion(), fields: { request: tolerant.requestObject(parametersOf(app, pkce)), client_id: app.id } });
    assert.deepEqual([refused.status, refused.body['error']], [400, 'invalid_request_object']);
    const inside = await callSigned(house.origin, '/oauth/par', { assertion: app.assertion(), fields: { request: app.requestObject(parametersOf(app, pkce, assertionFields('x'))), client_id: app.id } });
    assert.equal(inside.status, 201);
  });
});

describe('RFC 9101 §6.1: encrypted request objects', () => {
  test('RFC 7516 §5.2: each algorithm that discovery names opens the object, and the signature inside is held as ever', async () => {
    const metadata = (await (await fetch(`${house.origin}/.well-known/openid-configuration`)).json()) as Record<string, readonly string[]>;
    const { keys } = (await (await fetch(`${house.origin}/.well-known/jwks.json`)).json()) as { readonly keys: readonly (JWK & { readonly kid: string })[] };
    const recipient = (alg: string) => {
      const found = keys.find((key) => key.use === 'enc' && (alg === 'RSA-OAEP-256' ? key.kty === 'RSA' : key.kty === 'EC'));
      assert.ok(found, alg);
      return found;
    };
    const encrypt = async (content: string, alg: string, enc: string) => new CompactEncrypt(Buffer.from(content)).setProtectedHeader({ alg, enc, cty: 'oauth-authz-req+jwt', kid: recipient(alg).kid }).encrypt(await importJWK(recipient(alg), alg));
    const algs = metadata['request_object_encryption_alg_values_supported'] ?? [];
    const encs = metadata['request_object_encryption_enc_values_supported'] ?? [];
    assert.deepEqual([algs.length, encs.length], [4, 4]);
    for (const alg of algs) for (const enc of encs) {
      const browser = house.browser();
      assert.equal(pageOf(await browser.follow(await browser.get(url(app, { request: await encrypt(app.requestObject(parametersOf(app, newPkce())), alg, enc) })))), 'login', `${alg} ${enc}`);
    }
    const pkce = newPkce();
    await codeBy(app, { request: await encrypt(app.requestObject(parametersOf(app, pkce)), 'ECDH-ES', 'A256GCM') }, pkce);
    assert.equal((await errorOf(app, await encrypt(app.requestObject(parametersOf(app, pkce), { alg: 'none' }), 'ECDH-ES', 'A256GCM'))).get('error'), 'request_not_supported');
    assert.equal((await errorOf(app, await encrypt(JSON.stringify(parametersOf(app, pkce)), 'ECDH-ES', 'A256GCM'))).get('error'), 'invalid_request_object');
  });
});

describe('OIDC Core §6.2: request objects by reference', () => {
  const register = (...objectUris: string[]) => change('tolerant', ({ requests }) => ({ requests: { ...requests, objectUris } }));
  const refused = async (requestUri: string, reason: string) => {
    const before = hits;
    const told = answerOf(await house.browser().get(url(tolerant, { ...around(tolerant), request_uri: requestUri })));
    assert.equal(told.get('error'), 'invalid_request_uri');
    assert.ok(told.get('error_uri')?.endsWith(`/${reason}`), `${told.get('error_uri') ?? ''} is not ${reason}`);
    return hits - before;
  };

  test('A101 OIDC Core §6.2: off by default, and nothing but a registered address is ever asked', async () => {
    for (const address of [place.url, `${place.url}object`, 'http://127.0.0.1:1/', 'https://rp.example/object', 'http://169.254.169.254/latest/meta-data', 'file:///etc/passwd', 'gopher://127.0.0.1/', 'data:text/plain,x', 'urn:x', '//evil.example']) assert.equal(await refused(address, 'request_uri.not_registered'), 0, address);
    await register(`${place.url}object`);
    for (const address of [`${place.url}object/`, `${place.url}object?x=1`, `${place.url}Object`, `${place.url}`]) assert.equal(await refused(address, 'request_uri.not_registered'), 0, address);
  });

  test('oidcc-request-uri-signed-rs256: a signed object at a registered address with its hash as fragment is used', async () => {
    const rsa = await addSignedApp(house, 'by-reference', { profile: 'oidc', alg: 'RS256' });
    const pkce = newPkce();
    served = rsa.requestObject(parametersOf(rsa, pkce));
    const pinned = `${place.url}object#${hash('sha256', served, 'base64url')}`;
    const another = `${place.url}object#${hash('sha256', 'something else', 'base64url')}`;
    for (const [registered, sent] of [[pinned, pinned], [`${place.url}object`, pinned], [another, another]] as const) {
      await change('by-reference', ({ requests }) => ({ requests: { ...requests, objectUris: [registered] } }));
      const before = hits;
      await codeBy(rsa, { request_uri: sent }, pkce);
      assert.equal(hits, before + 1);
    }
  });

  test('OIDC Core §6.2: an address that is not registered, one that does not answer, and both ways at once are refused', async () => {
    served = tolerant.requestObject(parametersOf(tolerant, newPkce()));
    await register(`${place.url}object`, `${place.url}pinned#${hash('sha256', 'another', 'base64url')}`, 'https://127.0.0.1:1/nothing');
    assert.equal(await refused(`${place.url}pinned`, 'request_uri.not_registered'), 0);
    assert.equal(await refused('https://127.0.0.1:1/nothing', 'request_uri.not_fetched'), 0);
    const both = answerOf(await house.browser().get(url(tolerant, { ...around(tolerant), request: served, request_uri: `${place.url}object` })));
    assert.equal(both.get('error'), 'invalid_request');
    served = 'no object at all';
    const told = answerOf(await house.browser().get(url(tolerant, { ...around(tolerant), request_uri: `${place.url}object` })));
    assert.equal(told.get('error'), 'invalid_request_object');
  });
});
