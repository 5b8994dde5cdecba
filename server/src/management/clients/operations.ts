import Type from 'typebox';
import type { Tenant } from '../../kernel/tenant.ts';
import { isDashboard } from '../../protocol/administration/dashboard-client.ts';
import { chosenSecret, rotatedSecrets, secretsFor } from '../../protocol/client/client-secrets.ts';
import type { Client } from '../../protocol/client/client.ts';
import { pageEither } from '../checkpoint.ts';
import { operation, type ManagementCall } from '../contract.ts';
import { fieldsQuery, selectFields } from '../fields.ts';
import { refuseBeyond } from '../own-power.ts';
import { checkpointPaging, offsetPaging, pagedOutput } from '../paging.ts';
import type { Permit } from '../permit.ts';
import { invalidBody, ManagementRefusal, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { withAddons } from './addons.ts';
import { draftOf } from './draft.ts';
import { globalClientId, globalViewOf } from './global-client.ts';
import { newClient } from './new-client.ts';
import { proveClient } from './prove-client.ts';
import { createBody, updateBody, view, type ClientBody } from './schema.ts';
import { viewOf } from './view.ts';
import { refuseUnseen, visibleTo } from './visible.ts';

const none = Type.Object({});
const flag = Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')]));
const listQuery = Type.Object({
  ...offsetPaging, ...checkpointPaging, ...fieldsQuery, is_global: flag, is_first_party: flag, app_type: Type.Optional(Type.String({ maxLength: 200, description: 'Names of types, separated by commas.' })),
});
const graceQuery = Type.Object({ grace_period: Type.Optional(Type.String({ pattern: '^\\d{1,7}$', description: 'Seconds for which the secret of before stays good beside the new one, at most 30 days. Without it that one ends at once.' })) });
const longestGrace = 2_592_000;
const readScopes = ['read:clients', 'read:client_keys', 'read:client_credentials', 'read:client_summary'];
const make = operation<ManagementTools>();
const missing = () => notFound('The client', 'inexistent_client');
const isGlobal = (tenant: Tenant, id: string | undefined) => id === globalClientId(tenant);
/** What stands for all applications, and the dashboard: the one has no settings, the other is a part of the server. */
function refuseFixed(tenant: Tenant, id: string | undefined): ManagementRefusal | undefined {
  if (isGlobal(tenant, id)) return invalidBody('This line stands for all applications and has no settings of its own.');
  return isDashboard(id) ? invalidBody('The dashboard is a part of the server: it is changed and removed by nobody.') : undefined;
}

/** Seed row 212: the applications of a tenant. */
export const clientOperations = [
  make({ id: 'clients.list', method: 'GET', path: '/clients', scopes: readScopes, status: 200, summary: 'All applications of the tenant, and one line that stands for all of them (global).', query: listQuery, body: undefined, output: pagedOutput('clients', view) }, async ({ tenant, permit, query }, { registry }) => {
    const all = [globalViewOf(tenant), ...(await registry.listClients(tenant.id)).map(viewOf)];
    const types = query.app_type?.split(',');
    const fits = (one: Readonly<Record<string, unknown>>) => isAsked(one['global'], query.is_global) && isAsked(one['is_first_party'], query.is_first_party) && (types === undefined || types.includes(String(one['app_type'])));
    return pageEither({ name: 'clients', items: all.filter(fits), idOf: (one) => String(one['client_id']), viewOf: (one) => selectFields(visibleTo(permit, one), query) }, query);
  }),
  make({ id: 'clients.create', method: 'POST', path: '/clients', scopes: ['create:clients'], status: 201, summary: 'Registers an application. Its secret stands in this answer alone, and only with read:client_keys.', query: none, body: createBody, output: view }, async ({ tenant, permit, body, audit, audited }, tools) => {
    const before = newClient(tenant.id, body);
    const made = withSecrets(judged(before, { body, tenant }, tools), body.client_secret, tools);
    if (made instanceof ManagementRefusal) return made;
    if (await tools.registry.insertClient(made.client, audit()) === 'taken') throw new Error('A random client id was in use.');
    audited();
    return shownTo(permit, made);
  }),
  make({ id: 'clients.get', method: 'GET', path: '/clients/{id}', scopes: readScopes, status: 200, summary: 'One application. Secrets are kept as hashes and are not answered.', query: Type.Object({ ...fieldsQuery }), body: undefined, output: view }, async ({ tenant, permit, path, query }, { registry }) => {
    if (isGlobal(tenant, path['id'])) return selectFields(visibleTo(permit, globalViewOf(tenant)), query);
    const client = await registry.findClient(tenant.id, path['id'] ?? '');
    return client === undefined ? missing() : selectFields(visibleTo(permit, viewOf(client)), query);
  }),
  make({ id: 'clients.update', method: 'PATCH', path: '/clients/{id}', scopes: ['update:clients', 'update:client_keys', 'update:client_credentials'], status: 200, summary: 'Changes an application; what the body does not name stays.', query: none, body: updateBody, output: view }, async (call, tools) => {
    const { tenant, path, permit, body, audit, audited } = call;
    const fixed = refuseFixed(tenant, path['id']);
    if (fixed !== undefined) return fixed;
    const unseen = refuseUnseen(permit, body);
    if (unseen !== undefined) return unseen;
    const before = await tools.registry.findClient(tenant.id, path['id'] ?? '');
    if (before === undefined) return missing();
    const beyond = body.token_endpoint_auth_method === undefined && body.client_authentication_methods === undefined && body.client_secret === undefined ? undefined : await findTakeover(before, call, tools);
    if (beyond !== undefined) return beyond;
    const changed = withSecrets(judged(before, { body, tenant }, tools), body.client_secret, tools);
    if (changed instanceof ManagementRefusal) return changed;
    if (await tools.registry.replaceClient(changed.client, audit()) === 'unknown') return missing();
    audited();
    return shownTo(permit, changed);
  }),
  make({ id: 'clients.delete', method: 'DELETE', path: '/clients/{id}', scopes: ['delete:clients'], status: 204, summary: 'Removes an application and ends everything that was issued to it.', query: none, body: undefined, output: undefined }, async ({ tenant, path, audit, audited }, { registry }) => {
    const fixed = refuseFixed(tenant, path['id']);
    if (fixed !== undefined) return fixed;
    await registry.removeClient(tenant.id, path['id'] ?? '', audit());
    audited();
    return undefined;
  }),
  make({ id: 'clients.rotateSecret', method: 'POST', path: '/clients/{id}/rotate-secret', scopes: ['update:client_keys'], status: 200, summary: 'Makes a new secret. The one of before ends at once, or after grace_period; the new one stands in this answer alone, and only with read:client_keys.', query: graceQuery, body: undefined, output: view }, async (call, tools) => {
    const { tenant, path, permit, query, audit, audited } = call;
    const fixed = refuseFixed(tenant, path['id']);
    if (fixed !== undefined) return fixed;
    const client = await tools.registry.findClient(tenant.id, path['id'] ?? '');
    if (client === undefined) return missing();
    if (!client.authenticationMethod.startsWith('client_secret')) return invalidBody(`This application has no secret: its token_endpoint_auth_method is ${client.authenticationMethod}.`);
    const grace = Number(query.grace_period ?? 0);
    if (grace > longestGrace) return invalidBody(`grace_period is ${grace}; it must be at most ${longestGrace} seconds.`);
    const beyond = await findTakeover(client, call, tools);
    if (beyond !== undefined) return beyond;
    const { secrets, shown } = rotatedSecrets(client, { now: tools.clock.now(), grace }, tools);
    const next = { ...client, secrets };
    if (await tools.registry.replaceClient(next, audit()) === 'unknown') return missing();
    audited();
    return shownTo(permit, { client: next, secret: shown });
  }),
];

const isAsked = (is: unknown, wanted: string | undefined) => wanted === undefined || String(is === true) === wanted;

function judged(before: Client, { body, tenant }: { readonly body: ClientBody; readonly tenant: Tenant }, tools: ManagementTools): Client | ManagementRefusal {
  const draft = draftOf(before, body);
  if (draft instanceof ManagementRefusal) return draft;
  const proved = proveClient(draft, { before, tenant }, tools);
  return proved instanceof ManagementRefusal ? proved : withAddons(proved, body.addons === null ? {} : body.addons, tools);
}

interface Made { readonly client: Client; /** A new secret, in clear. */ readonly secret: string | undefined }

/** A client that needs a secret has one, of its administrator's choice or ours; who needs none any more loses it. */
function withSecrets(client: Client | ManagementRefusal, chosen: string | undefined, tools: ManagementTools): Made | ManagementRefusal {
  if (client instanceof ManagementRefusal) return client;
  if (chosen !== undefined && !client.authenticationMethod.startsWith('client_secret')) return invalidBody('client_secret: an application with this token_endpoint_auth_method has no secret.');
  const { secrets, shown } = chosen === undefined ? secretsFor(client, { owner: client, before: client.secrets }, tools) : chosenSecret(client, chosen, tools);
  return { client: { ...client, secrets }, secret: shown };
}

/** A208 of the attack cases: no secret without the scope for it. */
const shownTo = ({ scopes }: Permit, { client, secret }: Made) => ({ ...viewOf(client), ...(secret !== undefined && scopes.has('read:client_keys') ? { client_secret: secret } : {}) });

/** Who sets how an application proves itself can act as it. */
async function findTakeover({ id }: Client, { tenant, permit }: Pick<ManagementCall<unknown, unknown>, 'tenant' | 'permit'>, { registry }: ManagementTools): Promise<ManagementRefusal | undefined> {
  for (const grant of await registry.listClientGrants(tenant.id)) {
    const beyond = grant.clientId === id ? refuseBeyond(grant, { tenant, permit }) : undefined;
    if (beyond !== undefined) return beyond;
  }
  return undefined;
}
