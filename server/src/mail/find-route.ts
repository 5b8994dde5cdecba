import { mailPasswordPlace, type MailStore } from '../identity/ports/mail-store.ts';
import type { Tenant } from '../kernel/tenant.ts';
import type { MessageSeal } from '../protocol/ports/message-seal.ts';
import { parseSender, type MailAddress } from './mail-address.ts';
import { implicitTlsPort, type SmtpServer } from './smtp-server.ts';

/** What the operator set for all tenants. */
export interface MailSettings {
  readonly server: SmtpServer | undefined;
  readonly from: MailAddress | undefined;
  /** Development: mail that has nowhere to go is kept to be looked at. */
  readonly development: boolean;
}

/** Where the mail of a tenant goes. `none`: nowhere yet. */
export type MailRoute = { readonly way: 'smtp'; readonly server: SmtpServer; readonly from: MailAddress } | { readonly way: 'kept'; readonly from: MailAddress } | { readonly way: 'none'; readonly from: MailAddress };

/** What a route is found with. */
export interface RouteTools { readonly mail: Pick<MailStore, 'findProvider'>; readonly messageSeal: MessageSeal; readonly mailSettings: MailSettings }

/** The tenant's own server comes first, then that of the settings. Both have a sender of their own; without any it is `no-reply` at the host of the issuer. */
export async function findRoute(tenant: Tenant, { mail, messageSeal, mailSettings }: RouteTools): Promise<MailRoute> {
  const provider = await mail.findProvider(tenant.id);
  const from = mailSettings.from ?? { name: tenant.name, address: `no-reply@${new URL(tenant.issuer).hostname}` };
  if (provider?.enabled === true) {
    const { host, port, user, sealedPassword, headers, defaultFrom } = provider;
    const password = sealedPassword === undefined ? undefined : messageSeal.open(sealedPassword, mailPasswordPlace(tenant.id));
    return { way: 'smtp', server: { host, port, implicitTls: port === implicitTlsPort, user, password, headers, operators: false }, from: (defaultFrom === undefined ? undefined : parseSender(defaultFrom)) ?? from };
  }
  if (mailSettings.server !== undefined) return { way: 'smtp', server: mailSettings.server, from };
  return { way: mailSettings.development ? 'kept' : 'none', from };
}
