import type { TicketPurpose } from '../../identity/ports/ticket-store.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import { Params } from '../../protocol/params.ts';
import type { Client } from '../../protocol/client/client.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { CookieChange, Request } from '../request.ts';
import { proveForm } from './form-proof.ts';
import type { StepTools } from './prove-step.ts';
import { openTransaction, proveMailTransaction, type OpenTransaction, type TransactionTools } from './transaction.ts';

/** A mailbox that is to be proved in this browser. */
export interface MailWait {
  readonly purpose: TicketPurpose;
  /** As it was typed, for the page. */
  readonly email: string;
  /** The names of the databases in which it is looked for. */
  readonly connections: readonly string[];
  /** The key of the transaction that waits for it. */
  readonly origin: TokenKey | undefined;
  /** The key of the ticket that was shown: without one no password is set. */
  readonly ticket: TokenKey | undefined;
  /** The languages that the application asked for where it began (OIDC Core §3.1.2.1): the pages and the mails go on in them. */
  readonly uiLocales?: string | undefined;
}

/** A step of it that may be shown or taken. `client`: the application that it began with. */
export interface MailStep { readonly params: Params; readonly transaction: OpenTransaction; readonly wait: MailWait; readonly client: Client | undefined }

const one = (name: string, value: string | undefined) => (value === undefined ? {} : { [name]: [value] });

/** Keeps what a mailbox is proved for, bound to this browser. The state of it leads to no sign-in, and the state of a sign-in not here. */
export function openMailWait(request: Request, { clientId = '', wait, along = [] }: { readonly clientId?: string | undefined; readonly wait: MailWait; readonly along?: readonly PreparedWrite[] }, tools: TransactionTools): Promise<{ readonly state: string; readonly cookies: readonly CookieChange[] }> {
  const { purpose, email, connections, origin, ticket, uiLocales } = wait;
  return openTransaction(request, { clientId, purpose: 'mail', sessionKey: undefined, along, params: { purpose: [purpose], email: [email], connection: connections, ...one('origin', origin), ...one('ticket', ticket), ...one('ui_locales', uiLocales) } }, tools);
}

/** GET of a page: only `state` is read. */
export async function proveShownMail(request: Request, tools: StepTools): Promise<MailStep | OAuthRefusal> {
  const params = Params.fromForm(request.query);
  if (params instanceof Refusal) return params;
  const state = params.optional('state');
  return state === undefined ? invalidRequest('transaction.unknown', { expected: 'state' }) : open(request, { params, state }, tools);
}

/** POST of a form: first that it is our form, then what it is about. */
export async function proveTakenMail(request: Request, tools: StepTools): Promise<MailStep | OAuthRefusal> {
  const form = proveForm(request, tools);
  return form instanceof Refusal ? form : open(request, form, tools);
}

async function open(request: Request, { params, state }: { readonly params: Params; readonly state: string }, tools: StepTools): Promise<MailStep | OAuthRefusal> {
  const transaction = await proveMailTransaction(request, state, tools);
  if (transaction instanceof Refusal) return transaction;
  const client = transaction.clientId === '' ? undefined : await tools.clients.findClient(request.tenant.id, transaction.clientId);
  return { params, transaction, wait: waitOf(transaction), client };
}

function waitOf({ request }: OpenTransaction): MailWait {
  const value = (name: string) => request[name]?.[0];
  return { purpose: value('purpose') as TicketPurpose, email: value('email') ?? '', connections: request['connection'] ?? [], origin: value('origin') as TokenKey | undefined, ticket: value('ticket') as TokenKey | undefined, uiLocales: value('ui_locales') };
}

/** An address as somebody who looks over a shoulder may see it. */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const [first = ''] = email;
  return `${first}•••${at === -1 ? '' : email.slice(at)}`;
}
