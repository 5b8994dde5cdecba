import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { resumePath, type OpenTransaction, type TransactionTools } from './transaction.ts';

/** A step that the person has taken, in the session `sessionKey`, and what is stored together with it. */
export interface FinishedStep { readonly transaction: OpenTransaction; readonly step: 'login' | 'consent'; readonly sessionKey: string; readonly along: readonly PreparedWrite[] }

/**
 * Writes down that a step was taken, and goes back to where the next one is decided. Of two tabs that finish a step at once one is refused, and nothing of its step is stored.
 * A new session starts the list anew: what was allowed before somebody signed in again was not allowed by this sign-in.
 */
export async function finishStep(request: Request, { transaction, step, sessionKey, along }: FinishedStep, tools: TransactionTools): Promise<Reply | OAuthRefusal> {
  const { state, ...stored } = transaction;
  const done = sessionKey === transaction.sessionKey ? [...new Set([...transaction.done, step])] : [step];
  const outcome = await tools.transactions.advance(request.tenant.id, { ...stored, version: transaction.version + 1, done, sessionKey }, along);
  return outcome === 'advanced' ? { kind: 'redirect', to: resumePath(state, transaction.purpose) } : invalidRequest('transaction.stale');
}
