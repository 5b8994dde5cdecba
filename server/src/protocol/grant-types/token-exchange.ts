import { newKey } from '../../kernel/opaque-token.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { findTarget } from '../audience/find-target.ts';
import { isConfidential } from '../client/client.ts';
import type { ResourceServer } from '../client/resource-server.ts';
import { isOidcScope } from '../scope/oidc-scopes.ts';
import { parseScope } from '../scope/parse-scope.ts';
import type { Subject } from '../subject.ts';
import type { ExchangedToken } from '../token-exchange/exchanged-token.ts';
import { parseExchange, type ExchangeRequest } from '../token-exchange/parse-exchange.ts';
import { proveActor, type ActingAllowed } from '../token-exchange/prove-actor.ts';
import { proveExchangedToken } from '../token-exchange/prove-exchanged-token.ts';
import { tokenTypes } from '../token-exchange/token-types.ts';
import type { Authorization } from '../tokens/authorization.ts';
import type { Grant } from '../tokens/records.ts';
import { invalidRequest, invalidScope, invalidTarget, unauthorizedClient, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { GrantTools, GrantType, TokenCall } from './grant-type.ts';

const name = 'urn:ietf:params:oauth:grant-type:token-exchange';

/**
 * RFC 8693: a token of ours for another one, for confidential clients with a policy that says what they may have.
 * The new token hangs on the grant of the old one: what ends that grant ends both, at our own endpoints. It never lives longer, and never may more.
 */
export const tokenExchange: GrantType = {
  name,

  async authorize(call, tools) {
    const { client, params } = call;
    if (!isConfidential(client)) return unauthorizedClient('client.public_not_allowed');
    if (client.exchange.audiences.length === 0) return unauthorizedClient('exchange.off');
    const request = parseExchange(params);
    if (request instanceof Refusal) return request;
    const subject = await proveExchangedToken(request.subject, call, tools);
    if (subject instanceof Refusal) return subject;
    if (subject.subject === undefined) return invalidRequest('exchange.no_person', { received: subject.sub });
    call.record.facts.userId = subject.subject.id;
    const actor = request.actor === undefined ? undefined : await proveExchangedToken(request.actor, call, tools);
    if (actor instanceof Refusal) return actor;
    const acting = proveActor(subject, actor, call);
    if (acting instanceof Refusal) return acting;
    const goal = await findGoal(request, subject, { call, tools });
    return goal instanceof Refusal ? goal : authorizationOf({ request, token: subject, subject: subject.subject, acting, goal }, call, tools);
  },
};

/** What the new token is for. `api` is `undefined` for an ID token. */
interface Goal { readonly api: ResourceServer | undefined; readonly scope: readonly string[] }

async function findGoal({ requested }: ExchangeRequest, token: ExchangedToken, { call, tools }: { readonly call: TokenCall; readonly tools: GrantTools }): Promise<Goal | OAuthRefusal> {
  const asked = parseScope(call.params.optional('scope'));
  if (asked instanceof Refusal) return asked;
  const api = requested === 'id_token' ? proveOwnAudience(call) : await findApi(call, tools);
  if (api instanceof Refusal) return api;
  const within = api === undefined
    ? token.scope.filter((value) => isOidcScope(value) && value !== 'offline_access')
    : token.scope.filter((value) => api.permissions.some((permission) => permission.value === value));
  const beyond = asked.filter((value) => !within.includes(value));
  if (beyond.length > 0) return invalidScope('exchange.scope_beyond', { expected: within.join(' ') || 'no scope', received: beyond.join(' ') });
  const scope = asked.length === 0 ? within : asked;
  if (api === undefined && !scope.includes('openid')) return invalidScope('exchange.scope_beyond', { expected: 'openid', received: scope.join(' ') || 'no scope' });
  call.record.facts.scope = scope.join(' ');
  call.record.pass('scope.allowed');
  return { api, scope };
}

/** OIDC Core §2: an ID token is for the client itself, which must be among its targets like any API. */
function proveOwnAudience({ client, params }: TokenCall): undefined | OAuthRefusal {
  const asked = [...params.all('audience'), ...params.all('resource')];
  const other = asked.find((audience) => audience !== client.id);
  if (other !== undefined) return invalidTarget('exchange.id_token_for_other', { expected: client.id, received: other.slice(0, 200) });
  return client.exchange.audiences.includes(client.id) ? undefined : invalidTarget('exchange.target_not_allowed', { expected: client.exchange.audiences.join(' '), received: client.id });
}

async function findApi(call: TokenCall, { clients }: GrantTools): Promise<ResourceServer | OAuthRefusal> {
  const { client, params, tenant, record } = call;
  const target = await findTarget(params, tenant, { clients, record });
  if (target instanceof Refusal) return target;
  if (target.api === undefined) return invalidRequest('exchange.target_missing', { expected: client.exchange.audiences.join(' or ') });
  if (!client.exchange.audiences.includes(target.api.identifier)) return invalidTarget('exchange.target_not_allowed', { expected: client.exchange.audiences.join(' '), received: target.api.identifier });
  record.pass('target.granted');
  return target.api;
}

interface Decided { readonly request: ExchangeRequest; readonly token: ExchangedToken; readonly subject: Subject; readonly acting: ActingAllowed; readonly goal: Goal }

function authorizationOf({ request, token, subject, acting, goal }: Decided, call: TokenCall, { clock }: GrantTools): Authorization {
  const known = token.grant;
  const grant = known ?? grantOf({ token, subject, goal }, call, clock.nowMs());
  return {
    client: call.client, subject, ...goal, nonce: undefined, refresh: undefined, actor: acting.act, withoutIdToken: true,
    grant: { ...grant, detail: { ...grant.detail, grantType: name } },
    // An ID token leaves nothing behind that a grant would have to end.
    storesGrant: known === undefined && goal.api !== undefined,
    accessTokenTtl: token.expiresAt - clock.now(),
    issuedTokenType: tokenTypes[request.requested],
    payment: undefined, whenSpent: undefined,
  };
}

/** An ID token has no grant of its own to hang on: the new one ends with the session that it tells of. */
function grantOf({ token, subject, goal }: Omit<Decided, 'request' | 'acting'>, { client }: TokenCall, nowMs: number): Grant {
  return {
    key: newKey(nowMs), clientId: client.id, userId: subject.id, sessionKey: token.sessionKey, offline: false, scope: goal.scope, audience: goal.api?.identifier,
    authTime: token.authTime, device: undefined, createdAt: Math.floor(nowMs / 1000), absoluteExpiresAt: token.expiresAt,
  };
}
