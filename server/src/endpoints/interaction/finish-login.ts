import type { DecisionRecord } from '../../kernel/decision-record.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { ProvenMailbox } from '../../identity/passwordless/prove-mailed-code.ts';
import { settleSignIn, type SignedIn } from '../../identity/passwords/sign-in.ts';
import type { ThrottleStore } from '../../identity/ports/throttle-store.ts';
import { findSession, type SessionTools } from '../../identity/sessions/find-session.ts';
import { mintSession } from '../../identity/sessions/mint-session.ts';
import type { UpstreamPerson } from '../../identity/upstream/find-upstream-person.ts';
import type { SignedUp } from '../../identity/users/sign-up.ts';
import { browserState } from '../../protocol/session-management/session-state.ts';
import type { OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { logRecordOf, type EventTools } from '../record-event.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { closeSession, type CloseSessionTools } from './close-session.ts';
import { finishStep } from './finish-step.ts';
import type { OpenTransaction, TransactionTools } from './transaction.ts';

/** What ends a sign-in: the transaction goes on in a new session. */
export type FinishLoginTools = TransactionTools & SessionTools & CloseSessionTools & EventTools & { readonly throttles: ThrottleStore };

/** Who has proven who they are, in which transaction, and the name of the line in the log that says so. */
export interface ProvenLogin { readonly person: SignedIn | SignedUp | ProvenMailbox | UpstreamPerson; readonly transaction: OpenTransaction; readonly event: string; /** What is stored with the sign-in. */ readonly more?: readonly PreparedWrite[] }

/**
 * The person is proven: a new session begins and the transaction goes on in it. Step, session, counters and the line of the log are one commit:
 * who comes second from another tab gets no session that no browser knows of. Somebody else who sat here is signed out.
 * A refusal is logged by the caller.
 */
export async function finishLogin(request: Request, { person, transaction, event, more = [] }: ProvenLogin, tools: FinishLoginTools): Promise<Reply | OAuthRefusal> {
  const { tenant, record } = request;
  const before = await findSession(tenant, request.cookie('session'), tools);
  const { session, token, replaced } = mintSession(person, { tenant, address: request.address, userAgent: request.userAgent, session: before }, tools);
  const begun = (of: DecisionRecord): DecisionRecord => { of.facts.sessionKey = session.key; of.pass('session.present'); return of; };
  const along = [
    ...more,
    tools.sessions.prepareStart(tenant.id, session, replaced),
    ...('counters' in person ? [tools.throttles.prepareChange(tenant.id, person.counters, tools.clock.now())] : []),
    tools.log.prepareLine(tenant.id, logRecordOf(request, event, { clock: tools.clock, record: begun(record.fork()) })),
  ];
  const reply = await finishStep(request, { transaction, step: 'login', sessionKey: session.key, along }, tools);
  if (reply instanceof Refusal) {
    // The password was right all the same.
    if ('counters' in person) await settleSignIn(tenant.id, person, tools);
    return reply;
  }
  begun(record);
  if (before !== undefined && replaced === undefined) await closeSession(tenant, before, tools);
  const maxAge = tenant.settings.sessionAbsoluteTtl;
  return { ...reply, cookies: [{ name: 'session', value: token, maxAge }, { name: 'browser_state', value: browserState(token), maxAge }] };
}
