import type { User } from '../../identity/ports/user-store.ts';
import { prepareTicketMail } from '../../identity/tickets/issue-ticket.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { ManagementTools } from '../tools.ts';

/** Whom a body is about, as they are after it. */
interface Told { readonly tenant: Tenant; readonly user: User; readonly body: { readonly verify_email?: boolean; readonly client_id?: string } }

/** Auth0: `verify_email` sends the mail that proves an address, with the change or not at all; of an address that is proved none goes. */
export async function verificationMail({ tenant, user, body: { verify_email: wanted = false, client_id: clientId } }: Told, tools: ManagementTools): Promise<readonly PreparedWrite[]> {
  if (!wanted || user.emailVerified) return [];
  return prepareTicketMail({ tenant, user, purpose: 'verify_email', detail: { verifiesEmail: true, ...(clientId === undefined ? {} : { clientId }) }, language: tenant.settings.locales[0] ?? 'en', templated: await tools.ticketTemplates.find(tenant, 'verify_email', clientId) }, tools);
}
