import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as client from 'openid-client';
import { claimsOf, signIn } from '../flows/app.ts';
import { MovableClock } from '../flows/clock.ts';
import { addStrictApp } from '../flows/dpop-apps.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';

const clock = new MovableClock();
let house: RunningHouse;
before(async () => { house = await startHouse({ https: true, clock }); });
after(() => house.stop());

const thumbprintOf = (handle: client.DPoPHandle) => handle.calculateThumbprint();

/** Signs Alice in and exchanges the code with a proof of this handle. */
async function signInWith(config: client.Configuration, handle: client.DPoPHandle, redirectUri: string): Promise<client.TokenEndpointResponse & client.TokenEndpointResponseHelpers> {
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const url = client.buildAuthorizationUrl(config, { redirect_uri: redirectUri, scope: 'openid email offline_access', audience: api, code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', state, dpop_jkt: await thumbprintOf(handle) });
  const answer = await signIn(house.browser(), url.href.slice(house.origin.length), people.alice);
  return client.authorizationCodeGrant(config, new URL(answer.location ?? ''), { pkceCodeVerifier: verifier, expectedState: state }, undefined, { DPoP: handle });
}

describe('openid-client 6 with DPoP, unmodified', () => {
  for (const [name, app, authentication] of [['client_secret_basic', apps.web, client.ClientSecretBasic(apps.web.secret)], ['none', apps.spa, client.None()]] as const) {
    test(`RFC 9449 §5: code flow with dpop_jkt, userinfo and refresh; client authentication ${name}`, async () => {
      const config = await client.discovery(new URL(house.issuer), app.id, undefined, authentication);
      const handle = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
      const tokens = await signInWith(config, handle, app.redirectUri);
      assert.equal(tokens.token_type, 'dpop');
      assert.deepEqual(claimsOf(tokens.access_token)['cnf'], { jkt: await thumbprintOf(handle) });
      const userinfo = await client.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '', { DPoP: handle });
      assert.equal(userinfo.email, people.alice.email);
      await assert.rejects(client.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? ''));
      const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '', undefined, { DPoP: handle });
      assert.equal(refreshed.token_type, 'dpop');
      const stolen = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
      await assert.rejects(client.fetchUserInfo(config, refreshed.access_token, tokens.claims()?.sub ?? '', { DPoP: stolen }));
      const other = client.refreshTokenGrant(config, refreshed.refresh_token ?? '', undefined, { DPoP: stolen });
      if (app.method === 'none') await assert.rejects(other, (error: client.ResponseBodyError) => error.error === 'invalid_grant');
      else assert.equal((await other).token_type, 'dpop');
    });
  }

  for (const alg of ['PS256', 'ES256', 'Ed25519'] as const) {
    test(`RFC 9449 §8: a client of the profile fapi2 learns the nonce from the first answer, by itself; ${alg}`, async () => {
      const { publicKey, privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
      const strict = await addStrictApp(house, `m2m-fapi-${alg}`, { keys: { jwks: [{ ...await crypto.subtle.exportKey('jwk', publicKey) }], jwksUri: undefined } });
      const config = await client.discovery(new URL(house.issuer), strict.id, undefined, client.PrivateKeyJwt(privateKey));
      const handle = client.getDPoPHandle(config, await client.randomDPoPKeyPair(alg));
      for (let i = 0; i < 2; i++) {
        const tokens = await client.clientCredentialsGrant(config, { audience: api }, { DPoP: handle });
        assert.equal(tokens.token_type, 'dpop');
      }
    });
  }

  test('RFC 9449 §8.2: a client keeps the nonce of each answer, and goes on when it is too old or its clock is wrong', async () => {
    const config = await client.discovery(new URL(house.issuer), apps.web.id, undefined, client.ClientSecretBasic(apps.web.secret));
    const handle = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
    let tokens = await signInWith(config, handle, apps.web.redirectUri);
    const subject = tokens.claims()?.sub ?? '';
    // The server's clock runs away from the client's: each time the nonce is too old, and the iat out of the window.
    for (let i = 0; i < 2; i++) {
      clock.advance(700);
      assert.equal((await client.fetchUserInfo(config, tokens.access_token, subject, { DPoP: handle })).sub, subject);
      tokens = await client.refreshTokenGrant(config, tokens.refresh_token ?? '', undefined, { DPoP: handle });
      assert.equal(tokens.token_type, 'dpop');
    }
  });
});
