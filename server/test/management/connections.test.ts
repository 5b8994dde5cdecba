import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { apps } from '../flows/fixtures.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

let house: ManagedHouse;
before(async () => { house = await startManagedHouse(); });
after(() => house.stop());

const first = 'con_usernamepassword';
async function refused(asked: Parameters<ManagedHouse['ask']>, told: RegExp, status = 400): Promise<void> {
  const { status: answered, body } = await house.ask(...asked);
  assert.deepEqual([answered, told.test(String(body['message']))], [status, true], `${asked[1]}: ${JSON.stringify(body)}`);
}
async function make(name: string, more: object = {}): Promise<string> {
  const { status, body } = await house.ask('POST', '/connections', { body: { name, strategy: 'auth0', ...more } });
  assert.equal(status, 201, JSON.stringify(body));
  return String(body['id']);
}
const get = async (id: string) => (await house.ask('GET', `/connections/${id}`)).body;

describe('Management API v2: connections', () => {
  test('Seed row 216: every tenant begins with a database that all of its applications use, and new ones too', async () => {
    const body = await get(first);
    assert.deepEqual([body['name'], body['strategy'], body['options']], ['Username-Password-Authentication', 'auth0', { disable_signup: false, brute_force_protection: true, password_complexity_options: { min_length: 8 } }]);
    const made = await house.ask('POST', '/clients', { body: { name: 'New', app_type: 'spa' } });
    assert.ok((((await get(first))['enabled_clients']) as readonly string[]).includes(String(made.body['client_id'])));
    await house.ask('PATCH', '/tenants/settings', { body: { default_directory: '' } });
    const another = await house.ask('POST', '/clients', { body: { name: 'Other', app_type: 'spa' } });
    assert.ok(!(((await get(first))['enabled_clients']) as readonly string[]).includes(String(another.body['client_id'])));
    await house.ask('PATCH', '/tenants/settings', { body: { default_directory: 'Username-Password-Authentication' } });
  });

  test('a connection is made, read, listed, changed and removed; what was read can be written back', async () => {
    const options = { disable_signup: true, passwordPolicy: 'excellent', password_history: { enable: true, size: 4 }, password_options: { complexity: { min_length: 15, character_types: ['lowercase', 'number'] }, profile_data: { active: true } }, attributes: { email: { identifier: { active: true }, signup: { status: 'optional' } }, username: { identifier: { active: true }, profile_required: true, validation: { min_length: 3, max_length: 20 } } } };
    const id = await make('Whole', { options, display_name: 'The whole', metadata: { floor: '3' }, enabled_clients: [apps.web.id], is_domain_connection: true, show_as_button: true });
    const body = await get(id);
    assert.match(id, /^con_[A-Za-z0-9]{16}$/);
    assert.deepEqual(body, { id, name: 'Whole', strategy: 'auth0', display_name: 'The whole', options, metadata: { floor: '3' }, is_domain_connection: true, show_as_button: true, realms: ['Whole'], enabled_clients: [apps.web.id] });
    const { id: own, name, strategy, ...writable } = body;
    assert.deepEqual([own, name, strategy], [id, 'Whole', 'auth0']);
    assert.deepEqual((await house.ask('PATCH', `/connections/${id}`, { body: writable })).body, body);
    assert.deepEqual((await house.ask('PATCH', `/connections/${id}`, { body: { options: { passwordPolicy: 'low' } } })).body['options'], { passwordPolicy: 'low' }, 'options are replaced as a whole');
    assert.deepEqual([(await get(id))['display_name'], (await get(id))['metadata']], ['The whole', { floor: '3' }]);
    const listed = (await house.ask('GET', '/connections?name=Whole&fields=name,id')).body;
    assert.deepEqual(listed, [{ id, name: 'Whole' }]);
    assert.deepEqual([(await house.ask('GET', '/connections?strategy=email')).body, (await house.ask('GET', '/connections?include_totals=true&per_page=1')).body['total']], [[], 2]);
    const { body: page } = await house.ask('GET', '/connections?take=1');
    assert.equal((page['connections'] as readonly unknown[]).length, 1);
    assert.equal(((await house.ask('GET', `/connections?take=1&from=${String(page['next'])}`)).body['connections'] as readonly unknown[]).length, 1);
    assert.equal((await house.ask('DELETE', `/connections/${id}`)).status, 202);
    assert.equal((await house.ask('GET', `/connections/${id}`)).status, 404);
  });

  test('what makes no sense is refused with its place', async () => {
    const wrong: readonly (readonly [object, RegExp])[] = [
      [{ name: 'google', strategy: 'google-oauth2' }, /called google-oauth2/], [{ name: 'face', strategy: 'facebook' }, /called facebook/], [{ name: 'waad', strategy: 'waad' }, /strategy/], [{ name: 'a b', strategy: 'auth0' }, /name/], [{ name: '-a', strategy: 'auth0' }, /name/], [{ name: 'x'.repeat(129), strategy: 'auth0' }, /name/], [{ name: 'mail', strategy: 'email' }, /called email/],
      [{ name: 'a', strategy: 'auth0', nonsense: 1 }, /nonsense/], [{ name: 'a', strategy: 'auth0', realms: ['b'] }, /realms/], [{ name: 'a', strategy: 'auth0', enabled_clients: ['nobody'] }, /no application nobody/], [{ name: 'a', strategy: 'auth0', metadata: Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`k${index}`, 'v'])) }, /metadata/],
    ];
    for (const [body, told] of wrong) await refused(['POST', '/connections', { body }], told);
    const options: readonly (readonly [object, RegExp])[] = [
      [{ import_mode: true }, /options\.import_mode/], [{ customScripts: { login: 'x' } }, /customScripts/], [{ passwordPolicy: 'best' }, /options\.passwordPolicy/], [{ password_complexity_options: { min_length: 0 } }, /min_length/], [{ password_complexity_options: { min_length: 129 } }, /min_length/],
      [{ password_history: { enable: true, size: 25 } }, /size/], [{ password_dictionary: { enable: true, dictionary: ['x'.repeat(51)] } }, /dictionary/], [{ requires_username: 'yes' }, /requires_username/], [{ validation: { username: { min: 9, max: 3 } }, requires_username: true }, /user name/],
      [{ attributes: { email: { identifier: { active: false } } } }, /attributes/], [{ attributes: { email: { signup: { status: 'optional' } } } }, /attributes/], [{ passkey_options: {} }, /passkey_options/],
    ];
    for (const [one, told] of options) await refused(['PATCH', `/connections/${first}`, { body: { options: one } }], told);
    await refused(['POST', '/connections', { body: { name: 'Username-Password-Authentication', strategy: 'auth0' } }], /already exists/, 409);
    for (const [method, path, body] of [['GET', '', undefined], ['PATCH', '', {}], ['DELETE', '', undefined], ['GET', '/clients', undefined], ['PATCH', '/clients', [{ client_id: 'web', status: true }]], ['DELETE', '/users?email=a%40b.example', undefined]] as const) await refused([method, `/connections/con_nothing${path}`, body === undefined ? {} : { body }], /does not exist/, 404);
  });

  test('of two that are made at once under one name there is one', async () => {
    const statuses = (await Promise.all(Array.from({ length: 8 }, () => house.ask('POST', '/connections', { body: { name: 'Once', strategy: 'auth0' } })))).map(({ status }) => status).sort();
    assert.deepEqual(statuses, [201, 409, 409, 409, 409, 409, 409, 409]);
    assert.equal((await house.ask('GET', '/connections?name=Once')).body.length, 1);
  });

  test('the applications of a connection are asked and changed from its side, and asked from theirs', async () => {
    const id = await make('Clients', { enabled_clients: [apps.web.id, apps.spa.id] });
    const clients = async (query = '') => (await house.ask('GET', `/connections/${id}/clients${query}`)).body;
    assert.deepEqual(await clients(), { clients: [{ client_id: 'spa' }, { client_id: 'web' }] });
    const page = await clients('?take=1');
    assert.deepEqual([page['clients'], (await clients(`?take=1&from=${String(page['next'])}`))['clients']], [[{ client_id: 'spa' }], [{ client_id: 'web' }]]);
    assert.equal((await house.ask('PATCH', `/connections/${id}/clients`, { body: [{ client_id: 'spa', status: false }, { client_id: 'native', status: true }, { client_id: 'web', status: true }] })).status, 204);
    assert.deepEqual(await clients(), { clients: [{ client_id: 'native' }, { client_id: 'web' }] });
    await refused(['PATCH', `/connections/${id}/clients`, { body: [{ client_id: 'es', status: true }, { client_id: 'nobody', status: true }] }], /does not exist/, 404);
    assert.deepEqual(await clients(), { clients: [{ client_id: 'native' }, { client_id: 'web' }] }, 'all or nothing');
    const of = async (client: string) => ((await house.ask('GET', `/clients/${client}/connections`)).body['connections'] as readonly { readonly id: string }[]).map((one) => one.id).sort();
    assert.deepEqual([await of('web'), await of('spa'), (await house.ask('GET', '/clients/nobody/connections')).status], [[first, id].sort(), [first], 404]);
    await house.ask('PATCH', `/connections/${id}`, { body: { is_domain_connection: true } });
    assert.deepEqual([await of('web3p'), await of('spa')], [[first, id].sort(), [first]], 'third parties use domain connections');
    await house.ask('DELETE', '/clients/native');
    assert.deepEqual(await clients(), { clients: [{ client_id: 'web' }] });
  });

  test('each operation needs its scope, and a removal of one person the scope of people', async () => {
    const token = await house.token('read:connections');
    assert.equal((await house.ask('GET', '/connections', { token })).status, 200);
    for (const [method, path, body] of [['POST', '/connections', { name: 'x', strategy: 'auth0' }], ['PATCH', `/connections/${first}`, {}], ['DELETE', `/connections/${first}`, undefined], ['PATCH', `/connections/${first}/clients`, [{ client_id: 'web', status: true }]], ['DELETE', `/connections/${first}/users?email=a%40b.example`, undefined]] as const) {
      assert.equal((await house.ask(method, path, { token, ...(body === undefined ? {} : { body }) })).status, 403, `${method} ${path}`);
    }
  });

  test('people of a connection: made by its rules, removed by their address there and nowhere else', async () => {
    const id = await make('People', { options: { requires_username: true, validation: { username: { min: 3, max: 10 } }, passwordPolicy: 'good', password_dictionary: { enable: true, dictionary: ['Correct Horse 1'] }, password_no_personal_info: { enable: true } } });
    const person = (more: object) => ({ body: { connection: 'People', email: 'pia@example.com', username: 'pia', password: 'Violet otter 1 lamp', ...more } });
    for (const [more, told] of [[{ connection: 'Nowhere' }, /connection does not exist/], [{ username: undefined }, /username is needed/], [{ username: 'p' }, /username/], [{ username: 'pia@example.com' }, /username/], [{ password: 'violet otter lamp' }, /^PasswordStrengthError/], [{ password: 'correct horse 1' }, /^Password/], [{ password: 'Correct Horse 1' }, /^PasswordDictionaryError/], [{ password: 'I am Pia 4 ever' }, /^PasswordNoUserInfoError/]] as const) await refused(['POST', '/users', person(more)], told);
    assert.equal((await house.ask('POST', '/users', person({}))).status, 201);
    assert.equal((await house.ask('POST', '/users', person({ connection: 'Username-Password-Authentication' }))).status, 201, 'the same person elsewhere is another one');
    await refused(['POST', '/users', person({ email: 'other@example.com', username: 'PIA' })], /already exists/, 409);
    assert.equal((await house.ask('DELETE', `/connections/${id}/users?email=PIA%40example.com`)).status, 204);
    assert.equal((await house.ask('DELETE', `/connections/${id}/users?email=PIA%40example.com`)).status, 204);
    const left = (await house.ask('GET', '/users-by-email?email=pia%40example.com')).body;
    assert.deepEqual(left.map((one) => (one['identities'] as readonly { readonly connection: string }[])[0]?.connection), ['Username-Password-Authentication']);
  });

  test('NIST SP 800-63B-4 §3.1.1.2: passwords of before are remembered as long as the connection says, and no longer', async () => {
    const id = await make('History', { options: { password_history: { enable: true, size: 3 } } });
    const { body } = await house.ask('POST', '/users', { body: { connection: 'History', email: 'hal@example.com', password: 'violet otter lamp 0' } });
    const change = (number: number) => house.ask('PATCH', `/users/${encodeURIComponent(String(body['user_id']))}`, { body: { password: `violet otter lamp ${number}` } });
    const told = async (number: number) => { const { status, body: answer } = await change(number); return status === 200 ? 200 : /^PasswordHistoryError/.test(String(answer['message'])); };
    assert.deepEqual([await told(0), await told(1), await told(0), await told(2), await told(0), await told(1), await told(3), await told(1), await told(0)], [true, 200, true, 200, true, true, 200, true, 200]);
    await house.ask('PATCH', `/connections/${id}`, { body: { options: {} } });
    assert.deepEqual([await told(0), await told(3)], [200, 200]);
  });

  test('several administrators at once lose nothing', async () => {
    const id = await make('Together');
    const names = ['display_name', 'show_as_button', 'is_domain_connection', 'metadata', 'options'] as const;
    const bodies = [{ display_name: 'At once' }, { show_as_button: true }, { is_domain_connection: true }, { metadata: { a: 'b' } }, { options: { disable_signup: true } }];
    const statuses = (await Promise.all(bodies.map((body) => house.ask('PATCH', `/connections/${id}`, { body })))).map(({ status }) => status);
    const changed = await get(id);
    assert.deepEqual([statuses, names.map((name) => changed[name])], [[200, 200, 200, 200, 200], ['At once', true, true, { a: 'b' }, { disable_signup: true }]]);
  });

  test('a write stands in the log with its line', async () => {
    const id = await make('Logged');
    await house.ask('PATCH', `/connections/${id}`, { body: { display_name: 'X' } });
    await house.ask('DELETE', `/connections/${id}`);
    const { records } = await house.running.house.storage.log.list(house.running.house.defaultTenant.id, { take: 20 });
    const events = records.map(({ event }) => event);
    for (const event of ['management.connections.create', 'management.connections.update', 'management.connections.delete']) assert.ok(events.includes(event), event);
  });
});
