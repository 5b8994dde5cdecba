import type { TenantId } from '../../kernel/tenant.ts';
import type { ConnectionDirectory } from '../ports/connection-store.ts';
import type { LinkedUsers } from '../ports/linked-users.ts';
import type { User } from '../ports/user-store.ts';

/** What the question is answered with. */
export interface MayComeTools { readonly connections: ConnectionDirectory; readonly linkedUsers: Pick<LinkedUsers, 'listOf'> }

/** Where somebody comes to. `named`: the connection that the application asked for. */
export interface Destination { readonly tenant: TenantId; readonly clientId: string; readonly named: string | undefined }

/** May this person come to an application: is the own connection enabled for it, or that of a further identity? Only for who is not in the own one the database is asked. */
export async function mayCome({ id, connection }: User, { tenant, clientId, named }: Destination, { connections, linkedUsers }: MayComeTools): Promise<boolean> {
  const enabled = await connections.listOfClient(tenant, clientId);
  const allows = (from: string) => (named ?? from) === from && enabled.some(({ name }) => name === from);
  return allows(connection) || (await linkedUsers.listOf(tenant, id)).some((linked) => allows(linked.connection));
}
