import { newKey } from '../../kernel/opaque-token.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { ResourceServer } from '../../protocol/client/resource-server.ts';
import type { DelegationRequest } from '../../protocol/delegation/parse-delegation.ts';
import type { TokenCall } from '../../protocol/grant-types/grant-type.ts';
import type { GrantStore } from '../../protocol/ports/grant-store.ts';
import type { RuleOutcome } from '../../protocol/login-rules/rule-outcome.ts';
import type { Caller } from '../../protocol/ports/login-rules.ts';
import { proveSenderFor } from '../../protocol/sender-constraint/prove-sender.ts';
import type { Subject } from '../../protocol/subject.ts';
import type { ExchangedToken } from '../../protocol/token-exchange/exchanged-token.ts';
import { issueTokens, type IssueTools } from '../../protocol/tokens/issue-tokens.ts';
import type { Grant } from '../../protocol/tokens/records.ts';
import { invalidScope, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';

/** A delegation whose token and caller are proved. */
export interface ProvedDelegation { readonly asked: DelegationRequest; readonly token: ExchangedToken; readonly subject: Subject; readonly call: TokenCall; /** For the rules of the tenant. */ readonly caller: Caller }
/** What signs the token of an API, and stores what it hangs on. */
export type ApiAnswerTools = IssueTools & { readonly grants: GrantStore }

/**
 * Seed row 149: the token of an API is signed as the API is set to, and stands where callers of /delegation look for it.
 * It hangs on the grant of what was brought, as after an exchange; its scope is never more than that of what was brought.
 */
export async function answerForApi(api: ResourceServer, { asked, token, subject, call, caller, ruled }: ProvedDelegation & { readonly ruled: RuleOutcome | undefined }, tools: ApiAnswerTools): Promise<Readonly<Record<string, unknown>> | OAuthRefusal> {
  const { tenant, client, proof, record } = call;
  const within = token.scope.filter((value) => api.permissions.some((permission) => permission.value === value));
  const beyond = asked.scope.filter((value) => value !== 'openid' && !within.includes(value));
  if (beyond.length > 0) return invalidScope('exchange.scope_beyond', { expected: within.join(' ') || 'no scope', received: beyond.join(' ') });
  const bound = proveSenderFor(api, proof);
  if (bound instanceof Refusal) return bound;
  const scope = within.filter((value) => asked.scope.length === 0 || asked.scope.includes(value));
  record.facts.scope = scope.join(' ');
  const grant = token.grant ?? grantOf({ token, subject, call }, { api, scope }, tools.clock.nowMs());
  const delegated: Grant = { ...grant, detail: { ...grant.detail, grantType: 'delegation' } };
  const issued = await issueTokens({ client, grant: delegated, subject, scope, api, nonce: undefined, refresh: undefined, confirmation: bound.confirmation, withoutIdToken: true, ruled, payment: undefined, whenSpent: undefined }, { tenant, record, tools, caller });
  if (issued instanceof Refusal) return issued;
  const { response, records } = issued;
  if (token.grant === undefined || records.length > 0) await tools.grants.commit({ tenant: tenant.id, grant: token.grant === undefined ? delegated : undefined, tokens: records });
  const { access_token: jwt, token_type: type, expires_in: expiresIn } = response;
  return { token_type: type, expires_in: expiresIn, id_token: jwt };
}

function grantOf({ token, subject, call }: Omit<ProvedDelegation, 'asked' | 'caller'>, { api, scope }: { readonly api: ResourceServer; readonly scope: readonly string[] }, nowMs: number): Grant {
  const now = Math.floor(nowMs / 1000);
  return {
    key: newKey(nowMs), clientId: call.client.id, userId: subject.id, sessionKey: token.sessionKey, offline: false, scope, audience: api.identifier,
    authTime: token.authTime, device: undefined, createdAt: now, absoluteExpiresAt: now + api.tokenTtl,
  };
}
