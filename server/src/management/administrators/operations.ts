import Type from 'typebox';
import { administratorRoles, bringsScope, type AdministratorRole } from '../../protocol/administration/administrator-role.ts';
import { isOfPeople, managementAudience } from '../../protocol/client/management-audience.ts';
import type { AdministratorChange } from '../../protocol/ports/administrator-store.ts';
import { operation, type ManagementCall } from '../contract.ts';
import { conflict, forbidden, ManagementRefusal, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { findInvited } from './find-invited.ts';
import { lastOwner } from './last-owner.ts';
import { createBody, updateBody, view, viewOf } from './schema.ts';

const make = operation<ManagementTools>();
const none = Type.Object({});
const missing = () => notFound('The administrator', 'inexistent_administrator');

type Call = Pick<ManagementCall<unknown, unknown>, 'tenant' | 'permit' | 'record' | 'audit' | 'audited'>;

/** An application makes nobody mightier than itself (A209 of the attack cases). Of people owners alone come here, whatever part of their role the token has. */
async function refuseMightier(role: AdministratorRole, { tenant, permit }: Call, { registry }: ManagementTools): Promise<ManagementRefusal | undefined> {
  if (permit.administrator?.role === 'owner') return undefined;
  const api = (await registry.listResourceServers(tenant.id)).find(({ identifier }) => identifier === managementAudience(tenant));
  const beyond = (api?.permissions ?? []).map(({ value }) => value).filter((scope) => !isOfPeople(scope) && bringsScope(role, scope) && !permit.scopes.has(scope));
  return beyond.length === 0 ? undefined : forbidden(`The role ${role} brings more than the token of this call allows: ${beyond.slice(0, 10).join(', ')}.`);
}

/** Writes a change with its line of the log, and answers the administrator as the list has them then; `undefined` where the role was taken away. */
async function change(call: Call, wanted: Omit<AdministratorChange, 'at'>, { administrators, clock }: ManagementTools) {
  const { tenant, record, audit, audited } = call;
  record.facts.userId = wanted.userId;
  const outcome = await administrators.change(tenant.id, { ...wanted, at: clock.now() }, audit());
  if (outcome === 'last_owner') return lastOwner();
  if (outcome === 'present') return conflict('This person is an administrator already: change the role instead.', 'administrator_exists');
  if (outcome === 'unknown') return missing();
  audited();
  const found = wanted.role === undefined ? undefined : (await administrators.list(tenant.id)).find(({ userId }) => userId === wanted.userId);
  return found === undefined ? undefined : viewOf(found);
}

/** D38: who administers the tenant, and as what. What changes takes effect with the next call that anybody makes. */
export const administratorOperations = [
  make({ id: 'administrators.list', method: 'GET', path: '/administrators', scopes: ['read:administrators'], status: 200, summary: `Who administers the tenant, and as what: ${administratorRoles.join(', ')}.`, query: none, body: undefined, output: Type.Object({ administrators: Type.Array(view) }) },
    async ({ tenant }, { administrators }) => ({ administrators: (await administrators.list(tenant.id)).map(viewOf) })),
  make({ id: 'administrators.get', method: 'GET', path: '/administrators/{id}', scopes: ['read:administrators'], status: 200, summary: 'One administrator, by the user_id.', query: none, body: undefined, output: view }, async ({ tenant, path }, { administrators }) => {
    const found = (await administrators.list(tenant.id)).find(({ userId }) => userId === path['id']);
    return found === undefined ? missing() : viewOf(found);
  }),
  make({ id: 'administrators.create', method: 'POST', path: '/administrators', scopes: ['create:administrators'], status: 201, summary: 'Makes a person an administrator. Who has no account yet gets one, and an invitation by mail.', query: none, body: createBody, output: view }, async (call, tools) => {
    const refused = await refuseMightier(call.body.role, call, tools);
    if (refused !== undefined) return refused;
    const userId = await findInvited(call.tenant, call.body, tools);
    return userId instanceof ManagementRefusal ? userId : change(call, { userId, role: call.body.role, only: 'absent' }, tools);
  }),
  make({ id: 'administrators.update', method: 'PATCH', path: '/administrators/{id}', scopes: ['update:administrators'], status: 200, summary: 'Gives an administrator another role, at once and on every node. The last owner keeps it.', query: none, body: updateBody, output: view }, async (call, tools) =>
    await refuseMightier(call.body.role, call, tools) ?? change(call, { userId: call.path['id'] ?? '', role: call.body.role, only: 'present' }, tools)),
  make({ id: 'administrators.delete', method: 'DELETE', path: '/administrators/{id}', scopes: ['delete:administrators'], status: 204, summary: 'Takes the role away, at once and on every node; the person stays. The last owner can not be removed.', query: none, body: undefined, output: undefined },
    (call, tools) => change(call, { userId: call.path['id'] ?? '', role: undefined }, tools)),
];
