import type { KeyObject } from 'node:crypto';
import type { OpaqueToken, OpaqueTokens } from '../../kernel/opaque-token.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import type { Issuer, Tenant } from '../../kernel/tenant.ts';
import type { Clock, Seconds } from '../../kernel/time.ts';
import type { Mailer, MailOrder } from '../ports/mailer.ts';
import type { Ticket, TicketDetail, TicketPurpose, TicketStore } from '../ports/ticket-store.ts';
import type { TemplatedTicket, TicketTemplates } from '../ports/ticket-templates.ts';
import type { User } from '../ports/user-store.ts';
import { mailTemplateOf, ticketTtl } from './mail-rules.ts';
import { ticketCode } from './ticket-code.ts';

/** What makes tickets, and mails that carry them. `ticketCodeKey` hides their codes. */
export interface TicketTools { readonly tickets: TicketStore; readonly mailer: Mailer; readonly tokens: OpaqueTokens; readonly clock: Clock; readonly ticketCodeKey: KeyObject; readonly ticketTemplates: TicketTemplates }

/** A ticket to be made. `ttl` is seconds; without it that of the purpose. */
export interface WantedTicket { readonly tenant: Tenant; readonly user: User; readonly purpose: TicketPurpose; readonly detail: TicketDetail; readonly ttl?: Seconds | undefined }
/** A ticket that is not stored yet, and the secret that names it. */
export interface NewTicket { readonly ticket: Ticket; readonly token: OpaqueToken }

/** Makes a ticket for the address that a person has now; `undefined`: there is none. */
export function mintTicket({ user, purpose, detail, ttl = ticketTtl[purpose] }: Omit<WantedTicket, 'tenant'>, { tokens, clock }: Pick<TicketTools, 'tokens' | 'clock'>): NewTicket | undefined {
  if (user.canonicalEmail === undefined) return undefined;
  const now = clock.now();
  const { token, key } = tokens.mint(clock.nowMs());
  return { token, ticket: { key, purpose, userId: user.id, connection: user.connection, email: user.canonicalEmail, createdAt: now, expiresAt: now + ttl, spentAt: undefined, detail: user.linkedId === undefined ? detail : { ...detail, verifiesEmail: false, linkedId: user.linkedId } } };
}

/** The address of a link. It is the configured issuer's, whatever the request that led to it called itself. */
export const ticketUrl = (issuer: Issuer, token: OpaqueToken): string => `${issuer}u/link?ticket=${token}`;

/** A ticket with the mail that carries it, as parts of somebody else's commit. The code stands in it where a browser waits for one. `language` as the page spoke, `templated` by the tenant; empty: a person without an address. */
export function prepareTicketMail(wanted: WantedTicket & { readonly language: string; readonly templated: TemplatedTicket }, tools: Omit<TicketTools, 'ticketTemplates'>): readonly PreparedWrite[] {
  const { tenant, user, purpose, language, templated: { ttl, ...result } } = wanted;
  const detail: TicketDetail = { ...result, ...wanted.detail };
  const made = mintTicket({ user, purpose, detail, ttl: wanted.ttl ?? ttl }, tools);
  if (made === undefined || user.email === undefined) return [];
  const { ticket, token } = made;
  const order: MailOrder = {
    template: mailTemplateOf[purpose], to: user.email, language, userId: user.id, clientId: detail.clientId, expiresAt: ticket.expiresAt,
    data: { url: ticketUrl(tenant.issuer, token), ...(detail.browser === undefined ? {} : { code: ticketCode(tools.ticketCodeKey, ticket.key) }), connection: { name: user.connection }, ...(detail.inviter === undefined ? {} : { inviter: { name: detail.inviter } }) },
  };
  return [tools.tickets.prepareIssue(tenant.id, ticket), tools.mailer.prepare(tenant.id, order)];
}
