import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { generateKeyPair, exportJWK, type CryptoKey } from 'jose';
import * as client from 'openid-client';
import { clientDefaults } from '../../src/protocol/client/client-defaults.ts';
import type { AnswerFormats } from '../../src/protocol/client/client-policies.ts';
import type { Client } from '../../src/protocol/client/client.ts';
import { addApp, switchOn } from '../flows/arrangements.ts';
import { signIn, type App } from '../flows/app.ts';
import { people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';

let house: RunningHouse;
let keys: { readonly publicKey: CryptoKey; readonly privateKey: CryptoKey };
before(async () => {
  house = await startHouse({ https: true });
  await switchOn(house, 'shared_secret_signing');
  keys = await generateKeyPair('ECDH-ES+A128KW', { extractable: true });
});
after(() => house.stop());

const formats = (over: Partial<AnswerFormats>): AnswerFormats => ({ ...clientDefaults.formats, ...over });
const encryption = { alg: 'ECDH-ES+A128KW', enc: 'A256GCM' };

async function configured(id: string, over: Partial<Client>, metadata: Partial<client.ClientMetadata>) {
  const jwk = { ...(await exportJWK(keys.publicKey)), use: 'enc', alg: encryption.alg, kid: 'mine' };
  const app = await addApp(house, id, { keys: { jwks: [jwk], jwksUri: undefined }, ...over });
  const config = await client.discovery(new URL(house.issuer), app.id, { client_secret: app.secret ?? '', ...metadata }, client.ClientSecretPost(app.secret));
  client.enableDecryptingResponses(config, [encryption.enc], { key: keys.privateKey, kid: 'mine', alg: encryption.alg });
  return { app, config };
}

async function signedIn(config: client.Configuration, app: App) {
  const [verifier, state, nonce] = [client.randomPKCECodeVerifier(), client.randomState(), client.randomNonce()];
  const url = client.buildAuthorizationUrl(config, { redirect_uri: app.redirectUri, scope: 'openid email offline_access', code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', state, nonce });
  const answer = await signIn(house.browser(), url.href.slice(house.origin.length), people.alice);
  return client.authorizationCodeGrant(config, new URL(answer.location ?? ''), { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce });
}

describe('openid-client 6, unmodified: forms of answers', () => {
  test('OIDC Core §10.2: encrypted ID token, encrypted and signed userinfo, refresh', async () => {
    const { app, config } = await configured('oc-encrypted', { idTokenAlg: 'ES256', formats: formats({ idTokenEncryption: encryption, userinfoSigningAlg: 'PS256', userinfoEncryption: encryption }) }, { id_token_signed_response_alg: 'ES256', userinfo_signed_response_alg: 'PS256' });
    const tokens = await signedIn(config, app);
    assert.equal(tokens.id_token?.split('.').length, 5);
    assert.equal(tokens.claims()?.['email'], people.alice.email);
    assert.equal((await client.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')).email, people.alice.email);
    assert.equal((await client.refreshTokenGrant(config, tokens.refresh_token ?? '')).claims()?.sub, tokens.claims()?.sub);
  });

  test('OIDC Core §5.3.2: signed userinfo, and introspection as a JWT', async () => {
    const { app, config } = await configured('oc-signed', { formats: formats({ userinfoSigningAlg: 'RS256', introspectionSigningAlg: 'ES256' }) }, { userinfo_signed_response_alg: 'RS256', introspection_signed_response_alg: 'ES256' });
    const tokens = await signedIn(config, app);
    assert.equal((await client.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')).email, people.alice.email);
    const told = await client.tokenIntrospection(config, tokens.access_token);
    assert.deepEqual([told.active, told.client_id], [true, app.id]);
  });

  test('RFC 9701 §6: introspection that is signed and encrypted', async () => {
    const { app, config } = await configured('oc-introspection', { formats: formats({ introspectionSigningAlg: 'RS256', introspectionEncryption: encryption }) }, { introspection_signed_response_alg: 'RS256' });
    assert.equal((await client.tokenIntrospection(config, (await signedIn(config, app)).access_token)).active, true);
  });

  for (const encrypted of [false, true]) {
    test(`OAuth JARM §2.2: answers that are signed${encrypted ? ' and encrypted' : ''}`, async () => {
      const { app, config } = await configured(`oc-jarm-${String(encrypted)}`, { formats: formats({ responseSigningAlg: 'PS256', responseEncryption: encrypted ? encryption : undefined }) }, { authorization_signed_response_alg: 'PS256' });
      client.useJwtResponseMode(config);
      assert.equal((await signedIn(config, app)).claims()?.['email'], people.alice.email);
    });
  }

  test('OIDC Core §10.1: HS256 with the client secret, for ID token and userinfo', async () => {
    const { app, config } = await configured('oc-hs256', { idTokenAlg: 'HS256', legacyFlows: ['shared_secret_signing'], formats: formats({ userinfoSigningAlg: 'RS256' }) }, { id_token_signed_response_alg: 'HS256', userinfo_signed_response_alg: 'RS256' });
    const tokens = await signedIn(config, app);
    assert.equal(tokens.claims()?.['email'], people.alice.email);
    assert.equal((await client.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')).email, people.alice.email);
  });

  test('OIDC Core §8: a pairwise subject is the same in the ID token and at userinfo', async () => {
    const { app, config } = await configured('oc-pairwise', { subject: { type: 'pairwise', sector: 'rp.example', sectorIdentifierUri: undefined } }, {});
    const tokens = await signedIn(config, app);
    const sub = tokens.claims()?.sub ?? '';
    assert.ok(!sub.includes('|'));
    assert.equal((await client.fetchUserInfo(config, tokens.access_token, sub)).sub, sub);
  });
});
