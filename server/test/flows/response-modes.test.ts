import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { fieldsOf, halfHash, openSuite, run, type Suite } from '../conformance/suite.ts';
import { pageOf } from './browser.ts';

describe('Response types and modes', () => {
  let suite: Suite;
  before(async () => { suite = await openSuite(); });
  after(() => suite.stop());
  const opened = async (jwt: string) => (await jwtVerify(jwt, createRemoteJWKSet(new URL(`${suite.house.origin}/.well-known/jwks.json`)), { issuer: suite.house.issuer, audience: suite.app.id })).payload;

  for (const [mode, place] of [['jwt', '?'], ['query.jwt', '?'], ['fragment.jwt', '#'], ['form_post.jwt', 'form']] as const) {
    test(`OAuth JARM §2.3: response_mode=${mode} answers with one signed JWT and nothing beside it`, async () => {
      const { answer } = await run(suite, { type: 'code', over: { response_mode: mode } });
      if (place === 'form') assert.equal(pageOf(answer), 'form-post');
      else assert.ok(answer.location?.startsWith(`${suite.app.redirectUri}${place}response=`));
      assert.deepEqual([...fieldsOf(answer).keys()], ['response']);
      const claims = await opened(fieldsOf(answer).get('response') ?? '');
      assert.equal(typeof claims['code'], 'string');
      assert.equal(claims['state'], 'st-'.padEnd(128, 'x'));
      assert.ok((claims.exp ?? 0) > Date.now() / 1000 && (claims.exp ?? 0) <= Date.now() / 1000 + 600);
    });
  }

  test('OAuth JARM §2.3: jwt means the fragment where tokens are answered, and errors go as a JWT too', async () => {
    const tokens = await run(suite, { type: 'id_token token', over: { response_mode: 'jwt' } });
    assert.ok(tokens.answer.location?.includes('#response='));
    assert.equal(typeof (await opened(tokens.fields.get('response') ?? ''))['access_token'], 'string');
    const refused = await run(suite, { type: 'code', over: { response_mode: 'jwt', prompt: 'none' } });
    assert.equal((await opened(refused.fields.get('response') ?? ''))['error'], 'login_required');
  });

  test('OAuth Multiple Response Types §5: tokens never stand in a query; the refusal goes through the fragment', async () => {
    for (const mode of ['query', 'query.jwt']) {
      const done = await run(suite, { type: 'id_token token', over: { response_mode: mode } });
      assert.ok(done.answer.location?.startsWith(`${suite.app.redirectUri}#`), mode);
      const answer: Readonly<Record<string, unknown>> = mode === 'query' ? Object.fromEntries(done.fields) : await opened(done.fields.get('response') ?? '');
      assert.deepEqual([answer['error'], done.fields.get('id_token')], ['invalid_request', null]);
    }
    assert.equal((await run(suite, { type: 'token' })).fields.get('error'), 'unauthorized_client', 'the client is not set to this type');
  });

  test('Seed row 161: an ID token by form_post needs no unsafe switch of the tenant; every other way through the browser does', async () => {
    const plain = await suite.house.house.storage.tenants.find(suite.house.house.defaultTenant.id);
    assert.ok(plain !== undefined);
    await suite.house.house.storage.tenants.replace({ ...plain, settings: { ...plain.settings, legacyFlows: [] } });
    try {
      assert.ok((await run(suite, { type: 'id_token', over: { response_mode: 'form_post' } })).idToken !== undefined);
      for (const type of ['id_token', 'id_token token', 'code id_token', 'code token', 'code id_token token'] as const) {
        const done = await run(suite, { type });
        assert.equal(done.fields.get('error'), 'unauthorized_client', type);
        assert.match(done.fields.get('error_description') ?? '', /off in this tenant/);
      }
      const metadata = (await (await fetch(`${suite.house.origin}/.well-known/openid-configuration`)).json()) as { readonly response_types_supported: readonly string[] };
      assert.deepEqual(metadata.response_types_supported, ['code', 'id_token']);
    } finally {
      await suite.house.house.storage.tenants.replace(plain);
    }
  });

  test('Seed row 162: an access token through the browser has no refresh token beside it, and its lifetime in seconds', async () => {
    const app = await suite.add('suite-token', { responseTypes: ['token'] });
    const { fields } = await run(suite, { type: 'token', app, over: { nonce: '', scope: 'openid offline_access' } });
    assert.deepEqual([fields.get('refresh_token'), fields.get('token_type'), fields.get('expires_in'), fields.get('id_token')], [null, 'Bearer', '86400', null]);
  });

  test('OIDC Core §3.3.2.11: s_hash vouches for the state that came with the ID token', async () => {
    const done = await run(suite, { type: 'code id_token', over: { state: 'short' } });
    assert.equal((await suite.verify(done.fields.get('id_token') ?? ''))['s_hash'], halfHash('short'));
  });

  test('OAuth Multiple Response Types §3: a word that stands twice, in other letters, or none, is no response type', async () => {
    for (const type of ['code code', 'Code', 'none', 'id_token  token', 'code foo']) {
      const done = await run(suite, { type: 'code', over: { response_type: type } });
      assert.equal(done.fields.get('error'), 'unsupported_response_type', type);
    }
  });

  test('OIDC Core §3.2.2.1: an ID token is not given where the scope lacks openid', async () => {
    const done = await run(suite, { type: 'id_token', over: { scope: 'profile' } });
    assert.deepEqual([done.fields.get('error'), done.answer.location?.includes('#')], ['invalid_scope', true]);
  });
});
