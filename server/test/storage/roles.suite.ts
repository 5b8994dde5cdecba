import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { newKey } from '../../src/kernel/opaque-token.ts';
import type { Role } from '../../src/protocol/ports/role-store.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { Backend } from './backend.ts';
import { acme, apiRecord, other, userRecord } from './records.ts';

const editor: Role = { id: 'rol_editor', name: 'Editor', description: 'Edits' };
const reader: Role = { id: 'rol_reader', name: 'Reader', description: '' };
const api = 'https://api.example';
const [read, write] = [{ api, permission: 'read:things' }, { api, permission: 'write:things' }];
const person = (id: string) => userRecord({ id, email: `${id}@example.com`, canonicalEmail: `${id}@example.com`, username: undefined, profile: { name: id, picture: 'https://p.example/1.png' } });
const definition = apiRecord({ permissions: [read, write].map(({ permission }) => ({ value: permission, description: '' })) });

/** What every database must do with roles and permissions. */
export function roleSuite(backend: () => Backend): void {
  describe('roles and permissions', () => {
    let storage: Storage;
    before(async () => {
      storage = await (await backend().newDatabase()).open();
      await storage.registry.insertResourceServer(definition);
      await storage.registry.insertResourceServer({ ...definition, tenant: other });
      for (const id of ['ann', 'bob', 'cid']) await storage.users.insert(acme, person(id));
    });
    const has = (user: string) => storage.roles.findPermissions(acme, user, api);

    test('a role is kept, renamed and found; its name is its own within the tenant', async () => {
      assert.equal(await storage.roles.insertRole(acme, editor), 'inserted');
      assert.equal(await storage.roles.insertRole(acme, { ...editor, id: 'rol_twin' }), 'taken');
      assert.equal(await storage.roles.insertRole(other, editor), 'inserted', 'another tenant, another role');
      assert.equal(await storage.roles.insertRole(acme, reader), 'inserted');
      assert.deepEqual(await storage.roles.findRole(acme, editor.id), editor);
      assert.equal(await storage.roles.findRole(acme, 'rol_nobody'), undefined);
      assert.equal(await storage.roles.replaceRole(acme, { ...reader, name: editor.name }), 'taken');
      assert.equal(await storage.roles.replaceRole(acme, { ...reader, id: 'rol_nobody', name: 'Other' }), 'unknown');
      assert.equal(await storage.roles.replaceRole(acme, { ...reader, description: 'Reads' }), 'replaced');
      assert.deepEqual(await storage.roles.listRoles(acme), [editor, { ...reader, description: 'Reads' }]);
    });

    test('what a person may is what the roles bring and what was given directly, each once; nothing of another tenant', async () => {
      assert.deepEqual(await has('ann'), []);
      assert.equal(await storage.roles.addRolePermissions(acme, { id: editor.id, permissions: [read, write, read, { api: 'https://unknown.example', permission: 'x' }] }), 'done');
      assert.equal(await storage.roles.addRolePermissions(acme, { id: 'rol_nobody', permissions: [read] }), 'unknown');
      assert.deepEqual(await storage.roles.listRolePermissions(acme, editor.id), [read, write], 'each once, and none of an API that does not exist');
      assert.deepEqual(await storage.roles.listRolePermissions(other, editor.id), []);
      assert.equal(await storage.roles.addRolesTo(acme, { id: 'ann', roles: [editor.id, editor.id, 'rol_nobody'] }), 'done');
      assert.equal(await storage.roles.addRolesTo(acme, { id: 'nobody', roles: [editor.id] }), 'unknown');
      assert.equal(await storage.roles.addPermissionsTo(acme, { id: 'ann', permissions: [read] }), 'done');
      assert.equal(await storage.roles.addPermissionsTo(acme, { id: 'nobody', permissions: [read] }), 'unknown');
      assert.deepEqual(await has('ann'), ['read:things', 'write:things']);
      assert.deepEqual([await has('bob'), await storage.roles.findPermissions(other, 'ann', api), await storage.roles.findPermissions(acme, 'ann', 'https://else.example')], [[], [], []]);
      assert.deepEqual(await storage.roles.listRolesOf(acme, 'ann'), [editor]);
      assert.deepEqual(await storage.roles.listPermissionsOf(acme, 'ann').then((all) => all.map(({ permission, role }) => `${permission} ${role?.name ?? 'direct'}`).sort()), ['read:things Editor', 'read:things direct', 'write:things Editor']);
      await storage.roles.removeRolesFrom(acme, { id: 'ann', roles: [editor.id] });
      assert.deepEqual(await has('ann'), ['read:things'], 'what was given directly stays');
      await storage.roles.removePermissionsFrom(acme, { id: 'ann', permissions: [read] });
      assert.deepEqual(await has('ann'), []);
    });

    test('members are listed by number and behind one of them', async () => {
      assert.equal(await storage.roles.addMembers(acme, { id: editor.id, users: ['cid', 'ann', 'bob', 'nobody', 'ann'] }), 'done');
      assert.equal(await storage.roles.addMembers(acme, { id: 'rol_nobody', users: ['ann'] }), 'unknown');
      assert.equal(await storage.roles.countMembers(acme, editor.id), 3);
      const ids = async (page: Parameters<Storage['roles']['listMembers']>[2]) => (await storage.roles.listMembers(acme, editor.id, page)).map(({ userId }) => userId);
      assert.deepEqual([await ids({ limit: 2, offset: 0 }), await ids({ limit: 2, offset: 2 })], [['ann', 'bob'], ['cid']]);
      assert.deepEqual([await ids({ limit: 2, after: undefined }), await ids({ limit: 2, after: 'bob' })], [['ann', 'bob'], ['cid']]);
      assert.deepEqual((await storage.roles.listMembers(acme, editor.id, { limit: 1, offset: 0 }))[0], { userId: 'ann', email: 'ann@example.com', name: 'ann', picture: 'https://p.example/1.png' });
    });

    test('a person who is removed leaves roles and permissions behind, and who gets the id later has none', async () => {
      await storage.roles.addPermissionsTo(acme, { id: 'cid', permissions: [read] });
      await storage.users.remove(acme, 'cid');
      await storage.users.insert(acme, person('cid'));
      assert.deepEqual([await has('cid'), await storage.roles.listRolesOf(acme, 'cid'), await storage.roles.countMembers(acme, editor.id)], [[], [], 2]);
    });

    test('a role that is removed is gone from everybody', async () => {
      await storage.roles.addRolePermissions(acme, { id: reader.id, permissions: [write] });
      await storage.roles.addMembers(acme, { id: reader.id, users: ['cid'] });
      assert.deepEqual(await has('cid'), ['write:things']);
      assert.deepEqual([await storage.roles.removeRole(acme, reader.id), await storage.roles.removeRole(acme, reader.id)], ['removed', 'unknown']);
      assert.deepEqual([await has('cid'), await storage.roles.listRolesOf(acme, 'cid'), await storage.roles.listRolePermissions(acme, reader.id)], [[], [], []]);
    });

    test('a permission that its API defines no longer is nobody\'s, also when it comes back; so is all of an API that is removed', async () => {
      await storage.roles.addPermissionsTo(acme, { id: 'bob', permissions: [write] });
      assert.deepEqual(await has('bob'), ['read:things', 'write:things']);
      await storage.registry.replaceResourceServer({ ...definition, permissions: definition.permissions.slice(0, 1) });
      await storage.registry.replaceResourceServer(definition);
      assert.deepEqual(await has('bob'), ['read:things']);
      await storage.roles.addPermissionsTo(acme, { id: 'bob', permissions: [write] });
      await storage.registry.removeResourceServer(acme, definition.id);
      await storage.registry.insertResourceServer(definition);
      assert.deepEqual([await has('bob'), await storage.roles.listRolePermissions(acme, editor.id)], [[], []]);
    });

    test('a person, a role or an API that is removed at the same moment keeps nothing', async () => {
      for (let round = 0; round < 10; round++) {
        const [id, role] = [`race${round}`, { ...reader, id: `rol_race${round}`, name: `Race ${round}` }];
        await storage.users.insert(acme, person(id));
        await storage.roles.insertRole(acme, role);
        await Promise.all([
          storage.roles.addRolesTo(acme, { id, roles: [editor.id] }), storage.roles.addPermissionsTo(acme, { id, permissions: [read] }), storage.users.remove(acme, id),
          storage.roles.addRolePermissions(acme, { id: role.id, permissions: [read] }), storage.roles.removeRole(acme, role.id),
        ]);
        await storage.users.insert(acme, person(id));
        assert.deepEqual([await has(id), await storage.roles.listRolePermissions(acme, role.id)], [[], []]);
      }
    });

    test('the line of the log is stored with the change, and not where nothing is changed', async () => {
      const log = () => ({ key: newKey(Date.now()), event: 'management.test', type: 'sapi', result: 'allowed', reason: undefined, clientId: undefined, userId: undefined, connection: undefined, address: '192.0.2.1', detail: '{}' } as const);
      const lines = async () => (await storage.log.list(acme, { take: 1000 })).records.filter(({ event }) => event === 'management.test').length;
      await storage.roles.addRolePermissions(acme, { id: editor.id, permissions: [read] }, log());
      await storage.roles.addPermissionsTo(acme, { id: 'ann', permissions: [read] }, log());
      assert.equal(await lines(), 2);
      await storage.roles.addRolePermissions(acme, { id: 'rol_nobody', permissions: [read] }, log());
      await storage.roles.insertRole(acme, { ...editor, id: 'rol_other' }, log());
      await storage.roles.replaceRole(acme, { ...editor, id: 'rol_nobody' }, log());
      assert.equal(await lines(), 2);
    });
  });
}
