import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ManagementClient } from 'auth0';
import { api, people } from '../flows/fixtures.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';

const permission = (name: string) => ({ resource_server_identifier: api, permission_name: name });

describe('auth0 7: roles and permissions', () => {
  let house: ManagedHouse;
  let management: ManagementClient;
  let alice: string;
  before(async () => {
    house = await startManagedHouse({ https: true });
    management = new ManagementClient({ domain: new URL(house.running.origin).host, token: await house.token(), maxRetries: 0 });
    alice = (await house.running.house.storage.users.findByLogin(house.running.house.defaultTenant.id, 'Username-Password-Authentication', people.alice.email))?.id ?? '';
  });
  after(() => house.stop());

  test('roles, what they bring and who has them', async () => {
    const { id = '' } = await management.roles.create({ name: 'Editor', description: 'Edits' });
    await management.roles.update(id, { name: 'Chief editor' });
    assert.deepEqual(await management.roles.get(id), { id, name: 'Chief editor', description: 'Edits' });
    assert.deepEqual((await management.roles.list({ name_filter: 'chief' })).data.map((role) => role.id), [id]);
    await management.roles.permissions.add(id, { permissions: [permission('read:things'), permission('write:things')] });
    await management.roles.permissions.delete(id, { permissions: [permission('write:things')] });
    assert.deepEqual((await management.roles.permissions.list(id)).data.map((one) => one.permission_name), ['read:things']);
    await management.roles.users.assign(id, { users: [alice] });
    const members = await management.roles.users.list(id);
    assert.deepEqual([members.data.map((member) => [member.user_id, member.email]), members.hasNextPage()], [[[alice, people.alice.email]], false]);
    await management.roles.delete(id);
    await assert.rejects(management.roles.get(id), { statusCode: 404 });
  });

  test('the roles and the permissions of a person', async () => {
    const { id = '' } = await management.roles.create({ name: 'Reader' });
    await management.roles.permissions.add(id, { permissions: [permission('read:things')] });
    await management.users.roles.assign(alice, { roles: [id] });
    assert.deepEqual((await management.users.roles.list(alice)).data.map((role) => role.name), ['Reader']);
    await management.users.permissions.create(alice, { permissions: [permission('write:things')] });
    // The SDK hands `sources` on and has no type for it.
    const all = (await management.users.permissions.list(alice)).data as readonly { readonly permission_name?: string; readonly sources?: readonly { readonly source_type: string }[] }[];
    assert.deepEqual(all.map((one) => [one.permission_name, one.sources?.map((source) => source.source_type)]), [['read:things', ['ROLE']], ['write:things', ['DIRECT']]]);
    await management.users.permissions.delete(alice, { permissions: [permission('write:things')] });
    await management.users.roles.delete(alice, { roles: [id] });
    assert.deepEqual((await management.users.permissions.list(alice)).data, []);
    await assert.rejects(management.users.roles.assign(alice, { roles: ['rol_nobody'] }), { statusCode: 400 });
  });

  test('an API that enforces policies, in each of the four dialects', async () => {
    const identifier = 'https://guarded.example';
    const { id = '' } = await management.resourceServers.create({ identifier, enforce_policies: true, token_dialect: 'access_token_authz' });
    for (const dialect of ['rfc9068_profile_authz', 'rfc9068_profile', 'access_token', 'access_token_authz'] as const) {
      const { token_dialect: told, enforce_policies: enforced } = await management.resourceServers.update(id, { token_dialect: dialect });
      assert.deepEqual([told, enforced], [dialect, true]);
    }
    assert.equal((await management.resourceServers.update(id, { enforce_policies: false })).enforce_policies, false);
  });
});
