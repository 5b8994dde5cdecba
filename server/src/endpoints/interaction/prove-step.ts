import { Refusal } from '../../kernel/refusal.ts';
import { Params } from '../../protocol/params.ts';
import type { Client } from '../../protocol/client/client.ts';
import type { ClientDirectory } from '../../protocol/ports/client-directory.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { refusalPage } from '../error-page/render-refusal.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { browserBinding } from './browser-binding.ts';
import { csrfToken, proveForm, type FormTools } from './form-proof.ts';
import { clientIdOfLost, proveTransaction, type OpenTransaction, type TransactionTools } from './transaction.ts';
import type { FormTokens } from '../../pages/page.ts';

/** What every step of a person needs. */
export type StepTools = TransactionTools & FormTools & { readonly clients: ClientDirectory };

/** A step that may be shown or taken: whose transaction it is, for which application (`undefined`: for a page of the server itself), and what was sent. */
export interface OpenStep { readonly params: Params; readonly transaction: OpenTransaction; readonly client: Client | undefined; readonly browser: string }
/** A step of something that an application asked for. */
export interface ClientStep extends OpenStep { readonly client: Client }

/** Steps that only make sense for an application. */
export function proveClientStep(step: OpenStep | OAuthRefusal): ClientStep | OAuthRefusal {
  if (step instanceof Refusal) return step;
  return step.client === undefined ? invalidRequest('transaction.unknown', { received: 'a transaction of no application' }) : { ...step, client: step.client };
}

/** GET of a step's page: only `state` is read. */
export async function proveShownStep(request: Request, tools: StepTools): Promise<OpenStep | OAuthRefusal> {
  const params = Params.fromForm(request.query);
  if (params instanceof Refusal) return params;
  const state = params.optional('state');
  return state === undefined ? invalidRequest('transaction.unknown', { expected: 'state' }) : proveStep(request, { params, state }, tools);
}

/** POST of a step's form: first that it is our form, then whose transaction it is. */
export async function proveTakenStep(request: Request, tools: StepTools): Promise<OpenStep | OAuthRefusal> {
  const form = proveForm(request, tools);
  return form instanceof Refusal ? form : proveStep(request, form, tools);
}

/** The step of a transaction that is known by its state, from wherever that came. */
export async function proveStep(request: Request, { params, state }: { readonly params: Params; readonly state: string }, tools: StepTools): Promise<OpenStep | OAuthRefusal> {
  const transaction = await proveTransaction(request, state, tools);
  if (transaction instanceof Refusal) return transaction;
  const browser = browserBinding(request).hash;
  if (transaction.purpose === 'approvals' || transaction.purpose === 'account') return { params, transaction, client: undefined, browser };
  const client = await tools.clients.findClient(request.tenant.id, transaction.clientId);
  if (client === undefined) return invalidRequest('client.unknown');
  if (!client.enabled) return invalidRequest('client.disabled');
  request.record.pass('client.known');
  return { params, transaction, client, browser };
}

/** The hidden fields of a step's form. */
export function formTokens(request: Request, { state }: OpenTransaction, { formKey }: FormTools): FormTokens {
  return { state, csrf: csrfToken(formKey, browserBinding(request).value, state) };
}

/** A step that can't be shown or taken: an error page that leads back to the application, where the state still tells which one it was. */
export async function lostStepPage(request: Request, refusal: Refusal, tools: StepTools): Promise<Reply> {
  const params = Params.fromForm(request.body.kind === 'form' ? request.body.text : request.query);
  const state = params instanceof Refusal ? undefined : params.optional('state');
  const clientId = state === undefined ? undefined : await clientIdOfLost(request, state, tools);
  return refusalPage(request, refusal, clientId === undefined ? undefined : await tools.clients.findClient(request.tenant.id, clientId));
}
