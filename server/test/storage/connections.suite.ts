import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Connection } from '../../src/identity/connections/connection.ts';
import { defaultConnection } from '../../src/identity/connections/default-connection.ts';
import type { ClientId } from '../../src/protocol/client/client.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { Backend } from './backend.ts';
import { acme, clientRecord, grantRecord, logRecord, other, tenantRecord, userRecord } from './records.ts';

const connectionRecord = (name: string, over: Partial<Connection> = {}): Connection => ({ ...defaultConnection(acme), id: `con_${name}`, name, options: {}, isDomainConnection: false, displayName: `The ${name}`, metadata: { b: '1', a: 'é' }, ...over });
const personOf = (connection: string, id: string) => userRecord({ id, connection, email: `${id}@example.com`, canonicalEmail: `${id}@example.com`, username: id });

/** What every database must do with connections and what hangs on them. */
export function connectionSuite(backend: () => Backend): void {
  describe('connections', () => {
    let storage: Storage;
    const own = defaultConnection(acme);
    const [staff, more] = [connectionRecord('staff'), connectionRecord('more', { isDomainConnection: true })];
    before(async () => {
      storage = await (await backend().newDatabase()).open();
      for (const id of [acme, other]) await storage.tenants.insert({ ...tenantRecord(id), issuer: `https://${id}.example/` as never });
      await storage.registry.insertClient(clientRecord());
      await storage.registry.insertClient(clientRecord({ id: 'third' as ClientId, firstParty: false }));
    });
    const namesOf = async (client: string) => (await storage.connections.listOfClient(acme, client)).map(({ name }) => name);

    test('a tenant begins with one, which its applications use; it is found by id and by name, and nowhere else', async () => {
      assert.deepEqual([await storage.connectionRegistry.list(acme), await storage.connectionRegistry.find(acme, own.id), await storage.connections.find(acme, own.name)], [[JSON.parse(JSON.stringify(own))], JSON.parse(JSON.stringify(own)), JSON.parse(JSON.stringify(own))]);
      assert.deepEqual([await namesOf('app'), await namesOf('nobody'), await storage.connectionRegistry.listClients(other, own.id)], [[own.name], [own.name], []]);
    });

    test('one is kept with its applications and its line of the log, or not at all; names are unique within a tenant', async () => {
      assert.equal(await storage.connectionRegistry.insert(staff, ['app', 'app'], logRecord({ event: 'made' })), 'inserted');
      assert.equal(await storage.connectionRegistry.insert({ ...staff, id: 'con_twin' }, ['third'], logRecord({ event: 'twin' })), 'taken');
      assert.equal(await storage.connectionRegistry.insert({ ...staff, tenant: other }, []), 'inserted');
      assert.equal(await storage.connectionRegistry.insert(more, []), 'inserted');
      assert.deepEqual((await storage.log.list(acme, { take: 10 })).records.map(({ event }) => event), ['made']);
      assert.deepEqual([await storage.connectionRegistry.find(acme, staff.id), await storage.connectionRegistry.listClients(acme, staff.id), await storage.connectionRegistry.find(acme, 'con_twin')], [staff, ['app'], undefined]);
      assert.deepEqual([await namesOf('app'), await namesOf('third')], [[own.name, 'staff'], [own.name, 'more']], 'in the order of enabling; third parties use domain connections');
    });

    test('a change counts at once, and only on what was seen', async () => {
      const changed = { ...staff, options: { disable_signup: true } };
      assert.equal(await storage.connectionRegistry.change(staff, { connection: changed, enablings: [{ clientId: 'third', enabled: true }] }), 'replaced');
      assert.equal(await storage.connectionRegistry.change(staff, { connection: { ...staff, displayName: 'lost' }, enablings: [{ clientId: 'app', enabled: false }] }, logRecord({ event: 'lost' })), 'lost');
      assert.deepEqual([await storage.connections.find(acme, 'staff'), await namesOf('third'), await namesOf('app')], [changed, [own.name, 'staff', 'more'], [own.name, 'staff']]);
      assert.ok((await storage.log.list(acme, { take: 10 })).records.every(({ event }) => event !== 'lost'));
      assert.equal(await storage.connectionRegistry.replace({ ...staff, id: 'con_nothing' }, []), 'unknown');
      assert.equal(await storage.connectionRegistry.changeClients(acme, { id: 'con_nothing', enablings: [{ clientId: 'app', enabled: true }] }), 'unknown');
      const racers = await Promise.all(Array.from({ length: 8 }, (_, index) => storage.connectionRegistry.change(changed, { connection: { ...changed, displayName: `racer ${index}` }, enablings: [] })));
      assert.equal(racers.filter((answer) => answer === 'replaced').length, 1);
    });

    test('a grant tells whether its person may still come to its application, also by a further identity', async () => {
      const [ann, bob] = [personOf('staff', 'ann'), personOf(own.name, 'bob')];
      for (const user of [ann, bob]) await storage.users.insert(acme, user);
      const grant = grantRecord({ clientId: 'app', userId: ann.id });
      await storage.grants.commit({ tenant: acme, grant });
      const enabled = async () => (await storage.grants.findGrant(acme, grant.key))?.connectionEnabled;
      const allow = (clientId: string, status: boolean) => storage.connectionRegistry.changeClients(acme, { id: staff.id, enablings: [{ clientId, enabled: status }] });
      assert.equal(await enabled(), true);
      await allow('app', false);
      assert.equal(await enabled(), false);
      assert.equal(await storage.linkedUsers.link(acme, { primary: ann.id, secondary: bob.id }, { at: 5 }), 'linked');
      assert.equal(await enabled(), true);
      await allow('app', true);
      assert.equal(await enabled(), true);
    });

    test('former passwords are kept as many as asked, newest first, and go with the person', async () => {
      let person = personOf('staff', 'dee');
      await storage.users.insert(acme, person);
      for (const passwordHash of ['$1', '$2', '$3', '$4']) {
        const next = { ...person, passwordHash };
        assert.equal(await storage.users.replace(acme, next, { seen: person, formerKept: 2 }), 'replaced');
        person = next;
      }
      assert.deepEqual([await storage.users.listFormerHashes(acme, 'dee', 9), await storage.users.listFormerHashes(acme, 'dee', 1), await storage.users.listFormerHashes(other, 'dee', 9)], [['$3', '$2'], ['$3'], []]);
      assert.equal(await storage.users.replace(acme, { ...person, blocked: true }, { seen: person, formerKept: 2 }), 'replaced');
      assert.deepEqual(await storage.users.listFormerHashes(acme, 'dee', 9), ['$3', '$2'], 'the same password is none of before');
      await storage.users.remove(acme, 'dee');
      assert.deepEqual(await storage.users.listFormerHashes(acme, 'dee', 9), []);
    });

    test('one that is removed is gone at once; its people follow in slices, and then its name is free', async () => {
      for (let index = 0; index < 120; index++) await storage.users.insert(acme, personOf('more', `p${index}`));
      await storage.connectionRegistry.changeClients(acme, { id: more.id, enablings: [{ clientId: 'app', enabled: true }] });
      assert.equal(await storage.connectionRegistry.remove(acme, more.id, logRecord({ event: 'removed' })), 'removed');
      assert.equal(await storage.connectionRegistry.remove(acme, more.id), 'unknown');
      assert.deepEqual([await storage.connectionRegistry.find(acme, more.id), await storage.connections.find(acme, 'more'), await namesOf('app')], [undefined, undefined, [own.name, 'staff']]);
      assert.equal(await storage.connectionRegistry.removePeople(100), 100);
      assert.equal(await storage.connectionRegistry.insert({ ...more, id: 'con_again' }, []), 'taken', 'its people are still there');
      assert.equal(await storage.connectionRegistry.removePeople(100), 20);
      assert.equal(await storage.users.find(acme, 'p7'), undefined);
      assert.equal(await storage.connectionRegistry.insert({ ...more, id: 'con_again' }, []), 'inserted');
      assert.deepEqual(await storage.connectionRegistry.listClients(acme, 'con_again'), []);
    });

    test('an application that is removed uses none any more', async () => {
      await storage.registry.removeClient(acme, 'app');
      assert.ok(!(await storage.connectionRegistry.listClients(acme, staff.id)).includes('app'));
    });
  });
}
