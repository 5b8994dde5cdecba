import type { Awaitable } from '../../kernel/awaitable.ts';
import type { Brand } from '../../kernel/brand.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { refuseStranger } from '../administration/prove-administrator.ts';
import type { ResourceServer } from '../client/resource-server.ts';
import { applyRules, type RulesCall } from '../login-rules/apply-rules.ts';
import type { Authorization } from '../tokens/authorization.ts';
import { invalidGrant, type OAuthRefusal } from '../vocabulary/errors.ts';
import { findPermissions, within, type EntitlementContext } from './limit-scope.ts';

/** Evidence that the rules of the tenant let the person in, and that the scope is no more than what the person has at this API now. No access token is made of anything else. `permissions` is `undefined` where the API does not enforce. */
export type Entitled = Brand<Authorization & { readonly permissions?: readonly string[] | undefined }, 'Entitled'>;

/** Whose rules and whose permissions. */
export type IssuingContext = EntitlementContext & RulesCall;

/**
 * The last word before tokens are made, whatever they are bought with: a permission that was taken away is gone from the next token on, refreshed ones included.
 * An application that acts for itself has what it was granted.
 */
export function entitle(authorization: Authorization, context: IssuingContext): Awaitable<Entitled | OAuthRefusal> {
  const ruled = applyRules(authorization, context);
  if (ruled instanceof Promise) return ruled.then((proved) => (proved instanceof Refusal ? proved : limited(proved, context)));
  return ruled instanceof Refusal ? ruled : limited(ruled, context);
}

function limited(authorization: Authorization, context: EntitlementContext): Awaitable<Entitled | OAuthRefusal> {
  const { api } = authorization;
  return api?.enforcePolicies === true ? entitleAt(api, authorization, context) : authorization as Entitled;
}

async function entitleAt(api: ResourceServer, authorization: Authorization, context: EntitlementContext): Promise<Entitled | OAuthRefusal> {
  const { grant, subject, scope } = authorization;
  const userId = subject?.id ?? grant?.userId;
  if (userId === undefined) return { ...authorization, permissions: scope } as Entitled;
  const stranger = await refuseStranger({ clientId: authorization.client.id, userId, api }, { ...context, roles: context.tools.roles });
  // RFC 6749 §5.2: what was granted to an administrator is good no longer.
  if (stranger !== undefined) return invalidGrant(stranger.reason);
  const permissions = await findPermissions(userId, api, context);
  return { ...authorization, scope: within(scope, { api, permissions }, context), permissions } as Entitled;
}
