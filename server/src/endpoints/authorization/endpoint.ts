import { Refusal } from '../../kernel/refusal.ts';
import { parseAuthorizationRequest, type AuthorizationRequest, type AuthorizationRequestTools } from '../../protocol/authorization-request/authorization-request.ts';
import { isPushedUri, pushedKeyOf } from '../../protocol/authorization-request/pushed-request.ts';
import { proveResponseMode } from '../../protocol/authorization-request/response-mode.ts';
import { Params } from '../../protocol/params.ts';
import type { Transaction } from '../../protocol/ports/transaction-store.ts';
import { accessDenied, invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { refusalPage } from '../error-page/render-refusal.ts';
import { openTransaction, proveTransaction, type TransactionTools } from '../interaction/transaction.ts';
import { appendEvent } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { answerClient, type AnswerTools } from './answer-client.ts';
import { decide, type DecideTools } from './decide.ts';
import { resolveRequest, type ResolveTools } from './resolve-request.ts';
import { mayBeAnswered } from './may-answer.ts';
import { findReturnAddress, refuseThroughBrowser, type ReturnAddress } from './return-address.ts';

/** Everything that the authorization endpoint and the way back to it work with. */
export type AuthorizationTools = AuthorizationRequestTools & AnswerTools & DecideTools & TransactionTools & ResolveTools;

/** RFC 6749 §3.1, OIDC Core §3.1.2: in two halves, before the return address is known and after. */
export const authorizationEndpoint = (tools: AuthorizationTools): Endpoint => ({
  name: 'authorize', path: '/authorize', aliases: ['/oauth2/authorize'], methods: ['GET', 'POST'], cors: 'none',
  async handle(request) {
    const params = readParams(request);
    if (params instanceof Refusal) return refuseOnPage(params, request, tools);
    const resolved = await resolveRequest(params, { request, tools });
    return resolved instanceof Refusal ? refuseUnresolved(resolved, params, { request, tools }) : walk(resolved, undefined, { request, tools });
  },
});

/** The way back from the pages: the same walk, with the steps that were taken. */
export const resumeEndpoint = (tools: AuthorizationTools): Endpoint => ({
  name: 'authorize.resume', path: '/authorize/resume', methods: ['GET'], cors: 'none',
  async handle(request) {
    const opened = await reopen(request, tools);
    return opened instanceof Refusal ? refuseOnPage(opened, request, tools) : walk(Params.fromRecord(opened.request), opened, { request, tools });
  },
});

/** OIDC Core §3.1.2.6: the person declined; the client is told so and the transaction is over. */
export async function declineTransaction(request: Request, transaction: Transaction, tools: AuthorizationTools): Promise<Reply> {
  const address = await findReturnAddress(Params.fromRecord(transaction.request), request, tools);
  if (address instanceof Refusal) return refuseOnPage(address, request, tools);
  const finished = await tools.transactions.finish(request.tenant.id, transaction.key, transaction.version);
  return finished ? refuseToClient(accessDenied('consent.declined'), address, { request, tools }) : refuseOnPage(invalidRequest('transaction.stale'), request, tools);
}

interface Context { readonly request: Request; readonly tools: AuthorizationTools }

/** RFC 9101 §7: the client is told where the parameters around the object lead to a registered address; a pushed request has none around it. */
async function refuseUnresolved(refusal: OAuthRefusal, params: Params, context: Context): Promise<Reply> {
  const { request, tools } = context;
  const address = isPushedUri(params.optional('request_uri') ?? '') ? refusal : await findReturnAddress(params, request, tools);
  return address instanceof Refusal ? refuseOnPage(refusal, request, tools) : refuseToClient(refusal, address, context);
}

async function walk(params: Params, transaction: Transaction | undefined, context: Context): Promise<Reply> {
  const { request, tools } = context;
  const address = await findReturnAddress(params, request, tools);
  if (address instanceof Refusal) return refuseOnPage(address, request, tools);
  const parsed = proveResponseMode(params, address.redirectUri) ?? (await parseAuthorizationRequest(params, { tenant: request.tenant, client: address.client, record: request.record }, tools));
  if (parsed instanceof Refusal) return refuseToClient(parsed, address, context);
  const decision = await decide(parsed, transaction, { ...context, named: params.optional('connection') });
  if (decision instanceof Refusal) return refuseToClient(decision, address, context);
  const { asked } = decision;
  if (decision.step === 'answer') {
    const answer = await answerClient({ address, asked, person: decision.person, transaction, pushed: pushedKeyOf(params, tools.tokens), sent: params }, request, tools);
    return answer instanceof Refusal ? refuseToClient(answer, address, context) : answer;
  }
  return showPage(decision.step, { params, asked, transaction, sessionKey: decision.person?.session.key }, context);
}

interface PageRequest { readonly params: Params; readonly asked: AuthorizationRequest; readonly transaction: Transaction | undefined; readonly sessionKey: string | undefined }

/** Sends the person to a step; the request waits in a transaction that is bound to this browser. */
async function showPage(step: 'login' | 'consent', { params, asked, transaction, sessionKey }: PageRequest, { request, tools }: Context): Promise<Reply> {
  const state = transaction === undefined ? undefined : Params.fromForm(request.query);
  const known = state === undefined || state instanceof Refusal ? undefined : state.optional('state');
  if (known !== undefined) return { kind: 'redirect', to: `/u/${step}?state=${known}` };
  const opened = await openTransaction(request, { clientId: asked.client.id, params: params.toRecord(), sessionKey }, tools);
  return { kind: 'redirect', to: `/u/${step}?state=${opened.state}`, cookies: opened.cookies };
}

/** RFC 6749 §3.1: GET with a query or POST with a form; parameters in both places are never merged. */
function readParams({ method, query, body }: Request): Params | OAuthRefusal {
  if (method === 'GET' || method === 'HEAD') return Params.fromForm(query);
  if (query !== '') return invalidRequest('request.parameters_in_query');
  return body.kind === 'form' ? Params.fromForm(body.text) : invalidRequest('request.media_type_unknown', { expected: 'application/x-www-form-urlencoded' });
}

async function reopen(request: Request, tools: AuthorizationTools): Promise<Transaction | OAuthRefusal> {
  const params = Params.fromForm(request.query);
  if (params instanceof Refusal) return params;
  const state = params.required('state');
  return state instanceof Refusal ? state : proveTransaction(request, state, tools);
}

async function refuseOnPage(refusal: OAuthRefusal, request: Request, tools: AuthorizationTools): Promise<Reply> {
  request.record.refuse(refusal);
  appendEvent(request, 'authorize', tools);
  // The page speaks for the application where it is known; that its answer can't be sent back does not make it a stranger.
  const { clientId } = request.record.facts;
  const client = clientId === undefined ? undefined : await tools.clients.findClient(request.tenant.id, clientId);
  return refusalPage(request, refusal, client);
}

async function refuseToClient(refusal: OAuthRefusal, address: ReturnAddress, { request, tools }: Context): Promise<Reply> {
  if (!(await mayBeAnswered(address, refusal.code, { request, tools }))) return refuseOnPage(refusal, request, tools);
  request.record.refuse(refusal);
  appendEvent(request, 'authorize', tools);
  return refuseThroughBrowser(address, refusal, { request, tools });
}
