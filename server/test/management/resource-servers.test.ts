import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { call } from '../flows/app.ts';
import { apps } from '../flows/fixtures.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

describe('Management API v2', () => {
  let house: ManagedHouse;
  before(async () => { house = await startManagedHouse(); });
  after(() => house.stop());
  const mine = { identifier: 'https://mine.example', name: 'Mine', scopes: [{ value: 'read:mine', description: 'Read mine' }], signing_alg: 'ES256', token_lifetime: 600 };

  test('Seed row 213: an API is registered, read by id and by identifier, changed and removed', async () => {
    const created = await house.ask('POST', '/resource-servers', { body: mine });
    assert.equal(created.status, 201, JSON.stringify(created.body));
    const id = String(created.body['id']);
    assert.deepEqual((await house.ask('GET', `/resource-servers/${id}`)).body, created.body);
    assert.deepEqual((await house.ask('GET', `/resource-servers/${encodeURIComponent(mine.identifier)}`)).body, created.body);
    assert.deepEqual((await house.ask('GET', `/resource-servers/${id}?fields=name,identifier`)).body, { identifier: mine.identifier, name: 'Mine' });
    const changed = await house.ask('PATCH', `/resource-servers/${id}`, { body: { token_lifetime: 60 } });
    assert.deepEqual([changed.status, changed.body['token_lifetime'], changed.body['name']], [200, 60, 'Mine']);
    const tokens = await call(house.running.origin, '/oauth/token', { app: apps.m2m, fields: { grant_type: 'client_credentials', audience: mine.identifier } });
    assert.equal(tokens.body['error'], 'access_denied', 'known at once, and not granted to anybody');
    assert.equal((await house.ask('DELETE', `/resource-servers/${id}`)).status, 204);
    assert.deepEqual([(await house.ask('GET', `/resource-servers/${id}`)).status, (await house.ask('GET', `/resource-servers/${id}`)).body['errorCode']], [404, 'inexistent_resource_server']);
  });

  test('a list has both forms of a page', async () => {
    const wrapped = await house.ask('GET', '/resource-servers?page=0&per_page=1&include_totals=true');
    assert.deepEqual([wrapped.body['start'], wrapped.body['limit'], (wrapped.body['resource_servers'] as unknown[]).length], [0, 1, 1]);
    assert.ok(Number(wrapped.body['total']) >= 3);
    assert.ok(Array.isArray((await house.ask('GET', '/resource-servers')).body));
    assert.equal((await house.ask('GET', '/resource-servers?per_page=1000')).status, 400);
  });

  test('what makes no sense is told by place, what is in the way as a conflict', async () => {
    for (const [body, message] of [[{ ...mine, token_lifetime: 'x' }, /token_lifetime must be integer/], [{ ...mine, nonsense: 1 }, /nonsense/], [{ name: 'x' }, /identifier/], ['text', /Payload validation/]] as const) {
      const answer = await house.ask('POST', '/resource-servers', { body });
      assert.deepEqual([answer.status, answer.body['errorCode'], answer.body['error']], [400, 'invalid_body', 'Bad Request']);
      assert.match(String(answer.body['message']), message);
    }
    assert.equal((await house.ask('POST', '/resource-servers', { body: { identifier: 'https://twice.example' } })).status, 201);
    assert.deepEqual([(await house.ask('POST', '/resource-servers', { body: { identifier: 'https://twice.example' } })).status], [409]);
    assert.equal((await house.ask('GET', '/resource-servers?nonsense[]=1&page=x')).status, 400);
  });

  test('A090: a token of another API, of a person for userinfo, and none at all are refused; a scope that is missing is 403', async () => {
    const other = await call(house.running.origin, '/oauth/token', { app: apps.m2m, fields: { grant_type: 'client_credentials', audience: 'https://api.example' } });
    const opaque = await call(house.running.origin, '/oauth/token', { app: apps.m2m, fields: { grant_type: 'client_credentials' } });
    for (const token of [other.body['access_token'] ?? '', opaque.body['access_token'] ?? '', 'nonsense', '']) {
      const answer = await house.ask('GET', '/resource-servers', { token });
      assert.equal(answer.status, 401, token.slice(0, 20));
      assert.equal(answer.body['statusCode'], 401);
      assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer/);
    }
    const narrow = await house.ask('POST', '/resource-servers', { token: await house.token('read:resource_servers'), body: mine });
    assert.deepEqual([narrow.status, narrow.body['errorCode'], narrow.body['message']], [403, 'insufficient_scope', 'Insufficient scope, expected any of: create:resource_servers']);
  });

  test('an operation that Auth0 has and we do not answers 403 insufficient_scope, an address that nobody has 404', async () => {
    for (const [method, path] of [['GET', '/branding/phone/providers'], ['POST', '/network-acls'], ['GET', '/flows/executions/x/y']] as const) {
      const answer = await house.ask(method, path, method === 'POST' ? { body: {} } : {});
      assert.ok([403, 404].includes(answer.status));
    }
    assert.deepEqual([(await house.ask('GET', '/branding')).body['errorCode'], (await house.ask('GET', '/nothing/here')).status], ['insufficient_scope', 404]);
  });

  test('OpenAPI lists every operation with its scopes', async () => {
    const document = (await (await fetch(`${house.running.origin}/api/v2/openapi.json`)).json()) as { readonly openapi: string; readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly 'x-scopes': readonly string[] }>>>> };
    assert.equal(document.openapi, '3.1.0');
    assert.deepEqual(document.paths['/resource-servers']?.['post']?.['x-scopes'], ['create:resource_servers']);
  });

  test('every write leaves one line of the log, in the same commit', async () => {
    const before = await house.running.house.storage.log.list(house.running.house.defaultTenant.id, { take: 1000 });
    await house.ask('POST', '/resource-servers', { body: { identifier: 'https://logged.example' } });
    const after = await house.running.house.storage.log.list(house.running.house.defaultTenant.id, { take: 1000 });
    const events = after.records.filter(({ key }) => !before.records.some((one) => one.key === key)).map(({ event }) => event);
    assert.deepEqual(events.filter((event) => event.startsWith('management.')), ['management.resourceServers.create']);
  });
});
