import Type from 'typebox';
import { operation } from '../contract.ts';
import { pagedOutput, pageOf, parseOffset } from '../paging.ts';
import { ManagementRefusal } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { missingRole } from './operations.ts';
import { findUnfit } from './prove-permissions.ts';
import { pageQuery, permissionsBody, permissionsOf, permissionView, permissionViews } from './schema.ts';

const none = Type.Object({});
const make = operation<ManagementTools>();

/** What a role brings. */
export const rolePermissionOperations = [
  make({ id: 'roles.permissions.list', method: 'GET', path: '/roles/{id}/permissions', scopes: ['read:roles'], status: 200, summary: 'The permissions of a role.', query: pageQuery, body: undefined, output: pagedOutput('permissions', permissionView) }, async ({ tenant, path, query }, { roles, registry }) => {
    const page = parseOffset(query);
    if (page instanceof ManagementRefusal) return page;
    const { id: roleId = '' } = path;
    if (await roles.findRole(tenant.id, roleId) === undefined) return missingRole();
    return pageOf('permissions', permissionViews(await roles.listRolePermissions(tenant.id, roleId), await registry.listResourceServers(tenant.id)), page);
  }),
  make({ id: 'roles.permissions.add', method: 'POST', path: '/roles/{id}/permissions', scopes: ['update:roles'], status: 201, summary: 'Adds permissions to a role.', query: none, body: permissionsBody, output: undefined }, async ({ tenant, permit, path, body, audit, audited }, tools) => {
    const permissions = permissionsOf(body);
    const unfit = await findUnfit(permissions, { tenant, permit }, tools);
    if (unfit !== undefined) return unfit;
    if (await tools.roles.addRolePermissions(tenant.id, { id: path['id'] ?? '', permissions }, audit()) === 'unknown') return missingRole();
    audited();
    return undefined;
  }),
  make({ id: 'roles.permissions.delete', method: 'DELETE', path: '/roles/{id}/permissions', scopes: ['update:roles'], status: 204, summary: 'Takes permissions from a role.', query: none, body: permissionsBody, output: undefined }, async ({ tenant, path, body, audit, audited }, { roles }) => {
    if (await roles.removeRolePermissions(tenant.id, { id: path['id'] ?? '', permissions: permissionsOf(body) }, audit()) === 'unknown') return missingRole();
    audited();
    return undefined;
  }),
];
