import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { people } from '../flows/fixtures.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

const api = 'https://api.example';
const named = (...names: readonly string[]) => ({ permissions: names.map((name) => ({ resource_server_identifier: api, permission_name: name })) });

describe('Management API v2: roles and permissions', () => {
  let house: ManagedHouse;
  let alice: string;
  let bob: string;
  const idOf = async (email: string) => (await house.running.house.storage.users.findByLogin(house.running.house.defaultTenant.id, 'Username-Password-Authentication', email))?.id ?? '';
  const make = async (name: string) => String((await house.ask('POST', '/roles', { body: { name } })).body['id']);
  const refused = async (method: string, path: string, more: { readonly body?: unknown; readonly token?: string } = {}) => {
    const { status, body } = await house.ask(method, path, more);
    return [status, body['errorCode'] ?? body['error']];
  };
  before(async () => {
    house = await startManagedHouse();
    [alice, bob] = await Promise.all([idOf(people.alice.email), idOf(people.bob.email)]);
  });
  after(() => house.stop());

  test('a role is made, read, listed by name, changed and removed, with the statuses of Auth0', async () => {
    const created = await house.ask('POST', '/roles', { body: { name: 'Editor', description: 'Edits things' } });
    assert.equal(created.status, 200, JSON.stringify(created.body));
    const id = String(created.body['id']);
    assert.match(id, /^rol_[A-Za-z0-9]{16}$/);
    assert.deepEqual(created.body, { id, name: 'Editor', description: 'Edits things' });
    assert.deepEqual((await house.ask('GET', `/roles/${id}`)).body, created.body);
    assert.deepEqual((await house.ask('GET', '/roles?name_filter=EDIT')).body, [created.body]);
    assert.deepEqual((await house.ask('GET', '/roles?name_filter=nothing&include_totals=true')).body, { roles: [], start: 0, limit: 50, total: 0 });
    assert.deepEqual((await house.ask('PATCH', `/roles/${id}`, { body: { description: 'New' } })).body, { id, name: 'Editor', description: 'New' });
    assert.deepEqual(await refused('POST', '/roles', { body: { name: 'Editor' } }), [409, 'Conflict']);
    const other = await make('Second');
    assert.deepEqual(await refused('PATCH', `/roles/${other}`, { body: { name: 'Editor' } }), [409, 'Conflict']);
    for (const one of [id, other]) assert.equal((await house.ask('DELETE', `/roles/${one}`)).status, 200);
    for (const [method, body] of [['GET', undefined], ['DELETE', undefined], ['PATCH', { name: 'X' }]] as const) assert.deepEqual(await refused(method, `/roles/${id}`, body === undefined ? {} : { body }), [404, 'inexistent_role']);
    assert.deepEqual(await refused('POST', '/roles', { body: { name: '' } }), [400, 'invalid_body']);
  });

  test('permissions of a role are added, listed with the words of the API, and taken away', async () => {
    const id = await make('Reader');
    const added = await house.ask('POST', `/roles/${id}/permissions`, { body: named('read:things', 'write:things', 'read:things') });
    assert.equal(added.status, 201, JSON.stringify(added.body));
    assert.deepEqual((await house.ask('GET', `/roles/${id}/permissions`)).body, [
      { resource_server_identifier: api, permission_name: 'read:things', resource_server_name: 'API of the tests', description: 'See your things' },
      { resource_server_identifier: api, permission_name: 'write:things', resource_server_name: 'API of the tests', description: 'Change your things' },
    ]);
    assert.equal((await house.ask('DELETE', `/roles/${id}/permissions`, { body: named('write:things') })).status, 204);
    assert.deepEqual((await house.ask('GET', `/roles/${id}/permissions?include_totals=true`)).body['total'], 1);
    const strange = await house.ask('POST', `/roles/${id}/permissions`, { body: named('fly:things') });
    assert.deepEqual([strange.status, strange.body['errorCode']], [400, 'invalid_body']);
    assert.match(String(strange.body['message']), /fly:things of https:\/\/api\.example/);
    for (const [method, body] of [['GET', undefined], ['POST', named('read:things')], ['DELETE', named('read:things')]] as const) assert.deepEqual(await refused(method, '/roles/rol_nobody/permissions', body === undefined ? {} : { body }), [404, 'inexistent_role']);
    assert.deepEqual(await refused('POST', `/roles/${id}/permissions`, { body: { permissions: [] } }), [400, 'invalid_body']);
  });

  test('a role is given to people from both sides; the list has both styles of paging', async () => {
    const id = await make('Member');
    assert.equal((await house.ask('POST', `/roles/${id}/users`, { body: { users: [alice] } })).status, 200);
    assert.equal((await house.ask('POST', `/users/${encodeURIComponent(bob)}/roles`, { body: { roles: [id] } })).status, 204);
    const ids = (users: unknown) => (users as readonly { readonly user_id: string }[]).map(({ user_id: one }) => one);
    const whole = [alice, bob].sort();
    assert.deepEqual(ids((await house.ask('GET', `/roles/${id}/users`)).body), whole);
    const totals = (await house.ask('GET', `/roles/${id}/users?per_page=1&page=1&include_totals=true`)).body;
    assert.deepEqual([ids(totals['users']), totals['start'], totals['limit'], totals['total']], [whole.slice(1), 1, 1, 2]);
    const first = (await house.ask('GET', `/roles/${id}/users?take=1`)).body;
    assert.deepEqual(ids(first['users']), whole.slice(0, 1));
    const second = (await house.ask('GET', `/roles/${id}/users?take=1&from=${encodeURIComponent(String(first['next']))}`)).body;
    assert.deepEqual([ids(second['users']), second['next']], [whole.slice(1), undefined]);
    assert.deepEqual((await house.ask('GET', `/roles/${id}/users`)).body[0]?.['email'], whole[0] === alice ? people.alice.email : people.bob.email);
    assert.deepEqual((await house.ask('GET', `/users/${encodeURIComponent(bob)}/roles`)).body.map((role) => role['id']), [id]);
    assert.equal((await house.ask('DELETE', `/users/${encodeURIComponent(bob)}/roles`, { body: { roles: [id] } })).status, 204);
    assert.deepEqual((await house.ask('GET', `/users/${encodeURIComponent(bob)}/roles?include_totals=true`)).body['total'], 0);
    assert.deepEqual(await refused('POST', `/roles/${id}/users`, { body: { users: ['auth0|nobody'] } }), [400, 'invalid_body']);
    assert.deepEqual(await refused('POST', '/roles/rol_nobody/users', { body: { users: [alice] } }), [404, 'inexistent_role']);
    assert.deepEqual(await refused('GET', '/roles/rol_nobody/users'), [404, 'inexistent_role']);
    assert.deepEqual(await refused('POST', `/users/${encodeURIComponent(bob)}/roles`, { body: { roles: ['rol_nobody'] } }), [400, 'invalid_body']);
    for (const [method, body] of [['GET', undefined], ['POST', { roles: [id] }], ['DELETE', { roles: [id] }]] as const) assert.deepEqual(await refused(method, '/users/auth0%7Cnobody/roles', body === undefined ? {} : { body }), [404, 'inexistent_user']);
    assert.deepEqual(await refused('GET', `/roles/${id}/users?take=1000`), [400, 'invalid_query_string']);
  });

  test('permissions of a person are listed once each, with every source; what a role brings is not taken away here', async () => {
    const id = await make('Source');
    const path = `/users/${encodeURIComponent(alice)}/permissions`;
    await house.ask('POST', `/roles/${id}/permissions`, { body: named('read:things') });
    await house.ask('POST', `/roles/${id}/users`, { body: { users: [alice] } });
    assert.equal((await house.ask('POST', path, { body: named('read:things', 'write:things') })).status, 201);
    const [read, write] = (await house.ask('GET', path)).body;
    assert.deepEqual([read?.['permission_name'], write?.['permission_name']], ['read:things', 'write:things']);
    const types = (read?.['sources'] as readonly { readonly source_type: string; readonly source_id: string }[]).map((source) => [source.source_type, source.source_id]).sort();
    assert.deepEqual(types, [['DIRECT', ''], ['ROLE', id]]);
    assert.equal((await house.ask('DELETE', path, { body: named('read:things', 'write:things') })).status, 204);
    assert.deepEqual((await house.ask('GET', path)).body.map((one) => one['sources']), [[{ source_id: id, source_name: 'Source', source_type: 'ROLE' }]]);
    assert.deepEqual(await refused('POST', path, { body: named('fly:things') }), [400, 'invalid_body']);
    for (const [method, body] of [['GET', undefined], ['POST', named('read:things')], ['DELETE', named('read:things')]] as const) assert.deepEqual(await refused(method, '/users/auth0%7Cnobody/permissions', body === undefined ? {} : { body }), [404, 'inexistent_user']);
  });

  test('A209: with update:roles, update:users and create:role_members nobody gives, by a role or directly, more of the Management API than the own token allows', async () => {
    const token = await house.token('update:roles update:users create:role_members read:users update:resource_servers');
    const power = (name: string) => ({ permissions: [{ resource_server_identifier: house.audience, permission_name: name }] });
    const [powerful, plain] = [await make('Powerful'), await make('Plain')];
    await house.ask('POST', `/roles/${powerful}/permissions`, { body: power('delete:users') });
    const me = encodeURIComponent(bob);
    for (const [method, path, body] of [
      ['POST', `/roles/${plain}/permissions`, power('delete:users')], ['POST', `/users/${me}/permissions`, power('delete:users')],
      ['POST', `/users/${me}/roles`, { roles: [plain, powerful] }], ['POST', `/roles/${powerful}/users`, { users: [bob] }],
    ] as const) assert.deepEqual(await refused(method, path, { body, token }), [403, 'insufficient_scope'], path);
    assert.deepEqual([(await house.ask('GET', `/users/${me}/permissions`)).body, (await house.ask('GET', `/users/${me}/roles`)).body], [[], []]);
    assert.equal((await house.ask('POST', `/roles/${plain}/permissions`, { body: power('update:users'), token })).status, 201, 'what one has oneself may be given');
    assert.deepEqual(await refused('PATCH', `/resource-servers/${encodeURIComponent(house.audience)}`, { body: { enforce_policies: false }, token }), [400, 'invalid_body']);
  });

  test('A207: each operation wants its scope, and every write leaves one line of the log', async () => {
    const id = await make('Logged');
    const token = await house.token('read:clients');
    const calls = [
      ['GET', '/roles', undefined], ['POST', '/roles', { name: 'X' }], ['GET', `/roles/${id}`, undefined], ['PATCH', `/roles/${id}`, { name: 'Logged 2' }],
      ['GET', `/roles/${id}/permissions`, undefined], ['POST', `/roles/${id}/permissions`, named('read:things')], ['DELETE', `/roles/${id}/permissions`, named('read:things')],
      ['GET', `/roles/${id}/users`, undefined], ['POST', `/roles/${id}/users`, { users: [bob] }],
      ['GET', `/users/${bob}/roles`, undefined], ['POST', `/users/${bob}/roles`, { roles: [id] }], ['DELETE', `/users/${bob}/roles`, { roles: [id] }],
      ['GET', `/users/${bob}/permissions`, undefined], ['POST', `/users/${bob}/permissions`, named('read:things')], ['DELETE', `/users/${bob}/permissions`, named('read:things')], ['DELETE', `/roles/${id}`, undefined],
    ] as const;
    const lines = async () => (await house.running.house.storage.log.list(house.running.house.defaultTenant.id, { take: 1000 })).records.filter(({ event }) => /^management\.(roles|users)\./.test(event)).length;
    for (const [method, path, body] of calls) {
      const encoded = path.replace('|', '%7C');
      assert.deepEqual(await refused(method, encoded, { token, ...(body === undefined ? {} : { body }) }), [403, 'insufficient_scope'], `${method} ${path}`);
      const before = await lines();
      assert.ok((await house.ask(method, encoded, body === undefined ? {} : { body })).status < 300, `${method} ${path}`);
      assert.equal((await lines()) - before, method === 'GET' ? 0 : 1, `${method} ${path}`);
    }
  });
});
