import Type from 'typebox';
import { operation } from '../contract.ts';
import { pagedOutput, pageOf, parseOffset } from '../paging.ts';
import { ManagementRefusal } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { findUnfit } from './prove-permissions.ts';
import { pageQuery, permissionsBody, permissionsOf, sourcedView, sourcedViews } from './schema.ts';
import { missingUser } from './user-roles.ts';

const none = Type.Object({});
const make = operation<ManagementTools>();

/** What somebody may do at APIs. */
export const userPermissionOperations = [
  make({ id: 'users.permissions.list', method: 'GET', path: '/users/{id}/permissions', scopes: ['read:users'], status: 200, summary: 'The permissions of a user, with where each comes from.', query: pageQuery, body: undefined, output: pagedOutput('permissions', sourcedView) }, async ({ tenant, path, query }, { roles, users, registry }) => {
    const page = parseOffset(query);
    if (page instanceof ManagementRefusal) return page;
    const { id: userId = '' } = path;
    if (await users.find(tenant.id, userId) === undefined) return missingUser();
    return pageOf('permissions', sourcedViews(await roles.listPermissionsOf(tenant.id, userId), await registry.listResourceServers(tenant.id)), page);
  }),
  make({ id: 'users.permissions.create', method: 'POST', path: '/users/{id}/permissions', scopes: ['update:users'], status: 201, summary: 'Gives permissions to a user, without a role.', query: none, body: permissionsBody, output: undefined }, async ({ tenant, permit, path, body, audit, audited }, tools) => {
    const permissions = permissionsOf(body);
    const unfit = await findUnfit(permissions, { tenant, permit }, tools);
    if (unfit !== undefined) return unfit;
    if (await tools.roles.addPermissionsTo(tenant.id, { id: path['id'] ?? '', permissions }, audit()) === 'unknown') return missingUser();
    audited();
    return undefined;
  }),
  make({ id: 'users.permissions.delete', method: 'DELETE', path: '/users/{id}/permissions', scopes: ['update:users'], status: 204, summary: 'Takes permissions from a user that were given without a role.', query: none, body: permissionsBody, output: undefined }, async ({ tenant, path, body, audit, audited }, { roles }) => {
    if (await roles.removePermissionsFrom(tenant.id, { id: path['id'] ?? '', permissions: permissionsOf(body) }, audit()) === 'unknown') return missingUser();
    audited();
    return undefined;
  }),
];
