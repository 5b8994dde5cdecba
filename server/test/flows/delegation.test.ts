import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { createAddonSecrets } from '../../src/keys/addon-secrets.ts';
import type { TenantId } from '../../src/kernel/tenant.ts';
import type { Client } from '../../src/protocol/client/client.ts';
import type { GrantTypeName } from '../../src/protocol/vocabulary/names.ts';
import { call, claimsOf, refresh, tokensFor, type App, type Fields } from './app.ts';
import { addApi, addApp, switchOn } from './arrangements.ts';
import { MovableClock } from './clock.ts';
import { apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';

const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const orders = 'https://orders.example';
const clock = new MovableClock();
let house: RunningHouse;
let caller: App;
let browserApp: App;
let target: App;
before(async () => {
  house = await startHouse({ clock });
  await switchOn(house, 'delegation', 'attribute_scopes');
  const grantTypes: readonly GrantTypeName[] = ['authorization_code', 'refresh_token'];
  const shared = { grantTypes, legacyFlows: ['delegation'] as const, exchange: { audiences: ['target', 'short-secret', 'outside', 'switched-off', orders, 'https://unknown.example'], delegation: false, impersonation: false } };
  caller = await addApp(house, 'caller', shared);
  browserApp = await addApp(house, 'browser-app', { ...shared, authenticationMethod: 'none' });
  const sealed = createAddonSecrets(house.house.sealing).seal({ sasKey: 'k1' }, { tenant: 'default' as TenantId, clientId: 'target', addon: 'bus' });
  target = await addApp(house, 'target', { idTokenTtl: 1234, legacyFlows: ['attribute_scopes'], addons: { bus: { kind: 'azure_sb', settings: { namespace: 'contoso', sasKeyName: 'send', entityPath: 'queue' }, sealed } } });
  const { secrets, sealing } = house.house;
  await addApp(house, 'short-secret', {});
  const short = await house.house.storage.clients.findClient('default' as TenantId, 'short-secret') as Client;
  await house.house.storage.registry.replaceClient({ ...short, secrets: [{ hash: secrets.hash('oF0125yWqU*^'), expiresAt: undefined, sealed: sealing.seal(Buffer.from('oF0125yWqU*^'), 'client secret default short-secret') }] });
  await addApp(house, 'outside', { firstParty: false });
  await addApp(house, 'switched-off', { enabled: false });
  await addApi(house, orders, { tokenTtl: 777, introspectors: ['m2m'], permissions: [{ value: 'read:things', description: 'r' }, { value: 'write:things', description: 'w' }] });
});
after(() => house.stop());

const signedIn = async (app: App, over: Fields = {}) => (await tokensFor(house.browser(), { app, person: people.alice }, { scope: 'openid email offline_access', ...over })).body;
const ask = (fields: Fields, app: App = caller) => call(house.origin, '/delegation', { app, fields: { grant_type: grantType, ...fields } });
const refused = ({ status, body }: { readonly status: number; readonly body: Record<string, string> }, error: string, text: RegExp) => {
  assert.deepEqual([status, body['error']], [400, error], body['error_description']);
  assert.match(body['error_description'] ?? '', text);
};
const headerOf = (jwt: string | undefined) => JSON.parse(Buffer.from((jwt ?? '').split('.')[0] ?? '', 'base64url').toString()) as Record<string, string>;
/** The MAC of a JWT under a secret, as the target would check it. */
const isSignedWith = (jwt: string | undefined, secret: string) => {
  const [header = '', payload = '', signature = ''] = (jwt ?? '').split('.');
  return createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url') === signature;
};

describe('Seed rows 51, 149, 151, 152: delegation', () => {
  test('Seed rows 36, 149: another application gets a token by its own secret, with its own lifetime, that names who asked', async () => {
    const { id_token: idToken = '' } = await signedIn(caller);
    const { status, body, headers } = await ask({ id_token: idToken, target: 'target', scope: 'openid name email', api_type: 'app' });
    assert.equal(status, 200, body['error_description']);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.deepEqual([body['token_type'], body.expires_in], ['Bearer', 1234]);
    assert.equal(headerOf(body['id_token'])['alg'], 'HS256');
    assert.ok(isSignedWith(body['id_token'], target.secret ?? ''));
    const claims = claimsOf(body['id_token']);
    assert.deepEqual([claims['aud'], claims['azp'], claims['sub'], claims['iss'], Number(claims['exp']) - Number(claims['iat'])], ['target', 'caller', claimsOf(idToken)['sub'], house.issuer, 1234]);
    assert.deepEqual([claims['name'], claims['email'], claims['gender'], claims['nonce']], ['alice Example', people.alice.email, undefined, undefined], 'Seed row 84: attributes are scopes');
  });

  test('Seed row 149: a secret that is no key (RFC 7518 §3.2), or is not kept as one, leaves it to the algorithm of the target', async () => {
    const { id_token: idToken = '' } = await signedIn(caller);
    const { body } = await ask({ id_token: idToken, target: 'short-secret' });
    assert.equal(headerOf(body['id_token'])['alg'], 'RS256');
    assert.equal((await house.house.keys.verify(house.house.defaultTenant, body['id_token'] ?? ''))?.claims['aud'], 'short-secret');
  });

  test('Seed row 151: an API gets a token as it is set to, within the scope of the refresh token that was brought', async () => {
    const { refresh_token: refreshToken = '', id_token: idToken = '' } = await signedIn(caller, { audience: orders, scope: 'openid offline_access read:things' });
    const { body } = await ask({ refresh_token: refreshToken, target: orders, scope: 'openid read:things' });
    const claims = claimsOf(body['id_token']);
    assert.deepEqual([claims['aud'], claims['scope'], claims['azp'], claims['gty'], body.expires_in], [orders, 'read:things', 'caller', 'delegation', 777]);
    refused(await ask({ refresh_token: refreshToken, target: orders, scope: 'write:things' }), 'invalid_scope', /Expected: read:things/);
    const plain = (await ask({ id_token: idToken, target: orders })).body['id_token'];
    assert.equal(claimsOf(plain)['scope'], undefined);
    const active = async (token: string | undefined) => String((await call(house.origin, '/oauth2/introspect', { app: apps.m2m, fields: { token: token ?? '' } })).body['active']);
    assert.deepEqual([await active(body['id_token']), await active(plain)], ['true', 'true']);
    await call(house.origin, '/oauth/revoke', { app: caller, fields: { token: refreshToken } });
    assert.deepEqual([await active(body['id_token']), await active(plain)], ['false', 'true'], 'it hangs on the grant of what was brought');
  });

  test('Seed row 150: an add-on of the target answers with its own kind of token', async () => {
    const { id_token: idToken = '' } = await signedIn(caller);
    const { status, body } = await ask({ id_token: idToken, target: 'target', api_type: 'azure_sb' });
    assert.equal(status, 200, body['error_description']);
    assert.deepEqual(Object.keys(body), ['azure_sb_sas']);
    assert.match(body['azure_sb_sas'] ?? '', /^SharedAccessSignature sig=.*&skn=send&sr=http%3A%2F%2Fcontoso\.servicebus\.windows\.net%2Fqueue$/);
    refused(await ask({ id_token: idToken, target: 'target', api_type: 'sap_api' }), 'invalid_target', /no tokens of this api_type.*Received: sap_api/);
    refused(await ask({ id_token: idToken, target: 'target', api_type: 'firebase' }), 'invalid_target', /no add-on of this api_type\. Received: firebase/);
  });
});

describe('Seed rows 129, 130, 132: renewing an ID token', () => {
  test('Seed row 129: a confidential application renews an unexpired ID token with itself; a public one is told what to use', async () => {
    const { id_token: idToken = '' } = await signedIn(caller);
    clock.advance(100);
    const { body } = await ask({ id_token: idToken, scope: 'openid email' });
    const claims = claimsOf(body['id_token']);
    assert.deepEqual([claims['aud'], claims['azp'], claims['email'], claims['auth_time'], claims['sid']], ['caller', undefined, people.alice.email, claimsOf(idToken)['auth_time'], claimsOf(idToken)['sid']]);
    assert.ok(Number(claims['exp']) > Number(claimsOf(idToken)['exp']));
    const open = (await signedIn(browserApp))['id_token'] ?? '';
    refused(await ask({ id_token: open }, browserApp), 'unauthorized_client', /whoever finds one could do it for ever.*refresh token/);
    refused(await ask({ id_token: open, target: 'browser-app' }, browserApp), 'unauthorized_client', /public application/);
    assert.equal((await ask({ id_token: open, target: 'target' }, browserApp)).status, 200);
  });

  test('Seed row 130: a refresh token renews it too, is shown and not spent, and lends its scope alone', async () => {
    const { refresh_token: refreshToken = '' } = await signedIn(browserApp, { scope: 'openid email offline_access' });
    const { status, body } = await ask({ refresh_token: refreshToken, scope: 'openid email profile name' }, browserApp);
    assert.equal(status, 200, body['error_description']);
    const claims = claimsOf(body['id_token']);
    assert.deepEqual([claims['email'], claims['name'], claims['nickname']], [people.alice.email, undefined, undefined]);
    assert.equal((await refresh(house.origin, browserApp, refreshToken)).status, 200);
    refused(await ask({ refresh_token: refreshToken }, browserApp), 'invalid_request', /used before/);
  });

  test('Seed row 132: an ID token must be unexpired, of this application, of a living session, and not one that /delegation made', async () => {
    const browser = house.browser();
    const own = (await tokensFor(browser, { app: caller, person: people.bob }, { scope: 'openid' })).body['id_token'] ?? '';
    const foreign = (await signedIn(browserApp))['id_token'] ?? '';
    refused(await ask({ id_token: foreign, target: 'target' }), 'invalid_request', /not an ID token of this application/);
    const made = await house.house.keys.sign(house.house.defaultTenant, 'RS256', { typ: 'JWT', claims: { ...claimsOf(own), azp: 'browser-app' } });
    refused(await ask({ id_token: made, target: 'target' }), 'invalid_request', /not an ID token of this application/);
    clock.advance(36_001);
    refused(await ask({ id_token: own, target: 'target' }), 'invalid_request', /ID token has expired/);
    const fresh = (await tokensFor(browser, { app: caller, person: people.bob }, { scope: 'openid' })).body['id_token'] ?? '';
    await browser.get('/v2/logout');
    refused(await ask({ id_token: fresh, target: 'target' }), 'invalid_request', /ended by a logout/);
  });
});

describe('Seed row 51: what a delegation refuses', () => {
  test('Seed row 51: the grant type, exactly one token, and a target of the tenant that the application may have', async () => {
    const { id_token: idToken = '', refresh_token: refreshToken = '' } = await signedIn(caller);
    refused(await ask({ id_token: idToken, grant_type: 'password' }), 'unsupported_grant_type', /Expected: urn:ietf:params:oauth:grant-type:jwt-bearer/);
    refused(await ask({ target: 'target' }), 'invalid_request', /Received: neither/);
    refused(await ask({ id_token: idToken, refresh_token: refreshToken }), 'invalid_request', /Received: both/);
    refused(await ask({ id_token: idToken, target: 'web' }), 'invalid_target', /may not ask for tokens for this target\. Received: web\. Expected: caller target/);
    refused(await ask({ id_token: idToken, target: 'switched-off' }), 'invalid_target', /No application and no API/);
    refused(await ask({ id_token: idToken, target: 'https://unknown.example' }), 'invalid_target', /No application and no API/);
    refused(await ask({ id_token: 'garbage', target: 'target' }), 'invalid_request', /not one of this tenant/);
    refused(await ask({ refresh_token: 'garbage', target: 'target' }), 'invalid_request', /not one of this tenant/);
  });

  test('Seed row 5: a third-party target learns who it is and nothing more from an ID token', async () => {
    const { id_token: idToken = '' } = await signedIn(caller);
    const claims = claimsOf((await ask({ id_token: idToken, target: 'outside', scope: 'openid email name' })).body['id_token']);
    assert.deepEqual([claims['aud'], claims['email'], claims['name']], ['outside', undefined, undefined]);
  });

  test('OIDC Core §8: a target that knows people by pseudonyms is told the pseudonym', async () => {
    await addApp(house, 'pseudonyms', { subject: { type: 'pairwise', sector: 'other.example', sectorIdentifierUri: undefined } });
    const known = await house.house.storage.clients.findClient('default' as TenantId, 'caller') as Client;
    await house.house.storage.registry.replaceClient({ ...known, exchange: { ...known.exchange, audiences: [...known.exchange.audiences, 'pseudonyms'] } });
    const { id_token: idToken = '' } = await signedIn(caller);
    const claims = claimsOf((await ask({ id_token: idToken, target: 'pseudonyms' })).body['id_token']);
    assert.equal(claims['aud'], 'pseudonyms');
    assert.match(String(claims['sub']), /^[A-Za-z0-9_-]{43}$/);
  });

  test('Seed row 168: it is off until tenant and application switch it on, and confidential applications authenticate', async () => {
    const { id_token: idToken = '' } = await signedIn(apps.post);
    refused(await ask({ id_token: idToken }, apps.post), 'unauthorized_client', /off for this application\. Received: delegation\. Expected: token exchange/);
    assert.equal((await ask({ id_token: idToken, target: 'target' }, { ...caller, method: 'none' })).body['error'], 'invalid_client');
    await switchOn(house);
    refused(await ask({ id_token: idToken }), 'unauthorized_client', /off in this tenant/);
    await switchOn(house, 'delegation');
  });
});
