import Type from 'typebox';
import type { Connection } from '../../identity/connections/connection.ts';
import { connectionsOfDashboard } from '../../identity/connections/connections-of-dashboard.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import { isActiveOwner } from '../../protocol/administration/last-owner.ts';
import { dashboardClientId, isDashboard } from '../../protocol/administration/dashboard-client.ts';
import { pageEither } from '../checkpoint.ts';
import { operation } from '../contract.ts';
import { fieldsQuery, selectFields } from '../fields.ts';
import { checkpointPaging } from '../paging.ts';
import { conflict, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { clientsBody, view, viewOf } from './schema.ts';

const make = operation<ManagementTools>();
const missing = () => notFound('The connection', 'inexistent_connection');

/** Auth0: which applications use a connection, asked from both sides. */
export const connectionClientOperations = [
  make({ id: 'connections.clients.get', method: 'GET', path: '/connections/{id}/clients', scopes: ['read:connections'], status: 200, summary: 'The applications for which a connection is enabled. Third-party applications use domain connections without it.', query: Type.Object({ ...checkpointPaging }), body: undefined, output: Type.Object({ clients: Type.Array(Type.Object({ client_id: Type.String() })), next: Type.Optional(Type.String()) }) }, async ({ tenant, path, query }, { connectionRegistry }) => {
    const found = await connectionRegistry.find(tenant.id, path['id'] ?? '');
    if (found === undefined) return missing();
    return pageEither({ name: 'clients', items: await connectionRegistry.listClients(tenant.id, found.id), idOf: (id) => id, viewOf: (id) => ({ client_id: id }) }, { take: '50', ...query });
  }),
  make({ id: 'connections.clients.update', method: 'PATCH', path: '/connections/{id}/clients', scopes: ['update:connections'], status: 204, summary: 'Enables a connection for applications, or ends that: what was issued to people of it in an application is good no longer.', query: Type.Object({}), body: clientsBody, output: undefined }, async ({ tenant, permit, path, body, audit, audited }, tools) => {
    const { connectionRegistry, registry } = tools;
    const found = await connectionRegistry.find(tenant.id, path['id'] ?? '');
    if (found === undefined) return missing();
    // Where administrators come from is the owners' choice.
    const known = new Set<string>([...(await registry.listClients(tenant.id)).map(({ id }) => id), ...(found.strategy === 'auth0' && permit.scopes.has('update:administrators') ? [dashboardClientId] : [])]);
    const unknown = body.find(({ client_id: id }) => !known.has(id));
    if (unknown !== undefined) return notFound(`The client ${unknown.client_id.slice(0, 100)}`, 'inexistent_client');
    if (await leavesNoOwner(tenant.id, { connection: found, status: body.find(({ client_id: id }) => isDashboard(id))?.status }, tools)) return conflict('No owner comes from the connections that the dashboard would use then: enable the connection of an owner for it first.', 'last_owner');
    const change = { id: found.id, enablings: body.map(({ client_id: clientId, status }) => ({ clientId, enabled: status })) };
    if (await connectionRegistry.changeClients(tenant.id, change, audit()) === 'unknown') return missing();
    audited();
    return undefined;
  }),
  make({ id: 'clients.connections.get', method: 'GET', path: '/clients/{id}/connections', scopes: ['read:connections'], status: 200, summary: 'The connections that an application uses, those of the domain too where it is third-party.', query: Type.Object({ ...checkpointPaging, ...fieldsQuery, strategy: Type.Optional(Type.String({ maxLength: 64 })) }), body: undefined, output: Type.Object({ connections: Type.Array(view), next: Type.Optional(Type.String()) }) }, async ({ tenant, path, query }, { registry, connections, connectionRegistry }) => {
    const client = await registry.findClient(tenant.id, path['id'] ?? '');
    if (client === undefined) return notFound('The client', 'inexistent_client');
    const used = (await connections.listOfClient(tenant.id, client.id)).filter(({ strategy }) => (query.strategy ?? strategy) === strategy);
    const clients = new Map(await Promise.all(used.map(async ({ id }) => [id, await connectionRegistry.listClients(tenant.id, id)] as const)));
    return pageEither({ name: 'connections', items: used, idOf: ({ id }) => id, viewOf: (one) => selectFields(viewOf(one, clients.get(one.id) ?? []), query) }, { take: '50', ...query });
  }),
];

/** Where the dashboard is meant: would every owner come from elsewhere, once this connection is enabled for it, or no longer? Where there is no owner yet, there is nobody to lock out. */
async function leavesNoOwner(tenant: TenantId, { connection, status }: { readonly connection: Connection; readonly status: boolean | undefined }, { connectionRegistry, administrators }: ManagementTools): Promise<boolean> {
  if (status === undefined) return false;
  const all = await connectionRegistry.list(tenant);
  const used = await Promise.all(all.map(async ({ id }) => (id === connection.id ? status : (await connectionRegistry.listClients(tenant, id)).includes(dashboardClientId))));
  const next = connectionsOfDashboard(all.filter((_, index) => used[index] === true), all).map(({ name }) => name);
  const owners = (await administrators.list(tenant)).filter(isActiveOwner);
  return owners.length > 0 && !owners.some((owner) => next.includes(owner.connection));
}
