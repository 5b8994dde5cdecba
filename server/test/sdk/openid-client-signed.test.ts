import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as client from 'openid-client';
import type { Client } from '../../src/protocol/client/client.ts';
import { signIn } from '../flows/app.ts';
import { people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';
import { addSignedApp, secretOf } from '../flows/signed-app.ts';
import { strangerOf } from '../jose/foreign-keys.ts';

let house: RunningHouse;
before(async () => { house = await startHouse({ https: true }); });
after(() => house.stop());

const algorithms = {
  ES256: { name: 'ECDSA', namedCurve: 'P-256' }, PS256: { name: 'RSA-PSS', hash: 'SHA-256' }, RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, EdDSA: { name: 'Ed25519' },
} as const;
type Alg = keyof typeof algorithms;
async function keyOf(alg: Alg, kid: string): Promise<client.PrivateKey> {
  const jwk = strangerOf(alg).pair.privateKey.export({ format: 'jwk' }) as JsonWebKey;
  return { key: await crypto.subtle.importKey('jwk', jwk, algorithms[alg], false, ['sign']), kid };
}

/** How the request comes to the authorization endpoint. */
const ways = {
  plain: (config, parameters) => Promise.resolve(client.buildAuthorizationUrl(config, parameters)),
  PAR: (config, parameters) => client.buildAuthorizationUrlWithPAR(config, parameters),
  JAR: (config, parameters, key) => client.buildAuthorizationUrlWithJAR(config, parameters, key),
  'JAR in PAR': async (config, parameters, key) => {
    const request = client.buildAuthorizationUrlWithJAR(config, parameters, key);
    return client.buildAuthorizationUrlWithPAR(config, { client_id: config.clientMetadata().client_id, request: (await request).searchParams.get('request') ?? '' });
  },
} as const satisfies Record<string, (config: client.Configuration, parameters: Record<string, string>, key: client.PrivateKey) => Promise<URL>>;

async function flow(config: client.Configuration, way: keyof typeof ways, key: client.PrivateKey): Promise<void> {
  const verifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const url = await ways[way](config, { redirect_uri: 'https://rp.example/cb', scope: 'openid email offline_access', code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', state, nonce }, key);
  const answer = await signIn(house.browser(), url.href.slice(house.origin.length), people.alice);
  const tokens = await client.authorizationCodeGrant(config, new URL(answer.location ?? ''), { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce });
  assert.ok(tokens.claims()?.sub);
  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
  assert.equal((await client.tokenIntrospection(config, refreshed.access_token)).active, true);
  await client.tokenRevocation(config, refreshed.access_token);
  assert.equal((await client.tokenIntrospection(config, refreshed.access_token)).active, false);
}

const over: Partial<Client> = { grantTypes: ['authorization_code', 'refresh_token'] };

describe('openid-client 6 that signs, unmodified', () => {
  for (const alg of ['ES256', 'PS256', 'RS256', 'EdDSA'] as const) {
    test(`RFC 7523 §2.2, RFC 9126 §2, RFC 9101 §5: private_key_jwt with ${alg}; plain, pushed and signed requests`, async () => {
      const app = await addSignedApp(house, `oc-${alg}`, { ...over, alg });
      const key = await keyOf(alg, `${app.id}-1`);
      const config = await client.discovery(new URL(house.issuer), app.id, undefined, client.PrivateKeyJwt(key));
      for (const way of Object.keys(ways) as (keyof typeof ways)[]) await flow(config, way, key);
    });
  }

  test('OIDC Core §9: client_secret_jwt, plain and pushed', async () => {
    const app = await addSignedApp(house, 'oc-secret', { ...over, alg: 'HS256' });
    const config = await client.discovery(new URL(house.issuer), app.id, undefined, client.ClientSecretJwt(secretOf(app.id)));
    const key = await keyOf('ES256', 'none');
    for (const way of ['plain', 'PAR'] as const) await flow(config, way, key);
  });

  test('RFC 9126 §5: a client that must push gets on with PAR alone', async () => {
    const app = await addSignedApp(house, 'oc-par', { ...over, alg: 'ES256', requests: { parRequired: true, signedObjectRequired: true, objectSigningAlg: 'ES256', objectUris: [] } });
    const key = await keyOf('ES256', `${app.id}-1`);
    const config = await client.discovery(new URL(house.issuer), app.id, undefined, client.PrivateKeyJwt(key));
    await flow(config, 'JAR in PAR', key);
    await assert.rejects(flow(config, 'plain', key), (error: client.AuthorizationResponseError) => error.error === 'invalid_request');
    await assert.rejects(flow(config, 'PAR', key), (error: client.ResponseBodyError) => error.error === 'invalid_request');
  });
});
