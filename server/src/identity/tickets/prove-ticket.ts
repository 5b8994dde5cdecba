import type { Brand } from '../../kernel/brand.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import type { TokenKey } from '../../kernel/opaque-token.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Clock } from '../../kernel/time.ts';
import type { Ticket, TicketStore } from '../ports/ticket-store.ts';
import { findMailbox, type MailboxTools } from './find-mailbox.ts';
import type { User, UserStore } from '../ports/user-store.ts';

/** Evidence that a ticket is unused and young enough, and that its person still has the address and is not blocked. What is stored with it is decided again by the commit. */
export type AliveTicket = Brand<{ readonly ticket: Ticket; readonly user: User }, 'AliveTicket'>;

/** Where tickets and their people are found. */
export interface ProveTicketTools extends MailboxTools { readonly tickets: TicketStore; readonly users: UserStore; readonly clock: Clock }

/** A ticket by its key, whether it came from a link, of a code, or was shown before; `undefined`: what came was no key. */
export async function proveTicket(key: TokenKey | undefined, { tenant, record }: { readonly tenant: TenantId; readonly record: DecisionRecord }, tools: ProveTicketTools): Promise<AliveTicket | Refusal<'invalid_request'>> {
  const ticket = key === undefined ? undefined : await tools.tickets.find(tenant, key);
  if (ticket === undefined) return new Refusal('invalid_request', 'ticket.unknown');
  record.facts.userId = ticket.userId;
  record.facts.connection = ticket.connection;
  if (ticket.detail.clientId !== undefined) record.facts.clientId = ticket.detail.clientId;
  if (ticket.spentAt !== undefined) return new Refusal('invalid_request', 'ticket.used');
  if (ticket.expiresAt <= tools.clock.now()) return new Refusal('invalid_request', 'ticket.expired');
  const person = await tools.users.find(tenant, ticket.userId);
  const user = person === undefined ? undefined : await findMailbox(tenant, { user: { ...person, linkedId: ticket.detail.linkedId }, email: ticket.email }, tools);
  if (user === undefined) return new Refusal('invalid_request', 'ticket.unknown', { received: 'a ticket for an address that the person has not' });
  if (user.blocked) return new Refusal('invalid_request', 'ticket.blocked');
  record.pass('ticket.alive');
  return { ticket, user } as AliveTicket;
}
