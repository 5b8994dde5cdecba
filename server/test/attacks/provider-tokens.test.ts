import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createHash } from 'node:crypto';
import { generateKeyPair, UnsecuredJWT } from 'jose';
import { call, claimsOf, type App, type Fields } from '../flows/app.ts';
import { addApp, switchOn } from '../flows/arrangements.ts';
import { connect, startHostileProvider, type HostileProvider } from '../flows/upstream.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';

let house: ManagedHouse;
/** A provider that answers about tokens, and one that only signs them. */
let asked: HostileProvider;
let signing: HostileProvider;
let count = 0;
const now = () => Math.floor(Date.now() / 1000);
const active = () => ({ active: true, client_id: 'gatehouse', sub: 'person-1', exp: now() + 300 });

before(async () => {
  [asked, signing] = await Promise.all([startHostileProvider(), startHostileProvider()]);
  house = await startManagedHouse({ outboundAllow: 'localhost' });
  for (const provider of [asked, signing]) provider.metadata = { userinfo_endpoint: `${provider.issuer}/userinfo` };
  asked.metadata = { ...asked.metadata, introspection_endpoint: `${asked.issuer}/introspect` };
  await connect(house, 'asked', { issuer: asked.issuer, client_id: 'gatehouse', client_secret: 'a-client-secret-at-the-provider-0123456789' });
  await connect(house, 'signing', { issuer: signing.issuer, client_id: 'gatehouse' });
  await switchOn(house.running, 'idp_access_token');
});
after(async () => { await house.stop(); asked.stop(); signing.stop(); });

/** An application of its own for each test, so that nobody waits because of another. */
async function newPhone(): Promise<App> {
  const app = await addApp(house.running, `phone-${count++}`, { authenticationMethod: 'none', legacyFlows: ['idp_access_token'] });
  for (const connection of (await house.ask('GET', '/connections?strategy=oidc')).body) await house.ask('PATCH', `/connections/${String(connection['id'])}/clients`, { body: [{ client_id: app.id, status: true }] });
  return app;
}
const bring = (app: App, fields: Fields) => call(house.running.origin, '/oauth/access_token', { app, fields: { scope: 'openid', ...fields } });
const people = async () => (await house.ask('GET', '/users?per_page=100')).body.length;

describe('A138: tokens of another provider that an application brings', () => {
  test('A138 RFC 7662 §2.2: what the provider says of a token must be that it lives, is for us, of this provider and of somebody', async () => {
    const phone = await newPhone();
    asked.userinfo = { sub: 'person-1' };
    const wrong: Readonly<Record<string, unknown>> = {
      'not alive': { active: false }, 'not alive, but all else is right': { ...active(), active: false }, 'for another client': { ...active(), client_id: 'somebody' }, 'for nobody': { ...active(), client_id: undefined },
      'for us among others': { ...active(), client_id: ['gatehouse'] }, 'over': { ...active(), exp: now() - 1 }, 'of another provider': { ...active(), iss: signing.issuer }, 'of nobody': { ...active(), sub: undefined }, 'of a number': { ...active(), sub: 7 }, 'a list': [active()], 'active as text': { ...active(), active: 'true' },
    };
    for (const [name, told] of Object.entries(wrong)) {
      asked.introspection = () => told;
      const { status, body } = await bring(phone, { connection: 'asked', access_token: 'upstream-token' });
      assert.deepEqual([status, body['error']], [400, 'invalid_grant'], name);
    }
    asked.introspection = active;
    assert.equal((await bring(phone, { connection: 'asked', access_token: 'upstream-token' })).status, 200);
    asked.introspection = undefined;
    assert.match((await bring(phone, { connection: 'asked', access_token: 'upstream-token' })).body['error_description'] ?? '', /Nothing proves for which application/);
  });

  test('A138 OIDC Core §5.3.2: the userinfo endpoint must take the token, and tell of the same person', async () => {
    const phone = await newPhone();
    asked.introspection = active;
    for (const told of [{ sub: 'person-2' }, {}, undefined]) {
      asked.userinfo = told;
      assert.equal((await bring(phone, { connection: 'asked', access_token: 'upstream-token' })).body['error'], 'invalid_grant', JSON.stringify(told));
    }
  });

  test('A138 RFC 9068 §2.2: a signed access token names the client that it is for; one of another client, another issuer, another key or another kind proves nobody, and neither does a text', async () => {
    const phone = await newPhone();
    signing.userinfo = { sub: 'person-1', email: 'person@example.com' };
    const before_ = await people();
    const at = { aud: 'https://api.example', client_id: 'gatehouse' };
    const stranger = (await generateKeyPair('RS256')).privateKey;
    const wrong: Readonly<Record<string, string>> = {
      'for another client': await signing.sign({ ...at, client_id: 'somebody' }), 'by another client': await signing.sign({ ...at, client_id: undefined, azp: 'somebody' }), 'for us, by another': await signing.sign({ ...at, azp: 'somebody' }),
      'for us as audience alone': await signing.sign({ aud: 'gatehouse' }), 'of another issuer': await signing.sign({ ...at, iss: asked.issuer }), 'of no issuer': await signing.sign({ ...at, iss: undefined }), 'over': await signing.sign({ ...at, exp: now() - 60 }),
      'without an end': await signing.sign({ ...at, exp: undefined }), 'of nobody': await signing.sign({ ...at, sub: undefined }), 'by a stranger': await signing.sign(at, { key: stranger }), 'by the key of another provider': await signing.sign(at, { key: asked.key }),
      'a logout token': await signing.sign(at, { typ: 'logout+jwt' }), 'unsigned': new UnsecuredJWT({ ...at, iss: signing.issuer, sub: 'person-1', exp: now() + 300 }).encode(), 'with a secret': await signing.sign(at, { key: new TextEncoder().encode('a-client-secret-at-the-provider-0123456789'), alg: 'HS256' }),
      'a text': 'upstream-access-token-0123456789',
    };
    for (const [name, token] of Object.entries(wrong)) {
      const { status, body } = await bring(phone, { connection: 'signing', access_token: token });
      assert.deepEqual([status, body['error']], [400, 'invalid_grant'], name);
    }
    assert.equal(await people(), before_, 'no account was made');
    const good = await bring(phone, { connection: 'signing', access_token: await signing.sign(at, { typ: 'at+jwt' }) });
    assert.deepEqual([good.status, claimsOf(good.body['id_token'])['sub']], [200, 'oidc|signing|person-1']);
  });

  test('A138 OIDC Core §3.1.3.7, OIDC Core §3.1.3.8: an ID token must be for us, genuine and in time, and its at_hash must name the access token', async () => {
    const phone = await newPhone();
    signing.userinfo = { sub: 'person-1', email: 'person@example.com', email_verified: true };
    const accessToken = 'upstream-access-token-0123456789';
    const atHash = (token: string) => createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url');
    const wrong: Readonly<Record<string, string>> = {
      'for another client': await signing.sign({ aud: 'somebody' }), 'for several, by another': await signing.sign({ aud: ['gatehouse', 'somebody'], azp: 'somebody' }), 'of another issuer': await signing.sign({ iss: asked.issuer }), 'over': await signing.sign({ exp: now() - 60 }),
      'unsigned': new UnsecuredJWT({ iss: signing.issuer, aud: 'gatehouse', sub: 'person-1', iat: now(), exp: now() + 300 }).encode(), 'by the key of another provider': await signing.sign({}, { key: asked.key }),
      'of another access token': await signing.sign({ at_hash: atHash('another-token') }), 'of a number': await signing.sign({ at_hash: 7 }), 'no JWT': 'a.b.c',
    };
    for (const [name, idToken] of Object.entries(wrong)) {
      assert.equal((await bring(phone, { connection: 'signing', access_token: accessToken, id_token: idToken })).body['error'], 'invalid_grant', name);
    }
    const bound = await bring(phone, { connection: 'signing', access_token: accessToken, id_token: await signing.sign({ at_hash: atHash(accessToken), nonce: 'of the application' }), scope: 'openid email' });
    assert.deepEqual([bound.status, claimsOf(bound.body['id_token'])['email']], [200, 'person@example.com']);
    const asks = () => signing.asked.filter((path) => path === '/userinfo').length;
    const before_ = asks();
    const loose = await bring(phone, { connection: 'signing', access_token: accessToken, id_token: await signing.sign({ sub: 'person-3' }) });
    assert.deepEqual([loose.status, claimsOf(loose.body['id_token'])['sub'], asks()], [200, 'oidc|signing|person-3', before_], 'an access token that nothing vouches for goes nowhere');
    assert.equal(await house.running.house.storage.upstreamTokens.find(house.running.house.defaultTenant.id, 'oidc|signing|person-3'), undefined, 'and is not kept');
  });

  test('A138: the secret at the provider goes to the introspection endpoint of its metadata in the header alone, and to no address that the outbound policy refuses', async () => {
    const phone = await newPhone();
    const lying = await startHostileProvider();
    lying.metadata = { userinfo_endpoint: `${lying.issuer}/userinfo`, introspection_endpoint: 'http://169.254.169.254/latest' };
    lying.userinfo = { sub: 'person-1' };
    const id = await connect(house, `lying-${count}`, { issuer: lying.issuer, client_id: 'gatehouse', client_secret: 'a-client-secret-at-the-provider-0123456789' });
    await house.ask('PATCH', `/connections/${id}/clients`, { body: [{ client_id: phone.id, status: true }] });
    assert.match((await bring(phone, { connection: `lying-${count}`, access_token: 'upstream-token' })).body['error_description'] ?? '', /Nothing proves/);
    lying.stop();
    let form = new URLSearchParams();
    asked.introspection = (sent) => { form = sent; return active(); };
    asked.userinfo = { sub: 'person-1' };
    await bring(phone, { connection: 'asked', access_token: 'upstream-token' });
    assert.deepEqual(Object.fromEntries(form), { token: 'upstream-token', token_type_hint: 'access_token' });
  });
});

describe('A138: guesses at /oauth/access_token', () => {
  test('A138 RFC 6585 §4: whoever sends token after token that is refused waits; the provider is left in peace, and other applications are served', async () => {
    const [phone, other] = [await newPhone(), await newPhone()];
    asked.introspection = () => ({ active: false });
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 21; attempt++) statuses.push((await bring(phone, { connection: 'asked', access_token: `guess-${attempt}` })).status);
    assert.deepEqual([...new Set(statuses.slice(0, 20))], [400]);
    const before_ = asked.asked.length;
    const waits = await bring(phone, { connection: 'asked', access_token: 'guess' });
    assert.deepEqual([waits.status, asked.asked.length], [429, before_]);
    assert.ok(Number(waits.headers.get('retry-after')) > 0);
    asked.introspection = active;
    asked.userinfo = { sub: 'person-1' };
    assert.equal((await bring(other, { connection: 'asked', access_token: 'upstream-token' })).status, 200);
  });

  test('A138: a provider that is not there refuses nobody for good: the application is told to come again', async () => {
    const phone = await newPhone();
    const gone = await startHostileProvider();
    const id = await connect(house, 'gone', { issuer: gone.issuer, client_id: 'gatehouse' });
    await house.ask('PATCH', `/connections/${id}/clients`, { body: [{ client_id: phone.id, status: true }] });
    gone.stop();
    const { status, body } = await bring(phone, { connection: 'gone', access_token: 'upstream-token' });
    assert.deepEqual([status, body['error']], [503, 'temporarily_unavailable']);
  });
});
