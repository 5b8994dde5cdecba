import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as client from 'openid-client';
import { signIn } from '../flows/app.ts';
import { pageOf } from '../flows/browser.ts';
import { answerNewest } from '../flows/ciba.ts';
import { allowDevice, pressButton, reachConfirmation } from '../flows/device.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';

let house: RunningHouse;
before(async () => { house = await startHouse({ https: true }); });
after(() => house.stop());

const authentications = [
  ['client_secret_basic', apps.web, client.ClientSecretBasic(apps.web.secret)],
  ['client_secret_post', apps.post, client.ClientSecretPost(apps.post.secret)],
  ['none', apps.spa, client.None()],
] as const;

describe('openid-client 6 over TLS, unmodified', () => {
  for (const [name, app, authentication] of authentications) {
    test(`Seed rows 159, 160: code with PKCE, refresh, userinfo, revocation and logout; client authentication ${name}`, async () => {
      const config = await client.discovery(new URL(house.issuer), app.id, undefined, authentication);
      const verifier = client.randomPKCECodeVerifier();
      const state = client.randomState();
      const nonce = client.randomNonce();
      const url = client.buildAuthorizationUrl(config, { redirect_uri: app.redirectUri, scope: 'openid profile email offline_access', code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', state, nonce, max_age: '3600' });
      const browser = house.browser();
      const answer = await signIn(browser, url.href.slice(house.origin.length), people.alice);
      const tokens = await client.authorizationCodeGrant(config, new URL(answer.location ?? ''), { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, maxAge: 3600 });
      const claims = tokens.claims();
      assert.equal(claims?.['email'], people.alice.email);
      const userinfo = await client.fetchUserInfo(config, tokens.access_token, claims?.sub ?? '');
      assert.equal(userinfo.email, people.alice.email);
      const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
      assert.ok(refreshed.refresh_token !== undefined && refreshed.refresh_token !== tokens.refresh_token);
      assert.equal(refreshed.claims()?.sub, claims?.sub);
      await client.tokenRevocation(config, refreshed.refresh_token);
      await assert.rejects(client.refreshTokenGrant(config, refreshed.refresh_token), (error: client.ResponseBodyError) => error.error === 'invalid_grant');
      await assert.rejects(client.fetchUserInfo(config, refreshed.access_token, claims?.sub ?? ''));
      const logout = client.buildEndSessionUrl(config, { id_token_hint: tokens.id_token ?? '' });
      const out = await browser.follow(await browser.get(logout.href.slice(house.origin.length)));
      assert.match(out.text, /data-page="logged-out"/);
      assert.equal(browser.cookie('gatehouse_session'), undefined);
    });
  }

  test('RFC 7662 §2: introspection says active for the own token and inactive after revocation', async () => {
    const config = await client.discovery(new URL(house.issuer), apps.post.id, undefined, client.ClientSecretPost(apps.post.secret));
    const tokens = await client.clientCredentialsGrant(config, { audience: api });
    const active = await client.tokenIntrospection(config, tokens.access_token);
    assert.equal(active.active, true);
    assert.equal(active.scope, 'read:things write:things');
    await client.tokenRevocation(config, tokens.access_token);
    assert.equal((await client.tokenIntrospection(config, tokens.access_token)).active, false);
  });

  test('Seed row 165: RFC 8628: the device flow, with a code typed meanwhile', async () => {
    const config = await client.discovery(new URL(house.issuer), apps.dev.id, undefined, client.None());
    const started = await client.initiateDeviceAuthorization(config, { scope: 'openid email offline_access' });
    const browser = house.browser();
    const tokens = client.pollDeviceAuthorizationGrant(config, { ...started, interval: 1 });
    assert.equal(pageOf(await allowDevice(browser, started.user_code, people.alice)), 'device-done');
    assert.equal((await tokens).claims()?.['email'], people.alice.email);
    assert.ok((await client.refreshTokenGrant(config, (await tokens).refresh_token ?? '')).access_token);
    const declined = await client.initiateDeviceAuthorization(config, { scope: 'openid' });
    await pressButton(browser, await reachConfirmation(browser, declined.user_code, people.alice), 'decline');
    await assert.rejects(client.pollDeviceAuthorizationGrant(config, { ...declined, interval: 1 }), (error: client.ResponseBodyError) => error.error === 'access_denied');
  });

  test('OIDC CIBA §10.1: a person who is somewhere else is asked, by polling', async () => {
    const config = await client.discovery(new URL(house.issuer), apps.ciba.id, undefined, client.ClientSecretBasic(apps.ciba.secret));
    assert.deepEqual(config.serverMetadata()['backchannel_token_delivery_modes_supported'], ['poll', 'ping', 'push']);
    const started = await client.initiateBackchannelAuthentication(config, { scope: 'openid email', login_hint: people.alice.email, binding_message: 'W4SCT' });
    const tokens = client.pollBackchannelAuthenticationGrant(config, { ...started, interval: 1 });
    const browser = house.browser();
    await answerNewest(browser, 'accept');
    assert.equal((await tokens).claims()?.['email'], people.alice.email);
    const declined = await client.initiateBackchannelAuthentication(config, { scope: 'openid', login_hint: people.alice.email });
    await answerNewest(browser, 'decline');
    await assert.rejects(client.pollBackchannelAuthenticationGrant(config, { ...declined, interval: 1 }), (error: client.ResponseBodyError) => error.error === 'access_denied');
  });

  test('RFC 9207 §2: an error answer carries iss too, and the client accepts it as one of this server', async () => {
    const config = await client.discovery(new URL(house.issuer), apps.web.id, undefined, client.ClientSecretBasic(apps.web.secret));
    const url = client.buildAuthorizationUrl(config, { redirect_uri: apps.web.redirectUri, scope: 'openid', code_challenge: 'x', code_challenge_method: 'S256', state: 's' });
    const answer = await house.browser().get(url.href.slice(house.origin.length));
    await assert.rejects(client.authorizationCodeGrant(config, new URL(answer.location ?? ''), { pkceCodeVerifier: 'x', expectedState: 's' }), (error: client.AuthorizationResponseError) => error.error === 'invalid_request');
  });
});
