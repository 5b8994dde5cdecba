import Type from 'typebox';
import { canonicalLogin } from '../../identity/users/canonical-login.ts';
import { operation } from '../contract.ts';
import { isLastOwner } from '../../protocol/administration/last-owner.ts';
import { lastOwner } from '../administrators/last-owner.ts';
import { protectedPerson } from '../administrator-power.ts';
import { notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';

/** Auth0: the people of a connection. */
export const connectionPeopleOperations = [
  operation<ManagementTools>()({ id: 'connections.users.deleteByEmail', method: 'DELETE', path: '/connections/{id}/users', scopes: ['delete:users'], status: 204, summary: 'Removes the person of a connection who has an address, with sessions, authorizations and consents.', query: Type.Object({ email: Type.String({ minLength: 3, maxLength: 508 }) }), body: undefined, output: undefined }, async ({ tenant, permit, path, query, record, audit, audited }, tools) => {
    const connection = await tools.connectionRegistry.find(tenant.id, path['id'] ?? '');
    if (connection === undefined) return notFound('The connection', 'inexistent_connection');
    const login = canonicalLogin(query.email);
    const user = await tools.users.findByLogin(tenant.id, connection.name, login);
    // A name of a linked identity leads to a person of another connection.
    if (user === undefined || user.linkedId !== undefined || user.canonicalEmail !== login) return undefined;
    if (!permit.scopes.has('update:administrators') && await tools.roles.findAdministratorRole(tenant.id, user.id) !== undefined) return protectedPerson();
    if (await isLastOwner(tenant.id, user.id, tools)) return lastOwner();
    record.facts.userId = user.id;
    for (const session of await tools.sessions.listByUser(tenant.id, user.id)) await tools.closer.closeSession(tenant, session);
    await tools.users.remove(tenant.id, user.id, audit());
    audited();
    return undefined;
  }),
];
