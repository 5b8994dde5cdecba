import Type from 'typebox';
import { operation } from '../contract.ts';
import { selectFields } from '../fields.ts';
import { pagedOutput, pageOf, parseOffset } from '../paging.ts';
import type { PeopleTools } from '../people-tools.ts';
import { findOffline } from '../refresh-tokens/find-offline.ts';
import { insufficientScope, ManagementRefusal, notFound } from '../refusal.ts';
import { isOfType, listQuery, parseId, view, viewOf } from './schema.ts';

const make = operation<PeopleTools>();
const none = Type.Object({});
const missing = () => notFound('The device credential');
/** The newest that a list knows of. */
const most = 1000;

/** Seed rows 196 and 214: Users → Devices. */
export const deviceCredentialOperations = [
  make({ id: 'deviceCredentials.list', method: 'GET', path: '/device-credentials', scopes: ['read:device_credentials'], status: 200, summary: 'The devices of a person that hold refresh tokens, the newest 1000.', query: listQuery, body: undefined, output: pagedOutput('device_credentials', view) }, async ({ tenant, query }, { access, clients, clock }) => {
    const page = parseOffset(query);
    if (page instanceof ManagementRefusal) return page;
    const grants = await access.listOffline(tenant.id, { userId: query.user_id, clientId: query.client_id }, { now: clock.now(), take: most });
    const all = await Promise.all(grants.map(async (grant) => viewOf(grant, await clients.findClient(tenant.id, grant.clientId))));
    return pageOf('device_credentials', all.filter(({ type }) => isOfType(type, query.type)).map((credential) => selectFields(credential, query)), page);
  }),
  make({ id: 'deviceCredentials.delete', method: 'DELETE', path: '/device-credentials/{id}', scopes: ['delete:device_credentials', 'delete:current_user_device_credentials'], provesOwner: true, status: 204, summary: 'Revokes the refresh token of a device.', query: none, body: undefined, output: undefined }, async ({ tenant, permit, path, audit, audited }, tools) => {
    const grant = await findOffline(tenant, parseId(path['id']), tools);
    // The token of a person reaches the own devices alone; of those of others it learns nothing.
    if (permit.userId !== undefined && grant?.userId !== permit.userId) return insufficientScope(['delete:device_credentials']);
    if (grant === undefined) return missing();
    if (await tools.access.revoke(tenant.id, grant.key, { at: tools.clock.now(), log: audit() })) audited();
    return undefined;
  }),
];
