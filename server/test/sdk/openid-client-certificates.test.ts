import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import * as client from 'openid-client';
import type { Client, ClientId } from '../../src/protocol/client/client.ts';
import { claimsOf, signIn } from '../flows/app.ts';
import { fetchWith } from '../flows/certificate-fetch.ts';
import { jwkOf, makeIdentity, thumbprintOf, type Identity } from '../flows/certificates.ts';
import { answerNewest } from '../flows/ciba.ts';
import { allowDevice } from '../flows/device.ts';
import { people } from '../flows/fixtures.ts';
import { freePort, startHouse, type RunningHouse } from '../flows/house.ts';
import { clientOf } from '../protocol/client-of-test.ts';

let house: RunningHouse, folder: string, authority: Identity, other: Identity;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-authority-'));
  authority = await makeIdentity('CN=Test authority', { authority: true });
  const mtlsCa = join(folder, 'ca.pem');
  await writeFile(mtlsCa, authority.cert);
  house = await startHouse({ https: true, over: { mtlsPort: await freePort(), mtlsCa } });
  other = await makeIdentity('CN=Other');
});
after(async () => {
  await house.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Registered { readonly id: string; readonly identity: Identity }
/** An application for all grants that binds its tokens to its certificate. */
async function add(id: string, identity: Identity, over: Partial<Client>): Promise<Registered> {
  const grantTypes: Client['grantTypes'] = ['authorization_code', 'refresh_token', 'client_credentials', 'urn:ietf:params:oauth:grant-type:device_code', 'urn:openid:params:grant-type:ciba'];
  const outcome = await house.house.storage.registry.insertClient(clientOf({ name: id, claimsStyle: 'auth0', senderConstraint: 'mtls', grantTypes, ...over, id: id as ClientId, tenant: house.house.defaultTenant.id }));
  assert.notEqual(outcome, 'taken');
  return { id, identity };
}
const configOf = (id: string, identity: Identity) => client.discovery(new URL(house.issuer), id, { use_mtls_endpoint_aliases: true }, client.TlsClientAuth(), { [client.customFetch]: fetchWith(identity) });

const methods = {
  tls_client_auth: async () => add('certified', await makeIdentity('O=Example, CN=Certified', { issuer: authority }), { authenticationMethod: 'tls_client_auth', certificate: { kind: 'subject_dn', value: 'CN=Certified,O=Example' } }),
  self_signed_tls_client_auth: async () => {
    const identity = await makeIdentity('CN=Self');
    return add('self-signed', identity, { authenticationMethod: 'self_signed_tls_client_auth', keys: { jwks: [jwkOf(identity)], jwksUri: undefined } });
  },
} as const;

async function codeFlow(config: client.Configuration, pushed: boolean): Promise<Awaited<ReturnType<typeof client.authorizationCodeGrant>>> {
  const verifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const parameters = { redirect_uri: 'https://rp.example/cb', scope: 'openid email offline_access', code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', state, nonce };
  const url = pushed ? await client.buildAuthorizationUrlWithPAR(config, parameters) : client.buildAuthorizationUrl(config, parameters);
  const answer = await signIn(house.browser(), url.href.slice(house.origin.length), people.alice);
  return client.authorizationCodeGrant(config, new URL(answer.location ?? ''), { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce });
}
const refused = (code: string) => (error: client.ResponseBodyError | client.WWWAuthenticateChallengeError) => JSON.stringify(error.cause).includes(code);

describe('openid-client 6 over mutual TLS, unmodified', () => {
  for (const [method, register] of Object.entries(methods)) {
    test(`RFC 8705 §2, RFC 8705 §3, RFC 8705 §5: ${method} at the aliases: code, PAR, refresh, userinfo, introspection and revocation, with tokens bound to the certificate`, async () => {
      const { id, identity } = await register();
      const config = await configOf(id, identity);
      for (const pushed of [false, true]) {
        const tokens = await codeFlow(config, pushed);
        const subject = tokens.claims()?.sub ?? '';
        assert.equal((await client.fetchUserInfo(config, tokens.access_token, subject)).email, people.alice.email);
        const introspected = await client.tokenIntrospection(config, tokens.access_token);
        assert.deepEqual([introspected.active, introspected.cnf], [true, { 'x5t#S256': thumbprintOf(identity) }]);
        const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
        assert.notEqual(refreshed.refresh_token, tokens.refresh_token);
        await client.tokenRevocation(config, refreshed.refresh_token ?? '');
        await assert.rejects(client.refreshTokenGrant(config, refreshed.refresh_token ?? ''), refused('invalid_grant'));
      }
    });
  }

  test('RFC 8705 §3: userinfo takes a bound token with its certificate alone: not with another, not without', async () => {
    const identity = await makeIdentity('CN=Bound');
    const { id } = await add('bound', identity, { authenticationMethod: 'self_signed_tls_client_auth', keys: { jwks: [jwkOf(identity)], jwksUri: undefined } });
    const config = await configOf(id, identity);
    const { access_token: token } = await codeFlow(config, false);
    assert.deepEqual((await client.tokenIntrospection(config, token)).cnf, { 'x5t#S256': thumbprintOf(identity) });
    const thief = await configOf(id, other);
    await assert.rejects(client.fetchUserInfo(thief, token, client.skipSubjectCheck), refused('invalid_token'));
    const bare = await client.discovery(new URL(house.issuer), id, undefined, client.None());
    await assert.rejects(client.fetchUserInfo(bare, token, client.skipSubjectCheck), refused('invalid_token'));
    assert.equal((await client.fetchUserInfo(config, token, client.skipSubjectCheck)).email, people.alice.email);
    const unknown = (error: client.ResponseBodyError) => error.status === 401 && error.error === 'invalid_client';
    await assert.rejects(client.clientCredentialsGrant(thief), unknown);
    await assert.rejects(client.buildAuthorizationUrlWithPAR(thief, { redirect_uri: 'https://rp.example/cb' }), unknown);
  });

  test('RFC 8628 §3.1, OIDC CIBA §7.1: devices and people elsewhere are asked for at the aliases too', async () => {
    const identity = await makeIdentity('CN=Box', { issuer: authority, dns: ['box.example'] });
    const { id } = await add('box', identity, { authenticationMethod: 'tls_client_auth', certificate: { kind: 'san_dns', value: 'box.example' } });
    const config = await configOf(id, identity);
    const started = await client.initiateDeviceAuthorization(config, { scope: 'openid email' });
    const polled = client.pollDeviceAuthorizationGrant(config, { ...started, interval: 1 });
    await allowDevice(house.browser(), started.user_code, people.alice);
    assert.deepEqual(claimsOf((await polled).id_token)['email'], people.alice.email);
    const asked = await client.initiateBackchannelAuthentication(config, { scope: 'openid', login_hint: people.alice.email });
    const tokens = client.pollBackchannelAuthenticationGrant(config, { ...asked, interval: 1 });
    await answerNewest(house.browser(), 'accept');
    assert.deepEqual((await client.tokenIntrospection(config, (await tokens).access_token)).cnf, { 'x5t#S256': thumbprintOf(identity) });
  });
});
