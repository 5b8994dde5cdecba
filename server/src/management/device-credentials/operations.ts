import Type from 'typebox';
import type { DeviceKey } from '../../identity/ports/device-key-store.ts';
import { operation } from '../contract.ts';
import { selectFields } from '../fields.ts';
import { pagedOutput, pageOf, parseOffset } from '../paging.ts';
import type { PeopleTools } from '../people-tools.ts';
import { allowsScope } from '../permit.ts';
import { findOffline } from '../refresh-tokens/find-offline.ts';
import { conflict, insufficientScope, invalidBody, ManagementRefusal, notFound } from '../refusal.ts';
import { createBody, isOfType, keyView, listQuery, newKeyId, parseId, view, viewOf } from './schema.ts';

const make = operation<PeopleTools>();
const none = Type.Object({});
const missing = () => notFound('The device credential');
/** The newest that a list knows of. */
const most = 1000;
/** Of one person: whoever has a token can register keys. */
const mostKeys = 100;

/** Seed rows 196 and 214: Users → Devices. */
export const deviceCredentialOperations = [
  make({ id: 'deviceCredentials.createPublicKey', method: 'POST', path: '/device-credentials', scopes: ['create:current_user_device_credentials'], provesOwner: true, status: 201, summary: 'Registers a public key of a device of the person whose token it is.', query: none, body: createBody, output: Type.Object({ id: Type.String() }) }, async ({ tenant, permit, body, audit, audited }, { deviceKeys, clock }) => {
    const { client, userId } = permit;
    if (userId === undefined) return insufficientScope(['create:current_user_device_credentials']);
    if ((body.client_id ?? client.id) !== client.id) return invalidBody(`client_id: the token is of the application ${client.id}.`);
    if ((await deviceKeys.list(tenant.id, { userId, take: mostKeys })).length >= mostKeys) return conflict(`A person has at most ${mostKeys} keys of devices; remove one first.`);
    const key: DeviceKey = { id: newKeyId(), userId, clientId: client.id, deviceId: body.device_id, name: body.device_name, value: body.value, createdAt: clock.now() };
    if (await deviceKeys.insert(tenant.id, key, audit()) === 'taken') return conflict('There is a key of this device; remove it first.');
    audited();
    return { id: key.id };
  }),
  make({ id: 'deviceCredentials.list', method: 'GET', path: '/device-credentials', scopes: ['read:device_credentials'], status: 200, summary: 'The devices of a person that hold refresh tokens or have a registered key, the newest 1000 of each.', query: listQuery, body: undefined, output: pagedOutput('device_credentials', view) }, async ({ tenant, query }, { access, clients, clock, deviceKeys }) => {
    const page = parseOffset(query);
    if (page instanceof ManagementRefusal) return page;
    const grants = await access.listOffline(tenant.id, { userId: query.user_id, clientId: query.client_id }, { now: clock.now(), take: most });
    const keys = await deviceKeys.list(tenant.id, { userId: query.user_id, clientId: query.client_id, take: most });
    const all = [...await Promise.all(grants.map(async (grant) => viewOf(grant, await clients.findClient(tenant.id, grant.clientId)))), ...keys.map(keyView)];
    return pageOf('device_credentials', all.filter(({ type }) => isOfType(type, query.type)).map((credential) => selectFields(credential, query)), page);
  }),
  make({ id: 'deviceCredentials.delete', method: 'DELETE', path: '/device-credentials/{id}', scopes: ['delete:device_credentials', 'delete:current_user_device_credentials'], provesOwner: true, status: 204, summary: 'Revokes the refresh token of a device, or removes its key.', query: none, body: undefined, output: undefined }, async ({ tenant, permit, path, audit, audited }, tools) => {
    const { id = '' } = path;
    const [grant, key] = [await findOffline(tenant, parseId(id), tools), await tools.deviceKeys.find(tenant.id, id)];
    // The token of a person reaches the own devices alone; of those of others it learns nothing.
    if (!allowsScope(permit, 'delete:device_credentials', undefined) && (key ?? grant)?.userId !== permit.userId) return insufficientScope(['delete:device_credentials']);
    if (key !== undefined) {
      if (await tools.deviceKeys.remove(tenant.id, key.id, audit()) === 'removed') audited();
      return undefined;
    }
    if (grant === undefined) return missing();
    if (await tools.access.revoke(tenant.id, grant.key, { at: tools.clock.now(), log: audit() })) audited();
    return undefined;
  }),
];
