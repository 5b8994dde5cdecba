import { Refusal } from '../../kernel/refusal.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Connection } from '../connections/connection.ts';
import type { ConnectionDirectory } from '../ports/connection-store.ts';

/** Auth0: the connection that codes are sent by text message for. This server has no way to send one. */
const textMessages = 'sms';

/** The connection of an application (or of the tenant, for a page of the server itself) whose people sign in with codes of mails; by its name, or the first. */
export async function findMailConnection({ tenant, clientId, named }: { readonly tenant: TenantId; readonly clientId: string | undefined; readonly named: string | undefined }, connections: ConnectionDirectory): Promise<Connection | Refusal<'invalid_request'>> {
  if (named === textMessages) return new Refusal('invalid_request', 'passwordless.no_text_messages');
  const open = (clientId === undefined ? await connections.list(tenant) : await connections.listOfClient(tenant, clientId)).filter(({ strategy }) => strategy === 'email');
  const found = named === undefined ? open[0] : open.find(({ name }) => name === named);
  if (found !== undefined) return found;
  if (named === undefined) return new Refusal('invalid_request', 'connection.none');
  return new Refusal('invalid_request', (await connections.find(tenant, named))?.strategy === 'email' ? 'connection.disabled' : 'connection.unknown', { received: named.slice(0, 128) });
}
