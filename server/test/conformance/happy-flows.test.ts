import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { call } from '../flows/app.ts';
import { pageOf } from '../flows/browser.ts';
import { everyType, fieldsOf, holdsAll, openSuite, plans, run, userinfo, type Suite } from './suite.ts';

const profileClaims = ['name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username', 'profile', 'picture', 'website', 'gender', 'birthdate', 'zoneinfo', 'locale', 'updated_at'];
const scopeClaims: Readonly<Record<string, readonly string[]>> = { profile: profileClaims, email: ['email', 'email_verified'], address: ['address'], phone: ['phone_number', 'phone_number_verified'] };

describe('OpenID conformance: happy flows', () => {
  let suite: Suite;
  before(async () => { suite = await openSuite(); });
  after(() => suite.stop());

  for (const type of everyType) {
    for (const mode of ['', 'form_post'] as const) {
      const title = `${type}${mode === '' ? '' : ', form_post'}`;
      test(`oidcc-server: ${title}: the whole flow with every detail held`, async () => {
        const done = await run(suite, { type, over: { response_mode: mode } });
        const claims = await holdsAll(suite, type, done);
        assert.equal(claims['nonce'], 'nonce-1');
        assert.ok(!('c_hash' in claims) || type.includes(' '));
        if (mode === 'form_post') assert.equal(pageOf(done.answer), 'form-post');
        else assert.ok(done.answer.location?.includes(type === 'code' ? '?' : '#'));
        if (done.accessToken !== undefined) assert.equal((await userinfo(suite, done.accessToken))['sub'], claims.sub);
        for (const secret of [done.fields.get('code'), done.fields.get('access_token')]) if (secret !== null) assert.ok(secret.length >= 40);
      });

      for (const [module, scope] of [
        ['oidcc-scope-profile', 'profile'], ['oidcc-scope-email', 'email'], ['oidcc-scope-address', 'address'], ['oidcc-scope-phone', 'phone'], ['oidcc-scope-all', 'profile email address phone'],
      ] as const) {
        test(`${module}: ${title}: the claims are at userinfo, or in the ID token where nothing else is issued`, async () => {
          const done = await run(suite, { type, over: { scope: `openid ${scope}`, response_mode: mode } });
          const idClaims = await holdsAll(suite, type, done);
          const claims = type === 'id_token' ? idClaims : await userinfo(suite, done.accessToken);
          for (const name of scope.split(' ').flatMap((one) => scopeClaims[one] ?? [])) assert.ok(claims[name] !== undefined && claims[name] !== null && claims[name] !== '', name);
          if (scope.includes('profile')) assert.equal(typeof claims['updated_at'], 'number');
          if (scope.includes('email')) assert.equal(claims['email_verified'], true);
          if (type !== 'id_token') assert.equal(idClaims['email'], undefined, 'not requested for the ID token');
        });
      }
    }

    test(`oidcc-alternate-happy-flow: ${type}: the order of scopes and parameters does not matter`, async () => {
      await holdsAll(suite, type, await run(suite, { type, over: { scope: 'phone address email profile openid', response_type: type.split(' ').reverse().join(' ') }, reversed: true }));
    });
    for (const [module, over] of [
      ['oidcc-display-page', { display: 'page' }], ['oidcc-display-popup', { display: 'popup' }], ['oidcc-ensure-request-with-unknown-parameter-succeeds', { extra: 'foobar' }],
      ['oidcc-ui-locales', { ui_locales: 'se' }], ['oidcc-claims-locales', { claims_locales: 'se' }], ['oidcc-login-hint', { login_hint: 'buffy@suite.example' }],
    ] as const) {
      test(`${module}: ${type}: it is no error`, async () => { await holdsAll(suite, type, await run(suite, { type, over })); });
    }
    test(`oidcc-ensure-request-with-acr-values-succeeds: ${type}: acr is one of those that discovery lists`, async () => {
      const metadata = await (await fetch(`${suite.house.origin}/.well-known/openid-configuration`)).json() as { readonly acr_values_supported: readonly string[] };
      const claims = await holdsAll(suite, type, await run(suite, { type, over: { acr_values: metadata.acr_values_supported.join(' ') } }));
      assert.ok(metadata.acr_values_supported.includes(String(claims['acr'])));
    });
    test(`oidcc-claims-essential: ${type}: a claim that was asked for by name comes where it was asked for, and nowhere else`, async () => {
      const at = type === 'id_token' ? 'id_token' : 'userinfo';
      const done = await run(suite, { type, over: { claims: JSON.stringify({ [at]: { name: { essential: true } } }) } });
      const idClaims = await holdsAll(suite, type, done);
      if (type === 'id_token') assert.equal(idClaims['name'], 'Suite Person');
      else {
        assert.equal((await userinfo(suite, done.accessToken))['name'], 'Suite Person');
        assert.equal(idClaims['name'], undefined);
      }
    });
  }

  for (const type of ['code', 'code token'] as const) {
    test(`oidcc-ensure-request-without-nonce-succeeds-for-code-flow: ${type}: no nonce comes either`, async () => {
      assert.equal((await holdsAll(suite, type, await run(suite, { type, over: { nonce: '' } })))['nonce'], undefined);
    });
  }
  for (const type of ['id_token', 'id_token token', 'code id_token', 'code id_token token'] as const) {
    test(`oidcc-ensure-request-without-nonce-fails: ${type}: invalid_request in the fragment`, async () => {
      const done = await run(suite, { type, over: { nonce: '' } });
      assert.ok(done.answer.location?.startsWith(`${suite.app.redirectUri}#`));
      assert.equal(done.fields.get('error'), 'invalid_request');
      assert.match(done.fields.get('error_description') ?? '', /nonce/);
    });
  }
  test('oidcc-ensure-post-request-succeeds: a form from another site starts the same flow', async () => {
    await holdsAll(suite, 'code', await run(suite, { type: 'code', method: 'POST' }));
  });
  for (const type of ['code', ...plans.hybrid] as const) {
    test(`oidcc-server-client-secret-post: ${type}: the same with credentials in the body`, async () => {
      await holdsAll(suite, type, { ...(await run(suite, { type, app: suite.post })), app: suite.post });
    });
    test(`oidcc-codereuse: ${type}: the second use of a code is invalid_grant`, async () => {
      const done = await run(suite, { type });
      const again = await call(suite.house.origin, '/oauth/token', { app: suite.app, fields: { grant_type: 'authorization_code', code: done.fields.get('code') ?? '', redirect_uri: suite.app.redirectUri } });
      assert.deepEqual([again.status, again.body['error']], [400, 'invalid_grant']);
    });
    test(`oidcc-codereuse-30seconds: ${type}: and it ends the access token of the first`, async () => {
      const done = await run(suite, { type });
      await call(suite.house.origin, '/oauth/token', { app: suite.app, fields: { grant_type: 'authorization_code', code: done.fields.get('code') ?? '', redirect_uri: suite.app.redirectUri } });
      const response = await fetch(`${suite.house.origin}/userinfo`, { headers: { authorization: `Bearer ${done.tokens?.body['access_token'] ?? ''}` } });
      assert.equal(response.status, 401);
    });
  }
  for (const type of ['code', ...plans.implicit, ...plans.hybrid] as const) {
    if (type === 'id_token') continue;
    test(`oidcc-userinfo-get: ${type}: sub is that of the ID token`, async () => {
      const done = await run(suite, { type });
      assert.equal((await userinfo(suite, done.accessToken))['sub'], (await suite.verify(done.idToken ?? '')).sub);
    });
    test(`oidcc-userinfo-post-header: ${type}: POST with the token in the header and an empty body`, async () => {
      const done = await run(suite, { type });
      assert.equal((await fetch(`${suite.house.origin}/userinfo`, { method: 'POST', headers: { authorization: `Bearer ${done.accessToken ?? ''}` } })).status, 200);
    });
    test(`oidcc-userinfo-post-body: ${type}: POST with the token in a form`, async () => {
      const done = await run(suite, { type });
      assert.equal((await fetch(`${suite.house.origin}/userinfo`, { method: 'POST', body: new URLSearchParams({ access_token: done.accessToken ?? '' }) })).status, 200);
    });
  }
  test('oidcc-response-type-missing: an error goes back in the query, and nothing is taken for granted', async () => {
    const done = await run(suite, { type: 'code', over: { response_type: '' } });
    assert.equal(fieldsOf(done.answer).get('error'), 'invalid_request');
    assert.ok(done.answer.location?.startsWith(`${suite.app.redirectUri}?`));
  });
});
