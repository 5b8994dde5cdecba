import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { AuthClient, BackchannelAuthenticationError, TokenByCodeError, TokenByRefreshTokenError, type AuthClientOptions } from '@auth0/auth0-auth-js';
import { clientDefaults } from '../../src/protocol/client/client-defaults.ts';
import type { Client, ClientId } from '../../src/protocol/client/client.ts';
import { claimsOf, signIn } from '../flows/app.ts';
import { addApi, addApp, switchOn } from '../flows/arrangements.ts';
import { hiddenFields, pageOf } from '../flows/browser.ts';
import { fetchWith } from '../flows/certificate-fetch.ts';
import { makeIdentity, thumbprintOf } from '../flows/certificates.ts';
import { answerNewest } from '../flows/ciba.ts';
import { api, people } from '../flows/fixtures.ts';
import { freePort, startHouse, type RunningHouse } from '../flows/house.ts';
import { startLogoutReceiver, type LogoutReceiver } from '../flows/logout-receiver.ts';
import { addSignedApp } from '../flows/signed-app.ts';
import { strangerOf } from '../jose/foreign-keys.ts';
import { clientOf } from '../protocol/client-of-test.ts';

const orders = 'https://orders.example';
const redirectUri = 'https://rp.example/cb';
const out = 'https://rp.example/out';
const grantTypes: Client['grantTypes'] = ['authorization_code', 'refresh_token', 'client_credentials', 'password', 'urn:openid:params:grant-type:ciba', 'urn:ietf:params:oauth:grant-type:token-exchange'];
let house: RunningHouse, receiver: LogoutReceiver, folder: string, thumbprint: string, certified: typeof fetch;

/** What every application of these tests may do; `name` is the path at which it hears of logouts. */
const over = (name: string): Partial<Client> => ({
  claimsStyle: 'auth0', legacyFlows: ['password'], exchange: { audiences: [orders], delegation: false, impersonation: true }, grantTypes, redirectUris: [redirectUri], logoutUris: [out],
  logout: { ...clientDefaults.logout, backchannelUri: `${receiver.url}${name}`, backchannelSessionRequired: true },
});
/** How each application proves who it is, as the SDK is told. */
const ways: Record<'client_secret_post' | 'private_key_jwt' | 'tls_client_auth', () => Promise<Omit<AuthClientOptions, 'domain'>>> = {
  client_secret_post: async () => {
    const app = await addApp(house, 'js-post', over('js-post'));
    return { clientId: app.id, clientSecret: app.secret ?? '' };
  },
  private_key_jwt: async () => {
    const app = await addSignedApp(house, 'js-jwt', { ...over('js-jwt'), alg: 'RS256' });
    return { clientId: app.id, clientAssertionSigningKey: strangerOf('RS256').pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
  },
  tls_client_auth: async () => {
    const client = clientOf({ ...over('js-tls'), id: 'js-tls' as ClientId, tenant: house.house.defaultTenant.id, authenticationMethod: 'tls_client_auth', certificate: { kind: 'subject_dn', value: 'CN=JS' }, senderConstraint: 'mtls' });
    assert.notEqual(await house.house.storage.registry.insertClient(client), 'taken');
    return { clientId: client.id, useMtls: true, customFetch: certified };
  },
};
before(async () => {
  receiver = await startLogoutReceiver();
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-authority-'));
  const authority = await makeIdentity('CN=Test authority', { authority: true });
  const mtlsCa = join(folder, 'ca.pem');
  await writeFile(mtlsCa, authority.cert);
  const identity = await makeIdentity('CN=JS', { issuer: authority });
  thumbprint = thumbprintOf(identity);
  const send = fetchWith(identity);
  certified = (input, init) => send(input instanceof Request ? input.url : input.toString(), init as Parameters<typeof send>[1]);
  house = await startHouse({ https: true, outboundAllow: `127.0.0.1:${receiver.port}`, over: { mtlsPort: await freePort(), mtlsCa } });
  await switchOn(house, 'password');
  await addApi(house, orders);
});
after(async () => {
  await house.stop();
  await receiver.stop();
  await rm(folder, { recursive: true, force: true });
});

for (const [method, register] of Object.entries(ways)) {
  describe(`auth0-auth-js over TLS, unmodified, with ${method}`, () => {
    let auth0: AuthClient, clientId: string;
    before(async () => {
      const options = await register();
      ({ clientId } = options);
      auth0 = new AuthClient({ domain: house.origin.slice('https://'.length), ...options, authorizationParams: { redirect_uri: redirectUri } });
      const { storage: { registry }, defaultTenant } = house.house;
      await registry.insertClientGrant({ tenant: defaultTenant.id, id: `cgr_${clientId}`, clientId, audience: api, scope: ['read:things'] });
    });
    /** Signs in, by a plain or a pushed request. */
    async function enter({ pushed = false, browser = house.browser(), ...authorizationParams }: { readonly pushed?: boolean; readonly browser?: ReturnType<RunningHouse['browser']>; readonly scope?: string; readonly audience?: string } = {}) {
      const { authorizationUrl, codeVerifier } = await auth0.buildAuthorizationUrl({ pushedAuthorizationRequests: pushed, authorizationParams });
      const answer = await signIn(browser, authorizationUrl.href.slice(house.origin.length), people.alice);
      return auth0.getTokenByCode(new URL(answer.location ?? ''), { codeVerifier });
    }

    test('Seed rows 159, 160: a code by a plain and by a pushed request; refresh, userinfo, revocation', async () => {
      for (const pushed of [false, true]) {
        const tokens = await enter({ pushed, scope: 'openid email offline_access' });
        assert.equal(tokens.claims?.['email'], people.alice.email);
        const refreshed = await auth0.getTokenByRefreshToken({ refreshToken: tokens.refreshToken ?? '' });
        assert.ok(refreshed.refreshToken !== undefined && refreshed.refreshToken !== tokens.refreshToken);
        assert.equal((await auth0.getUserInfo({ accessToken: refreshed.accessToken, expectedSubject: tokens.claims?.sub ?? '' })).email, people.alice.email);
        await auth0.revokeToken({ token: refreshed.refreshToken, tokenTypeHint: 'refresh_token' });
        await assert.rejects(auth0.getTokenByRefreshToken({ refreshToken: refreshed.refreshToken }), (error) => error instanceof TokenByRefreshTokenError && error.cause?.error === 'invalid_grant');
      }
    });

    test('RFC 6749 §4.4, RFC 6749 §4.3: tokens for a machine, and with a password, forwarded for an address', async () => {
      const machine = await auth0.getTokenByClientCredentials({ audience: api });
      const claims = claimsOf(machine.accessToken);
      assert.deepEqual([claims['scope'], claims['cnf']], ['read:things', method === 'tls_client_auth' ? { 'x5t#S256': thumbprint } : undefined]);
      const { email: username, password } = people.alice;
      const tokens = await auth0.getTokenByPassword({ username, password, scope: 'openid email', realm: 'Username-Password-Authentication', auth0ForwardedFor: '203.0.113.7' });
      assert.equal(tokens.claims?.['email'], people.alice.email);
    });

    test('RFC 8693 §2: an access token is exchanged for another API', async () => {
      const { accessToken } = await enter({ audience: api, scope: 'openid read:things' });
      const exchanged = await auth0.exchangeToken({ subjectToken: accessToken, subjectTokenType: 'urn:ietf:params:oauth:token-type:access_token', audience: orders, scope: 'read:things' });
      assert.deepEqual([exchanged.scope, exchanged.issuedTokenType], ['read:things', 'urn:ietf:params:oauth:token-type:access_token']);
    });

    test('OIDC CIBA §7.1: a person is named as Auth0 names them, is asked, and answers', async () => {
      const person = await house.house.storage.users.findByLogin(house.house.defaultTenant.id, 'Username-Password-Authentication', people.alice.email);
      const asked = { loginHint: { sub: person?.id ?? '' }, bindingMessage: 'W4SCT' };
      const started = await auth0.initiateBackchannelAuthentication(asked);
      await assert.rejects(auth0.backchannelAuthenticationGrant({ authReqId: started.authReqId }), (error) => error instanceof BackchannelAuthenticationError && error.cause?.error === 'authorization_pending');
      await answerNewest(house.browser(), 'accept');
      assert.ok((await auth0.backchannelAuthenticationGrant({ authReqId: started.authReqId })).idToken);
    });

    test('OIDC RP-Initiated Logout §2, OIDC Back-Channel Logout §2.6: the address of the logout leads back, and the logout token is found right', async () => {
      const browser = house.browser();
      const tokens = await enter({ browser });
      const url = await auth0.buildLogoutUrl({ returnTo: out });
      const page = await browser.follow(await browser.get(url.href.slice(house.origin.length)));
      assert.equal(pageOf(page), 'logout');
      const answer = await browser.follow(await browser.post('/u/logout', { ...hiddenFields(page.text), action: 'accept' }));
      assert.equal(answer.location, out);
      const [told] = await receiver.tokensAt(`/${clientId}`, 1);
      assert.deepEqual(await auth0.verifyLogoutToken({ logoutToken: told?.token ?? '' }), { sid: tokens.claims?.['sid'], sub: tokens.claims?.sub });
    });

    test('RFC 6749 §5.2: what is refused is an error with its code and its words', async () => {
      await assert.rejects(auth0.getTokenByCode(new URL(`${redirectUri}?code=wrong&iss=${encodeURIComponent(house.issuer)}`), { codeVerifier: 'x'.repeat(43) }), (error) => error instanceof TokenByCodeError && error.cause?.error === 'invalid_grant' && error.cause.error_description !== '');
    });
  });
}
