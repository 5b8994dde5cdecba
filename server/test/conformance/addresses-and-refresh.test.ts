import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { call, newPkce, refresh } from '../flows/app.ts';
import { pageOf, reasonOf } from '../flows/browser.ts';
import { MovableClock } from '../flows/clock.ts';
import { addSignedApp, callSigned } from '../flows/signed-app.ts';
import { holdsAll, openSuite, plans, run, type Suite } from './suite.ts';

const types = ['code', ...plans.hybrid] as const;

describe('OpenID conformance: addresses, refresh tokens, PKCE, discovery', () => {
  let suite: Suite;
  const clock = new MovableClock();
  before(async () => { suite = await openSuite({ clock }); });
  after(() => suite.stop());

  for (const type of types) {
    test(`oidcc-refresh-token: ${type}: a new ID token of the same sign-in, for this client alone`, async () => {
      const done = await run(suite, { type, over: { scope: 'openid offline_access', prompt: 'consent' } });
      const before = await holdsAll(suite, type, done);
      const token = done.tokens?.body['refresh_token'] ?? '';
      assert.ok(token.length >= 40);
      clock.advance(2);
      const second = await refresh(suite.house.origin, suite.app, token);
      assert.equal(second.status, 200);
      assert.match(second.headers.get('cache-control') ?? '', /no-store/);
      const claims = await suite.verify(second.body['id_token'] ?? '');
      assert.deepEqual([claims.iss, claims.sub, claims.aud, claims['auth_time']], [before.iss, before.sub, before.aud, before['auth_time']]);
      assert.ok(Number(claims.iat) > Number(before.iat));
      const third = await refresh(suite.house.origin, suite.app, { refresh_token: second.body['refresh_token'] ?? '', scope: 'openid' });
      assert.equal(third.status, 200);
      const stolen = await refresh(suite.house.origin, suite.second, third.body['refresh_token'] ?? '');
      assert.deepEqual([stolen.status, stolen.body['error']], [400, 'invalid_grant']);
      assert.equal((await refresh(suite.house.origin, suite.app, third.body['refresh_token'] ?? '')).status, 200, 'the theft cost the owner nothing');
    });
  }

  for (const type of types) {
    test(`oidcc-ensure-request-with-valid-pkce-succeeds: ${type}: a confidential client may use it`, async () => {
      const pkce = newPkce();
      const done = await run(suite, { type, over: { code_challenge: pkce.challenge, code_challenge_method: 'S256' } });
      assert.equal(done.tokens?.body['error'], 'invalid_grant', 'without the verifier');
      const tokens = await call(suite.house.origin, '/oauth/token', { app: suite.app, fields: { grant_type: 'authorization_code', code: done.fields.get('code') ?? '', redirect_uri: suite.app.redirectUri, code_verifier: pkce.verifier } });
      assert.equal(tokens.status, 200);
    });
  }

  test('oidcc-ensure-redirect-uri-in-authorization-request: an error page where none was sent', async () => {
    const two = await suite.add('suite-uris', { redirectUris: ['https://suite.example/one', 'https://suite.example/two'] });
    const done = await run(suite, { type: 'code', app: two, over: { redirect_uri: '' } });
    assert.deepEqual([done.answer.location, pageOf(done.answer), reasonOf(done.answer)], [undefined, 'error', 'redirect_uri.missing']);
  });
  test('oidcc-redirect-uri-query-OK: a registered query stays, and the answer is added to it', async () => {
    const app = await suite.add('suite-query', { redirectUris: ['https://suite.example/cb?foo=bar'] });
    const done = await run(suite, { type: 'code', app });
    assert.ok(done.answer.location?.startsWith('https://suite.example/cb?foo=bar&code='));
    assert.equal(done.tokens?.status, 200);
  });
  for (const [module, registered, sent] of [
    ['oidcc-redirect-uri-query-mismatch', 'https://suite.example/cb?foo=bar', 'https://suite.example/cb?bar=foo'],
    ['oidcc-redirect-uri-query-added', 'https://suite.example/plain', 'https://suite.example/plain?foo=bar'],
  ] as const) {
    test(`${module}: an error page`, async () => {
      const app = await suite.add(`suite-${module}`, { redirectUris: [registered] });
      const done = await run(suite, { type: 'code', app, over: { redirect_uri: sent } });
      assert.deepEqual([done.answer.location, pageOf(done.answer)], [undefined, 'error']);
    });
  }
  test('oidcc-idtoken-signature: RS256 with a kid where the client said nothing', async () => {
    const { idToken = '' } = await run(suite, { type: 'code' });
    const header = JSON.parse(Buffer.from(idToken.split('.')[0] ?? '', 'base64url').toString()) as Record<string, unknown>;
    assert.deepEqual([header['alg'], typeof header['kid']], ['RS256', 'string']);
  });
  test('oidcc-idtoken-rs256: RS256 where the client asked for it', async () => {
    const app = await suite.add('suite-rs256', { idTokenAlg: 'RS256' });
    const done = await run(suite, { type: 'code', app });
    await suite.verify(done.idToken ?? '', app);
  });
  for (const alg of ['ES256', 'HS256']) {
    test(`oidcc-ensure-client-assertion-with-iss-aud-succeeds: ${alg}: the issuer is an audience, as the token endpoint is for a client that is set so`, async () => {
      const app = await addSignedApp(suite.house, `suite-assertion-${alg}`, { alg, profile: 'oidc', requiresPkce: false, assertions: { signingAlg: undefined, audience: 'endpoints' } });
      for (const aud of [suite.house.issuer, `${suite.house.issuer}oauth/token`]) {
        const answer = await callSigned(suite.house.origin, '/oauth/token', { fields: { grant_type: 'client_credentials' }, assertion: app.assertion({ claims: { aud } }) });
        assert.equal(answer.status, 200, JSON.stringify(answer.body));
      }
    });
  }
  test('oidcc-server-rotate-keys: the new key is published, and the old one still is', async () => {
    const kids = async () => ((await (await fetch(`${suite.house.origin}/.well-known/jwks.json`)).json()) as { readonly keys: readonly { readonly kid: string; readonly use: string; readonly d?: string; readonly k?: string }[] }).keys;
    const before = await kids();
    const { idToken = '' } = await run(suite, { type: 'code' });
    await suite.house.house.keys.rotate(suite.house.house.defaultTenant);
    const after = await kids();
    assert.ok(after.some(({ kid }) => !before.some((one) => one.kid === kid)));
    assert.equal(new Set(after.map(({ kid }) => kid)).size, after.length);
    assert.ok(after.every((key) => key.d === undefined && key.k === undefined));
    await suite.verify(idToken);
  });
  test('oidcc-discovery-endpoint-verification: what the document must say for the dynamic profile', async () => {
    const metadata = (await (await fetch(`${suite.house.origin}/.well-known/openid-configuration`)).json()) as Record<string, readonly string[] & string>;
    assert.equal(metadata['issuer'], suite.house.issuer);
    assert.ok(metadata['id_token_signing_alg_values_supported']?.includes('RS256'));
    assert.ok(metadata['scopes_supported']?.includes('openid'));
    for (const type of ['code', 'id_token', 'id_token token']) assert.ok(metadata['response_types_supported']?.includes(type), type);
    for (const member of ['claims_supported', 'subject_types_supported', 'jwks_uri', 'authorization_endpoint', 'token_endpoint', 'userinfo_endpoint']) assert.ok(member in metadata, member);
  });
});
