import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { DeviceKey } from '../../src/identity/ports/device-key-store.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { Backend } from './backend.ts';
import { acme, logRecord, other, userRecord } from './records.ts';

const userId = 'auth0|devices';
const keyOf = (over: Partial<DeviceKey> = {}): DeviceKey => ({ id: 'one', userId, clientId: 'app', deviceId: 'phone', name: 'My phone', value: 'a2V5', createdAt: 5, ...over });

/** What every database must do with the public keys of devices. */
export function deviceKeySuite(backend: () => Backend): void {
  describe('public keys of devices', () => {
    let storage: Storage;
    before(async () => { storage = await (await backend().newDatabase()).open(); });
    const ids = async (clientId?: string) => (await storage.deviceKeys.list(acme, { userId, clientId, take: 10 })).map(({ id }) => id);

    test('a person has one key of a device at an application; of many who bring it at once one does, with one line of the log', async () => {
      const outcomes = await Promise.all(Array.from({ length: 10 }, (_, i) => storage.deviceKeys.insert(acme, keyOf({ id: `k${i}` }), logRecord({ event: 'device-test' }))));
      assert.equal(outcomes.filter((outcome) => outcome === 'inserted').length, 1);
      assert.equal((await storage.log.list(acme, { take: 100 })).records.filter(({ event }) => event === 'device-test').length, 1);
      const [id = ''] = await ids();
      assert.deepEqual(await storage.deviceKeys.find(acme, id), keyOf({ id }));
      assert.deepEqual([await storage.deviceKeys.find(other, id), await storage.deviceKeys.remove(other, id), await storage.deviceKeys.remove(acme, id), await storage.deviceKeys.remove(acme, id)], [undefined, 'unknown', 'removed', 'unknown']);
    });

    test('they are listed by person and application, newest first, and go with the application and the person', async () => {
      await storage.users.insert(acme, userRecord({ id: userId }));
      for (const key of [keyOf(), keyOf({ id: 'two', deviceId: 'tablet', createdAt: 6 }), keyOf({ id: 'three', clientId: 'app2', createdAt: 7 }), keyOf({ id: 'four', userId: 'auth0|else' })]) assert.equal(await storage.deviceKeys.insert(acme, key), 'inserted');
      assert.deepEqual([await ids(), await ids('app'), (await storage.deviceKeys.list(acme, { userId, take: 1 })).length], [['three', 'two', 'one'], ['two', 'one'], 1]);
      await storage.registry.removeClient(acme, 'app2');
      assert.deepEqual(await ids(), ['two', 'one']);
      await storage.users.remove(acme, userId);
      assert.deepEqual(await ids(), []);
      assert.notEqual(await storage.deviceKeys.find(acme, 'four'), undefined);
    });
  });
}
