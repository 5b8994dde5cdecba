import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answerOf, newPkce, signIn, type App, type Fields, type TokenAnswer } from './app.ts';
import { newDpopKey, type DpopKey, type ProofOf } from './dpop.ts';
import { addStrictApp, tokenRequest } from './dpop-apps.ts';
import { apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';
import type { SignedApp } from './signed-app.ts';

const key = newDpopKey();
const other = newDpopKey();
let house: RunningHouse;
before(async () => { house = await startHouse(); });
after(() => house.stop());

/** Pushes a request with a proof of the key; `proof` is what it says otherwise. */
async function push(by: DpopKey | undefined, { app = apps.web, over = {}, proof = {} }: { readonly app?: App | SignedApp; readonly over?: Fields; readonly proof?: Partial<ProofOf> } = {}): Promise<{ readonly answer: TokenAnswer; readonly verifier: string }> {
  const { verifier, challenge } = newPkce();
  const fields = { response_type: 'code', redirect_uri: app.redirectUri, scope: 'openid', code_challenge: challenge, code_challenge_method: 'S256', ...over };
  return { verifier, answer: await tokenRequest(house, { app, key: by, path: '/oauth/par', fields, proof }) };
}

/** Alice goes on with what was pushed; the fields of the request that redeems the code. */
async function redeemable({ answer, verifier }: Awaited<ReturnType<typeof push>>, app: App | SignedApp = apps.web): Promise<Fields> {
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  const query = new URLSearchParams({ client_id: app.id, request_uri: answer.body['request_uri'] ?? '' }).toString();
  const code = answerOf(await signIn(house.browser(), `/authorize?${query}`, people.alice)).get('code') ?? '';
  return { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: app.redirectUri };
}

describe('RFC 9449 §10.1: proofs with pushed requests', () => {
  test('fapi2-security-profile-final-ensure-dpopproof-at-par-endpoint-binding-success: RFC 9449 §10.1: the key of the proof redeems the code', async () => {
    const pushed = await push(key);
    assert.match(pushed.answer.headers.get('dpop-nonce') ?? '', /^[\w-]{24}$/);
    assert.equal((await tokenRequest(house, { key, fields: await redeemable(pushed) })).body['token_type'], 'DPoP');
    assert.equal((await tokenRequest(house, { key, fields: await redeemable(await push(key, { over: { dpop_jkt: key.jkt } })) })).body['token_type'], 'DPoP');
  });

  test('fapi2-security-profile-final-ensure-token-endpoint-fails-with-mismatched-dpop-proof-jkt: RFC 9449 §10.1: another key, and none, do not', async () => {
    const fields = await redeemable(await push(key));
    for (const wrong of [other, undefined]) assert.equal((await tokenRequest(house, { key: wrong, fields })).body['error'], 'invalid_grant');
    assert.equal((await tokenRequest(house, { key, fields })).status, 200);
  });

  test('fapi2-security-profile-final-ensure-mismatched-dpop-jkt-fails: RFC 9449 §10.1: a dpop_jkt that is not the key of the proof is refused', async () => {
    const { answer } = await push(key, { over: { dpop_jkt: other.jkt } });
    assert.deepEqual([answer.status, answer.body['error'], answer.body['request_uri']], [400, 'invalid_request', undefined]);
  });

  test('fapi2-security-profile-final-ensure-dpopproof-with-iat-10seconds-before-succeeds, fapi2-security-profile-final-ensure-dpopproof-with-iat-10seconds-after-succeeds: FAPI 2.0 §5.3.2.1: at the endpoint of pushed requests too', async () => {
    const now = Math.floor(Date.now() / 1000);
    for (const off of [-10, 10]) assert.equal((await push(key, { proof: { claims: { iat: now + off } } })).answer.status, 201, String(off));
  });

  test('RFC 9449 §8: a client of the profile fapi2 is asked for a nonce here too, and its code flow ends in a bound token', async () => {
    const app = await addStrictApp(house, 'pushing');
    const asked = await push(key, { app });
    assert.deepEqual([asked.answer.status, asked.answer.body['error']], [400, 'use_dpop_nonce']);
    const nonce = asked.answer.headers.get('dpop-nonce');
    const fields = await redeemable(await push(key, { app, proof: { nonce } }), app);
    assert.equal((await tokenRequest(house, { app, key, fields, proof: { nonce } })).body['token_type'], 'DPoP');
  });
});
