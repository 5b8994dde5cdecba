import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as client from 'openid-client';
import { houseWith } from '../endpoints/registration/registrar.ts';
import { signIn } from '../flows/app.ts';
import { people } from '../flows/fixtures.ts';
import type { RunningHouse } from '../flows/house.ts';
import { issueInitialAccessToken } from '../../src/protocol/registration/initial-access-token.ts';

describe('openid-client 6 registers itself over TLS, unmodified', () => {
  let house: RunningHouse;
  before(async () => { house = await houseWith({ registration: 'token' }, { https: true }); });
  after(() => house.stop());

  for (const [method, authentication] of [['client_secret_basic', client.ClientSecretBasic()], ['client_secret_post', client.ClientSecretPost()], ['client_secret_jwt', client.ClientSecretJwt()], ['none', client.None()]] as const) {
    test(`RFC 7591 §3: dynamicClientRegistration with an initial access token, then code and refresh; client authentication ${method}`, async () => {
      const { storage: { pending }, tokens: mint, clock, defaultTenant } = house.house;
      const initialAccessToken = await issueInitialAccessToken(defaultTenant.id, { uses: 1, ttl: 60 }, { pending, tokens: mint, clock });
      const redirectUri = 'https://newcomer.example/cb';
      const metadata = { client_name: 'Newcomer', redirect_uris: [redirectUri], grant_types: ['authorization_code', 'refresh_token'], token_endpoint_auth_method: method };
      const config = await client.dynamicClientRegistration(new URL(house.issuer), metadata, authentication, { initialAccessToken });
      assert.match(config.clientMetadata().client_id, /^[A-Za-z0-9]{32}$/);
      const verifier = client.randomPKCECodeVerifier();
      const url = client.buildAuthorizationUrl(config, { redirect_uri: redirectUri, scope: 'openid email offline_access', code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' });
      const answer = await signIn(house.browser(), url.href.slice(house.origin.length), people.alice);
      const tokens = await client.authorizationCodeGrant(config, new URL(answer.location ?? ''), { pkceCodeVerifier: verifier });
      assert.equal((await client.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')).email, people.alice.email);
      assert.ok((await client.refreshTokenGrant(config, tokens.refresh_token ?? '')).access_token);
      await assert.rejects(client.dynamicClientRegistration(new URL(house.issuer), metadata, authentication, { initialAccessToken }), (error: client.ResponseBodyError | client.WWWAuthenticateChallengeError) => error.status === 401);
    });
  }
});
