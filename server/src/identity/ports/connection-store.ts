import type { Awaitable } from '../../kernel/awaitable.ts';
import type { LogRecord } from '../../kernel/log-record.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Connection } from '../connections/connection.ts';

/** Connections as they are used: read from memory, brought up to date within a second of a change on any node. */
export interface ConnectionDirectory {
  /** By name. */
  find(tenant: TenantId, name: string): Awaitable<Connection | undefined>;
  /** Every connection of the tenant, by name. */
  list(tenant: TenantId): Awaitable<readonly Connection[]>;
  /** Those that people may come from to an application, in the order in which they were enabled for it. An application that is not the tenant's own has its domain connections too, after the enabled ones. */
  listOfClient(tenant: TenantId, clientId: string): Awaitable<readonly Connection[]>;
}

/** Whether an application uses a connection. */
export interface Enabling { readonly clientId: string; readonly enabled: boolean }

/** Connections as administrators change them, straight from and to the database. `log` is a line of the log that is stored with a change, or not at all. */
export interface ConnectionRegistry {
  list(tenant: TenantId): Promise<readonly Connection[]>;
  find(tenant: TenantId, id: string): Promise<Connection | undefined>;
  /** With the applications that use it from the beginning. `taken`: the name or the id is in use, also by a connection whose people are still being removed. */
  insert(connection: Connection, clientIds: readonly string[], log?: LogRecord): Promise<'inserted' | 'taken'>;
  /** Everything but id, name and strategy, and the applications that use it, in one commit. */
  replace(connection: Connection, enablings: readonly Enabling[], log?: LogRecord): Promise<'replaced' | 'unknown'>;
  /** As `replace`, only while it is what was seen. `lost`: it was changed or removed meanwhile. */
  change(seen: Connection, next: { readonly connection: Connection; readonly enablings: readonly Enabling[] }, log?: LogRecord): Promise<'replaced' | 'lost'>;
  /** From now on nobody comes from it. Its people go with the calls of `removePeople`; until the last is gone its name stays in use. */
  remove(tenant: TenantId, id: string, log?: LogRecord): Promise<'removed' | 'unknown'>;
  /** Removes at most so many people of connections that were removed; answers how many are gone. */
  removePeople(most: number): Promise<number>;
  /** The ids of applications that use it, sorted. */
  listClients(tenant: TenantId, id: string): Promise<readonly string[]>;
  changeClients(tenant: TenantId, change: { readonly id: string; readonly enablings: readonly Enabling[] }, log?: LogRecord): Promise<'changed' | 'unknown'>;
}
