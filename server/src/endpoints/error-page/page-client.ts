import { safeHref } from '../../pages/safe-href.ts';
import type { PageClient } from '../../pages/page.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Client } from '../../protocol/client/client.ts';

/** The application as a page may show it: only links to the web, and a way back to it where one is known. */
export function clientOfPage(client: Client): PageClient {
  return { name: client.name, logoUri: safeHref(client.logoUri), policyUri: safeHref(client.policyUri), tosUri: safeHref(client.tosUri), homeUri: homeOf(client) };
}

/** A page of the server itself speaks for the tenant. */
export const tenantOfPage = ({ name }: Tenant): PageClient => ({ name, logoUri: undefined, policyUri: undefined, tosUri: undefined, homeUri: undefined });

/** OIDC Core §4: where a sign-in starts again; else the front door of the site to which answers go. */
function homeOf(client: Client): string | undefined {
  const start = safeHref(client.initiateLoginUri);
  if (start !== undefined || client.type === 'native') return start;
  const callback = safeHref(client.redirectUris[0]);
  return callback === undefined ? undefined : `${new URL(callback).origin}/`;
}
