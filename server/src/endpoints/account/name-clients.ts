import type { Tenant } from '../../kernel/tenant.ts';
import type { PageClient } from '../../pages/page.ts';
import type { ClientDirectory } from '../../protocol/ports/client-directory.ts';
import { clientOfPage } from '../error-page/page-client.ts';

/** An application as the pages show it, switched off or not; `undefined`: it is gone. */
export async function nameClient(tenant: Tenant, id: string, { clients }: { readonly clients: ClientDirectory }): Promise<PageClient | undefined> {
  const client = await clients.findClient(tenant.id, id);
  return client === undefined ? undefined : clientOfPage(client);
}

/** The names of applications; those that are gone are left out. */
export async function nameClients(tenant: Tenant, ids: readonly string[], tools: { readonly clients: ClientDirectory }): Promise<readonly string[]> {
  const found = await Promise.all(ids.map((id) => nameClient(tenant, id, tools)));
  return found.filter((client) => client !== undefined).map(({ name }) => name);
}
