import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { call, newPkce, refresh, tokensFor, type Fields } from '../flows/app.ts';
import { newDpopKey, proofOf } from '../flows/dpop.ts';
import { addStrictApp, boundTokens, codeFields, machineFields, tokenRequest, userinfoWith } from '../flows/dpop-apps.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';
import { key, wrongProof, wrongProofs } from './wrong-proofs.ts';

const other = newDpopKey();
const rsa = newDpopKey('RS256');
let house: RunningHouse;
let token: string;
before(async () => {
  house = await startHouse();
  token = (await boundTokens(house, key)).accessToken;
});
after(() => house.stop());

const now = () => Math.floor(Date.now() / 1000);

const pushedFields: Fields = { response_type: 'code', redirect_uri: apps.web.redirectUri, scope: 'openid', code_challenge: newPkce().challenge, code_challenge_method: 'S256' };

describe('A199 RFC 9449 §4.3: wrong proofs', () => {
  test('A199 RFC 9449 §10.1: what the wrong proofs are sent with is taken with a right one', async () => {
    assert.equal((await tokenRequest(house, { key, path: '/oauth/par', fields: pushedFields })).status, 201);
    assert.equal((await tokenRequest(house, { app: apps.m2m, key, fields: { ...machineFields, audience: api } })).status, 200);
  });

  for (const [name, wrong] of Object.entries(wrongProofs)) {
    test(`fapi2-security-profile-final-dpop-negative-tests: A199 RFC 9449 §4.3: ${name}: refused at the token endpoint, with a pushed request, and at userinfo`, async () => {
      for (const [path, app, fields] of [['/oauth/token', apps.m2m, { ...machineFields, audience: api }], ['/oauth/par', apps.web, pushedFields]] as const) {
        const dpop = wrongProof(wrong, { htu: `${house.origin}${path}` });
        const { status, body } = await call(house.origin, path, { app, fields, headers: { dpop } });
        assert.deepEqual([status, body['error'], body['access_token'], body['request_uri']], [400, 'invalid_dpop_proof', undefined, undefined], path);
      }
      const atResource = wrongProof(wrong, { htm: 'GET', htu: `${house.origin}/userinfo`, token });
      const refused = await fetch(`${house.origin}/userinfo`, { headers: { authorization: `DPoP ${token}`, dpop: atResource } });
      assert.equal(refused.status, 401);
      assert.match(refused.headers.get('www-authenticate') ?? '', /^DPoP .*error="invalid_dpop_proof".*algs="/);
    });
  }

  test('A199 RFC 9449 §5: each refusal says what is wrong with the proof', async () => {
    for (const [name, reason] of [['jwk private', 'key_not_public'], ['jwk missing', 'key_not_public'], ['jwk of another key', 'signature_wrong'], ['typ JWT', 'type_wrong'], ['alg none', 'algorithm_not_allowed'], ['htm of another method', 'method_differs'], ['htu of another host', 'address_differs'], ['iat an hour ago', 'out_of_time'], ['jti too long', 'claim_wrong'], ['no JWT', 'malformed']] as const) {
      const dpop = wrongProof(wrongProofs[name] ?? {}, { htu: `${house.origin}/oauth/token` });
      const { body } = await call(house.origin, '/oauth/token', { app: apps.m2m, fields: machineFields, headers: { dpop } });
      assert.equal(body['error_uri'], `${house.issuer}docs/errors/dpop.${reason}`, name);
    }
  });

  test('A199 RFC 9449 §4.3: a proof that is right but for its query or fragment is taken', async () => {
    for (const tail of ['?a=b', '#f', '?a=b#f']) assert.equal((await tokenRequest(house, { app: apps.m2m, key, fields: machineFields, proof: { htu: `${house.origin}/oauth/token${tail}` } })).status, 200, tail);
    assert.equal((await userinfoWith(house, { token, key, proof: { htu: `${house.origin}/userinfo?x=y` } })).status, 200);
  });

  test('A199 FAPI 2.0 §5.4: a client of this profile signs no proof with RS256', async () => {
    const answer = await tokenRequest(house, { app: await addStrictApp(house, 'strict-proofs'), key: rsa, fields: machineFields });
    assert.equal(answer.body['error'], 'invalid_dpop_proof');
    assert.match(answer.body['error_description'] ?? '', /PS256 ES256 EdDSA/);
  });

  test('A199 RFC 9449 §4.2: at a resource ath must be there and name this token', async () => {
    const again = (await boundTokens(house, key)).accessToken;
    for (const claims of [{ ath: undefined }, { ath: '' }, { ath: 'fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo' }, { ath: token }]) {
      const refused = await userinfoWith(house, { token, key, proof: { claims } });
      assert.equal(refused.status, 401);
      assert.match(refused.headers.get('www-authenticate') ?? '', /error="invalid_dpop_proof"/);
    }
    assert.equal((await userinfoWith(house, { token, key, proof: { token: again } })).status, 401);
    assert.equal((await userinfoWith(house, { token, key })).status, 200);
  });

  test('fapi2-security-profile-final-happy-flow: A199 RFC 9449 §7.1: the token of one key is no good with another, nor without a proof', async () => {
    for (const over of [{}, { audience: api }]) {
      const bound = (await boundTokens(house, key, { over })).accessToken;
      const wrongKey = await userinfoWith(house, { token: bound, key: other });
      assert.equal(wrongKey.status, 401);
      assert.match(wrongKey.headers.get('www-authenticate') ?? '', /^DPoP .*error="invalid_token"/);
      assert.equal((await userinfoWith(house, { token: bound, key, proof: null })).status, 401);
      assert.equal((await userinfoWith(house, { token: bound, key })).status, 200);
    }
  });

  test('A033 RFC 9449 §4.3: two DPoP headers are refused, right as each may be; two Authorization headers too', async () => {
    const proof = () => proofOf(key, { htm: 'GET', htu: `${house.origin}/userinfo`, token });
    const twice = await rawGet(['authorization', `DPoP ${token}`, 'DPoP', proof(), 'dpop', proof()]);
    assert.equal(twice.statusCode, 400);
    assert.equal((await rawGet(['authorization', `DPoP ${token}`, 'authorization', `DPoP ${token}`, 'dpop', proof()])).statusCode, 400);
    const posted = await rawGet(['content-type', 'application/x-www-form-urlencoded', 'DPoP', proofOf(key, { htu: `${house.origin}/oauth/token` }), 'DPoP', proofOf(other, { htu: `${house.origin}/oauth/token` })], '/oauth/token', 'POST');
    assert.equal(posted.statusCode, 400);
    assert.equal((await userinfoWith(house, { token, key })).status, 200);
  });
});

/** A request with its headers as they are listed, twice or not. */
async function rawGet(headers: readonly string[], path = '/userinfo', method = 'GET'): Promise<IncomingMessage> {
  const { host, port, hostname } = new URL(house.origin);
  const sent = httpRequest({ hostname, port, path, method, headers: ['host', host, ...headers] as unknown as Record<string, string> });
  sent.end();
  const [answer] = await once(sent, 'response') as [IncomingMessage];
  answer.resume();
  return answer;
}

describe('A200 RFC 9449 §11.1: replay and downgrade', () => {
  test('A200 RFC 9449 §11.1: a proof is good once, at the token endpoint and at a resource', async () => {
    const dpop = proofOf(key, { htu: `${house.origin}/oauth/token` });
    const ask = () => call(house.origin, '/oauth/token', { app: apps.m2m, fields: machineFields, headers: { dpop } });
    assert.equal((await ask()).status, 200);
    assert.deepEqual([(await ask()).body['error'], (await ask()).status], ['invalid_dpop_proof', 400]);
    const headers = { authorization: `DPoP ${token}`, dpop: proofOf(key, { htm: 'GET', htu: `${house.origin}/userinfo`, token }) };
    assert.deepEqual([(await fetch(`${house.origin}/userinfo`, { headers })).status, (await fetch(`${house.origin}/userinfo`, { headers })).status], [200, 401]);
  });

  test('A200 RFC 9449 §11.1: a jti that was used is refused in a new proof of the same key too; another key may have the same', async () => {
    const jti = randomUUID();
    const ask = (by: typeof key, iat: number) => tokenRequest(house, { app: apps.m2m, key: by, fields: machineFields, proof: { claims: { jti, iat } } });
    assert.equal((await ask(key, now())).status, 200);
    assert.equal((await ask(key, now() - 5)).body['error'], 'invalid_dpop_proof');
    assert.equal((await ask(other, now())).status, 200);
  });

  test('A200 RFC 9449 §8: a nonce does not make a proof good twice', async () => {
    const { headers } = await tokenRequest(house, { app: apps.m2m, key, fields: machineFields });
    const dpop = proofOf(key, { htu: `${house.origin}/oauth/token`, nonce: headers.get('dpop-nonce') });
    const ask = () => call(house.origin, '/oauth/token', { app: apps.m2m, fields: machineFields, headers: { dpop } });
    assert.deepEqual([(await ask()).status, (await ask()).body['error']], [200, 'invalid_dpop_proof']);
  });

  test('A200 RFC 9449 §11.1: of 20 requests with one proof at once exactly one succeeds, at the token endpoint and at a resource', async () => {
    const atResource = { authorization: `DPoP ${token}`, dpop: proofOf(key, { htm: 'GET', htu: `${house.origin}/userinfo`, token }) };
    const atToken = { dpop: proofOf(key, { htu: `${house.origin}/oauth/token` }) };
    const tries = Array.from({ length: 20 }, (_, i) => i);
    const resource = await Promise.all(tries.map(async () => (await fetch(`${house.origin}/userinfo`, { headers: atResource })).status));
    assert.deepEqual(resource.sort(), [200, ...Array.from({ length: 19 }, () => 401)]);
    const answers = await Promise.all(tries.map(async () => (await call(house.origin, '/oauth/token', { app: apps.m2m, fields: machineFields, headers: atToken })).status));
    assert.deepEqual(answers.sort(), [200, ...Array.from({ length: 19 }, () => 400)]);
  });

  test('A200 RFC 9449 §7.2: a bound token is no bearer token: in the header with a proof or without, in a form, in the URL', async () => {
    for (const bound of [token, (await boundTokens(house, key, { over: { audience: api } })).accessToken]) {
      for (const proof of [{}, null]) {
        const refused = await userinfoWith(house, { token: bound, key, scheme: 'Bearer', proof });
        assert.equal(refused.status, 401);
        assert.match(refused.headers.get('www-authenticate') ?? '', /^Bearer .*error="invalid_token".*, DPoP algs="/);
      }
      const dpop = proofOf(key, { htu: `${house.origin}/userinfo`, token: bound });
      assert.equal((await fetch(`${house.origin}/userinfo`, { method: 'POST', headers: { dpop }, body: new URLSearchParams({ access_token: bound }) })).status, 401);
    }
    const inUrl = (await boundTokens(house, key, { app: apps.post })).accessToken;
    assert.equal((await fetch(`${house.origin}/userinfo?access_token=${inUrl}`, { headers: { dpop: proofOf(key, { htm: 'GET', htu: `${house.origin}/userinfo`, token: inUrl }) } })).status, 401);
  });

  test('A200 RFC 9449 §7.1: a bearer token does not become a bound one by its scheme', async () => {
    const { body } = await tokensFor(house.browser(), { app: apps.web, person: people.alice });
    const refused = await userinfoWith(house, { token: body['access_token'] ?? '', key });
    assert.equal(refused.status, 401);
    assert.match(refused.headers.get('www-authenticate') ?? '', /^DPoP .*error="invalid_token"/);
  });

  test('A200 RFC 3986 §6.2: other spellings of the address are taken', async () => {
    const { port } = new URL(house.origin);
    for (const htu of [`HTTP://LocalHost:${port}/oauth/token`, `http://localhost:${port}/oauth/./token`, `http://localhost:${port}/%6Fauth/token?x#y`]) {
      assert.equal((await tokenRequest(house, { app: apps.m2m, key, fields: machineFields, proof: { htu } })).status, 200, htu);
    }
  });

  test('A200 RFC 9449 §4.3: the issuer is the address, whatever Host a request names', async () => {
    const { port } = new URL(house.origin);
    assert.equal((await tokenRequest(house, { app: apps.m2m, key, fields: machineFields, proof: { htu: `http://127.0.0.1:${port}/oauth/token` } })).body['error'], 'invalid_dpop_proof');
  });
});

describe('RT: refresh tokens that are bound to a key', () => {
  test('A083 RFC 9449 §5: the refresh token of a public client is refused with another key and with none, is not rotated, and goes on with its own', async () => {
    let { refreshToken } = await boundTokens(house, key, { app: apps.spa });
    for (let generation = 0; generation < 2; generation++) {
      const fields: Fields = { grant_type: 'refresh_token', refresh_token: refreshToken };
      for (const wrong of [other, undefined]) {
        const { status, body } = await tokenRequest(house, { app: apps.spa, key: wrong, fields });
        assert.deepEqual([status, body['error'], body['refresh_token']], [400, 'invalid_grant', undefined]);
      }
      const right = await tokenRequest(house, { app: apps.spa, key, fields });
      assert.deepEqual([right.status, right.body['token_type']], [200, 'DPoP']);
      refreshToken = right.body['refresh_token'] ?? '';
    }
  });

  test('A083 RFC 9449 §5: within the overlap window a wrong key is not told the successor', async () => {
    const { refreshToken } = await boundTokens(house, key, { app: apps.spa });
    const fields: Fields = { grant_type: 'refresh_token', refresh_token: refreshToken };
    const first = await tokenRequest(house, { app: apps.spa, key, fields });
    assert.equal((await tokenRequest(house, { app: apps.spa, key: other, fields })).body['refresh_token'], undefined);
    assert.equal((await tokenRequest(house, { app: apps.spa, key, fields })).body['refresh_token'], first.body['refresh_token']);
  });

  test('A083 RFC 9449 §5: a public client that begins to prove a key is bound from then on', async () => {
    const { body } = await tokensFor(house.browser(), { app: apps.spa, person: people.alice }, { scope: 'openid offline_access' });
    const bound = await tokenRequest(house, { app: apps.spa, key, fields: { grant_type: 'refresh_token', refresh_token: body['refresh_token'] ?? '' } });
    assert.equal(bound.body['token_type'], 'DPoP');
    assert.equal((await refresh(house.origin, apps.spa, bound.body['refresh_token'] ?? '')).body['error'], 'invalid_grant');
  });

  test('A199 RFC 9449 §5: a wrong proof does not burn a code', async () => {
    const fields = await codeFields(house);
    assert.equal((await tokenRequest(house, { key, fields, proof: { htm: 'GET' } })).body['error'], 'invalid_dpop_proof');
    assert.equal((await tokenRequest(house, { key, fields })).status, 200);
  });
});
