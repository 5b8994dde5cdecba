import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { clientDefaults } from '../../src/protocol/client/client-defaults.ts';
import type { AnswerFormats } from '../../src/protocol/client/client-policies.ts';
import type { Client } from '../../src/protocol/client/client.ts';
import { addApp } from './arrangements.ts';
import { answerOf, authorizeUrl, call, claimsOf, newPkce, signIn, tokensFor, type App, type Fields } from './app.ts';
import { pageOf, reasonOf } from './browser.ts';
import { MovableClock } from './clock.ts';
import { keyOfSecret, openWith, recipientOf, type Recipient } from './encryption-keys.ts';
import { api, apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';

const clock = new MovableClock();
let house: RunningHouse;
let ec: Recipient;
let rsa: Recipient;
let published: ReturnType<typeof createLocalJWKSet>;
before(async () => {
  house = await startHouse({ clock, outboundAllow: '127.0.0.1' });
  [ec, rsa] = await Promise.all([recipientOf('ECDH-ES+A256KW'), recipientOf('RSA-OAEP-256')]);
  // The key for PS256 is made in the background; the list is fetched once it is there.
  await house.house.keys.warmUp();
  published = createLocalJWKSet(await (await fetch(`${house.origin}/.well-known/jwks.json`)).json() as JSONWebKeySet);
});
after(() => house.stop());

const formats = (over: Partial<AnswerFormats>): AnswerFormats => ({ ...clientDefaults.formats, ...over });
const keys = (...of: readonly Recipient[]) => ({ jwks: of.map(({ jwk }) => jwk), jwksUri: undefined });
const add = (id: string, over: Partial<AnswerFormats>, more: Partial<Client> = {}) => addApp(house, id, { keys: keys(ec, rsa), formats: formats(over), ...more });
const signedIn = (app: App, over: Fields = {}) => tokensFor(house.browser(), { app, person: people.alice }, over);
const userinfo = (token: string | undefined) => fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${token ?? ''}` } });
const verify = async (jwt: string, audience: string) => (await jwtVerify(jwt, published, { issuer: house.issuer, audience })).payload;

describe('Seed row 118, OIDC Core §10.2: encrypted ID tokens', () => {
  for (const [name, alg] of [['ec', 'ECDH-ES+A256KW'], ['rsa', 'RSA-OAEP-256']] as const) {
    for (const enc of ['A128CBC-HS256', 'A256GCM']) {
      test(`RFC 7519 §5.2: ${alg} with ${enc}: a signed token inside, for the key that is registered`, async () => {
        const app = await add(`id-${name}-${enc.toLowerCase()}`, { idTokenEncryption: { alg, enc } });
        const { body } = await signedIn(app);
        const { header, text } = await (name === 'ec' ? ec : rsa).open(body['id_token']);
        assert.deepEqual([header['alg'], header['enc'], header['cty'], header['kid']], [alg, enc, 'JWT', `enc-${alg}`]);
        assert.equal((await verify(text, app.id))['email'], people.alice.email);
      });
    }
  }

  test('OIDC Core §10.2: dir, A128KW and A256KW with the client secret', async () => {
    for (const [alg, enc, bytes] of [['dir', 'A128CBC-HS256', 32], ['dir', 'A256CBC-HS512', 64], ['A128KW', 'A128GCM', 16], ['A256KW', 'A256GCM', 32]] as const) {
      const app = await add(`id-${alg.toLowerCase()}-${bytes}`, { idTokenEncryption: { alg, enc } });
      const { text } = await openWith((await signedIn(app)).body['id_token'], keyOfSecret(app.secret, bytes));
      assert.equal((await verify(text, app.id)).aud, app.id);
    }
  });

  test('OIDC Core §10.2: a key for signatures, of another algorithm or of another kind is no key; then there is no token at all', async () => {
    const wrong: readonly (readonly [string, Client['keys']])[] = [
      ['none', { jwks: undefined, jwksUri: undefined }], ['sig', { jwks: [{ ...ec.jwk, use: 'sig' }], jwksUri: undefined }],
      ['other-alg', { jwks: [{ ...ec.jwk, alg: 'ECDH-ES' }], jwksUri: undefined }], ['other-kind', keys(rsa)],
    ];
    for (const [id, registered] of wrong) {
      const app = await add(`no-key-${id}`, { idTokenEncryption: { alg: ec.alg, enc: 'A128GCM' } }, { keys: registered });
      const { status, body } = await signedIn(app);
      assert.deepEqual([status, body['error'], body['error_uri'], body['id_token'], body['access_token']], [400, 'invalid_request', `${house.issuer}docs/errors/format.encryption_key_missing`, undefined, undefined], id);
    }
  });

  test('OIDC Core §10.2.1: the key stands at the registered address, and is looked for again where none fits', async () => {
    let served: readonly object[] = [{ ...ec.jwk, use: 'sig' }];
    let asked = 0;
    const server: Server = createServer((_request, response) => { asked++; response.setHeader('content-type', 'application/json'); response.setHeader('cache-control', 'max-age=3600'); response.end(JSON.stringify({ keys: served })); });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    const jwksUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;
    try {
      const app = await add('by-address', { idTokenEncryption: { alg: ec.alg, enc: 'A128GCM' } }, { keys: { jwks: undefined, jwksUri } });
      assert.deepEqual([(await signedIn(app)).body['error'], asked], ['invalid_request', 2]);
      served = [ec.jwk];
      assert.deepEqual([(await signedIn(app)).body['error'], asked], ['invalid_request', 2]);
      clock.advance(31);
      assert.equal((await verify((await ec.open((await signedIn(app)).body['id_token'])).text, 'by-address')).aud, 'by-address');
      assert.equal(asked, 3);
    } finally { server.close(); }
  });

  test('OIDC Core §3.1.2.1: the token inside, and the same encrypted to this server, come back as id_token_hint', async () => {
    const app = await add('hints', { idTokenEncryption: { alg: ec.alg, enc: 'A128GCM' } });
    const browser = house.browser();
    const { body } = await tokensFor(browser, { app, person: people.alice });
    const { text } = await ec.open(body['id_token']);
    const { CompactEncrypt, importJWK } = await import('jose');
    const { keys: all } = await (await fetch(`${house.origin}/.well-known/jwks.json`)).json() as { keys: Record<string, string>[] };
    const ours = all.find(({ use, kty }) => use === 'enc' && kty === 'RSA');
    assert.ok(ours);
    const back = await new CompactEncrypt(Buffer.from(text)).setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A128GCM', kid: ours['kid'] ?? '' }).encrypt(await importJWK(ours, 'RSA-OAEP-256'));
    for (const [hint, answer] of [[text, /[?&]code=/], [back, /[?&]code=/], [body['id_token'] ?? '', /error=invalid_request/]] as const) {
      const pkce = newPkce();
      assert.match((await browser.get(authorizeUrl(app, pkce, { prompt: 'none', id_token_hint: hint }))).location ?? '', answer);
    }
  });
});

describe('OIDC Core §5.3.2: userinfo as a JWT', () => {
  test('OIDC Core §5.3.2: signed: iss and aud, no nonce, and no end, so it is no ID token', async () => {
    for (const alg of ['RS256', 'ES256', 'PS256', 'EdDSA'] as const) {
      const app = await add(`ui-${alg.toLowerCase()}`, { userinfoSigningAlg: alg });
      const { body } = await signedIn(app, { nonce: 'n-1' });
      const answer = await userinfo(body['access_token']);
      assert.deepEqual([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')], [200, 'application/jwt', 'no-store']);
      const claims = await verify(await answer.text(), app.id);
      assert.deepEqual([claims.sub, claims['email'], claims['nonce'], claims.exp], [claimsOf(body['id_token'])['sub'], people.alice.email, undefined, undefined]);
    }
  });

  test('OIDC Core §5.3.2: encrypted alone holds the claims as JSON, signed and encrypted a JWT', async () => {
    const alone = await add('ui-enc', { userinfoEncryption: { alg: rsa.alg, enc: 'A256GCM' } });
    const plain = await userinfo((await signedIn(alone)).body['access_token']);
    const opened = await rsa.open(await plain.text());
    assert.deepEqual([plain.headers.get('content-type'), opened.header['cty'], (JSON.parse(opened.text) as Record<string, unknown>)['email']], ['application/jwt', undefined, people.alice.email]);
    const both = await add('ui-both', { userinfoSigningAlg: 'ES256', userinfoEncryption: { alg: ec.alg, enc: 'A128CBC-HS256' } });
    const nested = await ec.open(await (await userinfo((await signedIn(both)).body['access_token'])).text());
    assert.deepEqual([nested.header['cty'], (await verify(nested.text, 'ui-both'))['email']], ['JWT', people.alice.email]);
  });

  test('OIDC Core §5.3.2: without a key for it there is no answer', async () => {
    const app = await add('ui-no-key', { userinfoEncryption: { alg: ec.alg, enc: 'A128GCM' } }, { keys: { jwks: [], jwksUri: undefined } });
    const refused = await userinfo((await signedIn(app)).body['access_token']);
    assert.deepEqual([refused.status, (await refused.text()).includes(people.alice.email)], [400, false]);
  });
});

describe('RFC 9701 §4: introspection as a JWT', () => {
  const asked = { accept: 'application/token-introspection+jwt' };
  const ask = async (app: App, token: string | undefined, accept = asked.accept) => fetch(`${house.origin}/oauth2/introspect`, {
    method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', accept }, body: new URLSearchParams({ client_id: app.id, client_secret: app.secret ?? '', token: token ?? '' }),
  });

  test('RFC 9701 §5: signed for who asked, with what is told inside, and a type of its own', async () => {
    const { body } = await signedIn(apps.web, { audience: api });
    const answer = await ask(apps.m2m, body['access_token']);
    assert.deepEqual([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')], [200, asked.accept, 'no-store']);
    const { payload, protectedHeader } = await jwtVerify(await answer.text(), published, { issuer: house.issuer, audience: 'm2m', typ: 'token-introspection+jwt' });
    const told = payload['token_introspection'] as Record<string, unknown>;
    assert.deepEqual([protectedHeader.alg, told['active'], told['client_id'], payload.sub, payload.exp], ['RS256', true, 'web', undefined, undefined]);
    assert.deepEqual(told, await (await ask(apps.m2m, body['access_token'], 'application/json')).json());
  });

  test('RFC 9701 §5: of an inactive token it says only that; one that is asked for plainly is answered plainly', async () => {
    const answer = await ask(apps.m2m, 'nothing', 'application/json;q=0.5, application/token-introspection+jwt');
    assert.deepEqual(claimsOf(await answer.text())['token_introspection'], { active: false });
    for (const accept of ['*/*', 'application/*', 'application/jwt']) assert.equal((await ask(apps.m2m, 'nothing', accept)).headers.get('content-type'), 'application/json; charset=utf-8');
    assert.equal((await ask({ ...apps.m2m, secret: 'wrong' }, 'nothing')).headers.get('content-type'), 'application/json; charset=utf-8');
  });

  test('RFC 9701 §6: encrypted for the API where it is set so', async () => {
    const guard = await add('guard-enc', { introspectionSigningAlg: 'ES256', introspectionEncryption: { alg: rsa.alg, enc: 'A128GCM' } }, { grantTypes: ['client_credentials', 'authorization_code'] });
    const { body } = await signedIn(guard);
    const { header, text } = await rsa.open(await (await ask(guard, body['access_token'])).text());
    const { payload, protectedHeader } = await jwtVerify(text, published, { audience: 'guard-enc' });
    assert.deepEqual([header['cty'], protectedHeader.alg, (payload['token_introspection'] as Record<string, unknown>)['active']], ['JWT', 'ES256', true]);
    assert.equal((await ask(await add('guard-lost', { introspectionEncryption: { alg: rsa.alg, enc: 'A128GCM' } }, { keys: keys(ec) }), body['access_token'])).status, 400);
  });
});

describe('OAuth JARM §2.2: encrypted answers through the browser', () => {
  test('OAuth JARM §2.2: signed, then encrypted; errors too', async () => {
    const app = await add('jarm-enc', { responseSigningAlg: 'ES256', responseEncryption: { alg: ec.alg, enc: 'A128CBC-HS256' } });
    const good = answerOf(await signIn(house.browser(), authorizeUrl(app, newPkce(), { response_mode: 'query.jwt' }), people.alice)).get('response');
    const claims = await verify((await ec.open(good ?? '')).text, 'jarm-enc');
    assert.deepEqual([typeof claims['code'], claims['state'], claims.iss], ['string', 'st-1', house.issuer]);
    const bad = answerOf(await house.browser().get(authorizeUrl(app, newPkce(), { response_mode: 'query.jwt', prompt: 'none' }))).get('response');
    assert.equal((await verify((await ec.open(bad ?? '')).text, 'jarm-enc'))['error'], 'login_required');
  });

  test('OAuth JARM §2.2: without a key the person sees why, and the application gets neither code nor error', async () => {
    const app = await add('jarm-lost', { responseEncryption: { alg: ec.alg, enc: 'A128GCM' } }, { keys: keys(rsa) });
    const shown = await signIn(house.browser(), authorizeUrl(app, newPkce(), { response_mode: 'query.jwt' }), people.alice);
    assert.deepEqual([shown.location, pageOf(shown), reasonOf(shown)], [undefined, 'error', 'format.encryption_key_missing']);
    const implicit = await call(house.origin, '/oauth/token', { app, fields: { grant_type: 'authorization_code', code: 'x', redirect_uri: app.redirectUri } });
    assert.equal(implicit.body['error'], 'invalid_grant');
  });
});
