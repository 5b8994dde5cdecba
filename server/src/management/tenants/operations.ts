import Type from 'typebox';
import { operation } from '../contract.ts';
import { findCurrentTenant } from '../current-tenant.ts';
import { fieldsQuery, selectFields } from '../fields.ts';
import { ManagementRefusal } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { changedTenant } from './change.ts';
import { body, view } from './schema.ts';
import { viewOf } from './view.ts';

const make = operation<ManagementTools>();

/** What the tenant sets for all of its applications. */
export const tenantOperations = [
  make({ id: 'tenants.settings.get', method: 'GET', path: '/tenants/settings', scopes: ['read:tenant_settings'], status: 200, summary: 'The settings of the tenant.', query: Type.Object({ ...fieldsQuery }), body: undefined, output: view }, async ({ tenant, query }, tools) => selectFields(viewOf(await findCurrentTenant(tenant, tools)), query)),
  make({ id: 'tenants.settings.update', method: 'PATCH', path: '/tenants/settings', scopes: ['update:tenant_settings'], status: 200, summary: 'Changes settings of the tenant; what the body does not name stays. What is fixed may be sent as it was read.', query: Type.Object({}), body, output: view }, async ({ tenant, body: sent, audit, audited }, { tenants, registry, connectionRegistry }) => {
    const known = { apis: await registry.listResourceServers(tenant.id), connections: await connectionRegistry.list(tenant.id) };
    const next = await tenants.change<ManagementRefusal>(tenant.id, (before) => changedTenant(before, sent, known), audit());
    if (next instanceof ManagementRefusal) return next;
    audited();
    return viewOf(next);
  }),
];
