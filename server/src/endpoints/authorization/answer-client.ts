import { Refusal } from '../../kernel/refusal.ts';
import type { PersonInSession } from '../../identity/sessions/find-person.ts';
import { newKey, type TokenKey } from '../../kernel/opaque-token.ts';
import type { Clock } from '../../kernel/time.ts';
import { isUpstreamId } from '../../identity/connections/upstream.ts';
import { byOtherProvider, byPassword, proveContext, type Authentication } from '../../protocol/authentication-context/acr.ts';
import type { AuthorizationRequest } from '../../protocol/authorization-request/authorization-request.ts';
import { findOutcome, scopeAfterRules } from '../../protocol/login-rules/apply-rules.ts';
import type { RuleOutcome } from '../../protocol/login-rules/rule-outcome.ts';
import type { Params } from '../../protocol/params.ts';
import type { GrantStore } from '../../protocol/ports/grant-store.ts';
import type { Transaction } from '../../protocol/ports/transaction-store.ts';
import type { ConsentRecord, Payment } from '../../protocol/tokens/issuance.ts';
import type { IssueTools } from '../../protocol/tokens/issue-tokens.ts';
import { codeTtl, markMargin } from '../../protocol/tokens/lifetimes.ts';
import type { AuthorizationCode, Grant, GrantDetail } from '../../protocol/tokens/records.ts';
import { invalidRequest, invalidRequestUri, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { callerOfBrowser } from '../caller-of.ts';
import { refusalPage } from '../error-page/render-refusal.ts';
import { transactionTtl } from '../interaction/transaction.ts';
import { logRecordOf, type EventTools } from '../record-event.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { issueThroughBrowser } from './issue-through-browser.ts';
import { renderAnswer, type ReturnAddress } from './return-address.ts';
import { sessionStateOf } from './session-state-of.ts';

/** What the answer is made, signed and stored with, and the line of the log that goes with it. */
export type AnswerTools = EventTools & IssueTools & { readonly grants: GrantStore };

/** A request that was decided in favour: everything that the answer will stand for. */
export interface Decided { readonly address: ReturnAddress; readonly asked: AuthorizationRequest; readonly person: PersonInSession; readonly transaction: Transaction | undefined; /** The pushed request that is answered. */ readonly pushed: TokenKey | undefined; /** The parameters of the request, wherever they came from. */ readonly sent: Params }

/**
 * RFC 6749 §4.1.2, OIDC Core §3.2.2.5, OIDC Core §3.3.2.5: consent, grant, code and tokens are stored in one step, which also spends the transaction:
 * of two tabs that finish at once one gets the answer. A refusal is for the client to read.
 * The answer is written before: one that can not be had in the form that was agreed leaves nothing behind.
 */
export async function answerClient(decided: Decided, request: Request, tools: AnswerTools): Promise<Reply | OAuthRefusal> {
  const { address, asked, pushed } = decided;
  const { tenant } = request;
  if (asked.prompt.has('none')) request.record.facts.silent = true;
  const context = proveContext(asked.context, achievedBy(decided), tenant);
  if (context instanceof Refusal) return context;
  if (context !== undefined) request.record.pass('session.acr', { received: context.acr });
  const ruled = await rulesOf(decided, context, { request, tools });
  if (ruled instanceof Refusal) return ruled;
  const grant = grantOf(decided, { context, ruled }, tools.clock);
  const { token, code } = asked.responseType.code ? mintCode(decided, grant, tools) : { token: undefined, code: undefined };
  const issued = await issueThroughBrowser({ decided, grant, code: token }, request, tools);
  if (issued instanceof Refusal) return issued;
  const reply = await renderAnswer(address, { ...(token === undefined ? {} : { code: token }), ...issued.fields, ...sessionStateOf(decided, request) }, { request, tools });
  if (reply instanceof Refusal) return reply;
  const outcome = await tools.grants.commit({
    tenant: tenant.id, grant, code, tokens: issued.records,
    payment: ticketOf(decided, tools.clock),
    consent: consentOf(decided, grant),
    log: logRecordOf(request, 'authorize', tools),
  });
  return outcome === 'issued' ? reply : refusalPage(request, pushed === undefined ? invalidRequest('transaction.stale') : invalidRequestUri('par.used'), asked.client);
}

function mintCode({ address, asked }: Decided, grant: Grant, { tokens, clock }: AnswerTools): { readonly token: string; readonly code: AuthorizationCode } {
  const { token, key } = tokens.mint(clock.nowMs());
  return { token, code: { key, grantKey: grant.key, clientId: asked.client.id, redirectUri: address.redirectUri, challenge: asked.challenge, nonce: asked.nonce, expiresAt: grant.createdAt + codeTtl, dpopJkt: asked.dpopJkt } };
}

/** Auth0: the rules of the tenant have their say before anything is issued; a code carries what they said. */
function rulesOf({ asked, person, transaction, sent }: Decided, context: Authentication | undefined, { request, tools }: { readonly request: Request; readonly tools: AnswerTools }) {
  const { session, user } = person;
  const login = { client: asked.client, userId: user.id, caller: callerOfBrowser(request, sent, asked.responseType), sessionKey: session.sid, authTime: session.authTime, amr: context?.amr ?? achievedBy({ person }).amr, sso: transaction?.done.includes('login') !== true };
  return findOutcome(login, { tenant: request.tenant, record: request.record, tools });
}

/** What is known of the sign-in beside the request. */
/** How the person signed in, as far as the account tells: whoever belongs to another provider was proved there. */
const achievedBy = ({ person: { user } }: Pick<Decided, 'person'>): Authentication => (isUpstreamId(user.id) ? byOtherProvider : byPassword);

interface Ground { readonly context: Authentication | undefined; readonly ruled: RuleOutcome | undefined }

function grantOf({ asked, person }: Decided, { context, ruled }: Ground, clock: Clock): Grant {
  const now = clock.now();
  const { client, api, device } = asked;
  const scope = ruled === undefined ? asked.scope : scopeAfterRules(asked.scope, api, ruled);
  return {
    key: newKey(clock.nowMs()), clientId: client.id, userId: person.user.id, sessionKey: person.session.sid, offline: asked.responseType.code && scope.includes('offline_access'),
    scope, audience: api?.identifier, authTime: person.session.authTime, device, createdAt: now, absoluteExpiresAt: now + client.refresh.absoluteTtl, detail: detailOf(asked, { context, ruled }),
  };
}

/** `undefined` in the plain case, so that nothing is stored for it. */
function detailOf({ claims, details }: AuthorizationRequest, { context, ruled }: Ground): GrantDetail | undefined {
  if (claims === undefined && details === undefined && context === undefined && ruled === undefined) return undefined;
  return { ...context, ...(ruled === undefined ? {} : { rules: ruled }), ...(claims === undefined ? {} : { claims }), ...(details === undefined ? {} : { authorizationDetails: details }) };
}

/**
 * The transaction is a single-use value like any other. A pushed request may lie under several, as its page may be opened more than once (RFC 9126 §4):
 * then it is spent in their place, so that it is answered once.
 */
function ticketOf({ pushed, transaction }: Decided, clock: Clock): Payment | undefined {
  // No transaction of a pushed request outlives its mark.
  if (pushed !== undefined) return { kind: 'ticket', key: pushed, keepUntil: clock.now() + transactionTtl + markMargin, outcome: undefined } as Payment;
  return transaction === undefined ? undefined : { kind: 'ticket', key: transaction.key, keepUntil: transaction.expiresAt + markMargin, outcome: undefined } as Payment;
}

/** Only what the person was asked in this very transaction is remembered, also what a rule took away of it: the person allowed it. */
function consentOf({ asked, person, transaction }: Decided, grant: Grant): ConsentRecord | undefined {
  if (transaction?.done.includes('consent') !== true) return undefined;
  return { userId: person.user.id, clientId: asked.client.id, audience: grant.audience, scope: asked.scope, givenAt: grant.createdAt };
}
