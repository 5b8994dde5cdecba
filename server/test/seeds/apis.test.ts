import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { call, claimsOf, tokensFor } from '../flows/app.ts';
import { addApi } from '../flows/arrangements.ts';
import { api, apiEs, apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';
import { getJson, headerOf, userinfo } from './examples.ts';

let house: RunningHouse;
before(async () => { house = await startHouse(); });
after(() => house.stop());
const tokenFor = async (over: Record<string, string>) => (await tokensFor(house.browser(), { app: apps.web, person: people.alice }, over)).body;

describe('APIs', () => {
  test('Seed rows 39, 41: the identifier of an API is what is asked for, by audience or resource, and the aud of a JWT', async () => {
    await addApi(house, 'https://my-api-identifier');
    await addApi(house, 'my-api-identifier');
    for (const [name, identifier] of [['audience', 'https://my-api-identifier'], ['resource', 'https://my-api-identifier'], ['audience', 'my-api-identifier']] as const) {
      const token = (await tokenFor({ [name]: identifier, scope: 'read:things' }))['access_token'];
      assert.equal(claimsOf(token)['aud'], identifier);
      assert.equal(headerOf(token)['typ'], 'JWT');
    }
    const unknown = await house.browser().get(`/authorize?${new URLSearchParams({ client_id: 'no-pkce', redirect_uri: 'https://rp.example/cb', response_type: 'code', audience: 'https://my-api-identifier/' }).toString()}`);
    assert.match(unknown.location ?? '', /error=invalid_target/);
  });

  test('Seed row 40: an API gives the scopes that it defines, and none of another API', async () => {
    await addApi(house, 'https://appointments.example', { permissions: [{ value: 'read:appointments', description: 'See your appointments' }] });
    assert.equal((await tokenFor({ audience: 'https://appointments.example', scope: 'openid read:appointments read:things' }))['scope'], 'openid read:appointments');
    assert.equal((await tokenFor({ audience: api, scope: 'openid read:appointments read:things' }))['scope'], 'openid read:things');
  });

  test('Seed row 42: userinfo is a second audience where openid was granted, and only there', async () => {
    const both = (await tokenFor({ audience: api, scope: 'openid read:things' }))['access_token'];
    assert.deepEqual(claimsOf(both)['aud'], [api, `${house.issuer}userinfo`]);
    assert.equal((await userinfo(house, both)).status, 200);
    const alone = (await tokenFor({ audience: api, scope: 'read:things' }))['access_token'];
    assert.equal(claimsOf(alone)['aud'], api);
    assert.equal((await userinfo(house, alone)).status, 403);
  });

  for (const signingAlg of ['RS256', 'PS256', 'ES256', 'EdDSA'] as const) {
    test(`Seed row 43: an API that is set to ${signingAlg} has its tokens signed so, by a published key`, async () => {
      const { identifier } = await addApi(house, `https://${signingAlg.toLowerCase()}.example`, { signingAlg });
      const token = (await tokenFor({ audience: identifier, scope: 'openid read:things' }))['access_token'] ?? '';
      const { payload, protectedHeader } = await jwtVerify(token, createRemoteJWKSet(new URL(`${house.issuer}.well-known/jwks.json`)), { issuer: house.issuer, audience: identifier, algorithms: [signingAlg] });
      assert.equal(payload['scope'], 'openid read:things');
      const { keys } = await getJson(`${house.issuer}.well-known/jwks.json`) as { readonly keys: readonly { readonly kid: string; readonly alg: string }[] };
      assert.equal(keys.find(({ kid }) => kid === protectedHeader.kid)?.alg, signingAlg);
    });
  }

  test('Seed row 46: who acts for an API has its tokens validated, at both addresses, and nobody else has', async () => {
    const token = (await tokenFor({ audience: api, scope: 'openid read:things' }))['access_token'] ?? '';
    for (const path of ['/oauth2/introspect', '/oauth/introspect']) {
      const answer = (await call(house.origin, path, { app: apps.m2m, fields: { token } })).body as unknown as Record<string, unknown>;
      const { sub, exp, iat } = claimsOf(token);
      assert.deepEqual(answer, { active: true, client_id: 'web', token_type: 'Bearer', iss: house.issuer, iat, exp, scope: 'openid read:things', sub, aud: [api, `${house.issuer}userinfo`], auth_time: answer['auth_time'] });
      assert.deepEqual((await call(house.origin, path, { app: apps.post, fields: { token } })).body, { active: false });
    }
    const elsewhere = (await tokenFor({ audience: apiEs, scope: 'openid read:things' }))['access_token'] ?? '';
    assert.deepEqual((await call(house.origin, '/oauth2/introspect', { app: apps.m2m, fields: { token: elsewhere } })).body, { active: false });
  });
});
