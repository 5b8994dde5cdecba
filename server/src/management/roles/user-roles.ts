import Type from 'typebox';
import { operation } from '../contract.ts';
import { pagedOutput, pageOf, parseOffset } from '../paging.ts';
import { ManagementRefusal, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { findUnfitRoles } from './prove-permissions.ts';
import { pageQuery, rolesBody, view, viewOf } from './schema.ts';

const none = Type.Object({});
const make = operation<ManagementTools>();
/** Nobody has this id. */
export const missingUser = () => notFound('The user', 'inexistent_user');

/** Which roles somebody has. */
export const userRoleOperations = [
  make({ id: 'users.roles.list', method: 'GET', path: '/users/{id}/roles', scopes: ['read:users', 'read:roles', 'read:role_members'], status: 200, summary: 'The roles of a user.', query: pageQuery, body: undefined, output: pagedOutput('roles', view) }, async ({ tenant, path, query }, { roles, users }) => {
    const page = parseOffset(query);
    if (page instanceof ManagementRefusal) return page;
    const { id: userId = '' } = path;
    if (await users.find(tenant.id, userId) === undefined) return missingUser();
    return pageOf('roles', (await roles.listRolesOf(tenant.id, userId)).map(viewOf), page);
  }),
  make({ id: 'users.roles.assign', method: 'POST', path: '/users/{id}/roles', scopes: ['update:users', 'create:role_members'], status: 204, summary: 'Gives roles to a user.', query: none, body: rolesBody, output: undefined }, async ({ tenant, permit, path, body, audit, audited }, tools) => {
    const unfit = await findUnfitRoles(body.roles, { tenant, permit }, tools);
    if (unfit !== undefined) return unfit;
    if (await tools.roles.addRolesTo(tenant.id, { id: path['id'] ?? '', roles: body.roles }, audit()) === 'unknown') return missingUser();
    audited();
    return undefined;
  }),
  make({ id: 'users.roles.delete', method: 'DELETE', path: '/users/{id}/roles', scopes: ['update:users', 'delete:role_members'], status: 204, summary: 'Takes roles from a user.', query: none, body: rolesBody, output: undefined }, async ({ tenant, path, body, audit, audited }, { roles }) => {
    if (await roles.removeRolesFrom(tenant.id, { id: path['id'] ?? '', roles: body.roles }, audit()) === 'unknown') return missingUser();
    audited();
    return undefined;
  }),
];
