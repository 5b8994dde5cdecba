import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { tokensFor, refresh, type App } from '../../flows/app.ts';
import { people, api } from '../../flows/fixtures.ts';
import type { RunningHouse } from '../../flows/house.ts';
import { houseWith, register, send, type Answer } from './registrar.ts';

const metadata = { redirect_uris: ['https://rp.example/cb'], client_name: 'Before', grant_types: ['authorization_code', 'refresh_token'], client_uri: 'https://rp.example/' };
const uriOf = ({ body }: Answer) => String(body['registration_client_uri']);
const tokenOf = ({ body }: Answer) => String(body['registration_access_token']);
const idOf = ({ body }: Answer) => String(body['client_id']);

describe('management of registrations', () => {
  let house: RunningHouse;
  before(async () => { house = await houseWith({ registration: 'open' }); });
  after(() => house.stop());

  test('RFC 7592 §2.1: the application reads what was registered; its secret is shown once and never again', async () => {
    const made = await register(house, metadata);
    const read = await send(uriOf(made), { method: 'GET', token: tokenOf(made) });
    assert.equal(read.status, 200);
    const { client_secret: secret, client_secret_expires_at: expires, ...rest } = made.body;
    assert.ok(secret !== undefined && expires === 0);
    assert.deepEqual(read.body, rest);
  });

  test('RFC 7592 §2.2: an update replaces all metadata and the registration access token; the secret stays', async () => {
    const made = await register(house, metadata);
    const changed = await send(uriOf(made), { method: 'PUT', token: tokenOf(made), body: { client_id: idOf(made), client_secret: made.body['client_secret'], redirect_uris: ['https://rp.example/two'], client_name: 'After', client_uri: null } });
    assert.equal(changed.status, 200);
    assert.deepEqual([changed.body['client_name'], changed.body['redirect_uris'], changed.body['client_uri'], changed.body['client_secret'], changed.body['grant_types']], ['After', ['https://rp.example/two'], undefined, undefined, ['authorization_code']]);
    assert.equal(changed.body['client_id_issued_at'], made.body['client_id_issued_at']);
    assert.notEqual(tokenOf(changed), tokenOf(made));
    assert.equal((await send(uriOf(made), { method: 'GET', token: tokenOf(made) })).status, 401, 'the old token is dead');
    assert.equal((await send(uriOf(made), { method: 'GET', token: tokenOf(changed) })).body['client_name'], 'After');
  });

  test('RFC 7592 §2.2: of twenty updates at once with one token one wins, and its token is the good one', async () => {
    const made = await register(house, metadata);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => send(uriOf(made), { method: 'PUT', token: tokenOf(made), body: { ...metadata, client_id: idOf(made), client_name: `Try ${i}` } })));
    const winners = answers.filter(({ status }) => status === 200);
    assert.equal(winners.length, 1);
    assert.deepEqual([...new Set(answers.map(({ status }) => status))].sort(), [200, 401]);
    const read = await send(uriOf(made), { method: 'GET', token: tokenOf(winners[0] as Answer) });
    assert.equal(read.body['client_name'], winners[0]?.body['client_name']);
  });

  test('RFC 7592 §2.2: what only the server gives out, and another identity, are refused; a wrong update costs no token', async () => {
    const made = await register(house, metadata);
    const put = (body: object) => send(uriOf(made), { method: 'PUT', token: tokenOf(made), body: { ...metadata, client_id: idOf(made), ...body } });
    for (const wrong of [
      { registration_access_token: 'x' }, { registration_client_uri: 'x' }, { client_secret_expires_at: 0 }, { client_id_issued_at: 1 }, { client_id: 'other' }, { client_id: undefined }, { client_secret: 'chosen by the client' }, { redirect_uris: [] },
    ]) {
      const { status } = await put(wrong);
      assert.equal(status, 400, JSON.stringify(wrong));
    }
    assert.equal((await put({})).status, 200);
  });

  test('RFC 7592 §2.2: an application that begins to keep a secret gets one, one that stops loses it', async () => {
    const made = await register(house, { ...metadata, token_endpoint_auth_method: 'none' });
    assert.equal(made.body['client_secret'], undefined);
    const kept = await send(uriOf(made), { method: 'PUT', token: tokenOf(made), body: { ...metadata, client_id: idOf(made), token_endpoint_auth_method: 'client_secret_jwt' } });
    assert.match(String(kept.body['client_secret']), /^[\w-]{64}$/);
    const stored = await house.house.storage.clients.findClient(house.house.defaultTenant.id, idOf(made));
    assert.equal(typeof stored?.secrets[0]?.sealed, 'string', 'OIDC Core §9: it is a key, so it is kept, sealed');
    await send(uriOf(made), { method: 'PUT', token: tokenOf(kept), body: { ...metadata, client_id: idOf(made), token_endpoint_auth_method: 'none' } });
    assert.deepEqual((await house.house.storage.clients.findClient(house.house.defaultTenant.id, idOf(made)))?.secrets, []);
  });

  test('RFC 7592 §2.3: 204, and everything that was issued to it ends', async () => {
    const made = await register(house, metadata);
    const app: App = { id: idOf(made), secret: String(made.body['client_secret']), method: 'client_secret_basic', redirectUri: 'https://rp.example/cb' };
    const tokens = await tokensFor(house.browser(), { app, person: people.alice }, { scope: 'openid offline_access' });
    const jwt = await tokensFor(house.browser(), { app, person: people.alice }, { scope: 'openid read:things', audience: api });
    const userinfo = (token: string | undefined) => fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${token ?? ''}` } });
    assert.equal((await userinfo(tokens.body['access_token'])).status, 200);
    const gone = await send(uriOf(made), { method: 'DELETE', token: tokenOf(made) });
    assert.equal(gone.status, 204);
    assert.equal((await userinfo(tokens.body['access_token'])).status, 401);
    assert.equal((await userinfo(jwt.body['access_token'])).status, 401);
    assert.deepEqual([(await refresh(house.origin, app, tokens.body['refresh_token'] ?? '')).body['error']], ['invalid_client']);
    for (const method of ['GET', 'DELETE']) assert.equal((await send(uriOf(made), { method, token: tokenOf(made) })).status, 401);
  });

  test('A204 RFC 7592 §2: the token of another application, an unknown application and one that is switched off are answered alike', async () => {
    const [one, other, off] = [await register(house, metadata), await register(house, metadata), await register(house, metadata)];
    const { storage, defaultTenant } = house.house;
    const client = await storage.clients.findClient(defaultTenant.id, idOf(off));
    assert.ok(client !== undefined);
    await storage.registry.replaceClient({ ...client, enabled: false });
    const unknown = `${house.issuer}oidc/register?client_id=nobody`;
    const tries = [[uriOf(one), tokenOf(other)], [unknown, tokenOf(other)], [uriOf(off), tokenOf(off)], [uriOf(one), undefined], [uriOf(one), 'x'.repeat(44)], [`${house.issuer}oidc/register`, tokenOf(one)], [`${house.issuer}oidc/register?client_id=web`, tokenOf(one)]] as const;
    const answers = new Set<string>();
    for (const [url, token] of tries) {
      for (const method of ['GET', 'PUT', 'DELETE']) {
        const { status, body, headers } = await send(url, { method, token, ...(method === 'PUT' ? { body: { ...metadata, client_id: idOf(off), enabled: true } } : {}) });
        answers.add(JSON.stringify([status, body, headers.get('www-authenticate')]));
      }
    }
    assert.equal(answers.size, 1);
    assert.match([...answers][0] ?? '', /^\[401/);
    assert.equal((await storage.clients.findClient(defaultTenant.id, idOf(off)))?.enabled, false);
  });
});
