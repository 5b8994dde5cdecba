import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { tokensFor } from '../flows/app.ts';
import { apps, people } from '../flows/fixtures.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

describe('Management API v2: tenant, connection and keys', () => {
  let house: ManagedHouse;
  before(async () => { house = await startManagedHouse(); });
  after(() => house.stop());
  const refused = async (asked: Parameters<ManagedHouse['ask']>, told: RegExp, status = 400) => {
    const answer = await house.ask(...asked);
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    assert.match(String(answer.body['message']), told);
  };
  const lines = async () => (await house.running.house.storage.log.list(house.running.house.defaultTenant.id, { take: 1000 })).records.filter(({ event }) => event.startsWith('management.')).map(({ event }) => event);

  test('settings of the tenant are read, changed one by one, and hold at once', async () => {
    const before = (await house.ask('GET', '/tenants/settings')).body;
    assert.deepEqual([before['session_lifetime'], before['idle_session_lifetime'], before['flags']], [168, 72, { enable_dynamic_client_registration: false, enable_rules: false }]);
    const written = { friendly_name: 'Hooli', support_email: 'help@hooli.example', default_audience: 'https://api.example', default_directory: 'Username-Password-Authentication', allowed_logout_urls: ['https://hooli.example/bye'], session_lifetime: 10, idle_session_lifetime: 0.5, flags: { enable_dynamic_client_registration: true, enable_rules: true } };
    const changed = await house.ask('PATCH', '/tenants/settings', { body: written });
    assert.equal(changed.status, 200, JSON.stringify(changed.body));
    assert.deepEqual(changed.body, { ...written, pushed_authorization_requests_supported: true });
    assert.deepEqual((await house.ask('GET', '/tenants/settings')).body, changed.body);
    const registered = await fetch(`${house.running.origin}/oidc/register`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ redirect_uris: ['https://new.example/cb'] }) });
    assert.equal(registered.status, 201);
    const back = await house.ask('PATCH', '/tenants/settings', { body: { default_audience: '', support_email: null, allowed_logout_urls: [], flags: { enable_dynamic_client_registration: false } } });
    assert.deepEqual([back.body['default_audience'], back.body['support_email'], back.body['friendly_name']], [undefined, undefined, 'Hooli']);
    assert.deepEqual(Object.keys((await house.ask('GET', '/tenants/settings?fields=friendly_name')).body), ['friendly_name']);
  });

  test('settings that make no sense are refused, each with its place', async () => {
    const wrong: readonly (readonly [object, RegExp])[] = [
      [{ nonsense: 1 }, /nonsense/], [{ friendly_name: '<b>' }, /friendly_name/], [{ friendly_name: 'a\nb' }, /friendly_name/], [{ support_email: 'nobody' }, /support_email/], [{ default_audience: 'https://nowhere.example' }, /there is no API/], [{ default_directory: 'other' }, /default_directory/],
      [{ allowed_logout_urls: ['https://*.example/'] }, /allowed_logout_urls\.0.*wildcard/], [{ allowed_logout_urls: ['javascript:1'] }, /allowed_logout_urls\.0/], [{ session_lifetime: 0 }, /session_lifetime/], [{ session_lifetime: 1, idle_session_lifetime: 2 }, /longer/],
      [{ flags: { other: true } }, /other/], [{ environment: 'production', issuer: 'https://evil.example/' }, /environment, issuer/],
    ];
    for (const [body, told] of wrong) await refused(['PATCH', '/tenants/settings', { body }], told);
  });

  test('the database of the tenant is its one connection: sign-up is opened and closed, everything else is fixed and says why', async () => {
    const [connection] = (await house.ask('GET', '/connections')).body;
    assert.deepEqual([connection?.['name'], connection?.['strategy']], ['Username-Password-Authentication', 'auth0']);
    const id = String(connection?.['id']);
    assert.match(id, /^con_[A-Za-z0-9]{16}$/);
    assert.deepEqual((await house.ask('GET', `/connections/${id}`)).body, connection);
    const { id: own, name, strategy, ...writable } = connection ?? {};
    assert.deepEqual([own, name, strategy], [id, 'Username-Password-Authentication', 'auth0']);
    assert.deepEqual((await house.ask('PATCH', `/connections/${id}`, { body: writable })).body, connection, 'written back it changes nothing');
    const closed = (await house.ask('PATCH', `/connections/${id}`, { body: { options: { disable_signup: true } } })).body;
    assert.deepEqual(closed['options'], { ...(connection?.['options'] as object), disable_signup: true });
    assert.equal((await house.running.house.storage.tenants.find(house.running.house.defaultTenant.id))?.settings.signupOpen, false);
    await house.ask('PATCH', `/connections/${id}`, { body: { options: { disable_signup: false } } });
    assert.deepEqual((await house.ask('GET', '/connections?take=1')).body['connections'], [connection]);
    assert.deepEqual([(await house.ask('GET', '/connections?strategy=google-oauth2')).body, (await house.ask('GET', '/connections?name=other&include_totals=true')).body['total']], [[], 0]);
    await refused(['PATCH', `/connections/${id}`, { body: { options: { import_mode: true } } }], /import_mode/);
    await refused(['PATCH', `/connections/${id}`, { body: { enabled_clients: ['web'] } }], /grant_types/);
    await refused(['POST', '/connections', { body: { name: 'google', strategy: 'google-oauth2' } }], /one connection/);
    await refused(['POST', '/connections', { body: { name: 'Username-Password-Authentication', strategy: 'auth0' } }], /already exists/, 409);
    await refused(['DELETE', `/connections/${id}`], /one connection/);
    for (const [method, path, body] of [['GET', '', undefined], ['PATCH', '', {}], ['DELETE', '', undefined], ['GET', '/clients', undefined], ['PATCH', '/clients', [{ client_id: 'web', status: true }]]] as const) await refused([method, `/connections/con_nothing${path}`, body === undefined ? {} : { body }], /does not exist/, 404);
  });

  test('the applications of the connection are those that people sign in to', async () => {
    const id = String((await house.ask('GET', '/connections')).body[0]?.['id']);
    const listed = ((await house.ask('GET', `/connections/${id}/clients?take=100`)).body['clients'] as readonly { readonly client_id: string }[]).map(({ client_id: one }) => one);
    assert.ok(listed.includes('web') && listed.includes('spa') && !listed.includes('m2m'));
    const first = (await house.ask('GET', `/connections/${id}/clients?take=2`)).body;
    assert.deepEqual([first['clients'], first['next']], [listed.slice(0, 2).map((one) => ({ client_id: one })), listed[1]]);
    assert.equal((await house.ask('PATCH', `/connections/${id}/clients`, { body: [{ client_id: 'web', status: true }, { client_id: 'm2m', status: false }] })).status, 204);
    await refused(['PATCH', `/connections/${id}/clients`, { body: [{ client_id: 'web', status: false }] }], /grant_types/);
    await refused(['PATCH', `/connections/${id}/clients`, { body: [{ client_id: 'nobody', status: true }] }], /does not exist/, 404);
    const of = async (client: string) => ((await house.ask('GET', `/clients/${client}/connections`)).body['connections'] as readonly { readonly id: string }[]).map(({ id: one }) => one);
    assert.deepEqual([await of('web'), await of('m2m'), (await house.ask('GET', '/clients/nobody/connections')).status], [[id], [], 404]);
  });

  interface Key { readonly kid: string; readonly alg: string; readonly current: boolean; readonly next: boolean; readonly previous: boolean; readonly revoked: boolean; readonly jwk: Readonly<Record<string, unknown>> }
  const listKeys = async () => (await house.ask('GET', '/keys/signing')).body as unknown as readonly Key[];

  const one = (keys: readonly Key[], fits: (key: Key) => boolean): Key => {
    const found = keys.find(fits);
    assert.ok(found !== undefined);
    return found;
  };
  const ofRsa = (state: 'current' | 'next') => (key: Key) => key.alg === 'RS256' && key[state];

  test('keys are listed with their public halves alone, and rotated: the next one signs, what was signed before stays good', async () => {
    await house.running.house.keys.warmUp();
    const keys = await listKeys();
    assert.deepEqual(keys.filter(({ current }) => current).map(({ alg }) => alg).sort(), ['ES256', 'EdDSA', 'PS256', 'RS256']);
    assert.ok(keys.every(({ jwk }) => jwk['use'] === 'sig' && jwk['d'] === undefined && jwk['p'] === undefined));
    assert.ok(!JSON.stringify(keys).includes('sealed'));
    const [old, heir] = [one(keys, ofRsa('current')), one(keys, ofRsa('next'))];
    assert.deepEqual((await house.ask('GET', `/keys/signing/${old.kid}`)).body, old);
    const rotated = await house.ask('POST', '/keys/signing/rotate');
    assert.equal(rotated.status, 201, JSON.stringify(rotated.body));
    const later = await listKeys();
    assert.deepEqual([one(later, ({ kid }) => kid === old.kid).previous, one(later, ofRsa('current')).kid, one(later, ofRsa('next')).kid], [true, heir.kid, rotated.body['kid']]);
    const tokens = await tokensFor(house.running.browser(), { app: apps.web, person: people.alice });
    assert.equal((JSON.parse(Buffer.from(String(tokens.body['id_token']).split('.')[0] as string, 'base64url').toString()) as { readonly kid: string }).kid, heir.kid);
    assert.equal((await house.ask('GET', '/clients?take=1')).status, 200, 'the token of the test is one of the key of before');
    const told = await lines();
    assert.deepEqual([told.filter((event) => event === 'management.keys.signing.rotate').length, told.includes('management.tenants.settings.update')], [1, true]);
  });

  test('a revoked key is published no more, and what it signed is no longer good', async () => {
    const old = one(await listKeys(), ({ alg, previous }) => alg === 'RS256' && previous);
    assert.deepEqual((await house.ask('PUT', `/keys/signing/${old.kid}/revoke`)).body, { kid: old.kid });
    assert.equal((await house.ask('GET', '/clients?take=1')).status, 401);
    const token = await house.token();
    assert.equal((await house.ask('GET', `/keys/signing/${old.kid}`, { token })).body['revoked'], true);
    await refused(['PUT', `/keys/signing/${old.kid}/revoke`, { token }], /already/);
    await refused(['PUT', '/keys/signing/nothing/revoke', { token }], /does not exist/, 404);
    await refused(['GET', '/keys/signing/nothing', { token }], /does not exist/, 404);
    assert.ok(!(await (await fetch(`${house.running.origin}/.well-known/jwks.json`)).text()).includes(old.kid));
    assert.equal((await lines()).filter((event) => event === 'management.keys.signing.revoke').length >= 1, true);
  });

  test('A207: each operation wants its scope', async () => {
    const token = await house.token('read:client_grants');
    const asked = [['GET', '/tenants/settings'], ['PATCH', '/tenants/settings'], ['GET', '/connections'], ['POST', '/connections'], ['GET', '/connections/x'], ['PATCH', '/connections/x'], ['DELETE', '/connections/x'], ['GET', '/connections/x/clients'], ['PATCH', '/connections/x/clients'], ['GET', '/clients/web/connections'],
      ['GET', '/keys/signing'], ['GET', '/keys/signing/x'], ['POST', '/keys/signing/rotate'], ['PUT', '/keys/signing/x/revoke']] as const;
    for (const [method, path] of asked) {
      const answer = await house.ask(method, path, { token, ...(method === 'GET' ? {} : { body: {} }) });
      assert.deepEqual([answer.status, answer.body['errorCode']], [403, 'insufficient_scope'], `${method} ${path}`);
    }
  });
});
