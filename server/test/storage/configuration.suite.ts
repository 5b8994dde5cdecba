import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { ClientGrant } from '../../src/protocol/client/resource-server.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { Backend, TestDatabase } from './backend.ts';
import { acme, apiRecord, clientRecord, other, tenantRecord } from './records.ts';

const grant: ClientGrant = { tenant: acme, id: 'cgr_1', clientId: 'app', audience: 'https://api.example', scope: ['read:things'] };
const json = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

/** Asks until the answer is as wanted, for half a minute at most: another node looks for changes twice a second. */
async function eventually(ask: () => unknown, wanted: unknown): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (JSON.stringify(await ask()) === JSON.stringify(wanted)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.deepEqual(await ask(), wanted);
}

/** What every database must do with what administrators set. */
export function configurationSuite(backend: () => Backend): void {
  describe('configuration', () => {
    let database: TestDatabase;
    let storage: Storage;
    before(async () => {
      database = await backend().newDatabase();
      storage = await database.open();
    });

    test('a tenant is found by id and by the host of its issuer', async () => {
      assert.equal(await storage.tenants.findByHost('acme.example'), undefined);
      assert.equal(await storage.tenants.insert(tenantRecord(acme)), 'inserted');
      assert.equal(await storage.tenants.insert(tenantRecord(acme)), 'taken');
      assert.equal(await storage.tenants.insert({ ...tenantRecord(other), issuer: tenantRecord(acme).issuer }), 'taken');
      assert.equal(await storage.tenants.insert(tenantRecord(other)), 'inserted');
      assert.deepEqual(json(await storage.tenants.findByHost('acme.example')), json(tenantRecord(acme)));
      assert.deepEqual(json(await storage.tenants.find(acme)), json(tenantRecord(acme)));
      assert.equal((await storage.tenants.list()).length, 2);
      await storage.tenants.replace({ ...tenantRecord(acme), name: 'New name' });
      assert.equal((await storage.tenants.find(acme))?.name, 'New name');
      await assert.rejects(storage.tenants.replace({ ...tenantRecord(acme), id: 'nobody' as never }));
    });

    test('applications, APIs and client grants are inserted once, replaced and removed, and every change is seen at once', async () => {
      assert.equal(await storage.clients.findClient(acme, 'app'), undefined);
      assert.equal(await storage.registry.insertClient(clientRecord()), 'inserted');
      assert.equal(await storage.registry.insertClient(clientRecord()), 'taken');
      assert.deepEqual(json(await storage.clients.findClient(acme, 'app')), json(clientRecord()));
      assert.equal(await storage.registry.replaceClient(clientRecord({ name: 'Renamed' })), 'replaced');
      assert.equal((await storage.clients.findClient(acme, 'app'))?.name, 'Renamed');
      assert.equal(await storage.registry.replaceClient(clientRecord({ id: 'nobody' as never })), 'unknown');

      assert.equal(await storage.registry.insertResourceServer(apiRecord()), 'inserted');
      assert.equal(await storage.registry.insertResourceServer(apiRecord({ id: 'api_2' })), 'taken', 'an identifier belongs to one API');
      assert.equal(await storage.registry.replaceResourceServer(apiRecord({ name: 'Renamed' })), 'replaced');
      assert.equal(await storage.registry.replaceResourceServer(apiRecord({ identifier: 'https://moved.example' })), 'unknown', 'an identifier never changes');
      assert.deepEqual(json(await storage.clients.findResourceServer(acme, 'https://api.example')), json(apiRecord({ name: 'Renamed' })));

      assert.equal(await storage.registry.insertClientGrant(grant), 'inserted');
      assert.equal(await storage.registry.insertClientGrant({ ...grant, id: 'cgr_2' }), 'taken');
      assert.deepEqual(await storage.clients.findClientGrant(acme, 'app', 'https://api.example'), grant);
      assert.deepEqual([(await storage.registry.listClients(acme)).length, (await storage.registry.listResourceServers(acme)).length, (await storage.registry.listClientGrants(acme)).length], [1, 1, 1]);

      await storage.registry.removeResourceServer(acme, 'api_1');
      assert.equal(await storage.clients.findResourceServer(acme, 'https://api.example'), undefined);
      assert.equal(await storage.clients.findClientGrant(acme, 'app', 'https://api.example'), undefined, 'its client grants go with it');
      await storage.registry.insertClientGrant(grant);
      await storage.registry.removeClientGrant(acme, 'cgr_1');
      assert.equal(await storage.clients.findClientGrant(acme, 'app', 'https://api.example'), undefined);
      await storage.registry.insertClientGrant(grant);
      await storage.registry.removeClient(acme, 'app');
      assert.equal(await storage.clients.findClient(acme, 'app'), undefined);
      assert.deepEqual(await storage.registry.listClientGrants(acme), []);
    });

    test('an origin is known while an enabled application has it', async () => {
      const knows = async (origin: string) => storage.clients.knowsOrigin(acme, origin);
      assert.equal(await knows('https://app.example'), false);
      await storage.registry.insertClient(clientRecord({ webOrigins: ['https://app.example', 'https://app.example'] }));
      assert.equal(await knows('https://app.example'), true);
      await storage.registry.replaceClient(clientRecord({ webOrigins: ['https://new.example'] }));
      assert.deepEqual([await knows('https://app.example'), await knows('https://new.example')], [false, true]);
      await storage.registry.replaceClient(clientRecord({ enabled: false }));
      assert.equal(await knows('https://app.example'), false);
      await storage.registry.removeClient(acme, 'app');
    });

    test('what is in memory is found without a promise, and nobody can change it', async () => {
      await storage.registry.insertClient(clientRecord());
      await storage.clients.findClient(acme, 'app');
      const client = storage.clients.findClient(acme, 'app');
      assert.ok(client !== undefined && !(client instanceof Promise));
      assert.throws(() => { (client as { name: string }).name = 'changed'; }, TypeError);
      assert.throws(() => { (client.redirectUris as string[]).push('https://evil.example'); }, TypeError);
    });

    test('a change by another node is seen, also where nothing was there before', async () => {
      const second = await database.open();
      assert.equal((await second.clients.findClient(acme, 'app'))?.name, 'App');
      assert.equal(await second.clients.findClient(acme, 'later'), undefined);
      assert.equal(await second.tenants.findByHost('later.example'), undefined);
      await storage.registry.replaceClient(clientRecord({ name: 'Changed elsewhere' }));
      await storage.registry.insertClient(clientRecord({ id: 'later' as never }));
      await storage.tenants.insert(tenantRecord('later' as never));
      await eventually(async () => (await second.clients.findClient(acme, 'app'))?.name, 'Changed elsewhere');
      await eventually(async () => (await second.clients.findClient(acme, 'later'))?.id, 'later');
      await eventually(async () => (await second.tenants.findByHost('later.example'))?.id, 'later');
    });
  });
}
