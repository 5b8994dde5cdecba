import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTenant } from '../flows/arrangements.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

const script = 'function (user, context, callback) {\n  callback(null, user, context);\n}';

describe('Management API v2: rules', () => {
  let house: ManagedHouse;
  const refused = async (method: string, path: string, more: { readonly body?: unknown; readonly token?: string } = {}) => {
    const { status, body } = await house.ask(method, path, more);
    return [status, body['errorCode'] ?? body['error']];
  };
  const make = async (name: string, over: object = {}) => String((await house.ask('POST', '/rules', { body: { name, script, ...over } })).body['id']);
  before(async () => { house = await startManagedHouse(); });
  after(() => house.stop());

  test('with the switch of the tenant off a rule is stored, but not enabled, and the answer says where the switch is', async () => {
    assert.equal(house.running.house.scripts.threads, 0, 'no thread before the first script');
    for (const body of [{ name: 'Off', script }, { name: 'Off', script, enabled: true }]) {
      const off = await house.ask('POST', '/rules', { body });
      assert.equal(off.status, 400);
      assert.match(String(off.body['message']), /flags\.enable_rules by PATCH \/tenants\/settings/);
    }
    const id = await make('Off', { enabled: false });
    assert.deepEqual(await refused('PATCH', `/rules/${id}`, { body: { enabled: true } }), [400, 'invalid_body']);
    assert.equal((await house.ask('PATCH', '/tenants/settings', { body: { flags: { enable_rules: true } } })).status, 200);
    assert.equal((await house.ask('PATCH', `/rules/${id}`, { body: { enabled: true } })).body['enabled'], true);
    await setTenant(house.running, { rulesEnabled: false });
    assert.equal((await house.ask('PATCH', `/rules/${id}`, { body: { order: 7 } })).status, 200, 'one that was enabled before can be changed');
    assert.equal((await house.ask('DELETE', `/rules/${id}`)).status, 204);
    await setTenant(house.running, { rulesEnabled: true });
  });

  test('a rule is made, read, listed in the order of running, changed and removed, with the statuses of Auth0', async () => {
    const created = await house.ask('POST', '/rules', { body: { name: 'Add claims', script } });
    assert.equal(created.status, 201, JSON.stringify(created.body));
    const id = String(created.body['id']);
    assert.match(id, /^rul_[A-Za-z0-9]{16}$/);
    assert.deepEqual(created.body, { id, name: 'Add claims', script, order: 1, enabled: true, stage: 'login_success' });
    assert.deepEqual((await house.ask('GET', `/rules/${id}`)).body, created.body);
    assert.deepEqual((await house.ask('GET', `/rules/${id}?fields=name,order`)).body, { name: 'Add claims', order: 1 });
    const second = await make('Second', { order: 0, enabled: false });
    const third = await make('Third');
    const listed = async (query = '') => (await house.ask('GET', `/rules${query}`)).body.map((rule) => rule['id']);
    assert.deepEqual([await listed(), await listed('?enabled=true'), await listed('?enabled=false'), await listed('?per_page=1&page=1')], [[second, id, third], [id, third], [second], [id]]);
    assert.deepEqual((await house.ask('GET', '/rules?include_totals=true&fields=name&enabled=false')).body, { rules: [{ name: 'Second' }], start: 0, limit: 50, total: 1 });
    assert.deepEqual((await house.ask('PATCH', `/rules/${id}`, { body: { name: 'Renamed', order: 9, enabled: false } })).body, { ...created.body, name: 'Renamed', order: 9, enabled: false });
    assert.deepEqual([await refused('POST', '/rules', { body: { name: 'Renamed', script } }), await refused('PATCH', `/rules/${second}`, { body: { name: 'Third' } })], [[409, 'Conflict'], [409, 'Conflict']]);
    for (const one of [id, second, third]) assert.equal((await house.ask('DELETE', `/rules/${one}`)).status, 204);
    for (const [method, body] of [['GET', undefined], ['DELETE', undefined], ['PATCH', { order: 1 }]] as const) assert.deepEqual(await refused(method, `/rules/${id}`, body === undefined ? {} : { body }), [404, 'inexistent_rule']);
  });

  test('a script that is no function is refused with line and column, at every write', async () => {
    const id = await make('Good');
    const flaws: readonly (readonly [script: string, told: RegExp])[] = [
      ['function (user, context, callback) {\n  var x = ;\n}', /script, line 2, column 11: unexpected token/], ['function (user) {', /script, line \d+, column \d+: /], ['42', /not one function/], ['(() => { while (true); })()', /script: interrupted/],
    ];
    for (const [broken, told] of flaws) {
      for (const answer of [await house.ask('POST', '/rules', { body: { name: 'Broken', script: broken } }), await house.ask('PATCH', `/rules/${id}`, { body: { script: broken } })]) {
        assert.equal(answer.status, 400);
        assert.match(String(answer.body['message']), told);
      }
    }
    for (const body of [{ script }, { name: '-x', script }, { name: 'X', script: '' }, { name: 'X', script, stage: 'pre_authorize' }, { name: 'X', script, other: 1 }, { name: 'X', script, order: -1 }]) assert.deepEqual(await refused('POST', '/rules', { body }), [400, 'invalid_body']);
    assert.equal((await house.ask('GET', `/rules/${id}`)).body['script'], script);
  });

  test('values for rules are set, listed by key and removed; one answer repeats a value, to who sent it, and no row tells one', async () => {
    const secret = 'a-value-that-nobody-reads';
    assert.deepEqual((await house.ask('PUT', '/rules-configs/API_KEY', { body: { value: secret } })).body, { key: 'API_KEY', value: secret });
    assert.equal((await house.ask('PUT', '/rules-configs/API_KEY', { body: { value: `${secret}-2` } })).status, 200);
    await house.ask('PUT', '/rules-configs/ANOTHER', { body: { value: secret } });
    assert.deepEqual((await house.ask('GET', '/rules-configs')).body, [{ key: 'ANOTHER' }, { key: 'API_KEY' }]);
    const { storage, defaultTenant } = house.running.house;
    for (const { sealed } of await storage.rules.listRuleSettings(defaultTenant.id)) assert.doesNotMatch(sealed, /nobody/);
    for (const record of (await storage.log.list(defaultTenant.id, { take: 100 })).records) assert.doesNotMatch(record.detail, /nobody-reads/);
    assert.deepEqual([await refused('PUT', '/rules-configs/a%20b', { body: { value: 'x' } }), await refused('PUT', '/rules-configs/A', { body: {} }), await refused('DELETE', '/rules-configs/NONE')], [[400, 'invalid_body'], [400, 'invalid_body'], [404, 'inexistent_rules_config']]);
    assert.equal((await house.ask('DELETE', '/rules-configs/ANOTHER')).status, 204);
    assert.deepEqual((await house.ask('GET', '/rules-configs')).body, [{ key: 'API_KEY' }]);
  });

  test('every write stands in the log with who wrote it', async () => {
    const { storage, defaultTenant } = house.running.house;
    const events = new Set((await storage.log.list(defaultTenant.id, { take: 200 })).records.map(({ event }) => event));
    for (const event of ['rules.create', 'rules.update', 'rules.delete', 'rulesConfigs.set', 'rulesConfigs.delete']) assert.ok(events.has(`management.${event}`), event);
  });
});
