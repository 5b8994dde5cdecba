import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createManagementClient, randomCredentials } from '../../src/cli/management-api.ts';
import { call, claimsOf } from '../flows/app.ts';
import { newDpopKey, proofOf } from '../flows/dpop.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

describe('Management API v2: tokens that are made there', () => {
  let house: ManagedHouse;
  before(async () => { house = await startManagedHouse(); });
  after(() => house.stop());
  const create = (body: object, token?: string) => house.ask('POST', '/management-tokens', { body, ...(token === undefined ? {} : { token }) });
  const listed = async () => ((await house.ask('GET', '/management-tokens')).body['management_tokens'] as Record<string, unknown>[]).map(({ id }) => id);

  test('a made token may do what it was made for and nothing else, is listed without its value, and lives as long as was asked', async () => {
    const { status, body } = await create({ name: 'nightly report', scope: ['read:clients', 'read:users'], expires_in: 600 });
    assert.equal(status, 201, JSON.stringify(body));
    const { access_token, ...rest } = { ...body } as Record<string, unknown>;
    const token = String(access_token);
    const claims = claimsOf(token);
    assert.deepEqual([claims['aud'], claims['scope'], Number(claims['exp']) - Number(claims['iat']), claims['gty']], [house.audience, 'read:clients read:users', 600, 'management-token']);
    assert.deepEqual([(await house.ask('GET', '/clients', { token })).status, (await house.ask('GET', '/roles', { token })).status], [200, 403]);
    const { token_type, expires_in, ...shown } = rest;
    assert.deepEqual([token_type, expires_in], ['Bearer', 600]);
    const [first] = (await house.ask('GET', '/management-tokens?take=1')).body['management_tokens'] as Record<string, unknown>[];
    assert.deepEqual(first, shown);
    assert.equal(shown['name'], 'nightly report');
  });

  test('a revoked token is dead at once, also at introspection, and gone from the list', async () => {
    const { body } = await create({ name: 'a', scope: ['read:clients'] });
    const [id, token] = [String(body['id']), String(body['access_token'])];
    assert.ok((await listed()).includes(id));
    const { client_id: clientId, client_secret: clientSecret } = house.client;
    const active = async () => (await call(house.running.origin, '/oauth2/introspect', { app: { id: clientId, secret: clientSecret, redirectUri: '', method: 'client_secret_post' }, fields: { token } })).body['active'];
    assert.deepEqual([await active(), (await house.ask('GET', '/clients', { token })).status], [true, 200]);
    assert.equal((await house.ask('DELETE', `/management-tokens/${id}`)).status, 204);
    assert.deepEqual([await active(), (await house.ask('GET', '/clients', { token })).status], [false, 401]);
    assert.ok(!(await listed()).includes(id));
    assert.equal((await house.ask('DELETE', `/management-tokens/${id}`)).status, 404);
  });

  test('A214: nobody makes a token that may do more than the own one, or one that makes others', async () => {
    const small = await house.token('create:management_tokens read:clients');
    assert.equal((await create({ name: 'a', scope: ['read:clients'] }, small)).status, 201);
    const more = await create({ name: 'a', scope: ['read:clients', 'delete:clients'] }, small);
    assert.deepEqual([more.status, more.body['errorCode']], [403, 'insufficient_scope']);
    assert.match(String(more.body['message']), /not allowed delete:clients/);
    assert.match(String((await create({ name: 'a', scope: ['create:management_tokens'] }, small)).body['message']), /can not make others/);
    assert.equal((await create({ name: 'a', scope: ['read:clients'] }, await house.token('read:clients'))).status, 403);
  });

  test('what makes no sense is refused: no name, no scope, a life of more than a day or less than a minute', async () => {
    for (const body of [{ scope: ['read:clients'] }, { name: 'a', scope: [] }, { name: 'a' }, { name: 'a', scope: ['read:clients'], expires_in: 86_401 }, { name: 'a', scope: ['read:clients'], expires_in: 59 }, { name: 'a\n', scope: ['read:clients'] }]) {
      assert.equal((await create(body)).status, 400, JSON.stringify(body));
    }
    for (const id of ['mt_x', 'x', 'mt_0123456789ab0123456789abcdef0123456789abcdef']) assert.equal((await house.ask('DELETE', `/management-tokens/${id}`)).status, 404, id);
  });

  test('RFC 9449 §7.1: a token that is bound to a key makes tokens that are bound to it', async () => {
    const { running, audience } = house;
    const made = await createManagementClient(running.house, randomCredentials());
    assert.ok(made !== 'taken');
    const key = newDpopKey();
    const app = { id: made.client_id, secret: made.client_secret, redirectUri: '', method: 'client_secret_post' } as const;
    const bound = (await call(running.origin, '/oauth/token', { app, fields: { grant_type: 'client_credentials', audience }, headers: { dpop: proofOf(key, { htu: `${running.issuer}oauth/token` }) } })).body;
    assert.equal(bound['token_type'], 'DPoP');
    const url = `${running.origin}/api/v2/management-tokens`;
    const token = bound['access_token'] ?? '';
    const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `DPoP ${token}`, dpop: proofOf(key, { htu: `${running.issuer}api/v2/management-tokens`, token }) }, body: JSON.stringify({ name: 'bound', scope: ['read:clients'] }) });
    const body = await answer.json() as Record<string, unknown>;
    assert.deepEqual([answer.status, body['token_type']], [201, 'DPoP'], JSON.stringify(body));
    assert.equal((await house.ask('GET', '/clients', { token: String(body['access_token']) })).status, 401);
  });

  test('every token that is made stands in the log, without its value', async () => {
    const { body } = await create({ name: 'logged', scope: ['read:clients'] });
    const { records } = await house.running.house.storage.log.list(house.running.house.defaultTenant.id, { take: 100 });
    assert.ok(records.some(({ event }) => event === 'management.managementTokens.create'));
    assert.ok(!JSON.stringify(records).includes(String(body['access_token']).slice(-40)));
  });
});
