import Type from 'typebox';
import { newId } from '../../kernel/ids.ts';
import { operation } from '../contract.ts';
import { pagedOutput, pageOf, parseOffset } from '../paging.ts';
import { conflict, ManagementRefusal, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { createBody, listQuery, updateBody, view, viewOf } from './schema.ts';

const none = Type.Object({});
const make = operation<ManagementTools>();
/** No role has this id. */
export const missingRole = () => notFound('The role', 'inexistent_role');
const taken = (name: string) => conflict(`A role with the name ${name} exists already.`);

/** Roles themselves. */
export const roleOperations = [
  make({ id: 'roles.list', method: 'GET', path: '/roles', scopes: ['read:roles'], status: 200, summary: 'All roles of the tenant.', query: listQuery, body: undefined, output: pagedOutput('roles', view) }, async ({ tenant, query }, { roles }) => {
    const page = parseOffset(query);
    if (page instanceof ManagementRefusal) return page;
    const wanted = (query.name_filter ?? '').toLowerCase();
    return pageOf('roles', (await roles.listRoles(tenant.id)).filter(({ name }) => name.toLowerCase().includes(wanted)).map(viewOf), page);
  }),
  make({ id: 'roles.create', method: 'POST', path: '/roles', scopes: ['create:roles'], status: 200, summary: 'Makes a role.', query: none, body: createBody, output: view }, async ({ tenant, body, audit, audited }, { roles }) => {
    const role = { id: newId('rol'), name: body.name, description: body.description ?? '' };
    if (await roles.insertRole(tenant.id, role, audit()) === 'taken') return taken(role.name);
    audited();
    return viewOf(role);
  }),
  make({ id: 'roles.get', method: 'GET', path: '/roles/{id}', scopes: ['read:roles'], status: 200, summary: 'One role.', query: none, body: undefined, output: view }, async ({ tenant, path }, { roles }) => {
    const role = await roles.findRole(tenant.id, path['id'] ?? '');
    return role === undefined ? missingRole() : viewOf(role);
  }),
  make({ id: 'roles.update', method: 'PATCH', path: '/roles/{id}', scopes: ['update:roles'], status: 200, summary: 'Renames or describes a role.', query: none, body: updateBody, output: view }, async ({ tenant, path, body, audit, audited }, { roles }) => {
    const role = await roles.findRole(tenant.id, path['id'] ?? '');
    if (role === undefined) return missingRole();
    const next = { ...role, ...body };
    const outcome = await roles.replaceRole(tenant.id, next, audit());
    if (outcome !== 'replaced') return outcome === 'taken' ? taken(next.name) : missingRole();
    audited();
    return viewOf(next);
  }),
  make({ id: 'roles.delete', method: 'DELETE', path: '/roles/{id}', scopes: ['delete:roles'], status: 200, summary: 'Removes a role from everybody.', query: none, body: undefined, output: undefined }, async ({ tenant, path, audit, audited }, { roles }) => {
    if (await roles.removeRole(tenant.id, path['id'] ?? '', audit()) === 'unknown') return missingRole();
    audited();
    return undefined;
  }),
];
