import { Refusal } from '../../kernel/refusal.ts';
import type { SignedIn } from '../../identity/passwords/sign-in.ts';
import { findSession, type SessionTools } from '../../identity/sessions/find-session.ts';
import { mintSession, startSession } from '../../identity/sessions/start-session.ts';
import type { SignedUp } from '../../identity/users/sign-up.ts';
import { browserState } from '../../protocol/session-management/session-state.ts';
import type { OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { closeSession, type CloseSessionTools } from './close-session.ts';
import { finishStep } from './finish-step.ts';
import type { OpenTransaction, TransactionTools } from './transaction.ts';

/** What ends a sign-in: the transaction goes on in a new session. */
export type FinishLoginTools = TransactionTools & SessionTools & CloseSessionTools;

/**
 * The person is proven: a new session begins and the transaction goes on in it. The step is written first:
 * who comes second from another tab gets no session that no browser knows of. Somebody else who sat here is signed out.
 */
export async function finishLogin(request: Request, { person, transaction }: { readonly person: SignedIn | SignedUp; readonly transaction: OpenTransaction }, tools: FinishLoginTools): Promise<Reply | OAuthRefusal> {
  const { tenant, record } = request;
  const replaced = await findSession(tenant, request.cookie('session'), tools);
  const { session, token } = mintSession(person, request, tools);
  const reply = await finishStep(request, { transaction, step: 'login', sessionKey: session.key }, tools);
  if (reply instanceof Refusal) return reply;
  const another = replaced !== undefined && replaced.userId !== session.userId ? replaced : undefined;
  await Promise.all([startSession(tenant, { session, replaced }, tools), another === undefined ? undefined : closeSession(tenant, another, tools)]);
  record.facts.sessionKey = session.key;
  record.pass('session.present');
  const maxAge = tenant.settings.sessionAbsoluteTtl;
  return { ...reply, cookies: [{ name: 'session', value: token, maxAge }, { name: 'browser_state', value: browserState(token), maxAge }] };
}
