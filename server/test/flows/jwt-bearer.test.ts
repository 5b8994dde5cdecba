import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, before, describe, test } from 'node:test';
import type { TrustedIssuer } from '../../src/kernel/tenant.ts';
import { strangerOf } from '../jose/foreign-keys.ts';
import { call, claimsOf, type App, type Fields } from './app.ts';
import { addApi, addApp, setTenant } from './arrangements.ts';
import { MovableClock } from './clock.ts';
import { people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';

const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const orders = 'https://orders.example';
const stranger = strangerOf('ES256');
const other = strangerOf('PS256');
const clock = new MovableClock();
let house: RunningHouse;
let app: App;
let alice: string;
let keyServer: Server;
/** What the address of the key set answers now. */
let published: unknown[] = [{ ...other.jwk, kid: 'zero' }];

before(async () => {
  keyServer = createServer((_request, response) => { response.setHeader('content-type', 'application/json').setHeader('cache-control', 'max-age=300').end(JSON.stringify({ keys: published })); });
  const port = await new Promise<number>((resolve) => { keyServer.listen(0, '127.0.0.1', () => { resolve((keyServer.address() as { port: number }).port); }); });
  house = await startHouse({ clock, outboundAllow: `127.0.0.1:${port}` });
  app = await addApp(house, 'bearer', { grantTypes: [grantType] });
  await addApi(house, orders, { introspectors: ['m2m'], permissions: [{ value: 'read:things', description: 'r' }, { value: 'write:things', description: 'w' }] });
  await addApi(house, 'https://other.example');
  const { storage, defaultTenant: tenant } = house.house;
  for (const audience of [orders, 'https://other.example']) await storage.registry.insertClientGrant({ tenant: tenant.id, id: `cgr_${audience.length}`, clientId: 'bearer', audience, scope: ['read:things'] });
  alice = (await storage.users.findByLogin(tenant.id, 'Username-Password-Authentication', people.alice.email))?.id ?? '';
  const issuer = (name: string, over: Partial<TrustedIssuer> = {}): TrustedIssuer => ({ issuer: name, jwks: [{ ...stranger.jwk, kid: 'k1' }], jwksUri: undefined, subjectMapping: 'user_id', audiences: [orders], ...over });
  await setTenant(house, { trustedIssuers: [issuer('https://people.example'), issuer('https://machines.example', { subjectMapping: 'client' }), issuer('https://rotating.example', { jwks: undefined, jwksUri: `http://127.0.0.1:${port}/keys` })] });
});
after(async () => { await house.stop(); keyServer.close(); });

let count = 0;
const claims = (over: Readonly<Record<string, unknown>> = {}) => ({ iss: 'https://people.example', sub: alice, aud: house.issuer, exp: clock.now() + 300, iat: clock.now(), jti: `j${++count}`, ...over });
const signed = (over: Readonly<Record<string, unknown>> = {}, header: Readonly<Record<string, unknown>> = {}) => stranger.sign({ kid: 'k1', ...header }, claims(over));
const ask = (assertion: string, more: Fields = {}, from: App = app) => call(house.origin, '/oauth/token', { app: from, fields: { grant_type: grantType, assertion, audience: orders, ...more } });
const refused = async (assertion: string, text: RegExp, more: Fields & { readonly error?: string } = {}) => {
  const { error = 'invalid_grant', ...fields } = more;
  const { status, body } = await ask(assertion, fields);
  assert.deepEqual([status, body['error']], [400, error], body['error_description']);
  assert.match(body['error_description'] ?? '', text);
};

describe('RFC 7523 §2.1: assertions of trusted issuers', () => {
  test('RFC 7523 §2.1: what an issuer says of a person becomes an access token of that person, and nothing beside it', async () => {
    const { status, body } = await ask(signed(), { scope: 'openid offline_access read:things' });
    assert.equal(status, 200, body['error_description']);
    const token = claimsOf(body['access_token']);
    assert.deepEqual([token['sub'], token['aud'], token['azp'], token['gty'], token['scope']], [alice, orders, 'bearer', grantType, 'read:things']);
    assert.deepEqual([body['refresh_token'], body['id_token'], body['scope']], [undefined, undefined, 'read:things']);
    const introspected = await call(house.origin, '/oauth2/introspect', { app, fields: { token: body['access_token'] ?? '' } });
    assert.equal(String(introspected.body['active']), 'true');
  });

  test('RFC 7523 §2.1: an issuer of applications speaks of the one that sends the assertion, and of no other', async () => {
    const { body } = await ask(signed({ iss: 'https://machines.example', sub: 'bearer' }));
    assert.deepEqual([claimsOf(body['access_token'])['sub'], body['scope']], ['bearer@clients', 'read:things']);
    await refused(signed({ iss: 'https://machines.example', sub: 'web' }), /names another than the one that sends it\. Received: web\. Expected: bearer/);
  });

  test('RFC 7523 §3: aud is the issuer or the token endpoint, alone or among others', async () => {
    for (const aud of [house.issuer, `${house.issuer}oauth/token`, ['https://elsewhere.example', house.issuer]]) assert.equal((await ask(signed({ aud }))).status, 200, JSON.stringify(aud));
    for (const aud of ['https://elsewhere.example', house.issuer.slice(0, -1), undefined, [], orders]) await refused(signed({ aud }), /meant for somebody else.*Expected: http.* or http.*oauth\/token/);
  });

  test('RFC 7523 §3: exp must be there and near; nbf and iat are kept to', async () => {
    await refused(signed({ exp: undefined }), /Received: no exp/);
    await refused(signed({ exp: clock.now() - 1 }), /exp 1 seconds ago/);
    await refused(signed({ exp: clock.now() + 86_400 }), /at most 3600 seconds ahead/);
    await refused(signed({ nbf: clock.now() + 120 }), /nbf at most 10 seconds ahead/);
    await refused(signed({ iat: clock.now() + 120 }), /iat at most 10 seconds ahead/);
    await refused(signed({ exp: 'soon' }), /exp of another form/);
  });

  test('RFC 7523 §3: a jti is taken once, of each issuer; without one the assertion is good until exp', async () => {
    const assertion = signed({ jti: 'once' });
    assert.equal((await ask(assertion)).status, 200);
    await refused(assertion, /used before/);
    await refused(signed({ jti: 'once' }), /used before/);
    assert.equal((await ask(signed({ jti: 'once', iss: 'https://machines.example', sub: 'bearer' }))).status, 200);
    const plain = signed({ jti: undefined });
    for (let times = 0; times < 2; times++) assert.equal((await ask(plain)).status, 200);
    const fresh = signed();
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(fresh)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...Array<number>(19).fill(400)]);
    await refused(signed({ jti: 'unburnt', aud: 'https://elsewhere.example' }), /meant for somebody else/);
    assert.equal((await ask(signed({ jti: 'unburnt' }))).status, 200, 'a refused assertion burns nothing');
  });

  test('RFC 7521 §3: only issuers that the tenant trusts, with a signature by their keys, of a JWT for this purpose', async () => {
    await refused(signed({ iss: 'https://evil.example' }), /trusts no issuer of this name.*evil\.example/);
    await refused(signed({ iss: 'https://people.example/' }), /trusts no issuer/);
    await refused(signed({ iss: undefined }), /Received: none/);
    await refused(signed({}, { kid: 'k9' }), /no key to verify.*kid k9/);
    await refused(`${signed().slice(0, -4)}AAAA`, /signature of the assertion does not hold|not a JWT/);
    await refused(other.sign({ kid: 'k1' }, claims()), /no key to verify|does not hold/);
    await refused(`${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims())).toString('base64url')}.`, /no key to verify|does not hold/);
    await refused(signed({}, { typ: 'at+jwt' }), /something else/);
    await refused('garbage', /not a JWT in compact serialization/);
    for (const sub of [undefined, '', 7]) await refused(signed({ sub }), /names nobody/);
  });

  test('RFC 7521 §4.1: an unknown or blocked person gets nothing', async () => {
    await refused(signed({ sub: 'auth0|nobody' }), /does not exist any more/);
    const { storage, defaultTenant: tenant } = house.house;
    await storage.users.setBlocked(tenant.id, alice, true, clock.now());
    await refused(signed(), /^user is blocked/);
    await storage.users.setBlocked(tenant.id, alice, false, clock.now());
  });

  test('RFC 7521 §4.1: an assertion opens what the issuer may speak for and the application was granted, and no more', async () => {
    await refused(signed(), /Expected: https:\/\/orders\.example/, { audience: 'https://other.example', error: 'invalid_target' });
    await refused(signed(), /which API/, { audience: '', error: 'invalid_request' });
    await refused(signed(), /Expected: read:things/, { scope: 'write:things', error: 'invalid_scope' });
    const poor = await addApp(house, 'not-granted', { grantTypes: [grantType] });
    assert.equal((await ask(signed(), {}, poor)).body['error'], 'access_denied');
    const open = await addApp(house, 'public-bearer', { grantTypes: [grantType], authenticationMethod: 'none' });
    assert.equal((await ask(signed(), {}, open)).body['error'], 'unauthorized_client');
    const none = await ask('');
    assert.match(none.body['error_description'] ?? '', /Expected: assertion/);
  });

  test('OIDC Core §10.1.1: keys by address are fetched, and again when a new key signs', async () => {
    const assertion = () => signed({ iss: 'https://rotating.example' }, { kid: 'first' });
    await refused(assertion(), /no key to verify/);
    published = [{ ...stranger.jwk, kid: 'first' }];
    clock.advance(60);
    const found = await ask(assertion());
    assert.equal(found.status, 200, found.body['error_description']);
    published = [{ ...other.jwk, kid: 'second' }];
    clock.advance(60);
    assert.equal((await ask(other.sign({ kid: 'second' }, claims({ iss: 'https://rotating.example' })))).status, 200);
    clock.advance(60);
    await refused(assertion(), /no key to verify/);
  });

  test('OIDC Discovery §3: the grant type is listed where the tenant trusts an issuer', async () => {
    const listed = async () => (await (await fetch(`${house.origin}/.well-known/openid-configuration`)).json() as { grant_types_supported: string[] }).grant_types_supported.includes(grantType);
    assert.equal(await listed(), true);
    await setTenant(house, { trustedIssuers: [] });
    assert.equal(await listed(), false);
  });
});
