import assert from 'node:assert/strict';
import dns from 'node:dns';
import { after, before, describe, test } from 'node:test';
import type { Issuer, TenantId } from '../../src/kernel/tenant.ts';
import { tokensFor } from '../flows/app.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';

interface Described { readonly 'x-scopes': readonly string[]; readonly operationId: string; readonly responses: Readonly<Record<string, unknown>> }
interface Route { readonly method: string; readonly path: string; readonly operation: Described }

describe('MG: who may not call an operation', () => {
  let house: ManagedHouse;
  let routes: readonly Route[];
  before(async () => {
    house = await startManagedHouse();
    const { paths } = await (await fetch(`${house.running.origin}/api/v2/openapi.json`)).json() as { readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>> };
    routes = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path: path.replace(/\{\w+\}/g, 'auth0%7Cnobody'), operation })));
  });
  after(() => house.stop());

  /** What every operation answers to a token; a body is sent where one is read. */
  async function everywhere(token: string | undefined, origin = house.running.origin): Promise<readonly (readonly [string, number])[]> {
    return Promise.all(routes.map(async ({ method, path, operation }) => {
      const response = await fetch(`${origin}/api/v2${path}`, { method, headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...(method === 'GET' ? {} : { 'content-type': 'application/json' }) }, ...(method === 'GET' || method === 'DELETE' ? {} : { body: '{}' }) });
      return [operation.operationId, response.status] as const;
    }));
  }
  const others = (answers: readonly (readonly [string, number])[], status: number) => answers.filter(([, found]) => found !== status);

  test('A207: without a token, with one of another kind, for another audience, of another server, and with none that is left, every operation answers 401', async () => {
    assert.ok(routes.length > 100);
    const elsewhere = await tokensFor(house.running.browser(), { app: apps.web, person: people.alice }, { audience: api, scope: 'openid read:things' });
    const opaque = await tokensFor(house.running.browser(), { app: apps.web, person: people.alice }, { scope: 'openid' });
    const whole = await house.token();
    const forged = `${whole.slice(0, -8)}AAAAAAAA`;
    const revoked = await house.ask('POST', '/management-tokens', { body: { name: 'gone', scope: ['read:clients'] } });
    await house.ask('DELETE', `/management-tokens/${String(revoked.body['id'])}`);
    for (const token of [undefined, 'nonsense', elsewhere.body['access_token'], elsewhere.body['id_token'], opaque.body['access_token'], forged, String(revoked.body['access_token'])]) {
      assert.deepEqual(others(await everywhere(token), 401), [], token?.slice(0, 20));
    }
  });

  test('A207: a token that is right in everything but its scope, and one of a person, are answered 403 everywhere but at what concerns the own record', async () => {
    const harmless = await house.token('read:stats');
    assert.deepEqual(others(await everywhere(harmless), 403).filter(([id]) => !routes.some(({ operation }) => operation.operationId === id && operation['x-scopes'].includes('read:stats'))), []);
    const personal = await tokensFor(house.running.browser(), { app: apps.web, person: people.alice }, { audience: house.audience, scope: 'openid read:current_user update:current_user_metadata update:current_user_identities create:current_user_device_credentials delete:current_user_device_credentials read:users update:clients delete:users' });
    const open = others(await everywhere(personal.body['access_token']), 403).map(([id]) => id);
    const ofPeople = new Set(routes.filter(({ operation }) => operation['x-scopes'].some((scope) => scope.includes('current_user'))).map(({ operation }) => operation.operationId));
    assert.deepEqual(open.filter((id) => !ofPeople.has(id)), []);
  });

  test('A207: a token of another tenant, with every scope there, opens nothing', async (t) => {
    const { house: inside, origin } = house.running;
    // RFC 6761 §6.3: names under localhost are this machine.
    const { lookup } = dns;
    dns.lookup = ((name: string, ...rest: unknown[]) => (lookup as (...all: unknown[]) => unknown)(name.endsWith('.localhost') ? 'localhost' : name, ...rest)) as typeof dns.lookup;
    t.after(() => { dns.lookup = lookup; });
    const other = origin.replace('localhost', 'other.localhost');
    const tenant = { ...inside.defaultTenant, id: 'other' as TenantId, name: 'Other', issuer: `${other}/` as Issuer };
    await inside.storage.tenants.insert(tenant);
    await inside.keys.ensure(tenant);
    assert.deepEqual(others(await everywhere(await house.token(), other), 401), []);
  });
});
