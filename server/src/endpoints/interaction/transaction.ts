import type { Brand } from '../../kernel/brand.ts';
import type { OpaqueTokens, TokenKey } from '../../kernel/opaque-token.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import type { Clock, Seconds } from '../../kernel/time.ts';
import type { Transaction, TransactionStore } from '../../protocol/ports/transaction-store.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { CookieChange, Request } from '../request.ts';
import { browserBinding } from './browser-binding.ts';

/** What transactions are kept and named with. */
export interface TransactionTools { readonly transactions: TransactionStore; readonly tokens: OpaqueTokens; readonly clock: Clock }

/** Evidence that this transaction was started in this very browser and is not too old. `state` is the secret that names it. */
export type OpenTransaction = Brand<Transaction & { readonly state: string }, 'OpenTransaction'>;

/** What an authorization request leaves behind while the person is on our pages. */
export interface Opening { readonly clientId: string; readonly params: Readonly<Record<string, readonly string[]>>; readonly sessionKey: string | undefined; readonly purpose?: Transaction['purpose']; /** What is stored with it. */ readonly along?: readonly PreparedWrite[] }

/** A sign-in page that was left open longer starts again. */
export const transactionTtl: Seconds = 1800;

/** Keeps an authorization request for the way through the pages, bound to this browser. `cookies` must go with the answer. */
export async function openTransaction(request: Request, { clientId, params, sessionKey, purpose, along = [] }: Opening, tools: TransactionTools): Promise<{ readonly state: string; readonly cookies: readonly CookieChange[] }> {
  const binding = browserBinding(request);
  const { token, key } = tools.tokens.mint(tools.clock.nowMs());
  await tools.transactions.open(request.tenant.id, { key, version: 1, clientId, request: params, done: [], browser: binding.hash, sessionKey, ...(purpose === undefined ? {} : { purpose }), expiresAt: tools.clock.now() + transactionTtl }, along);
  return { state: token, cookies: binding.cookies };
}

/** RFC 9700 §4.7: a state that was made in another browser, or is too old, is as good as none. One that waits for a mail is none of a sign-in. */
export async function proveTransaction(request: Request, state: string, tools: TransactionTools): Promise<OpenTransaction | OAuthRefusal> {
  const transaction = await proveOpen(request, state, tools);
  return transaction instanceof Refusal || transaction.purpose !== 'mail' ? transaction : invalidRequest('transaction.unknown', { received: 'a transaction of another kind' });
}

/** The same for a mailbox that is to be proved, and for nothing else. */
export async function proveMailTransaction(request: Request, state: string, tools: TransactionTools): Promise<OpenTransaction | OAuthRefusal> {
  const transaction = await proveOpen(request, state, tools);
  return transaction instanceof Refusal || transaction.purpose === 'mail' ? transaction : invalidRequest('transaction.unknown', { received: 'a transaction of another kind' });
}

async function proveOpen(request: Request, state: string, tools: TransactionTools): Promise<OpenTransaction | OAuthRefusal> {
  const transaction = await load(request, state, tools);
  if (transaction === undefined) return invalidRequest('transaction.unknown');
  request.record.facts.clientId = transaction.clientId;
  if (transaction.expiresAt <= tools.clock.now()) return invalidRequest('transaction.unknown', { received: 'a transaction that is too old' });
  if (browserBinding(request).hash !== transaction.browser) return invalidRequest('transaction.unknown', { received: 'the cookie of another browser, or none' });
  request.record.pass('transaction.alive');
  return { ...transaction, state } as OpenTransaction;
}

/** The client of a transaction that can't be gone on with: the person is led back to it. Nothing else may be concluded from it. */
export const clientIdOfLost = async (request: Request, state: string, tools: TransactionTools): Promise<string | undefined> => (await load(request, state, tools))?.clientId;

/**
 * Starts the same authorization request afresh, with no step taken: for a person whose session is not the one in which the steps were taken.
 * What somebody else did in another tab never counts for who sits here now.
 */
export async function restartTransaction(request: Request, { transaction, sessionKey }: { readonly transaction: OpenTransaction; readonly sessionKey: string | undefined }, tools: TransactionTools): Promise<string> {
  const { state } = await openTransaction(request, { clientId: transaction.clientId, params: transaction.request, sessionKey, purpose: transaction.purpose }, tools);
  await tools.transactions.finish(request.tenant.id, transaction.key, transaction.version);
  return state;
}

/**
 * The sign-in that waited for a mail begins afresh, in the browser in which it was, with the address filled in; `undefined`: it is over, or was elsewhere.
 * @param key of its transaction, as a ticket holds it
 */
export async function reopenTransaction(request: Request, { key, email }: { readonly key: TokenKey; readonly email: string }, tools: TransactionTools): Promise<string | undefined> {
  const waiting = await tools.transactions.load(request.tenant.id, key);
  if (waiting === undefined || waiting.purpose === 'mail' || waiting.expiresAt <= tools.clock.now() || waiting.browser !== browserBinding(request).hash) return undefined;
  const { clientId, purpose, sessionKey } = waiting;
  return (await openTransaction(request, { clientId, purpose, sessionKey, params: { ...waiting.request, login_hint: [email] } }, tools)).state;
}

function load(request: Request, state: string, tools: TransactionTools): Promise<Transaction | undefined> {
  const key: TokenKey | undefined = tools.tokens.keyOf(state);
  return key === undefined ? Promise.resolve(undefined) : tools.transactions.load(request.tenant.id, key);
}

/** Where the pages hand the person back: the one place that decides what comes next. */
export const resumePath = (state: string, purpose: Transaction['purpose'] = undefined) => `${purpose === undefined ? '/authorize/resume' : purpose === 'account' ? '/account/resume' : `/u/${purpose}`}?state=${state}`;
