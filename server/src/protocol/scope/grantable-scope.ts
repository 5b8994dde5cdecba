import type { DecisionRecord } from '../../kernel/decision-record.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Client } from '../client/client.ts';
import { isDashboard } from '../administration/dashboard-client.ts';
import { isOfPeople, managementAudience } from '../client/management-audience.ts';
import type { ResourceServer } from '../client/resource-server.ts';
import { attributeScopes } from './attribute-scopes.ts';
import { isOidcScope } from './oidc-scopes.ts';

/** Who asks, of which API. */
export interface ScopeContext { readonly tenant: Tenant; readonly client: Client; readonly api: ResourceServer | undefined; readonly record: DecisionRecord }

/**
 * RFC 6749 §3.3 lets the granted scope differ from the requested one: what nobody defined is left out.
 * Auth0: `offline_access` needs no prompt=consent (OIDC Core §11 would ignore it without); the client and the API must allow it.
 */
export function grantableScope(asked: readonly string[], context: ScopeContext): readonly string[] {
  const { client, api } = context;
  const permissions = new Set(api?.permissions.map(({ value }) => value).filter((value) => isForPeople(value, context)));
  const attributes = attributeScopes(asked, context);
  const offline = client.grantTypes.includes('refresh_token') && (api === undefined || api.allowOfflineAccess || isDashboard(client.id));
  return asked.filter((token) => (token === 'offline_access' ? offline : isOidcScope(token) || permissions.has(token) || attributes.has(token)));
}

/** Auth0: of the Management API people get what concerns their own record, and only in applications of the house; nobody becomes an administrator by asking. What the dashboard may ask is left of what the role of the person brings. */
const isForPeople = (scope: string, { tenant, client, api }: ScopeContext) => api?.identifier !== managementAudience(tenant) || isDashboard(client.id) || (client.firstParty && isOfPeople(scope));
