import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { ResponseTypeName, SigningAlgorithm } from '../../src/protocol/vocabulary/names.ts';
import { answerOf, authorizeUrl, claimsOf, exchange, newPkce, refresh, signIn, tokensFor, type App } from '../flows/app.ts';
import { addApp, setTenant, switchOn } from '../flows/arrangements.ts';
import { MovableClock } from '../flows/clock.ts';
import { apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';
import { register } from '../endpoints/registration/registrar.ts';

const clock = new MovableClock();
const types = ['id_token', 'id_token token', 'code id_token', 'code token', 'code id_token token', 'code'] as const satisfies readonly ResponseTypeName[];
/** OIDC Core §3.2.2.9: the left half of the hash of the algorithm; Ed25519 hashes with SHA-512. */
const halves = { RS256: 'sha256', PS256: 'sha256', ES256: 'sha256', EdDSA: 'sha512' } as const satisfies Record<SigningAlgorithm, string>;
let house: RunningHouse;
before(async () => { house = await startHouse({ clock }); await switchOn(house, 'implicit', 'hybrid'); });
after(() => house.stop());

const half = (value: string | null, alg: SigningAlgorithm) => {
  const digest = createHash(halves[alg]).update(value ?? '').digest();
  return value === null ? undefined : digest.subarray(0, digest.length / 2).toString('base64url');
};

describe('A097 OIDC Core §3.3.2.11: what an ID token vouches for', () => {
  for (const alg of Object.keys(halves) as SigningAlgorithm[]) {
    test(`A097 OIDC Core §3.3.2.11: ${alg}: at_hash, c_hash, nonce and aud are right in every flow, in front and behind`, async () => {
      const app = await addApp(house, `vouched-${alg}`, { requiresPkce: false, idTokenAlg: alg, responseTypes: types, legacyFlows: ['implicit', 'hybrid'] });
      for (const type of types) {
        const pkce = newPkce();
        const front = answerOf(await signIn(house.browser(), authorizeUrl(app, pkce, { response_type: type, nonce: `n-${type}`, scope: 'openid offline_access' }), people.alice));
        assert.equal(front.get('error'), null, type);
        const back = front.has('code') ? (await exchange(house.origin, app, { code: front.get('code') ?? '', code_verifier: pkce.verifier })).body : undefined;
        const idTokens = [front.get('id_token'), back?.['id_token']].filter((one) => typeof one === 'string');
        assert.equal(idTokens.length, Number(type.includes('id_token')) + Number(type.includes('code')));
        for (const idToken of idTokens) await holds(idToken, { app, alg, nonce: `n-${type}` });
        const claims = claimsOf(front.get('id_token') ?? back?.['id_token']);
        if (front.has('id_token')) assert.deepEqual([claims['c_hash'], claims['at_hash']], [half(front.get('code'), alg), half(front.get('access_token'), alg)], type);
        const renewed = back?.['refresh_token'] === undefined ? undefined : (await refresh(house.origin, app, back['refresh_token'])).body['id_token'];
        if (renewed !== undefined) await holds(renewed, { app, alg, nonce: undefined });
      }
    });
  }
  /** For one application, signed by a published key with the one algorithm, and with the nonce of the request. */
  async function holds(idToken: string, { app, alg, nonce }: { readonly app: App; readonly alg: SigningAlgorithm; readonly nonce: string | undefined }) {
    const { payload } = await jwtVerify(idToken, createRemoteJWKSet(new URL(`${house.issuer}.well-known/jwks.json`)), { issuer: house.issuer, audience: app.id, algorithms: [alg], currentDate: new Date(clock.nowMs()) });
    assert.deepEqual([payload.aud, payload['nonce']], [app.id, nonce]);
    assert.ok(payload['azp'] === undefined || payload['azp'] === app.id);
  }

  test('A097 OIDC Registration §2: an ID token is never unsigned: nobody can register for it, and discovery does not speak of it', async () => {
    await setTenant(house, { registration: 'open' });
    const { status, body } = await register(house, { redirect_uris: ['https://rp.example/cb'], id_token_signed_response_alg: 'none' });
    assert.deepEqual([status, body['error']], [400, 'invalid_client_metadata']);
    const metadata = await (await fetch(`${house.issuer}.well-known/openid-configuration`)).json() as Record<string, readonly string[]>;
    assert.equal(metadata['id_token_signing_alg_values_supported']?.includes('none'), false);
  });
});

describe('A096 OIDC Core §3.1.2.1: hints', () => {
  test('A096 OIDC Core §3.1.2.1: a hint that is unsigned, changed, of another issuer or for another application is refused; one that is over is still a hint', async () => {
    const browser = house.browser();
    const own = (await tokensFor(browser, { app: apps.web, person: people.alice })).body['id_token'] ?? '';
    const others = (await tokensFor(browser, { app: apps.post, person: people.alice })).body['id_token'] ?? '';
    const [header = '', payload = '', signature = ''] = own.split('.');
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const head = JSON.parse(Buffer.from(header, 'base64url').toString()) as Record<string, unknown>;
    const signed = async (claims: Record<string, unknown>) => house.house.keys.sign(house.house.defaultTenant, 'RS256', { typ: 'JWT', claims: { ...claimsOf(own), ...claims } });
    const ask = async (hint: string) => answerOf(await browser.get(authorizeUrl(apps.web, newPkce(), { prompt: 'none', id_token_hint: hint }))).get('error');
    const bad = [
      `${part({ alg: 'none', typ: 'JWT' })}.${payload}.`, `${part({ ...head, alg: 'none' })}.${payload}.${signature}`, `${header}.${part({ ...claimsOf(own), iat: 1 })}.${signature}`, `${header}.${payload}`, `${header}.${payload}.`, 'x', others,
      await signed({ iss: 'https://elsewhere.example/' }), await signed({ iss: house.issuer.slice(0, -1) }), await signed({ aud: 'post' }), await signed({ aud: ['post', 'strict'] }), await signed({ aud: undefined }), await signed({ sub: undefined }), await signed({ sub: 1 }),
    ];
    for (const hint of bad) assert.equal(await ask(hint), 'invalid_request', hint.slice(0, 80));
    assert.equal(await ask(own), null);
    assert.equal(await ask(await signed({ sub: 'auth0|ffffffffffffffffffffffff' })), 'login_required');
    clock.advance(36_001);
    await tokensFor(browser, { app: apps.web, person: people.alice });
    assert.equal(await ask(own), null, 'expired and genuine');
  });
});
