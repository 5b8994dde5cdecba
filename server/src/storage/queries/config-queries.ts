import type { Desk, Statements } from '../statements/draft.ts';

interface OfTenant { readonly tenant: string }
interface ById extends OfTenant { readonly id: string }
type Nothing = Record<string, never>;

/** The texts of a JSON list. */
const listed = ({ dialect, sql, slot }: Desk<{ readonly kept: string }>) =>
  (dialect === 'sqlite' ? sql`(select value from json_each(${slot('kept')}))` : sql`(select jsonb_array_elements_text(cast(${slot('kept')} as jsonb)))`);

/** What administrators set. Writes carry `bump` in the same transaction: other nodes look at the version. */
export const configQueries = (statement: Statements) => ({
  version: statement<Nothing>()('config_version', ({ db }) => db.selectFrom('config_version').select('version').where('id', '=', 1)),
  bump: statement<Nothing>()('bump_config', ({ db, sql }) => db.updateTable('config_version').set({ version: sql<number>`version + 1` }).where('id', '=', 1)),

  tenantByHost: statement<{ host: string }>()('tenant_by_host', ({ db, slot }) => db.selectFrom('tenants').select('data').where('host', '=', slot('host'))),
  tenant: statement<OfTenant>()('tenant', ({ db, slot }) => db.selectFrom('tenants').select('data').where('tenant_id', '=', slot('tenant'))),
  tenants: statement<Nothing>()('tenants', ({ db }) => db.selectFrom('tenants').select('data').orderBy('tenant_id')),
  insertTenant: statement<OfTenant & { host: string; data: string }>()('insert_tenant', ({ db, slot }) => db.insertInto('tenants')
    .values({ tenant_id: slot('tenant'), host: slot('host'), data: slot('data') }).onConflict((conflict) => conflict.doNothing())),
  replaceTenant: statement<OfTenant & { host: string; data: string }>()('replace_tenant', ({ db, slot }) => db.updateTable('tenants').set({ host: slot('host'), data: slot('data') }).where('tenant_id', '=', slot('tenant'))),
  /** Only while the record is the one that was seen. */
  changeTenant: statement<OfTenant & { host: string; data: string; seen: string }>()('change_tenant', ({ db, slot }) => db.updateTable('tenants').set({ host: slot('host'), data: slot('data') }).where('tenant_id', '=', slot('tenant')).where('data', '=', slot('seen'))),

  client: statement<ById>()('client', ({ db, slot }) => db.selectFrom('clients').select('data').where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),
  clients: statement<OfTenant>()('clients', ({ db, slot }) => db.selectFrom('clients').select('data').where('tenant_id', '=', slot('tenant')).orderBy('id')),
  insertClient: statement<ById & { data: string }>()('insert_client', ({ db, slot }) => db.insertInto('clients')
    .values({ tenant_id: slot('tenant'), id: slot('id'), data: slot('data') }).onConflict((conflict) => conflict.doNothing())),
  replaceClient: statement<ById & { data: string }>()('replace_client', ({ db, slot }) => db.updateTable('clients').set({ data: slot('data') }).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),
  removeClient: statement<ById>()('remove_client', ({ db, slot }) => db.deleteFrom('clients').where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),

  knowsOrigin: statement<OfTenant & { origin: string }>()('knows_origin', ({ db, slot }) => db.selectFrom('client_origins').select('client_id').where('tenant_id', '=', slot('tenant')).where('origin', '=', slot('origin')).limit(1)),
  removeOrigins: statement<ById>()('remove_origins', ({ db, slot }) => db.deleteFrom('client_origins').where('tenant_id', '=', slot('tenant')).where('client_id', '=', slot('id'))),
  insertOrigin: statement<ById & { origin: string }>()('insert_origin', ({ db, slot }) => db.insertInto('client_origins').values({ tenant_id: slot('tenant'), origin: slot('origin'), client_id: slot('id') })),

  resourceServer: statement<OfTenant & { identifier: string }>()('resource_server', ({ db, slot }) => db.selectFrom('resource_servers').select('data').where('tenant_id', '=', slot('tenant')).where('identifier', '=', slot('identifier'))),
  resourceServers: statement<OfTenant>()('resource_servers', ({ db, slot }) => db.selectFrom('resource_servers').select('data').where('tenant_id', '=', slot('tenant')).orderBy('id')),
  insertResourceServer: statement<ById & { identifier: string; data: string }>()('insert_resource_server', ({ db, slot }) => db.insertInto('resource_servers')
    .values({ tenant_id: slot('tenant'), id: slot('id'), identifier: slot('identifier'), data: slot('data') }).onConflict((conflict) => conflict.doNothing())),
  /** The identifier of an API never changes: a record with another one is of another API. */
  replaceResourceServer: statement<ById & { identifier: string; data: string }>()('replace_resource_server', ({ db, slot }) => db.updateTable('resource_servers').set({ data: slot('data') })
    .where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id')).where('identifier', '=', slot('identifier'))),
  /** Locks the row of an API until the end of the transaction. */
  holdResourceServer: statement<ById>()('hold_resource_server', ({ db, slot, sql }) => db.updateTable('resource_servers').set({ data: sql<string>`data` }).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),
  removeResourceServer: statement<ById>()('remove_resource_server', ({ db, slot }) => db.deleteFrom('resource_servers').where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),
  /** The client grants of an API that is on the point of being removed. */
  removeGrantsOfResourceServer: statement<ById>()('remove_grants_of_resource_server', ({ db, slot }) => db.deleteFrom('client_grants').where('tenant_id', '=', slot('tenant'))
    .where('audience', '=', db.selectFrom('resource_servers').select('identifier').where('resource_servers.tenant_id', '=', slot('tenant')).where('resource_servers.id', '=', slot('id')))),
  /** What people were given of an API that is on the point of being removed. */
  removePermissionsOfResourceServer: [
    statement<ById>()('remove_role_permissions_of_api', ({ db, slot }) => db.deleteFrom('role_permissions').where('tenant_id', '=', slot('tenant'))
      .where('api', '=', db.selectFrom('resource_servers').select('identifier').where('resource_servers.tenant_id', '=', slot('tenant')).where('resource_servers.id', '=', slot('id')))),
    statement<ById>()('remove_user_permissions_of_api', ({ db, slot }) => db.deleteFrom('user_permissions').where('tenant_id', '=', slot('tenant'))
      .where('api', '=', db.selectFrom('resource_servers').select('identifier').where('resource_servers.tenant_id', '=', slot('tenant')).where('resource_servers.id', '=', slot('id')))),
  ],
  /** What people were given that the API defines no longer; `kept` is a JSON list. A permission of the same name that comes later is another one. */
  removeUndefinedPermissions: [
    statement<OfTenant & { api: string; kept: string }>()('remove_undefined_role_permissions', (desk) => desk.sql`delete from role_permissions where tenant_id = ${desk.slot('tenant')} and api = ${desk.slot('api')} and permission not in ${listed(desk)}`),
    statement<OfTenant & { api: string; kept: string }>()('remove_undefined_user_permissions', (desk) => desk.sql`delete from user_permissions where tenant_id = ${desk.slot('tenant')} and api = ${desk.slot('api')} and permission not in ${listed(desk)}`),
  ],

  clientGrant: statement<OfTenant & { clientId: string; audience: string }>()('client_grant', ({ db, slot }) => db.selectFrom('client_grants').select('data')
    .where('tenant_id', '=', slot('tenant')).where('client_id', '=', slot('clientId')).where('audience', '=', slot('audience'))),
  clientGrants: statement<OfTenant>()('client_grants', ({ db, slot }) => db.selectFrom('client_grants').select('data').where('tenant_id', '=', slot('tenant')).orderBy('id')),
  insertClientGrant: statement<ById & { clientId: string; audience: string; data: string }>()('insert_client_grant', ({ db, slot }) => db.insertInto('client_grants')
    .values({ tenant_id: slot('tenant'), id: slot('id'), client_id: slot('clientId'), audience: slot('audience'), data: slot('data') }).onConflict((conflict) => conflict.doNothing())),
  replaceClientGrant: statement<ById & { data: string }>()('replace_client_grant', ({ db, slot }) => db.updateTable('client_grants').set({ data: slot('data') }).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),
  removeClientGrant: statement<ById>()('remove_client_grant', ({ db, slot }) => db.deleteFrom('client_grants').where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),
  removeGrantsOfClient: statement<ById>()('remove_grants_of_client', ({ db, slot }) => db.deleteFrom('client_grants').where('tenant_id', '=', slot('tenant')).where('client_id', '=', slot('id'))),
});

/** The statements, ready to bind. */
export type ConfigQueries = ReturnType<typeof configQueries>;
