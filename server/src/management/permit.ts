import type { Brand } from '../kernel/brand.ts';
import { isOfPeople, managementAudience } from '../protocol/client/management-audience.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { DecisionRecord } from '../kernel/decision-record.ts';
import type { Tenant } from '../kernel/tenant.ts';
import type { Clock } from '../kernel/time.ts';
import { bringsScope, type AdministratorRole } from '../protocol/administration/administrator-role.ts';
import { isDashboard } from '../protocol/administration/dashboard-client.ts';
import type { Client } from '../protocol/client/client.ts';
import type { ClientDirectory } from '../protocol/ports/client-directory.ts';
import type { AdministratorRoles } from '../protocol/ports/administrator-store.ts';
import { findPresentedToken, type TokenLookup } from '../protocol/resource-access/find-access-token.ts';
import { proveAccessToken } from '../protocol/resource-access/prove-access-token.ts';
import { provePossession, type PossessionCall } from '../protocol/resource-access/prove-possession.ts';
import type { Confirmation } from '../protocol/sender-constraint/confirmation.ts';
import type { DpopTools } from '../protocol/sender-constraint/dpop.ts';
import { invalidToken, type OAuthRefusal } from '../protocol/vocabulary/errors.ts';

/** Evidence of who calls the Management API, and what the token allows. */
export type Permit = Brand<{
  readonly client: Client;
  /** The person whose token it is; `undefined`: an application for itself. */
  readonly userId: string | undefined;
  readonly scopes: ReadonlySet<string>;
  /** The administrator in whose name the call is made, and the role of now; `undefined`: it is an application's, or somebody's own record's. */
  readonly administrator: { readonly userId: string; readonly role: AdministratorRole } | undefined;
  /** The key that the token is bound to; `undefined`: whoever holds it may show it. */
  readonly confirmation: Confirmation | undefined;
}, 'Permit'>;

/** Auth0: the audience of tokens for the Management API. */
export { managementAudience } from '../protocol/client/management-audience.ts';

/** What finds and proves the token. */
export type PermitTools = TokenLookup & DpopTools & { readonly clients: ClientDirectory; readonly roles: AdministratorRoles; readonly clock: Clock };

/** RFC 6750 §3.1, RFC 9068 §4: a live access token for this API and no other, held by who shows it. */
export async function provePermit(shown: PossessionCall, context: { readonly tenant: Tenant; readonly record: DecisionRecord }, tools: PermitTools): Promise<Permit | OAuthRefusal> {
  const { tenant, record } = context;
  const live = await proveAccessToken(await findPresentedToken(tenant, shown.token, tools), context, tools);
  if (live instanceof Refusal) return live;
  const { token, client, usable } = live;
  const held = await provePossession({ confirmation: token.confirmation, client }, shown, tools);
  if (held instanceof Refusal) return held;
  if (!token.audience.includes(managementAudience(tenant))) return invalidToken('token.wrong_audience', { expected: managementAudience(tenant), received: token.audience.join(' ') || 'no audience' });
  record.pass('token.audience');
  const userId = usable?.subject?.id;
  const administrator = await findAdministrator({ clientId: client.id, userId: userId ?? usable?.grant.detail?.administrator }, context, tools);
  if (administrator instanceof Refusal) return administrator;
  // What a role brings may be less by now than when the token was made.
  const scopes: ReadonlySet<string> = new Set(administrator === undefined ? token.scope : token.scope.filter((scope) => bringsScope(administrator.role, scope)));
  return { client, userId, scopes, administrator, confirmation: token.confirmation } as Permit;
}

/** The role is asked for at each call, so that one that was taken away or made smaller opens nothing more, on every node, whatever was issued before. */
async function findAdministrator({ clientId, userId }: { readonly clientId: string; readonly userId: string | undefined }, { tenant, record }: { readonly tenant: Tenant; readonly record: DecisionRecord }, { roles }: PermitTools): Promise<Permit['administrator'] | OAuthRefusal> {
  if (!isDashboard(clientId)) return undefined;
  const role = userId === undefined ? undefined : await roles.findAdministratorRole(tenant.id, userId);
  if (userId === undefined || role === undefined) return invalidToken('administrator.none');
  record.facts.administrator = userId;
  record.pass('administrator.role', { received: role });
  return { userId, role };
}

/** It is the token of a person who reaches the own record and nothing else. */
export const isOwnRecordOnly = ({ userId, administrator }: Permit): boolean => userId !== undefined && administrator === undefined;

/** Any of the scopes lets in. */
export const allows = (permit: Permit, wanted: readonly string[], pathId: string | undefined): boolean => wanted.some((scope) => allowsScope(permit, scope, pathId));

/**
 * Auth0: a token of a person opens the own record alone, by the scopes of `current_user`; whatever else stands in it, and however it came there, it administers nothing,
 * but in the name of an administrator. A token of an application has no record of its own.
 */
export function allowsScope(permit: Permit, scope: string, pathId: string | undefined): boolean {
  const { scopes, userId } = permit;
  if (!scopes.has(scope)) return false;
  return isOfPeople(scope) ? userId !== undefined && userId === pathId : !isOwnRecordOnly(permit);
}
