import { proveMailedCode } from '../../identity/passwordless/prove-mailed-code.ts';
import { spendCode } from '../../identity/passwordless/spend-code.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { Params } from '../../protocol/params.ts';
import { invalidRequest } from '../../protocol/vocabulary/errors.ts';
import { clientOfPage } from '../error-page/page-client.ts';
import { frameOf, refusalPage, retryHeaders, statusOf } from '../error-page/render-refusal.ts';
import { browserBinding } from '../interaction/browser-binding.ts';
import { finishLogin } from '../interaction/finish-login.ts';
import { csrfToken, proveForm } from '../interaction/form-proof.ts';
import { openTransaction, proveTransaction } from '../interaction/transaction.ts';
import { appendEvent } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { linkPath } from './link-address.ts';
import type { PasswordlessTools } from './passwordless-tools.ts';
import { proveAsker, type Asker } from './prove-asker.ts';
import { carried } from './request.ts';

const event = 'login.mail_link';
/** The form belongs to no transaction: whoever opens a link may do so anywhere. */
const formState = 'passwordless';

/**
 * Opening a link changes nothing, however often and by whomever: programs that look at mail open links before people do. The button does, and the page says whom it signs in, and where:
 * of the browser that asked an application for the mail nothing is known here.
 */
export const linkEndpoint = (tools: PasswordlessTools): Endpoint => ({
  name: 'passwordless.link', path: linkPath, methods: ['GET', 'POST'], cors: 'none',
  async handle(request) {
    const reply = await (request.method === 'POST' ? take(request, tools) : show(request, tools));
    if (!(reply instanceof Refusal)) return reply;
    request.record.refuse(reply);
    appendEvent(request, event, tools);
    return refusalPage(request, reply);
  },
});

/** Who only pressed a button typed nothing wrong. */
const deadCodes: ReadonlySet<string> = new Set(['passwordless.code_wrong', 'passwordless.code_expired']);

/** What a link says: who is to be signed in, where, and with which code. */
interface Link extends Asker { readonly query: string; readonly params: Params; readonly typed: string }

async function open(request: Request, query: string, tools: PasswordlessTools): Promise<Link | Refusal> {
  const params = Params.fromForm(query);
  if (params instanceof Refusal) return params;
  const asker = await proveAsker(request, params, tools);
  if (asker instanceof Refusal) return asker;
  const typed = params.required('verification_code');
  return typed instanceof Refusal ? typed : { ...asker, query, params, typed };
}

async function show(request: Request, tools: PasswordlessTools): Promise<Reply | Refusal> {
  const link = await open(request, request.query, tools);
  return link instanceof Refusal ? link : linkReply(request, { link }, tools);
}

async function take(request: Request, tools: PasswordlessTools): Promise<Reply | Refusal> {
  const form = proveForm(request, tools);
  if (form instanceof Refusal) return form;
  if (form.state !== formState) return invalidRequest('csrf.failed', { expected: 'the form of this page' });
  const link = await open(request, form.params.optional('link') ?? '', tools);
  if (link instanceof Refusal) return link;
  const outcome = await signIn(request, link, tools);
  if (!(outcome instanceof Refusal)) return outcome;
  const reply = deadCodes.has(outcome.reason) ? new Refusal('access_denied', 'passwordless.link_dead', { received: outcome.reason }) : outcome;
  request.record.refuse(reply);
  appendEvent(request, event, tools);
  return linkReply(request, { link, refusal: reply }, tools);
}

/** The authorization request of the link waits as any other, in this browser, and goes on with the sign-in done; it is judged where all are judged. */
async function signIn(request: Request, { client, place, params, typed }: Link, tools: PasswordlessTools): Promise<Reply | Refusal> {
  const { tenant, address, record } = request;
  const person = await proveMailedCode({ ...place, behind: false, typed, address, record }, tools);
  if (person instanceof Refusal) return person;
  const used = await spendCode(tenant.id, person, tools);
  if (used !== undefined) return used;
  const sent = Object.fromEntries([['client_id', [client.id]], ...carried.flatMap((name) => { const value = params.optional(name); return value === undefined ? [] : [[name, [value]]]; })]) as Readonly<Record<string, readonly string[]>>;
  const { state } = await openTransaction(request, { clientId: client.id, params: sent, sessionKey: undefined }, tools);
  const transaction = await proveTransaction(request, state, tools);
  return transaction instanceof Refusal ? transaction : finishLogin(request, { person, transaction, event }, tools);
}

function linkReply(request: Request, { link, refusal }: { readonly link: Link; readonly refusal?: Refusal }, tools: PasswordlessTools): Reply {
  const { value, cookies } = browserBinding(request);
  return {
    kind: 'page', status: refusal === undefined ? 200 : statusOf(refusal), headers: refusal === undefined ? {} : retryHeaders(refusal, tools.clock.now()), cookies,
    page: {
      name: 'passwordless-link', frame: frameOf(request, link.params.optional('ui_locales')), client: clientOfPage(link.client), form: { state: formState, csrf: csrfToken(tools.formKey, value, formState) },
      account: link.place.email, link: link.query, problem: refusal === undefined ? undefined : { reason: refusal.reason, retryAt: refusal.evidence.retryAt },
    },
  };
}
