import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { call, claimsOf } from '../flows/app.ts';
import { api, apps } from '../flows/fixtures.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

describe('Management API v2: client grants', () => {
  let house: ManagedHouse;
  before(async () => { house = await startManagedHouse(); });
  after(() => house.stop());

  const newApi = async (identifier: string) => {
    const made = await house.ask('POST', '/resource-servers', { body: { identifier, scopes: [{ value: 'read:a' }, { value: 'write:a' }] } });
    assert.equal(made.status, 201);
    return identifier;
  };
  const tokenOf = (audience: string) => call(house.running.origin, '/oauth/token', { app: apps.m2m, fields: { grant_type: 'client_credentials', audience } });

  test('RFC 6749 §4.4: a grant lets an application in, with its scopes; changed and taken away, it holds at once', async () => {
    const audience = await newApi('https://granted.example');
    assert.equal((await tokenOf(audience)).body['error'], 'access_denied');
    const made = await house.ask('POST', '/client-grants', { body: { client_id: 'm2m', audience, scope: ['read:a'] } });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    assert.match(String(made.body['id']), /^cgr_\w{16}$/);
    assert.deepEqual(made.body, { id: made.body['id'], client_id: 'm2m', audience, scope: ['read:a'], subject_type: 'client' });
    assert.equal(claimsOf((await tokenOf(audience)).body['access_token'])['scope'], 'read:a');
    assert.deepEqual((await house.ask('GET', `/client-grants/${String(made.body['id'])}`)).body, made.body);
    const changed = await house.ask('PATCH', `/client-grants/${String(made.body['id'])}`, { body: { scope: ['read:a', 'write:a'] } });
    assert.deepEqual([changed.status, changed.body['scope']], [200, ['read:a', 'write:a']]);
    assert.equal(claimsOf((await tokenOf(audience)).body['access_token'])['scope'], 'read:a write:a');
    assert.equal((await house.ask('DELETE', `/client-grants/${String(made.body['id'])}`)).status, 204);
    assert.equal((await tokenOf(audience)).body['error'], 'access_denied');
    assert.equal((await house.ask('GET', `/client-grants/${String(made.body['id'])}`)).status, 404);
    assert.equal((await house.ask('DELETE', `/client-grants/${String(made.body['id'])}`)).status, 204, 'a second time is no fault');
  });

  test('both styles of paging walk through the same grants, and filters narrow them', async () => {
    for (const name of ['one', 'two', 'three']) assert.equal((await house.ask('POST', '/client-grants', { body: { client_id: 'web', audience: await newApi(`https://paged-${name}.example`), scope: [] } })).status, 201);
    const all = await house.ask('GET', '/client-grants?client_id=web');
    assert.equal(all.body.length, 3);
    const totals = await house.ask('GET', '/client-grants?client_id=web&page=1&per_page=2&include_totals=true');
    assert.deepEqual([totals.body['start'], totals.body['limit'], totals.body['total'], (totals.body['client_grants'] as unknown[]).length], [2, 2, 3, 1]);
    const walked: unknown[] = [];
    let from = '';
    for (let pages = 0; pages < 4; pages++) {
      const page = await house.ask('GET', `/client-grants?client_id=web&take=1${from === '' ? '' : `&from=${from}`}`);
      walked.push(...(page.body['client_grants'] as unknown[]));
      const { next } = page.body as { readonly next?: string };
      if (next === undefined) break;
      from = next;
    }
    assert.deepEqual(walked, all.body);
    const one = await house.ask('GET', `/client-grants?audience=${encodeURIComponent('https://paged-one.example')}`);
    assert.deepEqual(one.body.map(({ audience }) => audience), ['https://paged-one.example']);
    assert.deepEqual((await house.ask('GET', '/client-grants?subject_type=user')).body, []);
  });

  test('A212: a place that nobody gave out, and sizes out of bounds, are answered with right rows or 400', async () => {
    for (const from of ["'%20OR%201=1--", '%00', 'zzzz', 'cgr_', '../../etc']) {
      const page = await house.ask('GET', `/client-grants?take=2&from=${from}`);
      assert.ok(page.status === 400 || Array.isArray(page.body['client_grants']), from);
    }
    for (const query of ['take=0', 'take=101', 'take=1e9', 'take=-1', 'per_page=0', 'page=-1', 'include_totals=yes']) assert.equal((await house.ask('GET', `/client-grants?${query}`)).status, 400, query);
  });

  test('what makes no sense is refused, each with its place', async () => {
    const refused = async (body: object, status: number, told: RegExp) => {
      const answer = await house.ask('POST', '/client-grants', { body });
      assert.equal(answer.status, status, JSON.stringify(answer.body));
      assert.match(String(answer.body['message']), told);
    };
    await refused({ client_id: 'm2m' }, 400, /audience/);
    await refused({ client_id: 'm2m', audience: api, scope: 'read' }, 400, /scope must be array/);
    await refused({ client_id: 'm2m', audience: api, scope: ['nonsense:x'] }, 400, /nonsense:x is not a scope of https:\/\/api\.example/);
    await refused({ client_id: 'm2m', audience: api, subject_type: 'user' }, 400, /subject_type/);
    await refused({ client_id: 'm2m', audience: api, id: 'cgr_x', tenant: 'other' }, 400, /id, tenant/);
    await refused({ client_id: 'nobody', audience: api }, 404, /application does not exist/);
    await refused({ client_id: 'm2m', audience: 'https://nowhere.example' }, 404, /nowhere\.example does not exist/);
    await refused({ client_id: 'm2m', audience: api }, 409, /already/);
    assert.equal((await house.ask('PATCH', '/client-grants/cgr_nothing', { body: { scope: [] } })).status, 404);
    const mine = (await house.ask('GET', `/client-grants?client_id=m2m&audience=${encodeURIComponent(api)}`)).body[0];
    assert.equal((await house.ask('PATCH', `/client-grants/${String(mine?.['id'])}`, { body: { scope: ['nonsense:x'] } })).status, 400);
    assert.equal((await house.ask('PATCH', `/client-grants/${String(mine?.['id'])}`, { body: { client_id: 'web' } })).status, 400);
  });

  test('A209: with create:client_grants and update:client_grants nobody gets more of the Management API than the own token allows', async () => {
    const token = await house.token('create:client_grants update:client_grants read:client_grants');
    const more = await house.ask('POST', '/client-grants', { token, body: { client_id: 'm2m', audience: house.audience, scope: ['read:client_grants', 'delete:clients'] } });
    assert.deepEqual([more.status, more.body['errorCode']], [403, 'insufficient_scope']);
    assert.match(String(more.body['message']), /delete:clients/);
    const same = await house.ask('POST', '/client-grants', { token, body: { client_id: 'm2m', audience: house.audience, scope: ['read:client_grants'] } });
    assert.equal(same.status, 201);
    assert.equal((await house.ask('PATCH', `/client-grants/${String(same.body['id'])}`, { token, body: { scope: ['read:client_grants', 'read:client_keys'] } })).status, 403);
    assert.deepEqual((await house.ask('GET', `/client-grants/${String(same.body['id'])}`)).body['scope'], ['read:client_grants']);
    assert.equal((await house.ask('PATCH', `/client-grants/${String(same.body['id'])}`, { token, body: { scope: [] } })).status, 200, 'less is always allowed');
  });

  test('A207: each operation wants its scope', async () => {
    const token = await house.token('read:client_grants');
    for (const [method, path, body] of [['POST', '/client-grants', {}], ['PATCH', '/client-grants/x', {}], ['DELETE', '/client-grants/x', undefined]] as const) assert.equal((await house.ask(method, path, { token, body })).status, 403, method);
    assert.equal((await house.ask('GET', '/client-grants', { token: await house.token('read:clients') })).status, 403);
  });
});
