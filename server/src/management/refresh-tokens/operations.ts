import Type from 'typebox';
import { operation } from '../contract.ts';
import { checkpointOutput, cutPage, parseCheckpoint } from '../key-page.ts';
import { checkpointPaging } from '../paging.ts';
import type { PeopleTools } from '../people-tools.ts';
import { conflict, ManagementRefusal, notFound } from '../refusal.ts';
import { findOffline } from './find-offline.ts';
import { parseId, updateBody, view, viewOf } from './schema.ts';

const make = operation<PeopleTools>();
const none = Type.Object({});
const missing = () => notFound('The refresh token', 'inexistent_refresh_token');
const nobody = () => notFound('The user', 'inexistent_user');

/** Seed row 143: a refresh token is one of an application, a person and a device. */
export const refreshTokenOperations = [
  make({ id: 'refreshTokens.get', method: 'GET', path: '/refresh-tokens/{id}', scopes: ['read:refresh_tokens'], status: 200, summary: 'One refresh token; its value is not known to anybody.', query: none, body: undefined, output: view }, async ({ tenant, path }, tools) => {
    const grant = await findOffline(tenant, parseId(path['id']), tools);
    return grant === undefined ? missing() : viewOf(grant, await tools.clients.findClient(tenant.id, grant.clientId));
  }),
  make({ id: 'refreshTokens.delete', method: 'DELETE', path: '/refresh-tokens/{id}', scopes: ['delete:refresh_tokens'], status: 204, summary: 'Revokes a refresh token and the access tokens that came from it.', query: none, body: undefined, output: undefined }, async ({ tenant, path, audit, audited }, tools) => {
    const grant = await findOffline(tenant, parseId(path['id']), tools);
    if (grant === undefined) return missing();
    if (await tools.access.revoke(tenant.id, grant.key, { at: tools.clock.now(), log: audit() })) audited();
    return undefined;
  }),
  make({ id: 'refreshTokens.update', method: 'PATCH', path: '/refresh-tokens/{id}', scopes: ['update:refresh_tokens'], status: 200, summary: 'Writes down words about a refresh token.', query: none, body: updateBody, output: view }, async ({ tenant, path, body, audit, audited }, tools) => {
    const grant = await findOffline(tenant, parseId(path['id']), tools);
    if (grant === undefined) return missing();
    const metadata = body.refresh_token_metadata ?? {};
    if (await tools.access.annotate(tenant.id, grant, { metadata, log: audit() }) === 'stale') return conflict('The refresh token was changed in this moment.');
    audited();
    const { metadata: _before, ...detail } = grant.detail ?? {};
    return viewOf({ ...grant, detail: Object.keys(metadata).length === 0 ? detail : { ...detail, metadata } }, await tools.clients.findClient(tenant.id, grant.clientId));
  }),
  make({ id: 'users.refreshToken.list', method: 'GET', path: '/users/{user_id}/refresh-tokens', scopes: ['read:refresh_tokens'], status: 200, summary: 'The refresh tokens of a person, newest first.', query: Type.Object(checkpointPaging), body: undefined, output: checkpointOutput('tokens', view) }, async ({ tenant, path, query }, { users, access, clients, clock }) => {
    const page = parseCheckpoint(query);
    if (page instanceof ManagementRefusal) return page;
    const user = await users.find(tenant.id, path['user_id'] ?? '');
    if (user === undefined) return nobody();
    const { items, next } = cutPage(await access.listOffline(tenant.id, { userId: user.id }, { now: clock.now(), before: page.before, take: page.take + 1 }), page.take);
    return { tokens: await Promise.all(items.map(async (grant) => viewOf(grant, await clients.findClient(tenant.id, grant.clientId)))), ...next };
  }),
  make({ id: 'users.refreshToken.delete', method: 'DELETE', path: '/users/{user_id}/refresh-tokens', scopes: ['delete:refresh_tokens'], status: 202, summary: 'Revokes every refresh token of a person.', query: none, body: undefined, output: undefined }, async ({ tenant, path, audit, audited }, { users, access, clock }) => {
    const user = await users.find(tenant.id, path['user_id'] ?? '');
    if (user === undefined) return nobody();
    await access.revokeAll(tenant.id, { userId: user.id, reach: 'refresh_tokens' }, { at: clock.now(), log: audit() });
    audited();
    return undefined;
  }),
];
