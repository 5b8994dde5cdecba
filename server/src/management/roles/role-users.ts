import Type from 'typebox';
import { operation } from '../contract.ts';
import { pagedOutput, parseOffset, parseTake } from '../paging.ts';
import { invalidBody, ManagementRefusal } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { missingRole } from './operations.ts';
import { refusePower } from './prove-permissions.ts';
import { memberOf, membersQuery, memberView, usersBody } from './schema.ts';

const none = Type.Object({});
const make = operation<ManagementTools>();

/** Who has a role. */
export const roleUserOperations = [
  make({ id: 'roles.users.list', method: 'GET', path: '/roles/{id}/users', scopes: ['read:users', 'read:roles', 'read:role_members'], status: 200, summary: 'Who has a role.', query: membersQuery, body: undefined, output: pagedOutput('users', memberView) }, async ({ tenant, path, query }, { roles }) => {
    const { id: roleId = '' } = path;
    if (await roles.findRole(tenant.id, roleId) === undefined) return missingRole();
    if (query.from !== undefined || query.take !== undefined) {
      const take = parseTake(query.take);
      if (take instanceof ManagementRefusal) return take;
      const found = await roles.listMembers(tenant.id, roleId, { limit: take + 1, after: query.from });
      const shown = found.slice(0, take);
      const last = shown.at(-1);
      return { users: shown.map(memberOf), ...(found.length > take && last !== undefined ? { next: last.userId } : {}) };
    }
    const page = parseOffset(query);
    if (page instanceof ManagementRefusal) return page;
    const { offset, limit, wrapped } = page;
    const users = (await roles.listMembers(tenant.id, roleId, { limit, offset })).map(memberOf);
    return wrapped ? { users, start: offset, limit, total: await roles.countMembers(tenant.id, roleId) } : users;
  }),
  make({ id: 'roles.users.assign', method: 'POST', path: '/roles/{id}/users', scopes: ['update:roles', 'create:role_members'], status: 200, summary: 'Gives a role to people.', query: none, body: usersBody, output: undefined }, async ({ tenant, permit, path, body, audit, audited }, { roles, users }) => {
    const { id: roleId = '' } = path;
    if (await roles.findRole(tenant.id, roleId) === undefined) return missingRole();
    const found = await Promise.all(body.users.map(async (userId) => ({ userId, known: (await users.find(tenant.id, userId)) !== undefined })));
    const strange = found.filter(({ known }) => !known).map(({ userId }) => userId);
    if (strange.length > 0) return invalidBody(`These users do not exist: ${strange.slice(0, 10).join(', ')}. The user_id is meant, as in auth0|….`);
    const beyond = refusePower(await roles.listRolePermissions(tenant.id, roleId), { tenant, permit });
    if (beyond !== undefined) return beyond;
    if (await roles.addMembers(tenant.id, { id: roleId, users: body.users }, audit()) === 'unknown') return missingRole();
    audited();
    return undefined;
  }),
];
