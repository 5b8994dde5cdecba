import { Refusal } from '../../kernel/refusal.ts';
import type { UserStore } from '../../identity/ports/user-store.ts';
import { findPersonInSession, type PersonInSession } from '../../identity/sessions/find-person.ts';
import type { SessionTools } from '../../identity/sessions/find-session.ts';
import type { AuthorizationRequestTools } from '../../protocol/authorization-request/authorization-request.ts';
import type { GrantStore } from '../../protocol/ports/grant-store.ts';
import type { PersonPermissions } from '../../protocol/ports/role-store.ts';
import { finishStep } from '../interaction/finish-step.ts';
import { limitRequest } from '../interaction/limit-request.ts';
import { parseAnswer } from '../interaction/parse-answer.ts';
import { lostStepPage, proveClientStep, proveShownStep, proveTakenStep, type ClientStep, type StepTools } from '../interaction/prove-step.ts';
import { restartTransaction, resumePath, type OpenTransaction } from '../interaction/transaction.ts';
import { appendEvent, logRecordOf, type EventTools } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { consentReply } from './reply.ts';
import { parseAsked } from './request.ts';
import { scopeLines } from '../interaction/scope-lines.ts';

/** What the consent page works with. */
export type ConsentTools = StepTools & SessionTools & AuthorizationRequestTools & EventTools & {
  readonly users: UserStore;
  readonly grants: GrantStore;
  readonly roles: PersonPermissions;
  /** OIDC Core §3.1.2.6: ends the transaction and answers the application `access_denied`; writes its own line of the log. */
  declineTransaction(request: Request, transaction: OpenTransaction): Promise<Reply>;
};

/** OIDC Core §3.1.2.4: the person allows the application what it asks for, or declines. What was allowed is stored with the code, in one step. */
export const consentEndpoint = (tools: ConsentTools): Endpoint => ({
  name: 'consent', path: '/u/consent', methods: ['GET', 'POST'], cors: 'none',
  handle: (request) => (request.method === 'POST' ? take(request, tools) : show(request, tools)),
});

async function show(request: Request, tools: ConsentTools): Promise<Reply> {
  const step = proveClientStep(await proveShownStep(request, tools));
  if (step instanceof Refusal) return lostStepPage(request, step, tools);
  const person = await findAsked(request, step.transaction, tools);
  if ('kind' in person) return person;
  const parsed = await parseAsked(step, request, tools);
  if (parsed instanceof Refusal) return lostStepPage(request, parsed, tools);
  const asked = await limitRequest(parsed, person, { request, tools });
  const allowed = await tools.grants.consentedScope(request.tenant.id, person.user.id, step.client.id, asked.api?.identifier);
  return consentReply(request, { step, user: person.user, lines: scopeLines({ scope: asked.scope, allowed: allowed ?? [], api: asked.api, details: asked.details }) }, tools);
}

async function take(request: Request, tools: ConsentTools): Promise<Reply> {
  const step = proveClientStep(await proveTakenStep(request, tools));
  if (step instanceof Refusal) return refuse(request, step, tools);
  const person = await findAsked(request, step.transaction, tools);
  if ('kind' in person) return person;
  const answer = parseAnswer(step.params);
  if (answer instanceof Refusal) return refuse(request, answer, tools);
  return answer === 'decline' ? tools.declineTransaction(request, step.transaction) : accept(request, { step, person }, tools);
}

async function accept(request: Request, { step, person }: { readonly step: ClientStep; readonly person: PersonInSession }, tools: ConsentTools): Promise<Reply> {
  const given = request.record.fork();
  given.pass('consent.given');
  const along = [tools.log.prepareLine(request.tenant.id, logRecordOf(request, 'consent', { clock: tools.clock, record: given }))];
  const reply = await finishStep(request, { transaction: step.transaction, step: 'consent', sessionKey: person.session.key, along }, tools);
  if (reply instanceof Refusal) return refuse(request, reply, tools);
  request.record.pass('consent.given');
  return reply;
}

/**
 * The person who is asked is the one in whose session the earlier steps were taken. Where somebody else has signed in meanwhile, or nobody is signed in
 * any more, the request starts afresh for who sits here now: nobody allows anything in another one's name.
 */
async function findAsked(request: Request, transaction: OpenTransaction, tools: ConsentTools): Promise<PersonInSession | Reply> {
  const person = await findPersonInSession(request.tenant, request.cookie('session'), tools);
  if (person !== undefined && person.session.key === transaction.sessionKey) {
    request.record.facts.userId = person.user.id;
    request.record.pass('session.present');
    return person;
  }
  return { kind: 'redirect', to: resumePath(await restartTransaction(request, { transaction, sessionKey: person?.session.key }, tools)) };
}

function refuse(request: Request, refusal: Refusal, tools: ConsentTools): Promise<Reply> {
  request.record.refuse(refusal);
  appendEvent(request, 'consent', tools);
  return lostStepPage(request, refusal, tools);
}
