import type { Tenant } from '../../kernel/tenant.ts';
import type { ResourceServer } from '../client/resource-server.ts';
import type { ClientDirectory } from '../ports/client-directory.ts';
import type { Grant } from '../tokens/records.ts';
import { invalidGrant, type OAuthRefusal } from '../vocabulary/errors.ts';

/** The API of a grant, as it is registered now; `undefined` where the grant names none. One that was switched off or removed ends what was granted for it. */
export async function findGrantedApi({ audience }: Grant, tenant: Tenant, { clients }: { readonly clients: ClientDirectory }): Promise<ResourceServer | undefined | OAuthRefusal> {
  if (audience === undefined) return undefined;
  const api = await clients.findResourceServer(tenant.id, audience);
  return api?.enabled === true ? api : invalidGrant('target.unknown', { received: audience });
}
