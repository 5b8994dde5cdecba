import Type from 'typebox';
import { newId } from '../../kernel/ids.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { ClientGrant } from '../../protocol/client/resource-server.ts';
import { pageEither } from '../checkpoint.ts';
import { operation } from '../contract.ts';
import { refuseBeyond } from '../own-power.ts';
import { pagedOutput } from '../paging.ts';
import { conflict, invalidBody, notFound, type ManagementRefusal } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { createBody, listQuery, updateBody, view, viewOf } from './schema.ts';

const none = Type.Object({});
const make = operation<ManagementTools>();
const missing = () => notFound('The client grant', 'inexistent_client_grant');

const find = async ({ id }: Tenant, wanted: string | undefined, { registry }: ManagementTools): Promise<ClientGrant | undefined> => (await registry.listClientGrants(id)).find((grant) => grant.id === wanted);

/** What machines may ask of an API with their own credentials (RFC 6749 §4.4). */
export const clientGrantOperations = [
  make({ id: 'clientGrants.list', method: 'GET', path: '/client-grants', scopes: ['read:client_grants'], status: 200, summary: 'What applications may do at APIs in their own name.', query: listQuery, body: undefined, output: pagedOutput('client_grants', view) }, async ({ tenant, query }, { registry }) => {
    const fits = ({ clientId, audience }: ClientGrant) => (query.client_id ?? clientId) === clientId && (query.audience ?? audience) === audience && query.subject_type !== 'user';
    const items = (await registry.listClientGrants(tenant.id)).filter(fits);
    return pageEither({ name: 'client_grants', items, idOf: ({ id }) => id, viewOf }, query);
  }),
  make({ id: 'clientGrants.create', method: 'POST', path: '/client-grants', scopes: ['create:client_grants'], status: 201, summary: 'Lets an application ask for tokens of an API in its own name.', query: none, body: createBody, output: view }, async ({ tenant, permit, body, audit, audited }, tools) => {
    const { client_id: clientId, audience, scope = [] } = body;
    if (await tools.registry.findClient(tenant.id, clientId) === undefined) return notFound('The application', 'inexistent_client');
    const unfit = await findUnfit({ audience, scope }, tenant, tools) ?? refuseBeyond({ audience, scope }, { tenant, permit });
    if (unfit !== undefined) return unfit;
    const grant: ClientGrant = { tenant: tenant.id, id: newId('cgr'), clientId, audience, scope };
    if (await tools.registry.insertClientGrant(grant, audit()) === 'taken') return conflict('This application has a client grant for this API already: change that one.');
    audited();
    return viewOf(grant);
  }),
  make({ id: 'clientGrants.get', method: 'GET', path: '/client-grants/{id}', scopes: ['read:client_grants'], status: 200, summary: 'One client grant.', query: none, body: undefined, output: view }, async ({ tenant, path }, tools) => {
    const grant = await find(tenant, path['id'], tools);
    return grant === undefined ? missing() : viewOf(grant);
  }),
  make({ id: 'clientGrants.update', method: 'PATCH', path: '/client-grants/{id}', scopes: ['update:client_grants'], status: 200, summary: 'Changes the scopes of a client grant.', query: none, body: updateBody, output: view }, async ({ tenant, permit, path, body, audit, audited }, tools) => {
    const grant = await find(tenant, path['id'], tools);
    if (grant === undefined) return missing();
    const next = { ...grant, scope: body.scope ?? grant.scope };
    const added = { audience: grant.audience, scope: next.scope.filter((value) => !grant.scope.includes(value)) };
    const unfit = await findUnfit(added, tenant, tools) ?? refuseBeyond(added, { tenant, permit });
    if (unfit !== undefined) return unfit;
    if (await tools.registry.replaceClientGrant(next, audit()) === 'unknown') return missing();
    audited();
    return viewOf(next);
  }),
  make({ id: 'clientGrants.delete', method: 'DELETE', path: '/client-grants/{id}', scopes: ['delete:client_grants'], status: 204, summary: 'Takes away what an application may do at an API in its own name.', query: none, body: undefined, output: undefined }, async ({ tenant, path, audit, audited }, { registry }) => {
    await registry.removeClientGrant(tenant.id, path['id'] ?? '', audit());
    audited();
    return undefined;
  }),
];

/** The API is there, and the scopes are its own. */
async function findUnfit({ audience, scope }: Pick<ClientGrant, 'audience' | 'scope'>, tenant: Tenant, { registry }: ManagementTools): Promise<ManagementRefusal | undefined> {
  const api = (await registry.listResourceServers(tenant.id)).find(({ identifier }) => identifier === audience);
  if (api === undefined) return notFound(`The API ${audience}`, 'inexistent_resource_server');
  const known = new Set(api.permissions.map(({ value }) => value));
  const strange = scope.filter((value) => !known.has(value));
  return strange.length === 0 ? undefined : invalidBody(`scope: ${strange.slice(0, 10).join(', ')} ${strange.length === 1 ? 'is not a scope' : 'are no scopes'} of ${audience}. Add them to the API first (PATCH /resource-servers/{id}).`);
}
