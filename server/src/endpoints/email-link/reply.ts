import type { AliveTicket } from '../../identity/tickets/prove-ticket.ts';
import { ticketCode } from '../../identity/tickets/ticket-code.ts';
import type { Ticket } from '../../identity/ports/ticket-store.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { EmailLinkPage } from '../../pages/page.ts';
import { clientOfPage, tenantOfPage } from '../error-page/page-client.ts';
import { frameOf, retryHeaders, statusOf } from '../error-page/render-refusal.ts';
import { browserBinding } from '../interaction/browser-binding.ts';
import { csrfToken } from '../interaction/form-proof.ts';
import { maskedEmail } from '../interaction/mail-transaction.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import type { EmailLinkTools } from './endpoint.ts';

/** The form belongs to no transaction: whoever opens a link may do so anywhere. */
export const linkFormState = 'link';

interface Shown { readonly token: string; readonly ticket: Ticket | undefined; readonly alive: AliveTicket | Refusal }

/** What a link leads to. The address is shown in full to who holds a good link alone. */
export async function linkReply(request: Request, { token, ticket, alive }: Shown, tools: EmailLinkTools): Promise<Reply> {
  const { value, hash, cookies } = browserBinding(request);
  const common = {
    name: 'email-link', frame: frameOf(request), client: await clientOf(request, ticket, tools), form: { state: linkFormState, csrf: csrfToken(tools.formKey, value, linkFormState) },
    purpose: ticket?.purpose ?? 'reset_password', account: accountOf(alive, ticket), inviter: ticket?.detail.inviter,
  } as const;
  if (!(alive instanceof Refusal)) return { kind: 'page', status: 200, cookies, page: { ...common, ticket: token, code: codeFor(alive, hash, tools), problem: undefined, resendable: false, againPath: undefined } };
  const page: EmailLinkPage = { ...common, ticket: alive.reason === 'ticket.expired' ? token : '', code: undefined, problem: { reason: alive.reason, retryAt: alive.evidence.retryAt }, ...offersOf(alive, ticket) };
  return { kind: 'page', status: statusOf(alive), headers: retryHeaders(alive, tools.clock.now()), cookies, page };
}

async function clientOf({ tenant }: Request, ticket: Ticket | undefined, { clients }: EmailLinkTools) {
  const client = ticket?.detail.clientId === undefined ? undefined : await clients.findClient(tenant.id, ticket.detail.clientId);
  return client === undefined ? tenantOfPage(tenant) : clientOfPage(client);
}

const accountOf = (alive: AliveTicket | Refusal, ticket: Ticket | undefined) => (alive instanceof Refusal ? maskedEmail(ticket?.email ?? '') : (alive.user.email ?? alive.ticket.email));

/** Where another browser waits for it. */
function codeFor({ ticket: { key, detail } }: AliveTicket, browser: string, { ticketCodeKey }: Pick<EmailLinkTools, 'ticketCodeKey'>): string | undefined {
  return detail.browser === undefined || detail.browser === browser ? undefined : ticketCode(ticketCodeKey, key);
}

const offersOf = ({ reason }: Refusal, ticket: Ticket | undefined) => ({
  resendable: reason === 'ticket.expired' && ticket?.purpose === 'verify_email',
  againPath: reason === 'ticket.blocked' || (ticket !== undefined && ticket.purpose !== 'reset_password') ? undefined : '/u/forgot-password',
});
