import Type from 'typebox';
import { passwordConnection } from '../../identity/connections/password-connection.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { pageEither } from '../checkpoint.ts';
import { operation } from '../contract.ts';
import { findCurrentTenant } from '../current-tenant.ts';
import { fieldsQuery, selectFields } from '../fields.ts';
import { checkpointPaging, offsetPaging, pagedOutput } from '../paging.ts';
import { conflict, invalidBody, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { clientsBody, connectionId, createBody, signsPeopleIn, updateBody, view, viewOf } from './schema.ts';

const none = Type.Object({});
const make = operation<ManagementTools>();
const missing = () => notFound('The connection', 'inexistent_connection');
const only = `A tenant has one connection, the database ${passwordConnection}: it can not be removed, and others can not be added.`;

const read = async (tenant: Tenant, tools: ManagementTools) => viewOf(await findCurrentTenant(tenant, tools), await tools.registry.listClients(tenant.id));
const isOurs = (tenant: Tenant, id: string | undefined) => id === connectionId(tenant);

/** Auth0: where people come from. Here that is the database of the tenant; every application that people sign in to uses it. */
export const connectionOperations = [
  make({ id: 'connections.list', method: 'GET', path: '/connections', scopes: ['read:connections'], status: 200, summary: 'The connections of the tenant: its database.', query: Type.Object({ ...offsetPaging, ...checkpointPaging, ...fieldsQuery, strategy: Type.Optional(Type.String({ maxLength: 64 })), name: Type.Optional(Type.String({ maxLength: 128 })) }), body: undefined, output: pagedOutput('connections', view) }, async ({ tenant, query }, tools) => {
    const items = [await read(tenant, tools)].filter((one) => (query.name ?? one['name']) === one['name'] && (query.strategy ?? one['strategy']) === one['strategy']);
    return pageEither({ name: 'connections', items, idOf: (one) => String(one['id']), viewOf: (one) => selectFields(one, query) }, query);
  }),
  make({ id: 'connections.create', method: 'POST', path: '/connections', scopes: ['create:connections'], status: 201, summary: 'Is refused: a tenant has one connection.', query: none, body: createBody, output: view }, async ({ body }) => (body.name === passwordConnection ? conflict('A connection with this name already exists.') : invalidBody(only))),
  make({ id: 'connections.get', method: 'GET', path: '/connections/{id}', scopes: ['read:connections'], status: 200, summary: 'One connection.', query: Type.Object({ ...fieldsQuery }), body: undefined, output: view }, async ({ tenant, path, query }, tools) => (isOurs(tenant, path['id']) ? selectFields(await read(tenant, tools), query) : missing())),
  make({ id: 'connections.update', method: 'PATCH', path: '/connections/{id}', scopes: ['update:connections'], status: 200, summary: 'Opens or closes sign-up (options.disable_signup); everything else is fixed.', query: none, body: updateBody, output: view }, async ({ tenant, path, body, audit, audited }, tools) => {
    if (!isOurs(tenant, path['id'])) return missing();
    const clients = await tools.registry.listClients(tenant.id);
    const wanted = body.enabled_clients === undefined ? undefined : new Set(body.enabled_clients);
    const other = wanted === undefined ? undefined : clients.find((client) => wanted.has(client.id) !== signsPeopleIn(client));
    if (other !== undefined) return invalidBody(fixedFor(other.id));
    const signupOpen = body.options?.disable_signup === undefined ? undefined : !body.options.disable_signup;
    const next = await tools.tenants.change(tenant.id, (before): Tenant => ({ ...before, settings: { ...before.settings, signupOpen: signupOpen ?? before.settings.signupOpen } }), audit());
    audited();
    return viewOf(next, clients);
  }),
  make({ id: 'connections.delete', method: 'DELETE', path: '/connections/{id}', scopes: ['delete:connections'], status: 202, summary: 'Is refused: a tenant has one connection.', query: none, body: undefined, output: undefined }, async ({ tenant, path }) => (isOurs(tenant, path['id']) ? invalidBody(only) : missing())),
  make({ id: 'connections.clients.get', method: 'GET', path: '/connections/{id}/clients', scopes: ['read:connections'], status: 200, summary: 'The applications that people of this connection sign in to.', query: Type.Object({ ...checkpointPaging }), body: undefined, output: Type.Object({ clients: Type.Array(Type.Object({ client_id: Type.String() })), next: Type.Optional(Type.String()) }) }, async ({ tenant, path, query }, { registry }) => {
    if (!isOurs(tenant, path['id'])) return missing();
    const items = (await registry.listClients(tenant.id)).filter(signsPeopleIn);
    return pageEither({ name: 'clients', items, idOf: ({ id }) => id, viewOf: ({ id }) => ({ client_id: id }) }, { take: '50', ...query });
  }),
  make({ id: 'connections.clients.update', method: 'PATCH', path: '/connections/{id}/clients', scopes: ['update:connections'], status: 204, summary: 'Confirms what is so: an application uses the connection when it has a grant type for people.', query: none, body: clientsBody, output: undefined }, async ({ tenant, path, body }, { registry }) => {
    if (!isOurs(tenant, path['id'])) return missing();
    const clients = new Map((await registry.listClients(tenant.id)).map((client) => [client.id as string, client]));
    for (const { client_id: id, status } of body) {
      const client = clients.get(id);
      if (client === undefined) return notFound(`The client ${id}`, 'inexistent_client');
      if (signsPeopleIn(client) !== status) return invalidBody(fixedFor(id));
    }
    return undefined;
  }),
  make({ id: 'clients.connections.get', method: 'GET', path: '/clients/{id}/connections', scopes: ['read:connections'], status: 200, summary: 'The connections of an application.', query: Type.Object({ ...checkpointPaging, ...fieldsQuery, strategy: Type.Optional(Type.String({ maxLength: 64 })) }), body: undefined, output: Type.Object({ connections: Type.Array(view), next: Type.Optional(Type.String()) }) }, async ({ tenant, path, query }, tools) => {
    const client = await tools.registry.findClient(tenant.id, path['id'] ?? '');
    if (client === undefined) return notFound('The client', 'inexistent_client');
    const uses = signsPeopleIn(client) && (query.strategy ?? 'auth0') === 'auth0';
    const items = uses ? [await read(tenant, tools)] : [];
    return pageEither({ name: 'connections', items, idOf: (one) => String(one['id']), viewOf: (one) => selectFields(one, query) }, { take: '50', ...query });
  }),
];

const fixedFor = (client: string) => `Whether ${client.slice(0, 100)} uses the connection is decided by its grant_types: an application that people sign in to does, a machine does not.`;
