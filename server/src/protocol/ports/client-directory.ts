import type { Awaitable } from '../../kernel/awaitable.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Client } from '../client/client.ts';
import type { OAuthRefusal } from '../vocabulary/errors.ts';
import type { ClientGrant, ResourceServer } from '../client/resource-server.ts';

/** Applications and APIs of a tenant: read from memory, brought up to date within a second of a change on any node. */
export interface ClientDirectory {
  findClient(tenant: TenantId, id: string): Awaitable<Client | undefined>;
  /** Why there is no such client, where it can be said: for who named one by the address of its metadata. */
  explainUnknown?(tenant: TenantId, id: string): Promise<OAuthRefusal | undefined>;
  findResourceServer(tenant: TenantId, identifier: string): Awaitable<ResourceServer | undefined>;
  findClientGrant(tenant: TenantId, clientId: string, audience: string): Awaitable<ClientGrant | undefined>;
  /** Is this web origin registered with any enabled client of the tenant (CORS preflight, which names no client)? */
  knowsOrigin(tenant: TenantId, origin: string): Awaitable<boolean>;
}
