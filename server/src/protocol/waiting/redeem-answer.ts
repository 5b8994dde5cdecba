import type { TokenKey } from '../../kernel/opaque-token.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { findGrantedApi } from '../audience/granted-api.ts';
import { narrowDetails } from '../authorization-details/parse-authorization-details.ts';
import type { GrantTools, TokenCall } from '../grant-types/grant-type.ts';
import type { Authorization } from '../tokens/authorization.ts';
import { mintRefreshToken } from '../tokens/mint-refresh-token.ts';
import { proveUsable } from '../usability/prove-usable.ts';
import { invalidGrant, type OAuthRefusal } from '../vocabulary/errors.ts';

/** What a person allowed away from the application: the authorization but for what it is bought with. */
export type RedeemedAnswer = Omit<Authorization, 'payment' | 'whenSpent'>;

/** The grant of a person's answer, if it may still be used; tokens as the code flow gives them (OIDC Core §3.1.3.3). */
export async function redeemAnswer(key: TokenKey, { tenant, client, params, record }: TokenCall, tools: GrantTools): Promise<RedeemedAnswer | OAuthRefusal> {
  const context = await tools.grants.findGrant(tenant.id, key);
  if (context === undefined) return invalidGrant('grant.revoked');
  const usable = proveUsable(context, client, record);
  if (usable instanceof Refusal) return usable;
  const { grant, subject } = usable;
  const details = narrowDetails(grant.detail?.authorizationDetails, params);
  if (details instanceof Refusal) return details;
  const api = await findGrantedApi(grant, tenant, tools);
  if (api instanceof Refusal) return api;
  record.pass('poll.answered');
  return { client, grant, subject, api, scope: grant.scope, nonce: undefined, authorizationDetails: details, refresh: grant.offline ? mintRefreshToken(grant, client, tools) : undefined };
}
