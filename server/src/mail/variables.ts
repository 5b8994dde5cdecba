import type { MailOrder } from '../identity/ports/mailer.ts';
import type { User } from '../identity/ports/user-store.ts';
import type { Tenant } from '../kernel/tenant.ts';
import type { Client } from '../protocol/client/client.ts';

/** Whom and what a mail is about. */
export interface MailSubject { readonly tenant: Tenant; readonly order: MailOrder; readonly user: User | undefined; readonly client: Client | undefined }

/** Auth0: what the template of a tenant sees. Plain data: neither hashes nor settings are in it. */
export function variablesOf({ tenant, order, user, client }: MailSubject): Readonly<Record<string, unknown>> {
  const data = order.data ?? {};
  const variables = {
    ...data, ...aboutTenant(tenant),
    email: order.to, request_language: order.language, link: data['link'] ?? data['url'],
    user: { ...aboutPerson(order, user), ...(isRecord(data['user']) ? data['user'] : {}) },
    application: aboutApplication(client), connection: data['connection'] ?? { name: user?.connection ?? '' },
  };
  return JSON.parse(JSON.stringify(variables)) as Record<string, unknown>;
}

/** What the sender of a mail may be made of: nothing that a person chose. */
export const senderVariablesOf = ({ tenant, client }: Pick<MailSubject, 'tenant' | 'client'>): Readonly<Record<string, unknown>> => ({ ...aboutTenant(tenant), application: aboutApplication(client) });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

const aboutTenant = ({ id, name, issuer, settings }: Tenant) => ({ tenant: id, friendly_name: name, domain: new URL(issuer).host, support_email: settings.supportEmail ?? '' });

function aboutPerson({ to }: MailOrder, user: User | undefined) {
  if (user === undefined) return { email: to, name: to };
  return {
    name: user.email ?? to, ...user.profile,
    email: user.email ?? to, email_verified: user.emailVerified, user_id: user.id, username: user.username, user_metadata: user.userMetadata, app_metadata: user.appMetadata,
  };
}

function aboutApplication(client: Client | undefined) {
  if (client === undefined) return { name: '', clientID: '' };
  return { name: client.name, clientID: client.id, description: client.description, logo_uri: client.logoUri, callback_domain: originOf(client.redirectUris[0]) };
}

const originOf = (url: string | undefined) => (url !== undefined && URL.canParse(url) ? new URL(url).origin : '');
