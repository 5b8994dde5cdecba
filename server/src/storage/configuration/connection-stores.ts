import type { Connection } from '../../identity/connections/connection.ts';
import { connectionsOfDashboard } from '../../identity/connections/connections-of-dashboard.ts';
import type { ConnectionDirectory, ConnectionRegistry, Enabling } from '../../identity/ports/connection-store.ts';
import type { LogRecord } from '../../kernel/log-record.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Client } from '../../protocol/client/client.ts';
import type { StoreTools } from '../stores/store-tools.ts';
import { logRow } from '../stores/log-rows.ts';
import { isDashboard } from '../../protocol/administration/dashboard-client.ts';
import { recordOf, recordsOf, type ConfigTools } from './config-stores.ts';

/** What the stores of connections work with. */
export interface ConnectionTools { readonly config: ConfigTools; readonly store: StoreTools; /** From memory. */ readonly findClient: (tenant: TenantId, id: string) => Promise<Client | undefined> | Client | undefined }

/** Connections, from memory: all of a tenant under one key, those of an application under another. */
export function connectionDirectory({ config: { cache, read }, store: { queries: { connections: queries } }, findClient }: ConnectionTools): ConnectionDirectory {
  const list = (tenant: TenantId) => cache.find<readonly Connection[]>(`n\n${tenant}`, async () => recordsOf<Connection>(await read(queries.connections({ tenant }))));
  const none: readonly Connection[] = Object.freeze([]);
  const later = <T, R>(value: Promise<T> | T, use: (known: T) => R): Promise<R> | R => (value instanceof Promise ? value.then(use) : use(value));
  return {
    list: (tenant) => later(list(tenant), (all) => all ?? none),
    find: (tenant, name) => later(list(tenant), (all) => all?.find((one) => one.name === name)),
    listOfClient: (tenant, clientId) => later(cache.find<readonly Connection[]>(`e\n${tenant}\n${clientId}`, async () => {
      const [all = none, rows, client] = await Promise.all([list(tenant), read(queries.connectionsOfClient({ tenant, client: clientId })), findClient(tenant, clientId)]);
      const enabled = rows.flatMap(({ connection_id: id }) => all.filter((one) => one.id === id));
      if (isDashboard(clientId)) return connectionsOfDashboard(enabled, all);
      // A client that is known by the address of its metadata has no row, and is nobody's own.
      const others = client?.firstParty === true ? [] : all.filter((one) => one.isDomainConnection && !enabled.includes(one));
      return [...enabled, ...others];
    }), (found) => found ?? none),
  };
}

const rowOf = (connection: Connection) => ({ tenant: connection.tenant as string, id: connection.id, name: connection.name, data: JSON.stringify(connection) });
const lines = (tenant: TenantId, log: LogRecord | undefined) => (log === undefined ? [] : [logRow(tenant, log)]);

/** Connections as administrators change them. What hangs on one is written while its row is held. */
export function connectionRegistry({ config: { read, change }, store }: ConnectionTools): ConnectionRegistry {
  const { queries: { connections: queries } } = store;
  const changesOf = ({ tenant, id }: { readonly tenant: TenantId; readonly id: string }, enablings: readonly Enabling[]) => [...enablings].sort((a, b) => (a.clientId < b.clientId ? -1 : 1))
    .map(({ clientId: client, enabled }) => (enabled ? (isDashboard(client) ? queries.enableBuiltIn : queries.enable)({ tenant, id, client }) : queries.disable({ tenant, id, client })));
  return {
    list: async (tenant) => recordsOf<Connection>(await read(queries.connections({ tenant }))),
    find: async (tenant, id) => recordOf<Connection>(await read(queries.connection({ tenant, id }))),
    async insert(connection, clientIds, log) {
      const { tenant, id } = connection;
      const { won } = await change({ guard: queries.insertConnection(rowOf(connection)), queries: [...new Set(clientIds)].sort().map((client) => queries.enable({ tenant, id, client })), rows: lines(tenant, log) });
      return won ? 'inserted' : 'taken';
    },
    async replace(connection, enablings, log) {
      const { won } = await change({ guard: queries.replaceConnection(rowOf(connection)), queries: changesOf(connection, enablings), rows: lines(connection.tenant, log) });
      return won ? 'replaced' : 'unknown';
    },
    async change(seen, { connection, enablings }, log) {
      const { won } = await change({ guard: queries.changeConnection({ ...rowOf(connection), seen: JSON.stringify(seen) }), queries: changesOf(connection, enablings), rows: lines(connection.tenant, log) });
      return won ? 'replaced' : 'lost';
    },
    async remove(tenant, id, log) {
      const { won } = await change({ guard: queries.markRemoved({ tenant, id, at: store.clock.now() }), queries: [queries.disableForAll({ tenant, id })], rows: lines(tenant, log) });
      return won ? 'removed' : 'unknown';
    },
    listClients: async (tenant, id) => (await read(queries.clientsOfConnection({ tenant, id }))).map(({ client_id: client }) => client),
    async changeClients(tenant, { id, enablings }, log) {
      const { won } = await change({ guard: queries.holdConnection({ tenant, id }), queries: changesOf({ tenant, id }, enablings), rows: lines(tenant, log) });
      return won ? 'changed' : 'unknown';
    },
    removePeople: (most) => removePeople(most, { change, store }),
  };
}

/** In one commit. */
const slice = 50;

/** The people of removed connections go slice by slice, each whole; the last takes the name of the connection along. */
async function removePeople(most: number, { change, store: { driver, queries } }: Pick<ConfigTools, 'change'> & { readonly store: StoreTools }): Promise<number> {
  let gone = 0;
  for (const { tenant_id: tenant, id, name } of await driver.read(queries.connections.removedConnections({}))) {
    for (;;) {
      const left = Math.min(slice, most - gone);
      const people = left === 0 ? [] : await driver.read(queries.connections.peopleOf({ tenant, name, most: left }));
      if (left === 0) return gone;
      if (people.length === 0) break;
      await driver.write({ queries: people.flatMap((person) => queries.users.removals.map((removal) => removal({ tenant, id: person.id }))) });
      gone += people.length;
    }
    await change({ queries: [...queries.connections.removeLeftovers.map((removal) => removal({ tenant, name })), queries.connections.removeConnection({ tenant, id })] });
  }
  return gone;
}
