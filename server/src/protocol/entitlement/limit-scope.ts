import type { Awaitable } from '../../kernel/awaitable.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { bringsScope } from '../administration/administrator-role.ts';
import { standardClaims } from '../claims/scope-claims.ts';
import { isOfPeople, managementAudience } from '../client/management-audience.ts';
import type { ResourceServer } from '../client/resource-server.ts';
import type { PersonPermissions } from '../ports/role-store.ts';
import { isOidcScope } from '../scope/oidc-scopes.ts';

/** Whose permissions are looked up, at which API. */
export interface PersonAtApi { readonly userId: string; readonly api: ResourceServer | undefined }
/** Where the tenant's people and their permissions are, and where the outcome is written down. */
export interface EntitlementContext { readonly tenant: Tenant; readonly record: DecisionRecord; readonly tools: { readonly roles: PersonPermissions } }

/**
 * Auth0: an API that enforces policies gives a person those of its permissions alone that the person has, by roles or directly.
 * RFC 6749 §3.3: the rest is left out. Where the API does not enforce, nothing is looked up and the same list comes back at once.
 */
export function limitScope(scope: readonly string[], { userId, api }: PersonAtApi, context: EntitlementContext): Awaitable<readonly string[]> {
  if (api?.enforcePolicies !== true) return scope;
  return findPermissions(userId, api, context).then((permissions) => within(scope, { api, permissions }, context));
}

/** What a person has of the permissions that the API defines now. At the Management API the role of an administrator says it. */
export async function findPermissions(userId: string, api: ResourceServer, { tenant, tools }: EntitlementContext): Promise<readonly string[]> {
  const defined = new Set(api.permissions.map(({ value }) => value));
  const role = api.identifier === managementAudience(tenant) ? await tools.roles.findAdministratorRole(tenant.id, userId) : undefined;
  if (role !== undefined) return [...defined].filter((permission) => bringsScope(role, permission));
  return (await tools.roles.findPermissions(tenant.id, userId, api.identifier)).filter((permission) => defined.has(permission));
}

const claims: ReadonlySet<string> = new Set(standardClaims);

/** The part of a scope that these permissions cover. Scopes of OIDC and names of claims speak of the person and need none; nor do, at the Management API, those of the own record. */
export function within(scope: readonly string[], { api, permissions }: { readonly api: ResourceServer; readonly permissions: readonly string[] }, { tenant, record }: EntitlementContext): readonly string[] {
  const has = new Set(permissions);
  const defined = new Set(api.permissions.map(({ value }) => value));
  const ownRecords = api.identifier === managementAudience(tenant);
  const kept = scope.filter((token) => isOidcScope(token) || has.has(token) || (claims.has(token) && !defined.has(token)) || (ownRecords && isOfPeople(token)));
  record.facts.scope = kept.join(' ');
  record.pass('scope.permissions', kept.length === scope.length ? undefined : { received: scope.join(' '), expected: kept.join(' ') });
  return kept;
}
