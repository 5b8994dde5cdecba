import type { Brand } from '../../kernel/brand.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { findGrantedApi } from '../audience/granted-api.ts';
import { narrowDetails } from '../authorization-details/parse-authorization-details.ts';
import { rotatesRefreshTokens } from '../client/profiles.ts';
import type { GrantInContext, TokenInContext } from '../ports/grant-store.ts';
import { parseScope } from '../scope/parse-scope.ts';
import { sameConfirmation } from '../sender-constraint/confirmation.ts';
import type { Authorization, RefreshToken } from '../tokens/authorization.ts';
import type { Payment, Spent } from '../tokens/issuance.ts';
import { markMargin } from '../tokens/lifetimes.ts';
import { mintRefreshToken } from '../tokens/mint-refresh-token.ts';
import type { Grant, TokenRecord } from '../tokens/records.ts';
import { openSuccessor, sealSuccessor } from '../tokens/successor-seal.ts';
import { proveUsable } from '../usability/prove-usable.ts';
import { invalidGrant, invalidScope, invalidTarget, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { GrantTools, GrantType, TokenCall } from './grant-type.ts';

/** RFC 6749 §6, with the rotation and reuse detection of RFC 9700 §4.14.2; without rotation where the profile says so. */
export const refreshToken: GrantType = {
  name: 'refresh_token',

  async authorize(call, tools) {
    const { client, params, record, tenant } = call;
    const presented = params.optional('refresh_token');
    if (presented === undefined) return invalidGrant('refresh.missing');
    const key = tools.tokens.keyOf(presented);
    const alive = proveRefreshToken(key === undefined ? undefined : await tools.grants.findToken(tenant.id, key), call, tools);
    if (alive instanceof Refusal) return alive;
    const usable = proveUsable(alive.context, client, record);
    if (usable instanceof Refusal) return usable;
    const asked = await narrowed(usable.grant, call, tools);
    if (asked instanceof Refusal) return asked;

    if (!rotatesRefreshTokens(client)) return keep({ client, grant: usable.grant, subject: usable.subject, ...asked, nonce: undefined }, { alive, presented, tools, call });
    const successor = mintRefreshToken(usable.grant, client, tools);
    const authorization: Authorization = {
      client, grant: usable.grant, subject: usable.subject, ...asked, nonce: undefined,
      refresh: successor,
      payment: payWith(alive, sealedFor(successor, presented, client.refresh.leeway)),
      whenSpent: (spent) => repeatOrRevoke(spent, { presented, authorization, tools, call }),
    };
    return authorization;
  },
};

/** Evidence that this refresh token is alive and belongs to this client. Whether it was used before, the commit says. */
type UsableRefreshToken = Brand<{ readonly token: TokenRecord; readonly context: GrantInContext }, 'UsableRefreshToken'>;

function proveRefreshToken(found: TokenInContext | undefined, { client, record, proof }: TokenCall, { clock }: GrantTools): UsableRefreshToken | OAuthRefusal {
  if (found?.context === undefined || found.token.kind !== 'refresh_token') return invalidGrant('refresh.unknown');
  if (found.token.clientId !== client.id) return invalidGrant('refresh.other_client');
  record.pass('refresh.client');
  if (found.token.expiresAt <= clock.now()) return invalidGrant('refresh.expired');
  record.pass('refresh.alive');
  const bound = found.token.detail?.confirmation;
  if (bound !== undefined && !sameConfirmation(bound, proof.confirmation)) return invalidGrant('sender.other_key');
  return found as UsableRefreshToken;
}

/** RFC 6749 §6: the scope may be narrowed for one access token, never widened; the API stays the one of the grant. */
async function narrowed(grant: Grant, { params, tenant, record }: TokenCall, tools: GrantTools): Promise<Pick<Authorization, 'scope' | 'api' | 'authorizationDetails'> | OAuthRefusal> {
  const asked = parseScope(params.optional('scope'));
  if (asked instanceof Refusal) return asked;
  const beyond = asked.filter((token) => !grant.scope.includes(token));
  if (beyond.length > 0) return invalidScope('scope.not_allowed', { expected: grant.scope.join(' '), received: beyond.join(' ') });
  const targets = new Set([...params.all('audience'), ...params.all('resource')]);
  for (const target of targets) if (target !== grant.audience) return invalidTarget('refresh.other_target', { expected: grant.audience ?? 'no audience', received: target.slice(0, 200) });
  const api = await findGrantedApi(grant, tenant, tools);
  if (api instanceof Refusal) return api;
  record.pass('scope.allowed');
  const authorizationDetails = narrowDetails(grant.detail?.authorizationDetails, params);
  if (authorizationDetails instanceof Refusal) return authorizationDetails;
  return { scope: asked.length === 0 ? grant.scope : asked, api, authorizationDetails };
}

const sealedFor = (successor: RefreshToken, presented: string, leeway: number) => (leeway > 0 ? sealSuccessor(successor.token, presented) : undefined);

const payWith = ({ token }: UsableRefreshToken, outcome: string | undefined) => ({ kind: 'refresh_token', key: token.key, keepUntil: token.expiresAt + markMargin, outcome }) as Payment;

/**
 * FAPI 2.0 §5.3.2.1: the same refresh token is answered again and nothing is spent, so an answer that got lost costs nothing.
 * A token that was spent before the client came under this rule stays spent.
 */
async function keep(answer: Omit<Authorization, 'refresh' | 'payment' | 'whenSpent'>, { alive, presented, tools, call }: Presented & { readonly alive: UsableRefreshToken }): Promise<Authorization | OAuthRefusal> {
  const authorization: Authorization = { ...answer, refresh: { token: presented, record: undefined }, payment: undefined, whenSpent: undefined };
  const spent = await tools.grants.findSpent(call.tenant.id, 'refresh_token', alive.token.key);
  return spent === undefined ? authorization : repeatOrRevoke(spent, { presented, authorization, tools, call });
}

/** What the client sent, and where it belongs. */
interface Presented { readonly presented: string; readonly tools: GrantTools; readonly call: TokenCall }

/**
 * The token was used before. Within the client's overlap window the same successor is told again and no second branch grows;
 * after it, RFC 9700 §4.14.2: somebody else has a copy, so the whole family ends.
 */
async function repeatOrRevoke(spent: Spent, { presented, authorization, tools, call }: Presented & { readonly authorization: Authorization }): Promise<Authorization | OAuthRefusal> {
  const { client, grant } = authorization;
  const inWindow = tools.clock.now() - spent.spentAt <= client.refresh.leeway;
  const successor = spent.outcome === undefined || !inWindow ? undefined : openSuccessor(spent.outcome, presented);
  if (successor !== undefined) return { ...authorization, refresh: { token: successor, record: undefined }, payment: undefined, whenSpent: undefined };
  if (grant !== undefined) await tools.grants.revokeGrant(call.tenant.id, grant.key, tools.clock.now());
  return invalidGrant('refresh.reused');
}
