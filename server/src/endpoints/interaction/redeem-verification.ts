import type { AliveTicket } from '../../identity/tickets/prove-ticket.ts';
import type { TicketStore } from '../../identity/ports/ticket-store.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { clientOfPage, tenantOfPage } from '../error-page/page-client.ts';
import { frameOf } from '../error-page/render-refusal.ts';
import { logRecordOf, type EventTools } from '../record-event.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import type { StepTools } from './prove-step.ts';
import { resultAddress } from './result-address.ts';
import { reopenTransaction } from './transaction.ts';

/** What proves an address works with. */
export type VerificationTools = StepTools & EventTools & { readonly tickets: TicketStore };

/** Uses a ticket that verifies an address, and shows the way on: the sign-in that waited, where an administrator wanted, or the application. */
export async function redeemVerification(request: Request, { ticket, user }: AliveTicket, tools: VerificationTools): Promise<Reply | Refusal> {
  const { tenant } = request;
  const log = logRecordOf(request, 'email.verified', tools);
  if ((await tools.tickets.redeem(tenant.id, ticket, { at: tools.clock.now(), log })) === 'lost') return new Refusal('invalid_request', 'ticket.used');
  const { origin, clientId, resultUrl, emailInResult = false } = ticket.detail;
  const email = user.email ?? ticket.email;
  const state = origin === undefined ? undefined : await reopenTransaction(request, { key: origin, email }, tools);
  if (state === undefined && resultUrl !== undefined) return { kind: 'redirect', to: resultAddress(resultUrl, { done: 'verified', email: emailInResult ? email : undefined }) };
  const client = clientId === undefined ? undefined : await tools.clients.findClient(tenant.id, clientId);
  return {
    kind: 'page', status: 200,
    page: { name: 'email-done', frame: frameOf(request), client: client === undefined ? tenantOfPage(tenant) : clientOfPage(client), done: 'verified', signInPath: state === undefined ? undefined : `/u/login?state=${state}` },
  };
}
