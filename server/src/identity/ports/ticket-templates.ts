import type { Seconds } from '../../kernel/time.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { TicketPurpose } from './ticket-store.ts';

/** What the tenant's template of a mail says of the link in it; members that it leaves to us are left out. */
export interface TemplatedTicket {
  /** How long the link is good. */
  readonly ttl?: Seconds;
  /** Auth0: where the browser goes afterwards. */
  readonly resultUrl?: string;
  /** Auth0: the address is told to `resultUrl`. */
  readonly emailInResult?: boolean;
}

/** Auth0: templates of mails have a say about the links that they carry. */
export interface TicketTemplates { find(tenant: Tenant, purpose: TicketPurpose, clientId: string | undefined): Promise<TemplatedTicket> }
