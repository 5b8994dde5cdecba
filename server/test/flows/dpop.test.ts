import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ClientId } from '../../src/protocol/client/client.ts';
import { answerOf, authorizeUrl, call, claimsOf, newPkce, refresh, signIn, tokensFor, type App } from './app.ts';
import { addApi, addApp, switchOn } from './arrangements.ts';
import { newDpopKey } from './dpop.ts';
import { addLike, addStrictApp, boundTokens, codeFields, machineFields, tokenRequest, userinfoWith } from './dpop-apps.ts';
import { api, apiEs, apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';
import type { SignedApp } from './signed-app.ts';

const key = newDpopKey();
let house: RunningHouse;
let strict: SignedApp;
let dpopOnly: App;
before(async () => {
  house = await startHouse();
  strict = await addStrictApp(house, 'm2m-fapi');
  dpopOnly = await addLike(house, apps.m2m, { id: 'm2m-dpop' as ClientId, senderConstraint: 'dpop' });
});
after(() => house.stop());

const seconds = () => Math.floor(Date.now() / 1000);
const machine = (app: App | SignedApp, over: Partial<Parameters<typeof tokenRequest>[1]> = {}) => tokenRequest(house, { app, key, fields: { ...machineFields, audience: api }, ...over });

describe('RFC 9449 §5: tokens that are bound to a key', () => {
  test('RFC 9449 §5, RFC 9449 §6.1: a proof makes the token type DPoP and puts the thumbprint into the token; each dialect, and the alias', async () => {
    for (const [audience, path] of [[api, '/oauth/token'], [apiEs, '/oauth2/token']] as const) {
      const { status, body, headers } = await machine(apps.m2m, { path, fields: { ...machineFields, audience } });
      assert.deepEqual([status, body['token_type']], [200, 'DPoP'], JSON.stringify(body));
      assert.deepEqual(claimsOf(body['access_token'])['cnf'], { jkt: key.jkt });
      assert.match(headers.get('dpop-nonce') ?? '', /^[\w-]{24}$/);
    }
  });

  test('RFC 9449 §5: without a proof nothing changes, and no nonce is given out', async () => {
    const { body, headers } = await machine(apps.m2m, { key: undefined });
    assert.equal(body['token_type'], 'Bearer');
    assert.equal(claimsOf(body['access_token'])['cnf'], undefined);
    assert.equal(headers.get('dpop-nonce'), null);
  });

  test('RFC 9449 §6.2, RFC 7662 §2.2: introspection tells the type, the key, and when the person signed in', async () => {
    for (const over of [{}, { audience: api }]) {
      const { accessToken } = await boundTokens(house, key, { over });
      const { body } = await call(house.origin, '/oauth2/introspect', { app: apps.web, fields: { token: accessToken } });
      const told = body as unknown as Record<string, unknown>;
      assert.deepEqual([told['active'], told['token_type'], told['cnf'], typeof told['auth_time'], told['username']], [true, 'DPoP', { jkt: key.jkt }, 'number', undefined]);
    }
    const { body } = await tokensFor(house.browser(), { app: apps.web, person: people.alice });
    const plain = (await call(house.origin, '/oauth2/introspect', { app: apps.web, fields: { token: body['access_token'] ?? '' } })).body as unknown as Record<string, unknown>;
    assert.deepEqual([plain['token_type'], plain['cnf']], ['Bearer', undefined]);
  });

  test('fapi2-security-profile-final-access-token-type-header-case-sensitivity: RFC 9110 §11.1: the scheme is taken in any case', async () => {
    const { accessToken: token } = await boundTokens(house, key);
    for (const scheme of ['DPoP', 'dPoP', 'DPOP', 'dpop']) assert.equal((await userinfoWith(house, { token, key, scheme })).status, 200, scheme);
    const { body } = await tokensFor(house.browser(), { app: apps.web, person: people.alice });
    for (const scheme of ['Bearer', 'bEaReR']) assert.equal((await fetch(`${house.origin}/userinfo`, { headers: { authorization: `${scheme} ${body['access_token'] ?? ''}` } })).status, 200, scheme);
  });

  test('RFC 9449 §7.1: userinfo takes the token with a proof for the address that was called, by GET and by POST, and gives a nonce', async () => {
    const { accessToken: token } = await boundTokens(house, key, { over: { audience: api } });
    const answer = await userinfoWith(house, { token, key, path: '/oauth2/userinfo' });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('dpop-nonce') ?? '', /^[\w-]{24}$/);
    assert.equal((await answer.json() as Record<string, unknown>)['email'], people.alice.email);
    assert.equal((await userinfoWith(house, { token, key, proof: { htu: `${house.origin}/oauth2/userinfo` } })).status, 401);
  });

  test('RFC 9449 §7.1: a request without a token is told both schemes, with the algorithms of proofs', async () => {
    const { headers } = await fetch(`${house.origin}/userinfo`);
    assert.match(headers.get('www-authenticate') ?? '', /^Bearer realm="Gatehouse", resource_metadata="[^"]+\/\.well-known\/oauth-protected-resource\/userinfo", DPoP algs="RS256 [A-Za-z0-9 ]*ES256 [A-Za-z0-9 ]*Ed25519"$/);
  });

  test('RFC 9449 §5.1: discovery names the algorithms of proofs, and each works', async () => {
    const { dpop_signing_alg_values_supported: algs } = await (await fetch(`${house.origin}/.well-known/openid-configuration`)).json() as { readonly dpop_signing_alg_values_supported: readonly string[] };
    for (const alg of algs) assert.equal((await machine(apps.m2m, { key: newDpopKey(alg) })).status, 200, alg);
  });

  test('Fetch §3.3.3: a page of an application may send a proof and read the nonce', async () => {
    const preflight = await fetch(`${house.origin}/oauth/token`, { method: 'OPTIONS', headers: { origin: 'https://spa.example', 'access-control-request-method': 'POST', 'access-control-request-headers': 'dpop' } });
    assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /\bdpop\b/);
    assert.match(preflight.headers.get('access-control-expose-headers') ?? '', /\bDPoP-Nonce\b/);
  });
});

describe('RFC 9449 §5.2, RFC 8705 §3: who must prove a key', () => {
  test('fapi2-security-profile-final-ensure-holder-of-key-required: RFC 9449 §5.2: a client of this profile, one that is set to DPoP, and an API of bound tokens get nothing without a proof', async () => {
    const { storage, defaultTenant } = house.house;
    for (const app of [strict, dpopOnly]) {
      const { status, body } = await machine(app, { key: undefined });
      assert.deepEqual([status, body['error']], [400, 'invalid_request']);
      assert.match(body['error_description'] ?? '', /DPoP/);
    }
    const server = await storage.clients.findResourceServer(defaultTenant.id, apiEs);
    assert.ok(server);
    await storage.registry.replaceResourceServer({ ...server, senderConstrained: true });
    const fields = { ...machineFields, audience: apiEs };
    assert.equal((await machine(apps.m2m, { fields, key: undefined })).body['error'], 'invalid_request');
    assert.equal((await machine(apps.m2m, { fields })).body['token_type'], 'DPoP');
    await storage.registry.replaceResourceServer(server);
  });

  test('RFC 9449 §5: a browser proves no key, so it brings no token of an API whose tokens are bound', async () => {
    await switchOn(house, 'implicit');
    const app = await addApp(house, 'implicit-app', { responseTypes: ['id_token token'], grantTypes: ['implicit'], legacyFlows: ['implicit'] });
    const bound = await addApi(house, 'https://bound.example', { senderConstrained: true });
    const ask = async (audience: string) => answerOf(await signIn(house.browser(), authorizeUrl(app, newPkce(), { response_type: 'id_token token', nonce: 'n', audience }), people.alice));
    assert.equal((await ask(bound.identifier)).get('error'), 'invalid_request');
    assert.ok((await ask(api)).get('access_token'));
  });

  test('RFC 8705 §3: a client that is set to certificates is not served with a DPoP proof instead', async () => {
    const app = await addLike(house, apps.m2m, { id: 'm2m-mtls' as ClientId, senderConstraint: 'mtls' });
    assert.equal((await machine(app)).body['error'], 'invalid_request');
    assert.equal((await machine(app, { key: undefined })).body['error'], 'invalid_request');
  });
});

describe('RFC 9449 §4.3, FAPI 2.0 §5.3.2.1: the time of a proof', () => {
  const at = async (off: number) => {
    const iat = seconds() + off;
    const { body } = await tokenRequest(house, { key, fields: await codeFields(house), proof: { claims: { iat } } });
    assert.equal(body['token_type'], 'DPoP', JSON.stringify(body));
    assert.equal((await userinfoWith(house, { token: body['access_token'] ?? '', key, proof: { claims: { iat: seconds() + off } } })).status, 200);
  };
  test('fapi2-security-profile-final-ensure-dpopproof-with-iat-10seconds-before-succeeds', () => at(-10));
  test('fapi2-security-profile-final-ensure-dpopproof-with-iat-10seconds-after-succeeds', () => at(10));
  test('fapi2-security-profile-final-check-dpop-proof-nbf-exp: RFC 7519 §4.1: nbf and exp are no harm, but they hold', async () => {
    const iat = seconds();
    assert.equal((await machine(apps.m2m, { proof: { claims: { iat, nbf: iat, exp: iat + 60 } } })).status, 200);
    for (const claims of [{ iat, exp: iat - 11 }, { iat, nbf: iat + 60 }]) assert.equal((await machine(apps.m2m, { proof: { claims } })).body['error'], 'invalid_dpop_proof');
  });
});

describe('RFC 9449 §10: codes that are bound to a key', () => {
  const other = newDpopKey();
  test('fapi2-security-profile-final-ensure-dpop-auth-code-binding-success: RFC 9449 §10: the key that dpop_jkt named redeems the code', async () => {
    const fields = await codeFields(house, apps.web, { dpop_jkt: key.jkt });
    assert.equal((await tokenRequest(house, { key, fields })).body['token_type'], 'DPoP');
  });
  test('fapi2-security-profile-final-ensure-token-endpoint-fails-with-mismatched-dpop-jkt: RFC 9449 §10: another key, and none, get nothing and do not burn the code', async () => {
    const fields = await codeFields(house, apps.web, { dpop_jkt: key.jkt });
    for (const wrong of [other, undefined]) {
      const { status, body } = await tokenRequest(house, { key: wrong, fields });
      assert.deepEqual([status, body['error']], [400, 'invalid_grant']);
    }
    assert.equal((await tokenRequest(house, { key, fields })).status, 200);
  });
  test('RFC 9449 §10: a dpop_jkt that is no thumbprint is refused at once', async () => {
    const answer = answerOf(await signIn(house.browser(), authorizeUrl(apps.web, newPkce(), { dpop_jkt: 'not-a-thumbprint' }), people.alice));
    assert.equal(answer.get('error'), 'invalid_request');
  });
});

describe('RFC 9449 §5: refresh tokens', () => {
  test('fapi2-security-profile-final-refresh-token: RFC 9449 §5: a confidential client refreshes with any key of its own, and is bound to that', async () => {
    const first = await boundTokens(house, key);
    const other = newDpopKey();
    const answer = await tokenRequest(house, { key: other, fields: { grant_type: 'refresh_token', refresh_token: first.refreshToken } });
    assert.equal(answer.body['token_type'], 'DPoP', JSON.stringify(answer.body));
    assert.equal((await userinfoWith(house, { token: answer.body['access_token'] ?? '', key })).status, 401);
    assert.equal((await userinfoWith(house, { token: answer.body['access_token'] ?? '', key: other })).status, 200);
    assert.equal((await refresh(house.origin, apps.web, answer.body['refresh_token'] ?? '')).body['token_type'], 'Bearer');
  });
});
