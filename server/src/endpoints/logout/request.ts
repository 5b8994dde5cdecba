import { Refusal } from '../../kernel/refusal.ts';
import type { Client } from '../../protocol/client/client.ts';
import { Params } from '../../protocol/params.ts';
import type { ClientDirectory } from '../../protocol/ports/client-directory.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { proveLogoutAddress, type LogoutAddress } from '../interaction/logout-address.ts';
import type { Request } from '../request.ts';

/** Auth0: what `/v2/logout` is asked. */
export interface LogoutCall { readonly client: Client | undefined; readonly returnTo: LogoutAddress | OAuthRefusal | undefined }

/**
 * Auth0: `client_id` chooses whose Allowed Logout URLs count: the application's and the tenant's, or without it the tenant's alone.
 * `federated` may come with or without a value; there is no upstream session to end.
 */
export async function parseLogoutCall({ query, tenant, record }: Request, tools: { readonly clients: ClientDirectory }): Promise<LogoutCall | OAuthRefusal> {
  const params = Params.fromForm(query);
  if (params instanceof Refusal) return params;
  const [id, uri] = [params.optional('client_id'), params.optional('returnTo')];
  const found = id === undefined ? undefined : await tools.clients.findClient(tenant.id, id);
  const client = found?.enabled === true ? found : undefined;
  if (client !== undefined) {
    record.facts.clientId = client.id;
    record.pass('client.known');
  }
  if (uri === undefined) return { client, returnTo: undefined };
  if (id !== undefined && client === undefined) return { client, returnTo: invalidRequest('logout.client_unknown', { received: id.slice(0, 80) }) };
  return { client, returnTo: proveLogoutAddress(uri, client, tenant) };
}
