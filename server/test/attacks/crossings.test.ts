import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { logoutToken } from '../../src/protocol/logout/logout-token.ts';
import { answerOf, authorizeUrl, call, claimsOf, newPkce, refresh, signIn, tokensFor, type App } from '../flows/app.ts';
import { addApi, addApp, setTenant, switchOn } from '../flows/arrangements.ts';
import { pageOf, type Browser } from '../flows/browser.ts';
import { api, apiEs, apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';
import { strangerOf } from '../jose/foreign-keys.ts';
import { addSignedApp, callSigned, type SignedApp } from '../flows/signed-app.ts';

let house: RunningHouse;
let web: App;
let signs: SignedApp;
let browser: Browser;
before(async () => {
  house = await startHouse();
  const exchange = { audiences: [api], delegation: true, impersonation: true };
  web = await addApp(house, 'crossing', { grantTypes: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:token-exchange', 'urn:ietf:params:oauth:grant-type:device_code'], requiresPkce: false, exchange, legacyFlows: ['tokeninfo'] });
  await switchOn(house, 'tokeninfo');
  signs = await addSignedApp(house, 'crossing-signs');
  browser = house.browser();
});
after(() => house.stop());

type Kind = 'ID token' | 'JWT access token' | 'opaque access token' | 'refresh token' | 'code' | 'logout token' | 'JARM answer' | 'client assertion' | 'request object' | 'device code' | 'session';
type Values = Readonly<Record<Kind, string>>;

/** One of everything that this server or an application of it makes for one person and one application. */
async function oneOfEach(): Promise<Values> {
  const { defaultTenant: tenant, keys, clock } = house.house;
  const { body: jwt } = await tokensFor(browser, { app: web, person: people.alice }, { audience: api, scope: 'openid offline_access read:things' });
  const { body: opaque } = await tokensFor(browser, { app: web, person: people.alice }, { scope: 'openid' });
  const code = answerOf(await signIn(browser, authorizeUrl(web, newPkce(), { code_challenge: '', code_challenge_method: '' }), people.alice)).get('code') ?? '';
  const jarm = answerOf(await signIn(browser, authorizeUrl(web, newPkce(), { response_mode: 'jwt' }), people.alice)).get('response') ?? '';
  const { sub, sid } = claimsOf(jwt['id_token']);
  const logout = await keys.sign(tenant, 'RS256', logoutToken({ clientId: web.id, sub: String(sub), sid: String(sid) }, { tenant, now: clock.now() }));
  const device = await call(house.origin, '/oauth/device/code', { app: web, fields: { scope: 'openid' } });
  return {
    'ID token': jwt['id_token'] ?? '', 'JWT access token': jwt['access_token'] ?? '', 'opaque access token': opaque['access_token'] ?? '', 'refresh token': jwt['refresh_token'] ?? '', code, 'logout token': logout, 'JARM answer': jarm,
    'client assertion': signs.assertion(), 'request object': signs.requestObject({ sub: signs.id, jti: randomUUID() }), 'device code': device.body['device_code'] ?? '', session: browser.cookie('gatehouse_session') ?? '',
  };
}

/** A place where something is shown: what it is for, and whether it was taken. */
interface Place { readonly name: string; readonly takes: readonly Kind[]; readonly show: (value: string) => Promise<boolean> }
const exchangeType = 'urn:ietf:params:oauth:grant-type:token-exchange';
const token = (fields: Record<string, string>) => call(house.origin, '/oauth/token', { app: web, fields }).then(({ status }) => status === 200);
const exchanged = (type: string) => (value: string) => token({ grant_type: exchangeType, subject_token: value, subject_token_type: `urn:ietf:params:oauth:token-type:${type}`, audience: api });
const places: readonly Place[] = [
  { name: '/userinfo', takes: ['JWT access token', 'opaque access token'], show: async (value) => (await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${value}` } })).status === 200 },
  { name: 'introspection', takes: ['JWT access token', 'opaque access token', 'refresh token'], show: async (value) => ((await call(house.origin, '/oauth2/introspect', { app: web, fields: { token: value } })).body as unknown as { readonly active: boolean }).active },
  { name: 'grant_type=refresh_token', takes: ['refresh token'], show: (value) => token({ grant_type: 'refresh_token', refresh_token: value }) },
  { name: 'grant_type=authorization_code', takes: ['code'], show: (value) => token({ grant_type: 'authorization_code', code: value, redirect_uri: web.redirectUri }) },
  { name: 'grant_type=device_code', takes: ['device code'], show: async (value) => !['invalid_grant', 'invalid_request'].includes((await call(house.origin, '/oauth/token', { app: web, fields: { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: value } })).body['error'] ?? '') },
  { name: 'exchange of an access token', takes: ['JWT access token', 'opaque access token'], show: exchanged('access_token') },
  { name: 'exchange of a refresh token', takes: ['refresh token'], show: exchanged('refresh_token') },
  { name: 'exchange of an ID token', takes: ['ID token'], show: exchanged('id_token') },
  { name: 'id_token_hint at /authorize', takes: ['ID token'], show: async (value) => answerOf(await browser.get(authorizeUrl(web, newPkce(), { prompt: 'none', id_token_hint: value }))).get('error') === null },
  { name: 'id_token_hint at /oidc/logout', takes: ['ID token'], show: async (value) => pageOf(await browser.clone().get(`/oidc/logout?${new URLSearchParams({ id_token_hint: value, client_id: web.id }).toString()}`)) !== 'logout' },
  { name: '/tokeninfo', takes: ['ID token'], show: async (value) => (await fetch(`${house.origin}/tokeninfo`, { method: 'POST', body: new URLSearchParams({ id_token: value }) })).status === 200 },
  { name: 'client_assertion', takes: ['client assertion'], show: async (value) => (await callSigned(house.origin, '/oauth/revoke', { assertion: value, fields: { token: 'x' } })).status === 200 },
  { name: 'session cookie', takes: ['session'], show: async (value) => { const other = house.browser(); other.setCookie('gatehouse_session', value); return answerOf(await other.get(authorizeUrl(web, newPkce(), { prompt: 'none' }))).get('error') === null; } },
];

describe('A089 RFC 8725 §3.12: everything is good for what it is', () => {
  for (const place of places) {
    test(`A089 RFC 8725 §3.12: ${place.name} takes ${place.takes.join(' and ')}, and nothing else`, async () => {
      const values = await oneOfEach();
      // What is right is shown last: it may be spent by it.
      for (const [kind, value] of Object.entries(values)) {
        assert.notEqual(value, '', kind);
        if (!place.takes.includes(kind as Kind)) assert.equal(await place.show(value), false, kind);
      }
      for (const kind of place.takes) assert.equal(await place.show(values[kind]), true, kind);
    });
  }
});

describe('A089 RFC 7523 §3: nothing of ours is a foreign assertion', () => {
  test('A089 RFC 7523 §3: where the keys of this server, or of an application, are trusted for assertions, what they sign for other ends is none', async () => {
    const app = await addApp(house, 'bears', { grantTypes: ['urn:ietf:params:oauth:grant-type:jwt-bearer'] });
    const { keys } = (await (await fetch(`${house.issuer}.well-known/jwks.json`)).json()) as { readonly keys: readonly Readonly<Record<string, unknown>>[] };
    const rules = { jwksUri: undefined, subjectMapping: 'client', audiences: [api] } as const;
    await setTenant(house, { trustedIssuers: [{ ...rules, issuer: house.issuer, jwks: keys.filter(({ use }) => use === 'sig') }, { ...rules, issuer: signs.id, jwks: [{ ...strangerOf('ES256').jwk, kid: `${signs.id}-1` }] }] });
    for (const [kind, value] of Object.entries(await oneOfEach())) {
      // This one is told apart by nothing but whom an administrator trusts: both kinds of assertion are one format.
      if (kind === 'client assertion') continue;
      const refused = await call(house.origin, '/oauth/token', { app, fields: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: value, audience: api } });
      assert.deepEqual([refused.status, refused.body['error']], [400, 'invalid_grant'], `${kind} ${refused.body['error_description'] ?? ''}`);
      if (kind === 'request object' || kind === 'logout token') assert.match(refused.body['error_description'] ?? '', /Expected: typ JWT or authorization-grant\+jwt/);
    }
  });
});

describe('A090 RFC 9068 §4: the token of one resource is none of another', () => {
  test('A090 RFC 9068 §4: a token for API A, or for userinfo alone, says nothing to who acts for API B', async () => {
    await addApi(house, 'https://b.example', { introspectors: ['m2m'] });
    await addApi(house, 'https://a.example');
    const activeAtB = async (value: string | undefined) => ((await call(house.origin, '/oauth2/introspect', { app: apps.m2m, fields: { token: value ?? '' } })).body as unknown as { readonly active: boolean }).active;
    const of = async (over: Record<string, string>) => (await tokensFor(browser, { app: web, person: people.alice }, over)).body['access_token'];
    for (const [over, active] of [[{ audience: 'https://a.example', scope: 'openid read:things' }, false], [{ scope: 'openid' }, false], [{ audience: 'https://b.example', scope: 'read:things' }, true]] as const) {
      const value = await of(over);
      assert.equal(await activeAtB(value), active);
      if (value?.includes('.') === true) assert.equal([claimsOf(value)['aud']].flat().includes('https://b.example'), active);
    }
  });

  test('A090 RFC 9068 §4: a token for an API without openid is refused at userinfo, of either form', async () => {
    for (const audience of [api, apiEs]) {
      const { body } = await tokensFor(browser, { app: web, person: people.alice }, { audience, scope: 'read:things' });
      const answer = await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${body['access_token'] ?? ''}` } });
      assert.equal(answer.status, 403);
      assert.match(answer.headers.get('www-authenticate') ?? '', /insufficient_scope/);
    }
  });
});

describe('A092 RFC 7519 §4.1.4: times of tokens, under a genuine signature', () => {
  /** A token of this house whose times somebody could choose. */
  const timed = async (claims: Record<string, unknown>) => {
    const { body } = await tokensFor(browser, { app: web, person: people.alice }, { audience: api, scope: 'openid offline_access' });
    return { refreshToken: body['refresh_token'] ?? '', value: await house.house.keys.sign(house.house.defaultTenant, 'RS256', { typ: 'JWT', claims: { ...claimsOf(body['access_token']), ...claims } }) };
  };
  const taken = async (value: string) => [(await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${value}` } })).status, ((await call(house.origin, '/oauth2/introspect', { app: web, fields: { token: value } })).body as unknown as { readonly active: boolean }).active];

  test('A092 RFC 7519 §4.1.4: exp in the past, of another form or missing is refused everywhere; nothing is added for clocks that differ', async () => {
    const now = house.house.clock.now();
    for (const exp of [now - 1, now - 61, 0, -1, now + 60.5, String(now + 60), null, undefined, true, [now + 60], 1e308, Number.MAX_SAFE_INTEGER + 1]) {
      const { value, refreshToken } = await timed({ exp });
      assert.deepEqual(await taken(value), [401, false], String(exp));
      assert.equal((await refresh(house.origin, web, refreshToken)).status, 200, 'the grant is alive');
    }
    assert.deepEqual(await taken((await timed({ exp: now + 3600 })).value), [200, true]);
  });

  test('A092 RFC 7519 §4.1.5: nbf and iat of another form are refused', async () => {
    for (const times of [{ nbf: 'x' }, { nbf: 1.5 }, { nbf: -1 }, { nbf: [1] }, { iat: 'x' }, { iat: 1.5 }, { iat: -1 }]) assert.deepEqual(await taken((await timed(times)).value), [401, false], JSON.stringify(times));
  });
});
