import Type from 'typebox';
import { pageEither } from '../checkpoint.ts';
import { operation } from '../contract.ts';
import { fieldsQuery, selectFields } from '../fields.ts';
import { checkpointPaging } from '../paging.ts';
import { notFound } from '../refusal.ts';
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
  make({ id: 'connections.clients.update', method: 'PATCH', path: '/connections/{id}/clients', scopes: ['update:connections'], status: 204, summary: 'Enables a connection for applications, or ends that: what was issued to people of it in an application is good no longer.', query: Type.Object({}), body: clientsBody, output: undefined }, async ({ tenant, path, body, audit, audited }, { connectionRegistry, registry }) => {
    const found = await connectionRegistry.find(tenant.id, path['id'] ?? '');
    if (found === undefined) return missing();
    const known = new Set<string>((await registry.listClients(tenant.id)).map(({ id }) => id));
    const unknown = body.find(({ client_id: id }) => !known.has(id));
    if (unknown !== undefined) return notFound(`The client ${unknown.client_id.slice(0, 100)}`, 'inexistent_client');
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
