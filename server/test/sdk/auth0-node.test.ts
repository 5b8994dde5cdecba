import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { AuthApiError, AuthenticationClient, UserInfoClient, type AuthenticationClientOptions } from 'auth0/legacy';
import type { Client } from '../../src/protocol/client/client.ts';
import { answerOf, authorizeUrl, claimsOf, newPkce, signIn, type App } from '../flows/app.ts';
import { addApi, addApp, switchOn } from '../flows/arrangements.ts';
import { answerNewest } from '../flows/ciba.ts';
import { api, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';
import { addSignedApp } from '../flows/signed-app.ts';
import { strangerOf } from '../jose/foreign-keys.ts';

const orders = 'https://orders.example';
const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token';
const redirectUri = 'https://rp.example/cb';
const over: Partial<Client> = {
  claimsStyle: 'auth0', requiresPkce: false, legacyFlows: ['password'], exchange: { audiences: [orders], delegation: false, impersonation: true },
  grantTypes: ['authorization_code', 'refresh_token', 'client_credentials', 'password', 'http://auth0.com/oauth/grant-type/password-realm', 'urn:openid:params:grant-type:ciba', 'urn:ietf:params:oauth:grant-type:token-exchange'],
};
let house: RunningHouse;
/** How each application proves who it is, as the SDK is told. */
const ways: Record<'client_secret_post' | 'private_key_jwt', () => Promise<Partial<AuthenticationClientOptions> & { readonly clientId: string }>> = {
  client_secret_post: async () => {
    const app = await addApp(house, 'node-post', { ...over, authenticationMethod: 'client_secret_post' });
    return { clientId: app.id, clientSecret: app.secret ?? '' };
  },
  private_key_jwt: async () => {
    const app = await addSignedApp(house, 'node-jwt', { ...over, alg: 'RS256' });
    return { clientId: app.id, clientAssertionSigningKey: strangerOf('RS256').pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
  },
};
before(async () => {
  house = await startHouse({ https: true });
  await switchOn(house, 'password');
  await addApi(house, orders);
});
after(() => house.stop());

const fails = (code: string) => (error: unknown) => error instanceof AuthApiError && error.error === code;
const appOf = (clientId: string): App => ({ id: clientId, redirectUri, method: 'none', secret: undefined });
/** Signs in and answers the code. */
async function codeFor(clientId: string, parameters: Readonly<Record<string, string>> = {}): Promise<{ readonly code: string; readonly verifier: string }> {
  const pkce = newPkce();
  const answer = answerOf(await signIn(house.browser(), authorizeUrl(appOf(clientId), pkce, { scope: 'openid profile email offline_access', ...parameters }), people.alice));
  return { code: answer.get('code') ?? '', verifier: pkce.verifier };
}

for (const [method, register] of Object.entries(ways)) {
  describe(`node-auth0 over TLS, unmodified, with ${method}`, () => {
    let auth0: AuthenticationClient, domain: string, clientId: string;
    before(async () => {
      const options = await register();
      ({ clientId } = options);
      domain = house.origin.slice('https://'.length);
      auth0 = new AuthenticationClient({ domain, ...options });
      const { storage: { registry }, defaultTenant } = house.house;
      for (const audience of [api, orders]) await registry.insertClientGrant({ tenant: defaultTenant.id, id: `cgr_${clientId}_${audience.length}`, clientId, audience, scope: ['read:things'] });
    });

    test('Seed rows 159, 160: a code with PKCE, whose token for an API reads userinfo too; refresh; a revocation in JSON', async () => {
      const { code, verifier } = await codeFor(clientId, { audience: api, scope: 'openid email offline_access read:things', nonce: 'n-1' });
      const { data: tokens } = await auth0.oauth.authorizationCodeGrantWithPKCE({ code, code_verifier: verifier, redirect_uri: redirectUri }, { idTokenValidateOptions: { nonce: 'n-1' } });
      assert.equal((await new UserInfoClient({ domain }).getUserInfo(tokens.access_token)).data.email, people.alice.email);
      const { data: refreshed } = await auth0.oauth.refreshTokenGrant({ refresh_token: tokens.refresh_token ?? '' });
      assert.ok(refreshed.id_token !== undefined && refreshed.refresh_token !== undefined && refreshed.refresh_token !== tokens.refresh_token);
      assert.equal((await auth0.oauth.revokeRefreshToken({ token: refreshed.refresh_token })).status, 200);
      await assert.rejects(auth0.oauth.refreshTokenGrant({ refresh_token: refreshed.refresh_token }), fails('invalid_grant'));
    });

    test('RFC 6749 §4.1: a code without PKCE, where the application may; max_age is answered with auth_time', async () => {
      const { code } = await codeFor(clientId, { code_challenge: '', code_challenge_method: '', max_age: '600' });
      const { data } = await auth0.oauth.authorizationCodeGrant({ code, redirect_uri: redirectUri }, { idTokenValidateOptions: { maxAge: 600 } });
      assert.equal(data.token_type, 'Bearer');
      await assert.rejects(auth0.oauth.authorizationCodeGrant({ code, redirect_uri: redirectUri }), fails('invalid_grant'));
    });

    test('RFC 9126 §2: a pushed request', async () => {
      const pkce = newPkce();
      const { status, data } = await auth0.oauth.pushedAuthorization({ client_id: clientId, response_type: 'code', redirect_uri: redirectUri, scope: 'openid email', code_challenge: pkce.challenge, code_challenge_method: 'S256', state: 'st-1' });
      assert.deepEqual([status, data.expires_in > 0], [201, true]);
      const url = `/authorize?${new URLSearchParams({ client_id: clientId, request_uri: data.request_uri }).toString()}`;
      const answer = answerOf(await signIn(house.browser(), url, people.alice));
      assert.equal(answer.get('state'), 'st-1');
      const tokens = await auth0.oauth.authorizationCodeGrantWithPKCE({ code: answer.get('code') ?? '', code_verifier: pkce.verifier, redirect_uri: redirectUri });
      assert.ok(tokens.data.id_token);
    });

    test('RFC 6749 §4.4, RFC 6749 §4.3: tokens for a machine, and with a password, also by the name of the connection', async () => {
      const { data: machine } = await auth0.oauth.clientCredentialsGrant({ audience: api });
      assert.equal(claimsOf(machine.access_token)['scope'], 'read:things');
      const { email: username, password } = people.alice;
      for (const realm of [{}, { realm: 'Username-Password-Authentication' }]) assert.ok((await auth0.oauth.passwordGrant({ username, password, scope: 'openid', ...realm })).data.id_token);
      await assert.rejects(auth0.oauth.passwordGrant({ username, password: 'wrong' }), fails('invalid_grant'));
    });

    test('RFC 8693 §2: an access token is exchanged for another API', async () => {
      const { code, verifier } = await codeFor(clientId, { audience: api, scope: 'openid read:things' });
      const { data } = await auth0.oauth.authorizationCodeGrantWithPKCE({ code, code_verifier: verifier, redirect_uri: redirectUri });
      const exchanged = await auth0.tokenExchange.exchangeToken({ subject_token_type: accessTokenType, subject_token: data.access_token, audience: orders, scope: 'read:things' });
      assert.equal(exchanged.scope, 'read:things');
    });

    test('OIDC CIBA §7.1: a person is named as Auth0 names them, is asked, and answers', async () => {
      const person = await house.house.storage.users.findByLogin(house.house.defaultTenant.id, 'Username-Password-Authentication', people.alice.email);
      const started = await auth0.backchannel.authorize({ userId: person?.id ?? '', binding_message: 'W4SCT', scope: 'openid email' });
      await assert.rejects(auth0.backchannel.backchannelGrant({ auth_req_id: started.auth_req_id }), fails('authorization_pending'));
      await answerNewest(house.browser(), 'accept');
      const tokens = await auth0.backchannel.backchannelGrant({ auth_req_id: started.auth_req_id });
      assert.ok(tokens.id_token);
    });

    test('RFC 6749 §5.2: what is refused is an error with its code and its words', async () => {
      await assert.rejects(auth0.oauth.authorizationCodeGrant({ code: 'wrong', redirect_uri: redirectUri }), (error) => fails('invalid_grant')(error) && (error as AuthApiError).statusCode === 400);
      const impostor = new AuthenticationClient({ domain, clientId, clientSecret: 'wrong' });
      await assert.rejects(impostor.oauth.clientCredentialsGrant({ audience: api }), (error) => fails('invalid_client')(error) && (error as AuthApiError).statusCode === 401);
      await assert.rejects(new UserInfoClient({ domain }).getUserInfo('no token'), (error: { readonly error: string }) => error.error === 'invalid_token');
    });
  });
}
