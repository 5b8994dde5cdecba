import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as client from 'openid-client';
import { issueInitialAccessToken } from '../../src/protocol/registration/initial-access-token.ts';
import { signIn } from '../flows/app.ts';
import { setTenant } from '../flows/arrangements.ts';
import { hiddenFields, pageOf, type Browser } from '../flows/browser.ts';
import { api, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';

let house: RunningHouse;
before(async () => {
  house = await startHouse({ https: true });
  await setTenant(house, { registration: 'open' });
});
after(() => house.stop());

type Metadata = Readonly<Record<string, client.JsonValue>>;
const redirectUri = 'https://newcomer.example/cb';
const small = { redirect_uris: [redirectUri], grant_types: ['authorization_code', 'refresh_token'] };
const register = (metadata: Metadata, authentication?: client.ClientAuth, options?: client.DynamicClientRegistrationRequestOptions) => client.dynamicClientRegistration(new URL(house.issuer), metadata, authentication, options);

const { privateKey, publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
const jwkOf = async (key: CryptoKey, more: Metadata) => ({ ...await crypto.subtle.exportKey('jwk', key) as Metadata, ...more });
const signingKey = await jwkOf(publicKey, { kid: 'mine', use: 'sig' });

/** Signs in with what was registered, up to the tokens. */
async function enter(config: client.Configuration, { browser = house.browser(), over = {} }: { readonly browser?: Browser; readonly over?: Readonly<Record<string, string>> } = {}) {
  const verifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const url = client.buildAuthorizationUrl(config, { redirect_uri: redirectUri, scope: 'openid email offline_access', code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', state, nonce, ...over });
  const answer = await signIn(browser, url.href.slice(house.origin.length), people.alice);
  return client.authorizationCodeGrant(config, new URL(answer.location ?? ''), { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce });
}
const ways: Readonly<Record<string, { readonly authentication: client.ClientAuth; readonly more?: Metadata }>> = {
  client_secret_basic: { authentication: client.ClientSecretBasic() },
  client_secret_post: { authentication: client.ClientSecretPost() },
  client_secret_jwt: { authentication: client.ClientSecretJwt() },
  private_key_jwt: { authentication: client.PrivateKeyJwt({ key: privateKey, kid: 'mine' }), more: { jwks: { keys: [signingKey] }, token_endpoint_auth_signing_alg: 'ES256' } },
  none: { authentication: client.None() },
};
const refused = (code: string) => (error: client.ResponseBodyError) => error.error === code;

describe('openid-client 6 at a tenant that is open for registration, unmodified', () => {
  for (const [method, { authentication, more = {} }] of Object.entries(ways)) {
    test(`RFC 7591 §3, RFC 7009 §2: ${method}: registered in the open, signed in, refreshed and revoked`, async () => {
      const config = await register({ ...small, ...more, client_name: method, token_endpoint_auth_method: method }, authentication);
      const { client_id: id, token_endpoint_auth_method: registered } = config.clientMetadata();
      assert.deepEqual([id.length, registered], [32, method]);
      const tokens = await enter(config);
      const subject = tokens.claims()?.sub ?? '';
      assert.equal((await client.fetchUserInfo(config, tokens.access_token, subject)).email, people.alice.email);
      const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
      await client.tokenRevocation(config, refreshed.access_token, { token_type_hint: 'access_token' });
      await assert.rejects(client.fetchUserInfo(config, refreshed.access_token, subject), (error: client.WWWAuthenticateChallengeError) => error.cause[0]?.parameters.error === 'invalid_token');
      await client.tokenRevocation(config, refreshed.refresh_token ?? '', { token_type_hint: 'refresh_token' });
      await assert.rejects(client.refreshTokenGrant(config, refreshed.refresh_token ?? ''), refused('invalid_grant'));
    });
  }

  test('RFC 7591 §3: with an initial access token, an application of machines; without one, no application', async () => {
    await setTenant(house, { registration: 'token' });
    try {
      const { storage, tokens, clock, defaultTenant } = house.house;
      await assert.rejects(register(small), (error: client.WWWAuthenticateChallengeError) => error.cause[0]?.scheme === 'bearer');
      const initialAccessToken = await issueInitialAccessToken(defaultTenant.id, { uses: 1, ttl: 600 }, { pending: storage.pending, tokens, clock });
      const config = await register({ grant_types: ['client_credentials'], response_types: [], token_endpoint_auth_method: 'client_secret_post' }, undefined, { initialAccessToken });
      await storage.registry.insertClientGrant({ tenant: defaultTenant.id, id: 'cgr_machine', clientId: config.clientMetadata().client_id, audience: api, scope: ['read:things'] });
      assert.equal((await client.clientCredentialsGrant(config, { audience: api })).scope, 'read:things');
    } finally { await setTenant(house, { registration: 'open' }); }
  });

  test('RFC 7591 §3.2.2: the library tells what is wrong with the metadata', async () => {
    await assert.rejects(register({ ...small, redirect_uris: ['https://newcomer.example/#fragment'] }), refused('invalid_redirect_uri'));
    await assert.rejects(register({ ...small, id_token_signed_response_alg: 'none' }), refused('invalid_client_metadata'));
  });

  test('OIDC Registration §2, RFC 9701 §5, OAuth JARM §4: answers come signed with the algorithms that were registered, and the library takes no others', async () => {
    const config = await register({
      ...small, token_endpoint_auth_method: 'client_secret_post',
      id_token_signed_response_alg: 'ES256', userinfo_signed_response_alg: 'PS256', authorization_signed_response_alg: 'EdDSA', introspection_signed_response_alg: 'ES256',
    });
    client.useJwtResponseMode(config);
    client.enableNonRepudiationChecks(config);
    const tokens = await enter(config);
    assert.equal((await client.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')).email, people.alice.email);
    assert.equal((await client.tokenIntrospection(config, tokens.access_token)).active, true);
    const other = new client.Configuration(config.serverMetadata(), config.clientMetadata().client_id, { ...config.clientMetadata(), introspection_signed_response_alg: 'PS256' });
    await assert.rejects(client.tokenIntrospection(other, tokens.access_token), ({ cause }: Error) => /unexpected JWT "alg" header parameter/.test(String(cause)));
  });

  test('OIDC Core §10.2, RFC 9701 §5, OAuth JARM §3: answers come encrypted to the key that was registered', async () => {
    const keys = await crypto.subtle.generateKey({ name: 'RSA-OAEP', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' }, true, ['encrypt', 'decrypt']);
    const jwk = await jwkOf(keys.publicKey, { kid: 'sealed', use: 'enc', alg: 'RSA-OAEP-256' });
    const encrypted = Object.fromEntries(['id_token', 'userinfo', 'authorization', 'introspection'].flatMap((name) => [[`${name}_encrypted_response_alg`, 'RSA-OAEP-256'], [`${name}_encrypted_response_enc`, 'A256GCM']]));
    const signed = { id_token_signed_response_alg: 'RS256', userinfo_signed_response_alg: 'RS256', authorization_signed_response_alg: 'RS256', introspection_signed_response_alg: 'RS256' };
    const config = await register({ ...small, ...signed, ...encrypted, token_endpoint_auth_method: 'client_secret_post', jwks: { keys: [jwk] } });
    client.useJwtResponseMode(config);
    client.enableDecryptingResponses(config, ['A256GCM'], { key: keys.privateKey, kid: 'sealed', alg: 'RSA-OAEP-256' });
    const tokens = await enter(config);
    assert.equal(tokens.id_token?.split('.').length, 5);
    const subject = tokens.claims()?.sub ?? '';
    assert.equal((await client.fetchUserInfo(config, tokens.access_token, subject)).email, people.alice.email);
    assert.equal((await client.tokenIntrospection(config, tokens.access_token)).sub, subject);
  });

  test('RFC 8707 §2.2: a refresh names the API of its authorization as resource, and can name no other', async () => {
    const config = await register({ ...small, token_endpoint_auth_method: 'client_secret_post' });
    await house.house.storage.registry.insertClientGrant({ tenant: house.house.defaultTenant.id, id: 'cgr_newcomer', clientId: config.clientMetadata().client_id, audience: api, scope: ['read:things'] });
    const tokens = await enter(config, { over: { resource: api, scope: 'openid offline_access read:things' } });
    const again = await client.refreshTokenGrant(config, tokens.refresh_token ?? '', { resource: api, scope: 'openid' });
    assert.deepEqual([again.scope, (await client.tokenIntrospection(config, again.access_token)).aud], ['openid', [api, `${house.issuer}userinfo`]]);
    await assert.rejects(client.refreshTokenGrant(config, again.refresh_token ?? '', { resource: 'https://elsewhere.example' }), refused('invalid_target'));
  });
});

describe('openid-client 6 and the end of the session, unmodified', () => {
  const out = 'https://newcomer.example/out';
  const leaving = () => register({ ...small, token_endpoint_auth_method: 'client_secret_post', post_logout_redirect_uris: [out] });
  const ended = async (config: client.Configuration, browser: Browser) => {
    const url = client.buildAuthorizationUrl(config, { redirect_uri: redirectUri, scope: 'openid', prompt: 'none', code_challenge: await client.calculatePKCECodeChallenge('x'.repeat(43)), code_challenge_method: 'S256' });
    const answer = await browser.follow(await browser.get(url.href.slice(house.origin.length)));
    return new URL(answer.location ?? '').searchParams.get('error');
  };

  test('OIDC RP-Initiated Logout §3: with the ID token the browser goes back at once, with state, and the session is over', async () => {
    const config = await leaving();
    const browser = house.browser();
    const tokens = await enter(config, { browser });
    assert.equal(await ended(config, browser), null);
    const state = client.randomState();
    const url = client.buildEndSessionUrl(config, { id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri: out, state });
    const answer = await browser.follow(await browser.get(url.href.slice(house.origin.length)));
    assert.equal(answer.location, `${out}?state=${state}`);
    assert.equal(await ended(config, browser), 'login_required');
  });

  test('OIDC RP-Initiated Logout §2: with the client_id that the library adds the person is asked, and goes back with state after a yes', async () => {
    const config = await leaving();
    const browser = house.browser();
    await enter(config, { browser });
    const url = client.buildEndSessionUrl(config, { post_logout_redirect_uri: out, state: 'back' });
    const page = await browser.follow(await browser.get(url.href.slice(house.origin.length)));
    assert.equal(pageOf(page), 'logout');
    assert.equal(await ended(config, browser), null);
    const answer = await browser.follow(await browser.post('/u/logout', { ...hiddenFields(page.text), action: 'accept' }));
    assert.equal(answer.location, `${out}?state=back`);
    assert.equal(await ended(config, browser), 'login_required');
  });
});
