import type { Connection } from '../../identity/connections/connection.ts';
import type { ConnectionDirectory } from '../../identity/ports/connection-store.ts';
import type { TenantId } from '../../kernel/tenant.ts';

/** Where connections are found. */
export interface ConnectionTools { readonly connections: ConnectionDirectory }

/** The connection with this id. */
export const findConnection = async (tenant: TenantId, id: string, { connections }: ConnectionTools): Promise<Connection | undefined> => (await connections.list(tenant)).find((one) => one.id === id);

/** The database with this id: people with passwords can be put into it. */
export async function findDatabase(tenant: TenantId, id: string, tools: ConnectionTools): Promise<Connection | undefined> {
  const found = await findConnection(tenant, id, tools);
  return found?.strategy === 'auth0' ? found : undefined;
}
