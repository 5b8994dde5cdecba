import type { PersonInSession } from '../../identity/sessions/find-person.ts';
import { newKey, type OpaqueTokens } from '../../kernel/opaque-token.ts';
import type { Clock } from '../../kernel/time.ts';
import type { AuthorizationRequest } from '../../protocol/authorization-request/authorization-request.ts';
import type { GrantStore } from '../../protocol/ports/grant-store.ts';
import type { Transaction } from '../../protocol/ports/transaction-store.ts';
import type { ConsentRecord, Payment } from '../../protocol/tokens/issuance.ts';
import { codeTtl, markMargin } from '../../protocol/tokens/lifetimes.ts';
import type { Grant } from '../../protocol/tokens/records.ts';
import { invalidRequest } from '../../protocol/vocabulary/errors.ts';
import { refusalPage } from '../error-page/render-refusal.ts';
import { logRecordOf, type EventTools } from '../record-event.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { sendBack, type ReturnAddress } from './return-address.ts';

/** What a code is made and stored with, and the line of the log that goes with it. */
export type AnswerTools = EventTools & { readonly grants: GrantStore; readonly tokens: OpaqueTokens; readonly clock: Clock };

/** A request that was decided in favour: everything that the code will stand for. */
export interface Decided { readonly address: ReturnAddress; readonly asked: AuthorizationRequest; readonly person: PersonInSession; readonly transaction: Transaction | undefined }

/**
 * RFC 6749 §4.1.2: consent, grant and code are stored in one step, which also spends the transaction: of two tabs that finish at once one gets the code.
 */
export async function answerWithCode(decided: Decided, request: Request, tools: AnswerTools): Promise<Reply> {
  const { address, asked, transaction } = decided;
  const { tenant } = request;
  const grant = grantOf(decided, tools.clock);
  const { token, key } = tools.tokens.mint(tools.clock.nowMs());
  const code = { key, grantKey: grant.key, clientId: asked.client.id, redirectUri: address.redirectUri, challenge: asked.challenge, nonce: asked.nonce, expiresAt: grant.createdAt + codeTtl };
  const outcome = await tools.grants.commit({
    tenant: tenant.id, grant, code,
    payment: transaction === undefined ? undefined : ticketOf(transaction),
    consent: consentOf(decided, grant),
    log: logRecordOf(request, 'authorize', tools),
  });
  return outcome === 'issued' ? sendBack(address, { code: token }, request) : refusalPage(request, invalidRequest('transaction.stale'), asked.client);
}

function grantOf({ asked, person }: Decided, clock: Clock): Grant {
  const now = clock.now();
  const { client, api, scope, device } = asked;
  return {
    key: newKey(clock.nowMs()), clientId: client.id, userId: person.user.id, sessionKey: person.session.key, offline: scope.includes('offline_access'),
    scope, audience: api?.identifier, authTime: person.session.authTime, device, createdAt: now, absoluteExpiresAt: now + client.refresh.absoluteTtl,
  };
}

/** The transaction is a single-use value like any other. */
const ticketOf = (transaction: Transaction) => ({ kind: 'ticket', key: transaction.key, keepUntil: transaction.expiresAt + markMargin, outcome: undefined }) as Payment;

/** Only what the person was asked in this very transaction is remembered. */
function consentOf({ asked, person, transaction }: Decided, grant: Grant): ConsentRecord | undefined {
  if (transaction?.done.includes('consent') !== true) return undefined;
  return { userId: person.user.id, clientId: asked.client.id, audience: grant.audience, scope: grant.scope, givenAt: grant.createdAt };
}
