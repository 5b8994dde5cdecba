import Type from 'typebox';
import type { Tenant } from '../../kernel/tenant.ts';
import { managementAudience } from '../../protocol/client/management-audience.ts';
import type { ResourceServer } from '../../protocol/client/resource-server.ts';
import { operation } from '../contract.ts';
import { fieldsQuery, selectFields } from '../fields.ts';
import { offsetPaging, pagedOutput, pageOf, parseOffset } from '../paging.ts';
import { conflict, invalidBody, ManagementRefusal, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { changed, createBody, created, updateBody, view, viewOf } from './schema.ts';

const one = Type.Object({ ...fieldsQuery });
const none = Type.Object({});
const make = operation<ManagementTools>();

/** By id or by identifier, as Auth0's SDKs ask. */
const find = async ({ id }: Tenant, wanted: string, { registry }: ManagementTools): Promise<ResourceServer | undefined> => (await registry.listResourceServers(id)).find((api) => api.id === wanted || api.identifier === wanted);
const missing = () => notFound('The API', 'inexistent_resource_server');

/** Seed row 213: the APIs of a tenant. */
export const resourceServerOperations = [
  make({ id: 'resourceServers.list', method: 'GET', path: '/resource-servers', scopes: ['read:resource_servers'], status: 200, summary: 'All APIs of the tenant.', query: Type.Object({ ...offsetPaging, ...fieldsQuery }), body: undefined, output: pagedOutput('resource_servers', view) }, async ({ tenant, query }, { registry }) => {
    const page = parseOffset(query);
    if (page instanceof ManagementRefusal) return page;
    return pageOf('resource_servers', (await registry.listResourceServers(tenant.id)).map((api) => selectFields(viewOf(api, managementAudience(tenant)), query)), page);
  }),
  make({ id: 'resourceServers.create', method: 'POST', path: '/resource-servers', scopes: ['create:resource_servers'], status: 201, summary: 'Registers an API.', query: none, body: createBody, output: view }, async ({ tenant, body, audit, audited }, { registry }) => {
    const api = created(tenant.id, body);
    if (await registry.insertResourceServer(api, audit()) === 'taken') return conflict(`A resource server with identifier ${api.identifier} already exists.`);
    audited();
    return viewOf(api, managementAudience(tenant));
  }),
  make({ id: 'resourceServers.get', method: 'GET', path: '/resource-servers/{id}', scopes: ['read:resource_servers'], status: 200, summary: 'One API.', query: one, body: undefined, output: view }, async ({ tenant, path, query }, tools) => {
    const api = await find(tenant, path['id'] ?? '', tools);
    return api === undefined ? missing() : selectFields(viewOf(api, managementAudience(tenant)), query);
  }),
  make({ id: 'resourceServers.update', method: 'PATCH', path: '/resource-servers/{id}', scopes: ['update:resource_servers'], status: 200, summary: 'Changes an API; what the body does not name stays.', query: none, body: updateBody, output: view }, async ({ tenant, path, body, audit, audited }, tools) => {
    const api = await find(tenant, path['id'] ?? '', tools);
    if (api === undefined) return missing();
    if (api.identifier === managementAudience(tenant) && body.scopes !== undefined) return invalidBody('The scopes of the Management API are fixed.');
    // Else a scope of another API by the same name could be exchanged for one of this API (A209 of the attack cases).
    if (api.identifier === managementAudience(tenant) && body.enforce_policies === false) return invalidBody('enforce_policies: the Management API always enforces policies.');
    const next = changed(api, body);
    await tools.registry.replaceResourceServer(next, audit());
    audited();
    return viewOf(next, managementAudience(tenant));
  }),
  make({ id: 'resourceServers.delete', method: 'DELETE', path: '/resource-servers/{id}', scopes: ['delete:resource_servers'], status: 204, summary: 'Removes an API and what applications were granted at it.', query: none, body: undefined, output: undefined }, async ({ tenant, path, audit, audited }, tools) => {
    const api = await find(tenant, path['id'] ?? '', tools);
    if (api === undefined) return undefined;
    if (api.identifier === managementAudience(tenant)) return invalidBody('The Management API can not be removed.');
    await tools.registry.removeResourceServer(tenant.id, api.id, audit());
    audited();
    return undefined;
  }),
];
