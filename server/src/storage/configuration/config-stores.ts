import { tenantDefaults, type Tenant, type TenantId } from '../../kernel/tenant.ts';
import { clientDefaults } from '../../protocol/client/client-defaults.ts';
import type { Client } from '../../protocol/client/client.ts';
import { resourceServerDefaults, type ClientGrant, type ResourceServer } from '../../protocol/client/resource-server.ts';
import type { ClientDirectory } from '../../protocol/ports/client-directory.ts';
import type { Registry } from '../../protocol/ports/registry.ts';
import type { LogRecord } from '../../kernel/log-record.ts';
import { logRow } from '../stores/log-rows.ts';
import type { Unit, UnitResult } from '../driver.ts';
import type { ConnectionQueries } from '../queries/connection-queries.ts';
import type { ConfigQueries } from '../queries/config-queries.ts';
import type { Bound } from '../statement.ts';
import type { ConfigCache } from './config-cache.ts';

/** What the stores of the configuration work with. */
export interface ConfigTools {
  readonly queries: ConfigQueries;
  readonly connections: ConnectionQueries;
  readonly cache: ConfigCache;
  readonly read: <R>(query: Bound<R>) => Promise<readonly R[]>;
  /** Writes with a new version of the configuration, and forgets what is in memory. */
  readonly change: (unit: Unit) => Promise<UnitResult>;
  /** Removes what was issued to a client that is gone: a later client with the same id starts with nothing. */
  readonly removeIssued: (tenant: TenantId, clientId: string) => Promise<void>;
}

interface Stored { readonly data: string }
/** The record of the only row, if there is one. */
export const recordOf = <T>([row]: readonly Stored[]): T | undefined => (row === undefined ? undefined : JSON.parse(row.data) as T);
/** The records of all rows. */
export const recordsOf = <T>(rows: readonly Stored[]): readonly T[] => rows.map(({ data }) => JSON.parse(data) as T);

const clientOf = (stored: Client | undefined): Client | undefined => (stored === undefined ? undefined : { ...clientDefaults, ...stored });
const resourceServerOf = (stored: ResourceServer | undefined): ResourceServer | undefined => (stored === undefined ? undefined : { ...resourceServerDefaults, ...stored });

/** Keeps the parts of a key of the cache apart. Only the last part may come from a request as it is; a tenant or an authenticated client has no such character in its id. */
const gap = '\n';

/** Applications and APIs, from memory. */
export const clientDirectory = ({ queries, cache, read }: ConfigTools): ClientDirectory => ({
  findClient: (tenant, id) => cache.find<Client>(`c${gap}${tenant}${gap}${id}`, async () => clientOf(recordOf(await read(queries.client({ tenant, id }))))),
  findResourceServer: (tenant, identifier) => cache.find<ResourceServer>(`r${gap}${tenant}${gap}${identifier}`, async () => resourceServerOf(recordOf(await read(queries.resourceServer({ tenant, identifier }))))),
  findClientGrant: (tenant, clientId, audience) => cache.find<ClientGrant>(`g${gap}${tenant}${gap}${clientId}${gap}${audience}`, async () => recordOf(await read(queries.clientGrant({ tenant, clientId, audience })))),
  knowsOrigin(tenant, origin) {
    const known = cache.find(`o${gap}${tenant}${gap}${origin}`, async () => (await read(queries.knowsOrigin({ tenant, origin }))).length > 0);
    return known instanceof Promise ? known.then((found) => found === true) : known === true;
  },
});

/** The connection that new applications of a tenant use. */
const directoryOf = (tenant: Tenant | undefined): string | undefined => (tenant === undefined ? undefined : { ...tenantDefaults, ...tenant.settings }.defaultDirectory ?? undefined);

/** What administrators change, straight from and to the database. */
export function registry(tools: ConfigTools): Registry {
  const { queries, connections, read, change, removeIssued } = tools;
  const originsOf = ({ tenant, id, enabled, webOrigins, allowedOrigins }: Client) => (enabled ? [...new Set([...webOrigins, ...allowedOrigins])] : []).map((origin) => queries.insertOrigin({ tenant, id, origin }));

  return {
    findClient: async (tenant, id) => clientOf(recordOf(await read(queries.client({ tenant, id })))),
    listClients: async (tenant) => recordsOf<Client>(await read(queries.clients({ tenant }))).map((stored) => ({ ...clientDefaults, ...stored })),
    async insertClient(client, log) {
      const { tenant, id } = client;
      const name = directoryOf(recordOf(await read(queries.tenant({ tenant }))));
      const enabled = name === undefined ? [] : [connections.enableNamed({ tenant, client: id, name })];
      const { won } = await change({ guard: queries.insertClient({ tenant, id, data: JSON.stringify(client) }), queries: [...originsOf(client), ...enabled], rows: lines(tenant, log) });
      return won ? 'inserted' : 'taken';
    },
    async replaceClient(client, log) {
      const { tenant, id } = client;
      const { won } = await change({ guard: queries.replaceClient({ tenant, id, data: JSON.stringify(client) }), queries: [queries.removeOrigins({ tenant, id }), ...originsOf(client)], rows: lines(tenant, log) });
      return won ? 'replaced' : 'unknown';
    },
    async removeClient(tenant, id, log) {
      await change({ queries: [queries.removeClient({ tenant, id }), queries.removeOrigins({ tenant, id }), queries.removeGrantsOfClient({ tenant, id }), connections.disableAllOf({ tenant, client: id })], rows: lines(tenant, log) });
      await removeIssued(tenant, id);
    },
    ...apis(tools),
  };
}

type ApiRegistry = Pick<Registry, 'listResourceServers' | 'insertResourceServer' | 'replaceResourceServer' | 'removeResourceServer' | 'listClientGrants' | 'insertClientGrant' | 'replaceClientGrant' | 'removeClientGrant'>;

/** The line of the log that is stored with a change. */
const lines = (tenant: TenantId, log: LogRecord | undefined) => (log === undefined ? [] : [logRow(tenant, log)]);

const apis = ({ queries, read, change }: ConfigTools): ApiRegistry => ({
  listResourceServers: async (tenant) => recordsOf<ResourceServer>(await read(queries.resourceServers({ tenant }))).map((stored) => ({ ...resourceServerDefaults, ...stored })),
  async insertResourceServer(api, log) {
    const { won } = await change({ guard: queries.insertResourceServer({ tenant: api.tenant, id: api.id, identifier: api.identifier, data: JSON.stringify(api) }), rows: lines(api.tenant, log) });
    return won ? 'inserted' : 'taken';
  },
  async replaceResourceServer(api, log) {
    const { tenant, id, identifier } = api;
    const kept = JSON.stringify(api.permissions.map(({ value }) => value));
    const { won } = await change({
      guard: queries.replaceResourceServer({ tenant, id, identifier, data: JSON.stringify(api) }),
      queries: queries.removeUndefinedPermissions.map((removal) => removal({ tenant, api: identifier, kept })), rows: lines(tenant, log),
    });
    return won ? 'replaced' : 'unknown';
  },
  async removeResourceServer(tenant, id, log) {
    await change({
      // The API is held first: what is given of it at the same moment waits, and then finds no API.
      queries: [queries.holdResourceServer({ tenant, id }), queries.removeGrantsOfResourceServer({ tenant, id }), ...queries.removePermissionsOfResourceServer.map((removal) => removal({ tenant, id })), queries.removeResourceServer({ tenant, id })],
      rows: lines(tenant, log),
    });
  },
  listClientGrants: async (tenant) => recordsOf(await read(queries.clientGrants({ tenant }))),
  async insertClientGrant(grant, log) {
    const { tenant, id, clientId, audience } = grant;
    const { won } = await change({ guard: queries.insertClientGrant({ tenant, id, clientId, audience, data: JSON.stringify(grant) }), rows: lines(tenant, log) });
    return won ? 'inserted' : 'taken';
  },
  async replaceClientGrant(grant, log) {
    const { tenant, id } = grant;
    const { won } = await change({ guard: queries.replaceClientGrant({ tenant, id, data: JSON.stringify(grant) }), rows: lines(tenant, log) });
    return won ? 'replaced' : 'unknown';
  },
  async removeClientGrant(tenant, id, log) { await change({ queries: [queries.removeClientGrant({ tenant, id })], rows: lines(tenant, log) }); },
});
