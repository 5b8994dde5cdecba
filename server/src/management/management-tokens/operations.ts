import Type from 'typebox';
import { newKey } from '../../kernel/opaque-token.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { managementAudience } from '../../protocol/client/management-audience.ts';
import { issueTokens } from '../../protocol/tokens/issue-tokens.ts';
import type { Grant } from '../../protocol/tokens/records.ts';
import { operation } from '../contract.ts';
import { checkpointOutput, cutPage, parseCheckpoint } from '../key-page.ts';
import { checkpointPaging } from '../paging.ts';
import type { Permit } from '../permit.ts';
import { forbidden, invalidBody, ManagementRefusal, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { body as createBody, created, parseId, view, viewOf } from './schema.ts';

const make = operation<ManagementTools>();
const none = Type.Object({});
const usualLife = 3600;
/** Who may make tokens makes no others who may: else a chain of them would never end. */
const notHandedOn = 'create:management_tokens';
/** `gty` of these tokens. */
const grantType = 'management-token';
/** No rule of the tenant runs for an application, so none is told of the caller. */
const caller = { address: '', userAgent: '', method: 'POST', query: {}, body: {}, protocol: grantType };

/** Contradiction "APIv2 tokens" of the seeds: tokens for scripts and the explorer that are short-lived, listed and revocable, signed by the keys of the tenant. */
export const managementTokenOperations = [
  make({ id: 'managementTokens.list', method: 'GET', path: '/management-tokens', scopes: ['read:management_tokens'], status: 200, summary: 'The living tokens that were made here, newest first; never a value.', query: Type.Object(checkpointPaging), body: undefined, output: checkpointOutput('management_tokens', view) }, async ({ tenant, query }, { access, clock }) => {
    const page = parseCheckpoint(query);
    if (page instanceof ManagementRefusal) return page;
    const { items, next } = cutPage(await access.listOfApplications(tenant.id, managementAudience(tenant), { now: clock.now(), before: page.before, take: page.take + 1 }), page.take);
    return { management_tokens: items.map(viewOf), ...next };
  }),
  make({ id: 'managementTokens.create', method: 'POST', path: '/management-tokens', scopes: [notHandedOn], status: 201, summary: 'Makes a token for this API that may do a part of what the caller may.', query: none, body: createBody, output: created }, async ({ tenant, permit, record, body, audit, audited }, tools) => {
    const refused = findTooMuch(body.scope, permit);
    if (refused !== undefined) return refused;
    const api = (await tools.registry.listResourceServers(tenant.id)).find(({ identifier }) => identifier === managementAudience(tenant));
    if (api === undefined) throw new Error('A token of the Management API was shown, and there is no such API.');
    const accessTokenTtl = Math.min(body.expires_in ?? usualLife, api.tokenTtl);
    const now = tools.clock.now();
    const grant: Grant = {
      key: newKey(tools.clock.nowMs()), clientId: permit.client.id, userId: undefined, sessionKey: undefined, offline: true, scope: body.scope, audience: api.identifier,
      authTime: undefined, device: body.name, createdAt: now, absoluteExpiresAt: now + accessTokenTtl, detail: { grantType, ...(permit.administrator === undefined ? {} : { administrator: permit.administrator.userId }) },
    };
    const issued = await issueTokens({ client: permit.client, grant, subject: undefined, scope: body.scope, api, nonce: undefined, refresh: undefined, accessTokenTtl, confirmation: permit.confirmation, withoutIdToken: true, payment: undefined, whenSpent: undefined }, { tenant, record, tools: tools.issuing, caller });
    if (issued instanceof Refusal) return invalidBody(issued.description);
    const { access_token, token_type, expires_in } = issued.response;
    await tools.grants.commit({ tenant: tenant.id, grant, tokens: issued.records, log: audit() });
    audited();
    return { ...viewOf(grant), access_token, token_type, expires_in };
  }),
  make({ id: 'managementTokens.delete', method: 'DELETE', path: '/management-tokens/{id}', scopes: ['delete:management_tokens'], status: 204, summary: 'Revokes a token that was made here, on every node at once.', query: none, body: undefined, output: undefined }, async ({ tenant, path, audit, audited }, tools) => {
    const grant = await findMade(tenant, path['id'], tools);
    if (grant === undefined) return notFound('The token', 'inexistent_management_token');
    if (await tools.access.revoke(tenant.id, grant.key, { at: tools.clock.now(), log: audit() })) audited();
    return undefined;
  }),
];

function findTooMuch(scope: readonly string[], permit: Permit): ManagementRefusal | undefined {
  if (scope.includes(notHandedOn)) return forbidden(`A token that is made here can not make others: leave ${notHandedOn} out of scope.`);
  const missing = scope.filter((one) => !permit.scopes.has(one));
  return missing.length === 0 ? undefined : forbidden(`The token of this call is not allowed ${missing.slice(0, 20).join(', ')}, so it can not make one that is.`);
}

/** A token that still works; `undefined` for anything else, so that an id never tells of what is over. */
async function findMade(tenant: Tenant, id: string | undefined, { grants, clock }: ManagementTools): Promise<Grant | undefined> {
  const key = parseId(id);
  const found = key === undefined ? undefined : await grants.findGrant(tenant.id, key);
  if (found === undefined || found.revokedAt !== undefined || found.grant.absoluteExpiresAt <= clock.now()) return undefined;
  return found.grant.detail?.grantType === grantType ? found.grant : undefined;
}
