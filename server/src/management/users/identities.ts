import Type, { type Static } from 'typebox';
import type { User } from '../../identity/ports/user-store.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { readIdToken } from '../../protocol/token-exchange/read-id-token.ts';
import { verifyIdToken } from '../../protocol/tokens/verify-id-token.ts';
import { operation, type ManagementCall } from '../contract.ts';
import { isOwnRecordOnly } from '../permit.ts';
import { conflict, insufficientScope, invalidBody, ManagementRefusal, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { closeSessions } from './close-sessions.ts';
import { identitiesOf, identity } from './schema.ts';

const make = operation<ManagementTools>();
const none = Type.Object({});
const scopes = ['update:users', 'update:current_user_identities'];
const missing = (what = 'The user') => notFound(what, 'inexistent_user');
const listed = Type.Array(identity);

/** Auth0: the second account by its name, or by an ID token that proves that its owner is here. */
const linkBody = Type.Object({
  provider: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })), user_id: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 300 }), Type.Integer({ minimum: 0 })])),
  connection_id: Type.Optional(Type.String({ maxLength: 128 })), link_with: Type.Optional(Type.String({ minLength: 1, maxLength: 16_000 })),
}, { additionalProperties: false });
type LinkCall = ManagementCall<unknown, Static<typeof linkBody>>;

/** `auth0` and `auth0|1` or `1` name one account. */
const accountId = (provider: string, id: string) => (id.startsWith(`${provider}|`) ? id : `${provider}|${id}`);

/** Who is to be linked. A person shows an ID token of the second account, issued to the application that holds the token: nobody links what is not theirs. */
async function findSecondary(call: LinkCall, tools: ManagementTools): Promise<string | ManagementRefusal> {
  const { permit, body: { provider, user_id: id, link_with: proof } } = call;
  if (proof !== undefined) return findProved(proof, call, tools);
  if (isOwnRecordOnly(permit)) return insufficientScope(['update:users']);
  return provider === undefined || id === undefined ? invalidBody('Payload validation error: provider and user_id are needed, or link_with.') : accountId(provider, String(id));
}

async function findProved(proof: string, { tenant, permit, record }: LinkCall, tools: ManagementTools): Promise<string | ManagementRefusal> {
  const token = await verifyIdToken(proof, tenant, tools);
  const client = token === undefined ? undefined : await tools.clients.findClient(tenant.id, token.clientId);
  if (client?.enabled !== true || (isOwnRecordOnly(permit) && client.id !== permit.client.id)) return invalidBody('link_with: this is no ID token of this tenant that was issued to the application which asks.');
  const standing = await readIdToken({ value: proof, role: 'link_with' }, { tenant, client, record }, tools);
  if (standing instanceof Refusal) return invalidBody(`link_with: ${standing.description}`);
  return standing.subject?.id ?? missing('The user of link_with');
}

async function link(call: LinkCall, tools: ManagementTools): Promise<User | ManagementRefusal> {
  const { tenant, path, record } = call;
  const primary = await tools.users.find(tenant.id, path['id'] ?? '');
  if (primary === undefined) return missing();
  const secondary = await findSecondary(call, tools);
  if (secondary instanceof ManagementRefusal) return secondary;
  if (secondary === primary.id) return invalidBody('The main account and the account to link must not be the same.');
  if (await tools.users.find(tenant.id, secondary) === undefined) return missing('The account to link');
  record.facts.userId = primary.id;
  await closeSessions(tenant, secondary, tools);
  const outcome = await tools.linkedUsers.link(tenant.id, { primary: primary.id, secondary }, { at: tools.clock.now(), log: call.audit() });
  if (outcome === 'lost') return conflict('One of the two accounts was removed or linked just now.');
  call.audited();
  return primary;
}

const answer = async (tenant: Tenant, user: User, { linkedUsers }: ManagementTools) => identitiesOf(user, await linkedUsers.listOf(tenant.id, user.id));

/** Seed rows 172 and 215: several accounts, one person. The first account keeps its id, profile and metadata; those of the others stay with their identity. */
export const identityOperations = [
  make({ id: 'users.identities.link', method: 'POST', path: '/users/{id}/identities', scopes, status: 201, summary: 'Makes another account a further identity of a person. That account stops being one of its own: its sessions and tokens end, its password signs in as this person.', query: none, body: linkBody, output: listed }, async (call, tools) => {
    const user = await link(call, tools);
    return user instanceof ManagementRefusal ? user : answer(call.tenant, user, tools);
  }),
  make({ id: 'users.identities.delete', method: 'DELETE', path: '/users/{id}/identities/{provider}/{user_id}', scopes, status: 200, summary: 'Takes a linked identity away: it becomes an account of its own again. Answers the identities that stay.', query: none, body: undefined, output: listed }, async ({ tenant, path, record, audit, audited }, tools) => {
    const user = await tools.users.find(tenant.id, path['id'] ?? '');
    if (user === undefined) return missing();
    const secondary = accountId(path['provider'] ?? '', path['user_id'] ?? '');
    if (secondary === user.id) return invalidBody('The main identity of a person can not be taken away: link the accounts the other way round.');
    record.facts.userId = user.id;
    const outcome = await tools.linkedUsers.unlink(tenant.id, { primary: user.id, secondary }, { at: tools.clock.now(), log: audit() });
    if (outcome === 'taken') return conflict('Another account has this id by now.');
    if (outcome === 'lost') return notFound('The identity', 'inexistent_identity');
    audited();
    return answer(tenant, user, tools);
  }),
];
