import type { Awaitable } from '../../kernel/awaitable.ts';
import type { Tenant, TenantId } from '../../kernel/tenant.ts';
import type { Client } from '../client/client.ts';
import type { ClientGrant, ResourceServer } from '../client/resource-server.ts';
import type { LogRecord } from '../../kernel/log-record.ts';

/** The tenants of the installation. */
export interface TenantDirectory {
  /** By the host (with port) of the issuer, as in a Host header. */
  findByHost(host: string): Awaitable<Tenant | undefined>;
  find(id: TenantId): Awaitable<Tenant | undefined>;
  list(): Promise<readonly Tenant[]>;
  insert(tenant: Tenant): Promise<'inserted' | 'taken'>;
  /** `log` is a line of the log that is stored with it, or not at all. */
  replace(tenant: Tenant, log?: LogRecord): Promise<void>;
  /**
   * Compare-and-set: `decide` makes the next tenant of the one that is stored, and is asked again on what another one stored meanwhile, so that of several changes at once none is lost.
   * What it answers instead of a tenant is answered, and nothing is written.
   */
  change<Refused extends object>(id: TenantId, decide: (current: Tenant) => Tenant | Refused, log?: LogRecord): Promise<Tenant | Refused>;
}

/** What administrators change. Every write is durable, and known to every node within a second, when it resolves. `log` is a line of the log that is stored with it, or not at all. */
export interface Registry {
  /** As it stands in the database now, past all memory: for who is about to change it. */
  findClient(tenant: TenantId, id: string): Promise<Client | undefined>;
  listClients(tenant: TenantId): Promise<readonly Client[]>;
  insertClient(client: Client, log?: LogRecord): Promise<'inserted' | 'taken'>;
  replaceClient(client: Client, log?: LogRecord): Promise<'replaced' | 'unknown'>;
  removeClient(tenant: TenantId, id: string, log?: LogRecord): Promise<void>;
  listResourceServers(tenant: TenantId): Promise<readonly ResourceServer[]>;
  insertResourceServer(api: ResourceServer, log?: LogRecord): Promise<'inserted' | 'taken'>;
  replaceResourceServer(api: ResourceServer, log?: LogRecord): Promise<'replaced' | 'unknown'>;
  removeResourceServer(tenant: TenantId, id: string, log?: LogRecord): Promise<void>;
  listClientGrants(tenant: TenantId): Promise<readonly ClientGrant[]>;
  insertClientGrant(grant: ClientGrant, log?: LogRecord): Promise<'inserted' | 'taken'>;
  /** The client and the API of a grant never change. */
  replaceClientGrant(grant: ClientGrant, log?: LogRecord): Promise<'replaced' | 'unknown'>;
  removeClientGrant(tenant: TenantId, id: string, log?: LogRecord): Promise<void>;
}
