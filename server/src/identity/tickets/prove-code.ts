import type { KeyObject } from 'node:crypto';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import { reserveMailCode } from '../attack-protection/mail-code-limits.ts';
import type { ThrottleStore } from '../ports/throttle-store.ts';
import type { TicketPurpose } from '../ports/ticket-store.ts';
import { canonicalLogin } from '../users/canonical-login.ts';
import { findMailboxIn } from './find-mailbox.ts';
import { proveTicket, type AliveTicket, type ProveTicketTools } from './prove-ticket.ts';
import { isTicketCode, ticketCode } from './ticket-code.ts';
import { ticketTtl } from './mail-rules.ts';

/** A code that somebody typed. `browser` is the hash of the binding cookie of the browser in which the mail was asked for. */
export interface TypedMailCode {
  readonly tenant: TenantId; readonly connections: readonly string[]; readonly email: string; readonly purpose: TicketPurpose; readonly typed: string; readonly browser: string; readonly address: string; readonly record: DecisionRecord;
}

/** What codes are judged with. */
export type ProveCodeTools = ProveTicketTools & { readonly throttles: ThrottleStore; readonly ticketCodeKey: KeyObject };

/** The ticket of a code. Whether there is an account or a mail at all, a wrong code reads the same and counts the same. */
export async function proveMailCode(code: TypedMailCode, tools: ProveCodeTools): Promise<AliveTicket | Refusal> {
  const { tenant, connections, purpose, address, browser, record } = code;
  const email = canonicalLogin(code.email);
  const mailbox = await findMailboxIn(tenant, { connections, email }, tools);
  const ticket = mailbox !== undefined ? await tools.tickets.findOf(tenant, mailbox.id, purpose) : undefined;
  // Of an account that does not exist a try counts under the name of the mailbox, as long as its ticket would have lived.
  const counted = ticket === undefined ? { of: [purpose, email], until: tools.clock.now() + ticketTtl[purpose] } : { of: [ticket.key], until: ticket.expiresAt };
  const refusal = await reserveMailCode({ tenant, email, address, ...counted }, tools);
  if (refusal !== undefined) return refusal;
  record.pass('ticket.throttle');
  if (ticket === undefined || ticket.email !== email || ticket.detail.browser !== browser || !isTicketCode(code.typed, ticketCode(tools.ticketCodeKey, ticket.key))) return new Refusal('invalid_request', 'ticket.code_wrong');
  const alive = await proveTicket(ticket.key, { tenant, record }, tools);
  return alive instanceof Refusal ? new Refusal('invalid_request', 'ticket.code_wrong', { received: `the right code: ${alive.reason}` }) : alive;
}
