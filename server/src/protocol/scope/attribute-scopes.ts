import type { DecisionRecord } from '../../kernel/decision-record.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { standardClaims } from '../claims/scope-claims.ts';
import type { Client } from '../client/client.ts';
import { isLegacyOn, proveLegacy } from '../legacy/prove-legacy.ts';
import { isOidcScope } from './oidc-scopes.ts';

const claims: ReadonlySet<string> = new Set(standardClaims);

/** Auth0: scope values that are the names of claims, as in `openid name picture`; where tenant and application switched them on. */
export function attributeScopes(asked: readonly string[], context: { readonly tenant: Tenant; readonly client: Client; readonly record: DecisionRecord }): ReadonlySet<string> {
  const named = asked.filter((token) => claims.has(token) && !isOidcScope(token));
  if (named.length === 0 || !isLegacyOn('attribute_scopes', context.tenant, context.client)) return new Set();
  proveLegacy('attribute_scopes', context);
  return new Set(named);
}
