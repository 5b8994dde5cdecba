import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { keyOfSecret, openWith, recipientOf } from '../flows/encryption-keys.ts';
import { setTenant } from '../flows/arrangements.ts';
import type { App } from '../flows/app.ts';
import { register, type Metadata } from '../endpoints/registration/registrar.ts';
import { startPlain, type Listener } from '../outbound/listeners.ts';
import { openSuite, run, type Suite } from './suite.ts';

const redirectUri = 'https://suite.example/test/a/gatehouse/callback';

describe('OpenID conformance: forms of answers', () => {
  let suite: Suite;
  let listed: readonly string[] = [redirectUri];
  let documents: Listener;
  before(async () => {
    documents = await startPlain((_request, response) => { response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(listed)); });
    suite = await openSuite({ outboundAllow: `127.0.0.1:${documents.port}` });
    await setTenant(suite.house, { registration: 'open' });
  });
  after(async () => { await suite.stop(); await documents.stop(); });

  const registered = async (metadata: Metadata): Promise<App> => {
    const { status, body } = await register(suite.house, { redirect_uris: [redirectUri], client_name: 'Module', ...metadata });
    assert.equal(status, 201, JSON.stringify(body));
    return { id: String(body['client_id']), secret: String(body['client_secret']), method: 'client_secret_basic', redirectUri };
  };
  const discovered = async () => (await fetch(`${suite.house.origin}/.well-known/openid-configuration`)).json() as Promise<Record<string, readonly string[]>>;
  const userinfo = (token: string | undefined) => fetch(`${suite.house.origin}/userinfo`, { headers: { authorization: `Bearer ${token ?? ''}` } });

  test('oidcc-userinfo-rs256: userinfo answers application/jwt with iss and aud, signed with RS256, without a nonce', async () => {
    assert.ok((await discovered())['userinfo_signing_alg_values_supported']?.includes('RS256'));
    const app = await registered({ userinfo_signed_response_alg: 'RS256' });
    const done = await run(suite, { type: 'code', app, over: { scope: 'openid email' } });
    const answer = await userinfo(done.accessToken);
    assert.equal(answer.headers.get('content-type'), 'application/jwt');
    const { payload } = await jwtVerify(await answer.text(), createRemoteJWKSet(new URL(`${suite.house.origin}/.well-known/jwks.json`)), { issuer: suite.house.issuer, audience: app.id, algorithms: ['RS256'] });
    assert.deepEqual([payload.sub, payload['nonce'], payload['email']], [(await suite.verify(done.idToken ?? '', app)).sub, undefined, 'suite@example.com']);
  });

  test('oidcc-registration-sector-uri: pairwise with a document that lists the redirect URI: registered, and the sub is of the sector', async () => {
    assert.deepEqual((await discovered())['subject_types_supported'], ['public', 'pairwise']);
    const metadata = { subject_type: 'pairwise', sector_identifier_uri: `${documents.url}/sector.json` };
    const [one, two] = [await registered(metadata), await registered({ ...metadata, client_name: 'Sibling' })];
    const subs = await Promise.all([one, two, suite.app].map(async (app) => (await suite.verify((await run(suite, { type: 'code', app })).idToken ?? '', app)).sub));
    assert.ok(subs[0] === subs[1] && subs[0] !== subs[2]);
  });

  test('oidcc-registration-sector-bad: a document that lacks the redirect URI is invalid_client_metadata', async () => {
    listed = ['https://suite.example/other'];
    const { status, body } = await register(suite.house, { redirect_uris: [redirectUri], subject_type: 'pairwise', sector_identifier_uri: `${documents.url}/bad.json` });
    assert.deepEqual([status, body['error']], [400, 'invalid_client_metadata']);
  });

  test('OIDC Registration §2: encryption to a registered key, and with the secret that registration gave', async () => {
    const ec = await recipientOf('ECDH-ES');
    const byKey = await registered({ id_token_encrypted_response_alg: 'ECDH-ES', jwks: { keys: [ec.jwk] } });
    const opened = await ec.open((await run(suite, { type: 'code', app: byKey })).idToken);
    assert.equal((await suite.verify(opened.text, byKey)).aud, byKey.id);
    const bySecret = await registered({ id_token_encrypted_response_alg: 'dir', id_token_encrypted_response_enc: 'A256GCM' });
    const inner = await openWith((await run(suite, { type: 'code', app: bySecret })).idToken, keyOfSecret(bySecret.secret, 32));
    assert.equal((await suite.verify(inner.text, bySecret)).aud, bySecret.id);
  });

  test('OIDC Registration §2: no secret, no key, no encryption; and nobody registers HS256', async () => {
    for (const metadata of [
      { id_token_encrypted_response_alg: 'dir', token_endpoint_auth_method: 'none' }, { id_token_encrypted_response_alg: 'RSA-OAEP-256' }, { userinfo_encrypted_response_alg: 'RSA1_5' },
      { id_token_signed_response_alg: 'HS256' }, { userinfo_signed_response_alg: 'HS256' }, { id_token_signed_response_alg: 'none' },
    ]) assert.equal((await register(suite.house, { redirect_uris: [redirectUri], ...metadata })).status, 400, JSON.stringify(metadata));
  });

  test('OIDC Discovery §3: HS256 is spoken of where the tenant has it on, and nowhere else', async () => {
    const names = ['id_token', 'userinfo', 'authorization', 'introspection'].map((name) => `${name}_signing_alg_values_supported`);
    for (const name of names) assert.deepEqual([(await discovered())[name]?.includes('HS256'), (await discovered())[name]?.includes('none')], [false, false]);
    await setTenant(suite.house, { legacyFlows: ['shared_secret_signing'] });
    for (const name of names) assert.ok((await discovered())[name]?.includes('HS256'));
  });
});
