import type { MailStore } from '../identity/ports/mail-store.ts';
import type { TemplatedTicket, TicketTemplates } from '../identity/ports/ticket-templates.ts';
import { mailTemplateOf } from '../identity/tickets/mail-rules.ts';
import type { Tenant } from '../kernel/tenant.ts';
import type { Client } from '../protocol/client/client.ts';
import type { ClientDirectory } from '../protocol/ports/client-directory.ts';
import { renderLiquid } from './liquid.ts';
import { senderVariablesOf } from './variables.ts';

/** Reads what templates say of links. An address that can not be rendered, or is none of the web, is left out: the person gets the link even where a template is broken. */
export const createTicketTemplates = ({ mail, clients }: { readonly mail: MailStore; readonly clients: ClientDirectory }): TicketTemplates => ({
  async find(tenant, purpose, clientId) {
    const template = await mail.findTemplate(tenant.id, mailTemplateOf[purpose]);
    if (template?.enabled !== true) return {};
    const resultUrl = template.resultUrl === undefined ? undefined : await addressOf(template.resultUrl, { tenant, client: clientId === undefined ? undefined : await clients.findClient(tenant.id, clientId) });
    return {
      ...(template.urlLifetime === undefined ? {} : { ttl: template.urlLifetime }),
      ...(resultUrl === undefined ? {} : { resultUrl, emailInResult: template.emailInRedirect }),
    } satisfies TemplatedTicket;
  },
});

/** Nothing that a person chose stands in it. */
async function addressOf(source: string, about: { readonly tenant: Tenant; readonly client: Client | undefined }): Promise<string | undefined> {
  const rendered = await renderLiquid(source, 'line', senderVariablesOf(about));
  return typeof rendered === 'string' && isResultUrl(rendered) ? rendered : undefined;
}

/** An address of the web, without user and password: over https, or of this machine. */
function isResultUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return username === '' && password === '' && (protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1'].includes(hostname)));
}
