import type { UserStore } from '../../identity/ports/user-store.ts';
import { findPersonInSession, type PersonInSession } from '../../identity/sessions/find-person.ts';
import type { SessionTools } from '../../identity/sessions/find-session.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { GrantStore } from '../../protocol/ports/grant-store.ts';
import type { MessageSeal } from '../../protocol/ports/message-seal.ts';
import type { People } from '../../protocol/ports/people.ts';
import type { IssueTools } from '../../protocol/tokens/issue-tokens.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { refusalPage } from '../error-page/render-refusal.ts';
import { proveForm, type FormTools, type ProvenForm } from '../interaction/form-proof.ts';
import type { AnsweringPerson } from '../interaction/settle-answer.ts';
import { parseAnswer } from '../interaction/parse-answer.ts';
import { openTransaction, type TransactionTools } from '../interaction/transaction.ts';
import { appendEvent, type EventTools } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { allowRequest, declineRequest } from './answer-request.ts';
import { findOpenRequest, type OpenRequest, type OpenRequestTools } from './open-request.ts';
import { approvalsReply, requestOfState } from './reply.ts';

/** What the page works with on which a person answers what applications ask from elsewhere. */
export type ApprovalTools = OpenRequestTools & SessionTools & TransactionTools & FormTools & EventTools & IssueTools & {
  readonly users: UserStore;
  readonly grants: GrantStore;
  readonly people: People;
  readonly messageSeal: MessageSeal;
};

/** A person and a request that waits for this person. */
export interface PersonsRequest { readonly person: AnsweringPerson; readonly open: OpenRequest }

/** OIDC CIBA §8: everything that waits for the person who is signed in, with the buttons to allow and to decline. */
export const approvalsEndpoint = (tools: ApprovalTools): Endpoint => ({
  name: 'approvals', path: '/u/approvals', methods: ['GET', 'POST'], cors: 'none',
  async handle(request) {
    const person = await findPersonInSession(request.tenant, request.cookie('session'), tools);
    if (person === undefined) return signInFirst(request, tools);
    request.record.facts.userId = person.user.id;
    request.record.pass('session.present');
    return request.method === 'POST' ? take(request, person, tools) : approvalsReply(request, { person, answered: undefined }, tools);
  },
});

/** What a form said before the sign-in is not remembered: it may have been another person's. */
async function signInFirst(request: Request, tools: ApprovalTools): Promise<Reply> {
  const { state, cookies } = await openTransaction(request, { clientId: '', params: {}, sessionKey: undefined, purpose: 'approvals' }, tools);
  return { kind: 'redirect', to: `/u/login?state=${state}`, cookies };
}

async function take(request: Request, person: PersonInSession, tools: ApprovalTools): Promise<Reply> {
  const form = proveForm(request, tools);
  const open = form instanceof Refusal ? form : await proveAsked(request, { form, person }, tools);
  if (open instanceof Refusal) return refuse(request, open, tools);
  const answer = form instanceof Refusal ? form : parseAnswer(form.params);
  if (answer instanceof Refusal) return refuse(request, answer, tools);
  const asked = { person, open };
  const refusal = await (answer === 'accept' ? allowRequest(request, asked, tools) : declineRequest(request, asked, tools));
  return refusal === undefined ? approvalsReply(request, { person, answered: { client: open.client, allowed: answer === 'accept' } }, tools) : refuse(request, refusal, tools);
}

/** The form names its request; who answers is who is signed in now, and only one's own requests can be answered. */
async function proveAsked({ tenant, record }: Request, { form, person }: { readonly form: ProvenForm; readonly person: PersonInSession }, tools: ApprovalTools): Promise<OpenRequest | OAuthRefusal> {
  const key = requestOfState(form.state);
  if (key === undefined) return invalidRequest('csrf.failed', { expected: 'a form of this page' });
  const open = await findOpenRequest(key, { tenant: tenant.id, userId: person.user.id }, tools);
  if (open instanceof Refusal) return open;
  record.facts.clientId = open.client.id;
  record.pass('ciba.waiting');
  return open;
}

function refuse(request: Request, refusal: OAuthRefusal, tools: ApprovalTools): Reply {
  const reply = refusalPage(request, refusal);
  appendEvent(request, 'ciba.answered', tools);
  return reply;
}
