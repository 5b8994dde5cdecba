import Type from 'typebox';
import { pageEither } from '../checkpoint.ts';
import { operation } from '../contract.ts';
import { fieldsQuery, selectFields } from '../fields.ts';
import { checkpointPaging, offsetPaging, pagedOutput } from '../paging.ts';
import { conflict, ManagementRefusal, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { refuseRemoval } from '../administrators/last-owner.ts';
import { changedConnection, createdConnection, enablingsOf } from './change-connection.ts';
import { createBody, updateBody, view, viewOf } from './schema.ts';

const none = Type.Object({});
const make = operation<ManagementTools>();
const missing = () => notFound('The connection', 'inexistent_connection');
/** People who go with the call that removes their connection; the rest go with the sweeps. */
const peopleAtOnce = 200;
/** More administrators than this never change one connection in the same moment. */
const mostTries = 20;

/** Auth0: where people come from. */
export const connectionOperations = [
  make({ id: 'connections.list', method: 'GET', path: '/connections', scopes: ['read:connections'], status: 200, summary: 'The connections of the tenant.', query: Type.Object({ ...offsetPaging, ...checkpointPaging, ...fieldsQuery, strategy: Type.Optional(Type.String({ maxLength: 64 })), name: Type.Optional(Type.String({ maxLength: 128 })) }), body: undefined, output: pagedOutput('connections', view) }, async ({ tenant, query }, { connectionRegistry }) => {
    const all = (await connectionRegistry.list(tenant.id)).filter(({ name, strategy }) => (query.name ?? name) === name && (query.strategy ?? strategy) === strategy);
    const clients = new Map(await Promise.all(all.map(async ({ id }) => [id, await connectionRegistry.listClients(tenant.id, id)] as const)));
    return pageEither({ name: 'connections', items: all, idOf: ({ id }) => id, viewOf: (one) => selectFields(viewOf(one, clients.get(one.id) ?? []), query) }, query);
  }),
  make({ id: 'connections.create', method: 'POST', path: '/connections', scopes: ['create:connections'], status: 201, summary: 'Makes a database (auth0), sign-in by mail (email), or sign-in at another provider (oidc, google-oauth2, oauth2, facebook, github, linkedin).', query: none, body: createBody, output: view }, async ({ tenant, body, audit, audited }, { connectionRegistry, registry, messageSeal, outboundPolicy }) => {
    const connection = createdConnection(tenant.id, body, { messageSeal, outboundPolicy });
    if (connection instanceof ManagementRefusal) return connection;
    const enablings = await enablingsOf([], body.enabled_clients ?? [], { tenant: tenant.id, registry });
    if (enablings instanceof ManagementRefusal) return enablings;
    const clients = enablings.map(({ clientId }) => clientId);
    if (await connectionRegistry.insert(connection, clients, audit()) === 'taken') return conflict('A connection with this name already exists, or its people are still being removed.');
    audited();
    return viewOf(connection, [...clients].sort());
  }),
  make({ id: 'connections.get', method: 'GET', path: '/connections/{id}', scopes: ['read:connections'], status: 200, summary: 'One connection.', query: Type.Object({ ...fieldsQuery }), body: undefined, output: view }, async ({ tenant, path, query }, { connectionRegistry }) => {
    const found = await connectionRegistry.find(tenant.id, path['id'] ?? '');
    return found === undefined ? missing() : selectFields(viewOf(found, await connectionRegistry.listClients(tenant.id, found.id)), query);
  }),
  make({ id: 'connections.update', method: 'PATCH', path: '/connections/{id}', scopes: ['update:connections'], status: 200, summary: 'Changes a connection. What the body does not name stays; options are replaced as a whole.', query: none, body: updateBody, output: view }, async ({ tenant, path, body, audit, audited }, { connectionRegistry, registry, messageSeal, outboundPolicy }) => {
    for (let tries = 0; tries < mostTries; tries++) {
      const before = await connectionRegistry.find(tenant.id, path['id'] ?? '');
      if (before === undefined) return missing();
      const connection = changedConnection(before, body, { messageSeal, outboundPolicy });
      if (connection instanceof ManagementRefusal) return connection;
      const enablings = await enablingsOf(await connectionRegistry.listClients(tenant.id, before.id), body.enabled_clients, { tenant: tenant.id, registry });
      if (enablings instanceof ManagementRefusal) return enablings;
      if (await connectionRegistry.change(before, { connection, enablings }, audit()) === 'lost') continue;
      audited();
      return viewOf(connection, await connectionRegistry.listClients(tenant.id, connection.id));
    }
    return conflict('The connection was changed by others again and again meanwhile: try once more.');
  }),
  make({ id: 'connections.delete', method: 'DELETE', path: '/connections/{id}', scopes: ['delete:connections'], status: 202, summary: 'Removes a connection and its people: nobody comes from it any more at once, the people follow in the background.', query: none, body: undefined, output: undefined }, async ({ tenant, permit, path, audit, audited }, { connectionRegistry, administrators }) => {
    const found = await connectionRegistry.find(tenant.id, path['id'] ?? '');
    const refused = found === undefined ? undefined : refuseRemoval(found, await administrators.list(tenant.id), permit);
    if (refused !== undefined) return refused;
    if (await connectionRegistry.remove(tenant.id, path['id'] ?? '', audit()) === 'unknown') return missing();
    audited();
    await connectionRegistry.removePeople(peopleAtOnce);
    return undefined;
  }),
];
