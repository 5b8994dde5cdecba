import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { call, refresh } from '../flows/app.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { aliveAt, allAlive, allDead, isAsked, nodeOf, signedIn, thirdParty } from './access.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

interface Item { readonly id: string; readonly client_id?: string; readonly clientID?: string; readonly audience?: string; readonly scope?: readonly string[]; readonly type?: string; readonly device_name?: string; readonly rotating?: boolean; readonly session_id?: string | null }

describe('Management API v2: refresh tokens, devices and grants', () => {
  let house: ManagedHouse;
  before(async () => { house = await startManagedHouse(); });
  after(() => house.stop());
  const { bob } = people;
  const pathOf = (userId: string) => `/users/${encodeURIComponent(userId)}/refresh-tokens`;
  const devicesOf = async (userId: string, more = '') => (await house.ask('GET', `/device-credentials?user_id=${encodeURIComponent(userId)}${more}`)).body as unknown as readonly Item[];
  const tokensOf = async (userId: string) => (await house.ask('GET', pathOf(userId))).body['tokens'] as readonly Item[];
  const grantsOf = async (userId: string, more = '') => (await house.ask('GET', `/grants?user_id=${encodeURIComponent(userId)}${more}`)).body as unknown as readonly Item[];
  const alive = (one: Parameters<typeof aliveAt>[1]) => aliveAt(nodeOf(house), one);
  const allowed = async (event: string) => (await house.running.house.storage.log.list(house.running.house.defaultTenant.id, { take: 1000 })).records.filter((line) => line.event === event && line.result === 'allowed').length;

  test('Seed rows 143, 196, 214: a device is listed by person and application, and revoking it ends its refresh token at once and no other', async () => {
    const phone = await signedIn(house, { fields: { device: 'Phone' } });
    const tablet = await signedIn(house, { fields: { device: 'Tablet' } });
    await signedIn(house, { app: apps.spa });
    const at = await devicesOf(phone.userId, '&client_id=web&type=refresh_token');
    assert.deepEqual(at.map(({ device_name: name, client_id: client, type }) => [name, client, type]), [['Tablet', 'web', 'rotating_refresh_token'], ['Phone', 'web', 'rotating_refresh_token']]);
    assert.deepEqual([(await devicesOf(phone.userId)).length, (await devicesOf(phone.userId, '&type=public_key')).length], [3, 0]);
    assert.equal((await house.ask('DELETE', `/device-credentials/${at[1]?.id ?? ''}`)).status, 204);
    assert.deepEqual(await alive(phone), { ...allDead, session: true });
    assert.deepEqual(await alive(tablet), allAlive);
    assert.deepEqual((await devicesOf(phone.userId, '&client_id=web')).map(({ device_name: name }) => name), ['Tablet']);
    assert.equal((await house.ask('DELETE', `/device-credentials/${at[1]?.id ?? ''}`)).status, 404);
    assert.equal(await allowed('management.deviceCredentials.delete'), 1);
    const wrapped = (await house.ask('GET', `/device-credentials?user_id=${encodeURIComponent(phone.userId)}&page=1&per_page=1&include_totals=true&fields=id`)).body;
    assert.deepEqual([wrapped['total'], wrapped['start'], Object.keys((wrapped['device_credentials'] as Item[])[0] ?? {})], [2, 1, ['id']]);
    assert.equal((await house.ask('GET', '/device-credentials')).body['errorCode'], 'invalid_query_string');
  });

  test('A149: the id of a refresh token or a device can not be used as one', async () => {
    const one = await signedIn(house);
    const [token] = await tokensOf(one.userId);
    const id = token?.id ?? '';
    for (const value of [id, id.replace('rt_', ''), id.replace('rt_', 'dcr_')]) {
      assert.equal((await refresh(house.running.origin, one.app, value)).body['error'], 'invalid_grant');
      assert.deepEqual((await call(house.running.origin, '/oauth2/introspect', { app: one.app, fields: { token: value } })).body, { active: false });
    }
    assert.equal((await house.ask('GET', `/refresh-tokens/${one.refreshToken}`)).status, 404, 'and the token is not its id');
  });

  test('a refresh token is read and revoked by its id, and listed page by page; rotation does not change the id', async () => {
    const one = await signedIn(house, { person: bob, fields: { audience: api, scope: 'openid offline_access read:things' } });
    await signedIn(house, { person: bob, app: apps.spa });
    const before = await tokensOf(one.userId);
    const mine = before.find((token) => token.client_id === 'web');
    const rotated = (await refresh(house.running.origin, one.app, one.refreshToken)).body['refresh_token'] ?? '';
    assert.deepEqual((await tokensOf(one.userId)).map(({ id }) => id), before.map(({ id }) => id));
    const { body } = await house.ask('GET', `/refresh-tokens/${mine?.id ?? ''}`);
    assert.deepEqual(body, mine);
    assert.deepEqual([body['user_id'], body['session_id'], body['rotating'], body['resource_servers']], [one.userId, one.sid, true, [{ audience: api, scopes: 'openid offline_access read:things' }]]);
    const first = (await house.ask('GET', `${pathOf(one.userId)}?take=1`)).body;
    const rest = (await house.ask('GET', `${pathOf(one.userId)}?take=1&from=${String(first['next'])}`)).body;
    assert.deepEqual([...first['tokens'] as Item[], ...rest['tokens'] as Item[]], before);
    assert.equal((await house.ask('DELETE', `/refresh-tokens/${mine?.id ?? ''}`)).status, 204);
    assert.equal((await refresh(house.running.origin, one.app, rotated)).body['error'], 'invalid_grant');
    assert.deepEqual([(await house.ask('GET', `/refresh-tokens/${mine?.id ?? ''}`)).status, (await house.ask('DELETE', `/refresh-tokens/${mine?.id ?? ''}`)).status], [404, 404]);
  });

  test('a person registers a public key of a device with a token of the own application alone, sees it listed without its value, and removes it', async () => {
    const scope = 'openid create:current_user_device_credentials delete:current_user_device_credentials';
    const [one, two] = [await signedIn(house, { fields: { audience: house.audience, scope } }), await signedIn(house, { person: bob, fields: { audience: house.audience, scope } })];
    const body = { device_name: 'Phone', type: 'public_key', device_id: 'phone-1', value: 'a2V5' };
    const create = async (more: object, token = one.accessToken) => house.ask('POST', '/device-credentials', { body: { ...body, ...more }, token });
    const made = await create({ client_id: one.app.id });
    assert.deepEqual([made.status, Object.keys(made.body)], [201, ['id']]);
    assert.deepEqual([(await create({})).status, (await create({ device_id: 'phone-2', client_id: 'spa' })).status, (await create({ value: 'no base64' })).status], [409, 400, 400]);
    assert.equal((await create({}, await house.token())).body['errorCode'], 'insufficient_scope', 'nobody does it for a person');
    assert.deepEqual(await devicesOf(one.userId, '&type=public_key'), [{ id: made.body['id'], device_name: 'Phone', device_id: 'phone-1', type: 'public_key', user_id: one.userId, client_id: 'web' }]);
    const path = `/device-credentials/${String(made.body['id'])}`;
    assert.equal((await house.ask('DELETE', path, { token: two.accessToken })).status, 403);
    for (let i = 1; i < 100; i++) assert.equal((await create({ device_id: `more-${i}` })).status, 201);
    assert.deepEqual([(await create({ device_id: 'one-too-many' })).status, (await create({ device_id: 'one-too-many' }, two.accessToken)).status], [409, 201]);
    for (const { id } of await devicesOf(one.userId, '&type=public_key&per_page=100')) if (id !== made.body['id']) await house.ask('DELETE', `/device-credentials/${id}`);
    assert.deepEqual([(await house.ask('DELETE', path, { token: one.accessToken })).status, (await house.ask('DELETE', path)).status, await devicesOf(one.userId, '&type=public_key')], [204, 404, []]);
  });

  test('words about a refresh token are set whole and taken away; a rotation keeps them, and the scope for them is needed', async () => {
    const one = await signedIn(house, { app: apps.spa });
    const path = `/refresh-tokens/${(await tokensOf(one.userId)).find(({ client_id: id }) => id === apps.spa.id)?.id ?? ''}`;
    const write = async (metadata: unknown, token?: string) => house.ask('PATCH', path, { body: { refresh_token_metadata: metadata }, ...(token === undefined ? {} : { token }) });
    assert.deepEqual((await write({ place: 'kitchen', old: 'x' })).body['refresh_token_metadata'], { place: 'kitchen', old: 'x' });
    assert.deepEqual((await write({ place: 'cellar' })).body['refresh_token_metadata'], { place: 'cellar' });
    assert.equal((await refresh(house.running.origin, one.app, one.refreshToken)).status, 200);
    assert.deepEqual((await house.ask('GET', path)).body['refresh_token_metadata'], { place: 'cellar' });
    for (const wrong of [{ place: 1 }, 'kitchen', { place: 'x'.repeat(256) }, Object.fromEntries(Array.from({ length: 26 }, (_, i) => [`n${i}`, 'x']))]) assert.equal((await write(wrong)).status, 400, JSON.stringify(wrong).slice(0, 60));
    assert.equal((await write({}, await house.token('read:refresh_tokens'))).body['errorCode'], 'insufficient_scope');
    for (const nothing of [null, {}]) assert.equal((await write(nothing)).body['refresh_token_metadata'], undefined);
  });

  test('every refresh token of a person is revoked; sessions stay', async () => {
    const [one, two] = [await signedIn(house, { person: bob }), await signedIn(house, { person: bob, app: apps.es })];
    const other = await signedIn(house);
    assert.equal((await house.ask('DELETE', pathOf(one.userId))).status, 202);
    for (const each of [one, two]) assert.deepEqual(await alive(each), { ...allDead, session: true });
    assert.deepEqual([await alive(other), await tokensOf(one.userId)], [allAlive, []]);
    assert.equal(await allowed('management.users.refreshToken.delete'), 1);
  });

  test('Seed row 217, A135, A077: withdrawing consent ends the tokens that it stood behind, and the person is asked again', async () => {
    const fields = { scope: 'openid offline_access read:things', audience: api };
    const one = await signedIn(house, { app: thirdParty, fields });
    const [plain, trusted] = [await signedIn(house, { app: thirdParty }), await signedIn(house, { fields })];
    assert.equal(await isAsked(one.browser), false);
    const [mine] = await grantsOf(one.userId, `&audience=${encodeURIComponent(api)}`);
    assert.deepEqual([mine?.clientID, mine?.audience, mine?.scope], ['web3p', api, [...mine?.scope ?? []].sort()]);
    assert.equal((await house.ask('DELETE', `/grants/${mine?.id ?? ''}`)).status, 204);
    assert.equal((await refresh(house.running.origin, one.app, one.refreshToken)).body['error'], 'invalid_grant');
    assert.equal((await alive({ ...one, refreshToken: '' })).userinfo, false);
    assert.deepEqual([await alive(plain), (await refresh(house.running.origin, trusted.app, trusted.refreshToken)).status], [allAlive, 200]);
    assert.equal(await isAsked(one.browser), true);
    assert.equal((await house.ask('DELETE', `/grants/${mine?.id ?? ''}`)).status, 404);
    assert.equal(await allowed('management.userGrants.delete'), 1);
  });

  test('every consent of a person is withdrawn; the list tells it by person, application and API', async () => {
    const one = await signedIn(house, { person: bob, app: thirdParty });
    await signedIn(house, { person: bob, app: thirdParty, fields: { scope: 'openid offline_access read:things', audience: api } });
    assert.deepEqual((await grantsOf(one.userId)).map(({ audience }) => audience), [undefined, api]);
    const wrapped = (await house.ask('GET', `/grants?user_id=${encodeURIComponent(one.userId)}&client_id=web3p&include_totals=true&per_page=1&page=1`)).body;
    assert.deepEqual([wrapped['total'], (wrapped['grants'] as Item[]).map(({ audience }) => audience)], [2, [api]]);
    assert.equal((await house.ask('DELETE', '/grants')).status, 400, 'not all of the tenant by a slip');
    assert.equal((await house.ask('DELETE', `/grants?user_id=${encodeURIComponent(one.userId)}`)).status, 204);
    assert.deepEqual([await grantsOf(one.userId), await alive(one)], [[], { ...allDead, session: true }]);
  });

  test('ids that name nothing are 404, whatever is in them; a missing scope is 403', async () => {
    const named = (parts: unknown) => `grant_${Buffer.from(JSON.stringify(parts)).toString('base64url')}`;
    const key = `0123456789ab${'x'.repeat(32)}`;
    const paths = [`/refresh-tokens/rt_${key}`, '/refresh-tokens/rt_x', '/refresh-tokens/%00'].flatMap((path) => [['GET', path], ['DELETE', path]] as const);
    const more = [`/device-credentials/dcr_${key}`, '/device-credentials/dcr_', '/grants/x', '/grants/grant_e30', `/grants/${named(['u', 'c'])}`, `/grants/${named(['u', 'c', 1])}`, `/grants/${named(['u\0', 'c', ''])}`, `/grants/${named(['u', 'c', ''])}`].map((path) => ['DELETE', path] as const);
    for (const [method, path] of [...paths, ...more, ['GET', pathOf('auth0|none')], ['DELETE', pathOf('auth0|none')]] as const) {
      assert.equal((await house.ask(method, path)).status, 404, `${method} ${path}`);
      assert.equal((await house.ask(method, path, { token: await house.token('read:resource_servers') })).body['errorCode'], 'insufficient_scope', `${method} ${path}`);
    }
  });
});
