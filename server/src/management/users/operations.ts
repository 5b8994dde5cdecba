import Type from 'typebox';
import type { User } from '../../identity/ports/user-store.ts';
import { canonicalLogin } from '../../identity/users/canonical-login.ts';
import { isLastOwner } from '../../protocol/administration/last-owner.ts';
import { lastOwner } from '../administrators/last-owner.ts';
import { operation, type ManagementCall } from '../contract.ts';
import { fieldsQuery, selectFields } from '../fields.ts';
import { offsetPaging, pagedOutput, pageOf, parseOffset } from '../paging.ts';
import { conflict, ManagementRefusal, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { changedUser, refuseChange } from './change-user.ts';
import { closeSessions } from './close-sessions.ts';
import { createdUser } from './create-user.ts';
import { verificationMail } from './verification-mail.ts';
import { listUsers } from './list-users.ts';
import { identityOperations } from './identities.ts';
import { createBody, updateBody, view, viewOf, type UpdateBody } from './schema.ts';
import { readsUpstreamTokens, withUpstreamTokens } from './upstream-tokens.ts';
import { describeUser, describeUsers } from './describe-users.ts';

const none = Type.Object({});
const make = operation<ManagementTools>();
const missing = () => notFound('The user', 'inexistent_user');
const taken = () => conflict('The user already exists.', 'auth0_idp_error');
/** Others may change the same person at the same time; so often is tried again on what they left. */
const mostTries = 10;

/** Changes a person as they are now. A new password ends every session and every authorization that was given before it. */
async function change({ tenant, path, body, permit, record, audit }: ManagementCall<unknown, UpdateBody>, tools: ManagementTools): Promise<User | ManagementRefusal> {
  const id = path['id'] ?? '';
  const refused = refuseChange(permit, body, id);
  if (refused !== undefined) return refused;
  if (body.blocked === true && await isLastOwner(tenant.id, id, tools)) return lastOwner();
  for (let tries = 0; tries < mostTries; tries++) {
    const seen = await tools.users.find(tenant.id, id);
    if (seen === undefined) return missing();
    record.facts.userId = seen.id;
    const next = await changedUser({ tenant, user: seen, body }, tools);
    if (next instanceof ManagementRefusal) return next;
    const outcome = await tools.users.replace(tenant.id, next.user, { seen, formerKept: next.formerKept, log: audit(), revokedAt: body.password === undefined ? undefined : tools.clock.now(), along: await verificationMail({ tenant, user: next.user, body }, tools) });
    if (outcome === 'taken') return taken();
    if (outcome === 'replaced') return next.user;
  }
  return conflict('The user is being changed by others: try again.');
}

interface EmptyList { readonly id: string; readonly path: string; readonly scopes: readonly string[]; readonly summary: string }

/** A paged list that is empty for everybody who exists. */
const emptyPage = (name: string, head: EmptyList) =>
  make({ method: 'GET', status: 200, body: undefined, output: pagedOutput(name, Type.Object({})), query: Type.Object({ ...offsetPaging }), ...head }, async ({ tenant, path, query }, { users }) => {
    const page = parseOffset(query);
    if (page instanceof ManagementRefusal) return page;
    return (await users.find(tenant.id, path['id'] ?? '')) === undefined ? missing() : pageOf(name, [], page);
  });

/** Seed row 209: people, one by one. */
export const userOperations = [
  listUsers, ...identityOperations,
  make({ id: 'users.create', method: 'POST', path: '/users', scopes: ['create:users'], status: 201, summary: 'Makes a person with a password.', query: none, body: createBody, output: view }, async ({ tenant, body, record, audit, audited }, tools) => {
    const user = await createdUser(tenant, body, tools);
    if (user instanceof ManagementRefusal) return user;
    record.facts.userId = user.id;
    if (await tools.users.insert(tenant.id, user, audit(), await verificationMail({ tenant, user, body }, tools)) === 'taken') return taken();
    audited();
    return viewOf(user, []);
  }),
  make({ id: 'users.get', method: 'GET', path: '/users/{id}', scopes: ['read:users', 'read:current_user'], status: 200, summary: 'One person. A token that has read:user_idp_tokens, too, gets what other providers gave for the identities.', query: Type.Object({ ...fieldsQuery }), body: undefined, output: view }, async ({ tenant, path, query, permit }, tools) => {
    const user = await tools.users.find(tenant.id, path['id'] ?? '');
    if (user === undefined) return missing();
    const described = await describeUser(tenant.id, user, tools);
    return selectFields(readsUpstreamTokens(permit) ? await withUpstreamTokens(tenant.id, described, tools) : described, query);
  }),
  make({ id: 'users.listUsersByEmail', method: 'GET', path: '/users-by-email', scopes: ['read:users'], status: 200, summary: 'Everybody with an address, however it is written.', query: Type.Object({ email: Type.String({ minLength: 1, maxLength: 508 }), ...fieldsQuery }), body: undefined, output: Type.Array(view) },
    async ({ tenant, query }, tools) => (await describeUsers(tenant.id, await tools.users.listByEmail(tenant.id, canonicalLogin(query.email)), tools)).map((user) => selectFields(user, query))),
  make({ id: 'users.update', method: 'PATCH', path: '/users/{id}', scopes: ['update:users', 'update:users_app_metadata', 'update:current_user_metadata'], status: 200, summary: 'Changes a person; what the body does not name stays, metadata is merged. A new password ends sessions.', query: none, body: updateBody, output: view }, async (call, tools) => {
    const user = await change(call, tools);
    if (user instanceof ManagementRefusal) return user;
    call.audited();
    if (call.body.password !== undefined) await closeSessions(call.tenant, user.id, tools);
    return describeUser(call.tenant.id, user, tools);
  }),
  make({ id: 'users.delete', method: 'DELETE', path: '/users/{id}', scopes: ['delete:users', 'delete:current_user'], status: 204, summary: 'Removes a person with sessions, authorizations and consents.', query: none, body: undefined, output: undefined }, async ({ tenant, path, record, audit, audited }, tools) => {
    const user = await tools.users.find(tenant.id, path['id'] ?? '');
    if (user === undefined) return undefined;
    record.facts.userId = user.id;
    if (await isLastOwner(tenant.id, user.id, tools)) return lastOwner();
    await closeSessions(tenant, user.id, tools);
    await tools.users.remove(tenant.id, user.id, audit());
    audited();
    return undefined;
  }),
  emptyPage('organizations', { id: 'users.organizations.list', path: '/users/{id}/organizations', scopes: ['read:organizations'], summary: 'The organizations of a person: there are none.' }),
  make({ id: 'users.enrollments.get', method: 'GET', path: '/users/{id}/enrollments', scopes: ['read:users', 'read:current_user'], status: 200, summary: 'The second factors of a person: there are none.', query: none, body: undefined, output: Type.Array(Type.Object({})) },
    async ({ tenant, path }, { users }) => ((await users.find(tenant.id, path['id'] ?? '')) === undefined ? missing() : [])),
  emptyPage('authenticators', { id: 'users.authenticationMethods.list', path: '/users/{id}/authentication-methods', scopes: ['read:authentication_methods'], summary: 'The second factors of a person: there are none.' }),
  make({ id: 'users.authenticationMethods.deleteAll', method: 'DELETE', path: '/users/{id}/authentication-methods', scopes: ['delete:authentication_methods'], status: 204, summary: 'Removes the second factors of a person: there are none.', query: none, body: undefined, output: undefined },
    async ({ tenant, path }, { users }) => ((await users.find(tenant.id, path['id'] ?? '')) === undefined ? missing() : undefined)),
  make({ id: 'users.multifactor.deleteProvider', method: 'DELETE', path: '/users/{id}/multifactor/{provider}', scopes: ['update:users'], status: 204, summary: 'Removes a second factor: there are none, so there is nothing to do.', query: none, body: undefined, output: undefined },
    async ({ tenant, path }, { users }) => ((await users.find(tenant.id, path['id'] ?? '')) === undefined ? missing() : undefined)),
];
