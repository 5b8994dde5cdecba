import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { clientDefaults } from '../../src/protocol/client/client-defaults.ts';
import { addApp, switchOn } from '../flows/arrangements.ts';
import { answerOf, authorizeUrl, call, claimsOf, newPkce, signIn, tokensFor, type App, type Fields } from '../flows/app.ts';
import { recipientOf } from '../flows/encryption-keys.ts';
import { api, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';

const exchangeType = 'urn:ietf:params:oauth:grant-type:token-exchange';
let house: RunningHouse;
let app: App;
before(async () => {
  house = await startHouse();
  await switchOn(house, 'hybrid', 'implicit', 'shared_secret_signing');
  app = await addApp(house, 'every-kind', {
    grantTypes: ['authorization_code', 'refresh_token', exchangeType], exchange: { audiences: [api], delegation: false, impersonation: true },
    formats: { ...clientDefaults.formats, userinfoSigningAlg: 'RS256', responseSigningAlg: 'RS256' },
  });
});
after(() => house.stop());

const userinfo = (token: string) => fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${token}` } });

/** One JWT of each kind, all signed by the tenant, all for one application and one person. */
async function everyKind(): Promise<Readonly<Record<string, string>>> {
  const browser = house.browser();
  const { body } = await tokensFor(browser, { app, person: people.alice }, { audience: api, scope: 'openid email offline_access' });
  const jarm = answerOf(await signIn(browser, authorizeUrl(app, newPkce(), { response_mode: 'query.jwt' }), people.alice)).get('response') ?? '';
  const introspection = await fetch(`${house.origin}/oauth2/introspect`, {
    method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/token-introspection+jwt' }, body: new URLSearchParams({ client_id: app.id, client_secret: app.secret ?? '', token: body['access_token'] ?? '' }),
  });
  const { keys, defaultTenant: tenant, clock } = house.house;
  const logout = await keys.sign(tenant, 'RS256', { typ: 'logout+jwt', claims: { iss: tenant.issuer, aud: app.id, sub: claimsOf(body['id_token'])['sub'], iat: clock.now(), exp: clock.now() + 120, jti: 'x', events: { 'http://schemas.openid.net/event/backchannel-logout': {} } } });
  return { access_token: body['access_token'] ?? '', refresh_token: body['refresh_token'] ?? '', id_token: body['id_token'] ?? '', userinfo: await (await userinfo(body['access_token'] ?? '')).text(), introspection: await introspection.text(), jarm, logout };
}

describe('A089 RFC 8725 §3.12: each kind of token at the door of each other', () => {
  let all: Readonly<Record<string, string>>;
  before(async () => { all = await everyKind(); });
  const others = (...good: readonly string[]) => Object.entries(all).filter(([kind]) => !good.includes(kind));

  test('A089 RFC 9068 §4: at userinfo nothing but an access token', async () => {
    assert.equal((await userinfo(all['access_token'] ?? '')).status, 200);
    for (const [kind, token] of others('access_token')) assert.equal((await userinfo(token)).status, 401, kind);
  });

  test('A089 RFC 7662 §2.2: in introspection nothing but access and refresh tokens is active', async () => {
    for (const [kind, token] of Object.entries(all)) {
      const { body } = await call(house.origin, '/oauth2/introspect', { app, fields: { token } });
      assert.equal((body as Record<string, unknown>)['active'], kind === 'access_token' || kind === 'refresh_token', kind);
    }
  });

  test('A089 OIDC Core §3.1.2.1: as id_token_hint nothing but an ID token', async () => {
    const browser = house.browser();
    await tokensFor(browser, { app, person: people.alice });
    const ask = async (hint: string) => (await browser.get(authorizeUrl(app, newPkce(), { prompt: 'none', id_token_hint: hint }))).location ?? '';
    assert.match(await ask(all['id_token'] ?? ''), /[?&]code=/);
    for (const [kind, token] of others('id_token')) assert.match(await ask(token), /error=invalid_request/, kind);
  });

  test('A089 OIDC RP-Initiated Logout §4: at logout neither', async () => {
    const leave = async (hint: string) => (await house.browser().get(`/oidc/logout?${new URLSearchParams({ id_token_hint: hint, post_logout_redirect_uri: 'https://rp.example/out' }).toString()}`)).location;
    await house.house.storage.registry.replaceClient({ ...(await house.house.storage.clients.findClient(house.house.defaultTenant.id, app.id))!, logoutUris: ['https://rp.example/out'] });
    assert.equal(await leave(all['id_token'] ?? ''), 'https://rp.example/out');
    for (const [kind, token] of others('id_token')) assert.equal(await leave(token), undefined, kind);
  });

  test('A089 RFC 8693 §2.1: an exchange takes each kind for what it is', async () => {
    const exchange = async (token: string, type: string) => (await call(house.origin, '/oauth/token', { app, fields: { grant_type: exchangeType, subject_token: token, subject_token_type: `urn:ietf:params:oauth:token-type:${type}`, audience: api } })).status;
    for (const type of ['id_token', 'access_token', 'refresh_token', 'jwt']) {
      const good = type === 'jwt' ? 'access_token' : type;
      assert.equal(await exchange(all[good] ?? '', type), 200, type);
      for (const [kind, token] of others(good)) assert.equal(await exchange(token, type), 400, `${kind} as ${type}`);
    }
  });

  test('A089 RFC 7009 §2.2: what is no access or refresh token is not revoked, and nothing else ends with it', async () => {
    for (const [, token] of others('access_token', 'refresh_token')) assert.equal((await call(house.origin, '/oauth/revoke', { app, fields: { token } })).status, 200);
    assert.equal((await userinfo(all['access_token'] ?? '')).status, 200);
  });
});

describe('A097 OIDC Core §3.3.2.11: an ID token vouches for what came with it, whatever it is signed with', () => {
  const halfOf = (value: string, hash: string) => { const digest = createHash(hash).update(value).digest(); return digest.subarray(0, digest.length / 2).toString('base64url'); };
  for (const [alg, hash] of [['RS256', 'sha256'], ['HS256', 'sha256'], ['ES256', 'sha256'], ['EdDSA', 'sha512']] as const) {
    test(`A097 OIDC Core §3.2.2.10: at_hash, c_hash and nonce with ${alg}, in clear and encrypted`, async () => {
      const ec = await recipientOf('ECDH-ES');
      for (const encrypted of [false, true]) {
        const hybrid = await addApp(house, `hashes-${alg.toLowerCase()}-${String(encrypted)}`, {
          idTokenAlg: alg, responseTypes: ['code id_token token'], legacyFlows: ['hybrid', 'implicit', 'shared_secret_signing'], keys: { jwks: [ec.jwk], jwksUri: undefined },
          formats: { ...clientDefaults.formats, idTokenEncryption: encrypted ? { alg: 'ECDH-ES', enc: 'A256GCM' } : undefined },
        });
        const over: Fields = { response_type: 'code id_token token', nonce: 'n-1', scope: 'openid' };
        const fields = answerOf(await signIn(house.browser(), authorizeUrl(hybrid, newPkce(), over), people.alice));
        const idToken = fields.get('id_token') ?? '';
        const claims = claimsOf(encrypted ? (await ec.open(idToken)).text : idToken);
        assert.deepEqual([claims['at_hash'], claims['c_hash'], claims['nonce'], claims['aud']], [halfOf(fields.get('access_token') ?? '', hash), halfOf(fields.get('code') ?? '', hash), 'n-1', hybrid.id]);
      }
    });
  }
});
