import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { AdministratorRole } from '../../src/protocol/administration/administrator-role.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { Backend } from './backend.ts';
import { acme, now, other, userRecord } from './records.ts';

const person = (id: string) => userRecord({ id, email: `${id}@example.com`, canonicalEmail: `${id}@example.com`, username: undefined, profile: { name: id } });

/** What every database must do with who administers. */
export function administratorSuite(backend: () => Backend): void {
  describe('administrators', () => {
    let storage: Storage;
    before(async () => {
      storage = await (await backend().newDatabase()).open();
      for (const id of ['ann', 'bob', 'cid', 'dan']) await storage.users.insert(acme, person(id));
    });
    const change = (userId: string, role: AdministratorRole | undefined, only?: 'present' | 'absent') => storage.administrators.change(acme, { userId, role, at: now(), ...(only === undefined ? {} : { only }) });
    const roleOf = (userId: string) => storage.administrators.findAdministratorRole(acme, userId);

    test('a role is given, found, changed and taken away; nothing of another tenant', async () => {
      assert.equal(await change('nobody', 'owner'), 'unknown');
      assert.equal(await change('ann', 'owner'), 'changed');
      assert.equal(await change('ann', 'editor', 'absent'), 'present');
      assert.equal(await change('bob', 'editor', 'present'), 'unknown');
      assert.equal(await change('bob', 'editor', 'absent'), 'changed');
      assert.equal(await change('bob', 'support', 'present'), 'changed');
      assert.deepEqual([await roleOf('ann'), await roleOf('bob'), await roleOf('cid'), await storage.administrators.findAdministratorRole(other, 'ann')], ['owner', 'support', undefined, undefined]);
      assert.deepEqual((await storage.administrators.list(acme)).map(({ userId, role, email }) => [userId, role, email]), [['ann', 'owner', 'ann@example.com'], ['bob', 'support', 'bob@example.com']]);
      assert.deepEqual(await storage.administrators.list(other), []);
      assert.equal(await storage.roles.findAdministratorRole(acme, 'ann'), 'owner', 'where tokens ask for it');
      assert.equal(await change('bob', undefined), 'changed');
      assert.equal(await change('bob', undefined), 'unknown');
      assert.equal(await roleOf('bob'), undefined);
    });

    test('the last owner who can sign in stays', async () => {
      assert.deepEqual([await change('ann', 'editor'), await change('ann', undefined)], ['last_owner', 'last_owner']);
      assert.equal(await change('bob', 'owner'), 'changed');
      await storage.users.setBlocked(acme, 'bob', true, now());
      assert.equal(await roleOf('bob'), undefined, 'who is blocked has no role');
      assert.equal(await change('ann', undefined), 'last_owner', 'the other one is blocked');
      await storage.users.setBlocked(acme, 'bob', false, now());
      assert.equal(await change('ann', undefined), 'changed');
    });

    test('two owners who demote each other at once leave one', async () => {
      for (let round = 0; round < 5; round++) {
        await Promise.all([change('ann', 'owner'), change('bob', 'owner')]);
        const outcomes = await Promise.all([change('ann', 'editor'), change('bob', undefined), change('ann', undefined), change('bob', 'editor')]);
        assert.equal((await storage.administrators.list(acme)).filter(({ role }) => role === 'owner').length, 1, outcomes.join(' '));
      }
    });

    test('a person who is removed leaves no role behind, and who gets the id later has none', async () => {
      assert.equal(await change('cid', 'editor'), 'changed');
      await storage.users.remove(acme, 'cid');
      await storage.users.insert(acme, person('cid'));
      assert.equal(await roleOf('cid'), undefined);
      assert.ok(!(await storage.administrators.list(acme)).some(({ userId }) => userId === 'cid'));
    });
  });
}
