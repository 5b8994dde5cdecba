import type { RawBuilder } from 'kysely';
import type { Desk, Statements } from '../statements/draft.ts';
import { throughIndex } from './through-index.ts';

interface OfTenant { readonly tenant: string }
interface ById extends OfTenant { readonly id: string }
interface Named extends ById { readonly name: string; readonly data: string }
interface Removed { readonly tenant_id: string; readonly id: string; readonly name: string }

/** PostgreSQL is told the type of a parameter that stands in a list of columns. */
const text = ({ dialect, sql }: Pick<Desk<unknown>, 'dialect' | 'sql'>, value: string): RawBuilder<string> => (dialect === 'sqlite' ? sql<string>`${value}` : sql<string>`cast(${value} as text)`);

/** Connections and the applications that use them. Those that are on their way out are found by `removedConnections` alone. */
export const connectionQueries = (statement: Statements) => ({
  connections: statement<OfTenant>()('connections', ({ db, slot }) => db.selectFrom('connections').select('data').where('tenant_id', '=', slot('tenant')).where('removed_at', 'is', null).orderBy('name')),
  connection: statement<ById>()('connection', ({ db, slot }) => db.selectFrom('connections').select('data').where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id')).where('removed_at', 'is', null)),
  /** People whom somebody left behind under this name must not come to life again. */
  insertConnection: statement<Named>()('insert_connection', (desk) => desk.sql`
    insert into connections (tenant_id, id, name, data) select ${text(desk, desk.slot('tenant'))}, ${text(desk, desk.slot('id'))}, ${text(desk, desk.slot('name'))}, ${text(desk, desk.slot('data'))}
    where not exists (select 1 from users where tenant_id = ${desk.slot('tenant')} and connection = ${desk.slot('name')})
    and not exists (select 1 from user_logins where tenant_id = ${desk.slot('tenant')} and connection = ${desk.slot('name')}) on conflict do nothing`),
  /** The first connection of a new tenant. */
  insertFirstConnection: statement<Named>()('insert_first_connection', ({ db, slot }) => db.insertInto('connections').values({ tenant_id: slot('tenant'), id: slot('id'), name: slot('name'), data: slot('data'), removed_at: null })),
  replaceConnection: statement<Named>()('replace_connection', ({ db, slot }) => db.updateTable('connections').set({ data: slot('data') })
    .where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id')).where('name', '=', slot('name')).where('removed_at', 'is', null)),
  changeConnection: statement<Named & { seen: string }>()('change_connection', ({ db, slot }) => db.updateTable('connections').set({ data: slot('data') })
    .where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id')).where('name', '=', slot('name')).where('data', '=', slot('seen')).where('removed_at', 'is', null)),
  markRemoved: statement<ById & { at: number }>()('mark_connection_removed', ({ db, slot }) => db.updateTable('connections').set({ removed_at: slot('at') }).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id')).where('removed_at', 'is', null)),
  removedConnections: statement<Record<string, never>>()('removed_connections', ({ db }) => db.selectFrom('connections').select(['tenant_id', 'id', 'name']).where('removed_at', 'is not', null).orderBy('removed_at').$castTo<Removed>()),
  peopleOf: statement<OfTenant & { name: string; most: number }>()('people_of_connection', ({ db, slot }) => db.selectFrom('users').select('id').where('tenant_id', '=', slot('tenant')).where('connection', '=', slot('name')).orderBy('id').limit(slot('most'))),
  /** What is left when the people are gone: identities of people of other connections, and their names. */
  removeLeftovers: [
    statement<OfTenant & { name: string }>()('remove_linked_of_connection', ({ db, slot }) => db.deleteFrom('linked_users').where('tenant_id', '=', slot('tenant')).where('connection', '=', slot('name'))),
    statement<OfTenant & { name: string }>()('remove_logins_of_connection', ({ db, slot }) => db.deleteFrom('user_logins').where('tenant_id', '=', slot('tenant')).where('connection', '=', slot('name'))),
  ],
  /** The connections of the further identities of a person. */
  linkedConnections: statement<ById>()('linked_connections', (desk) => desk.sql<{ connection: string }>`select connection from ${throughIndex(desk, 'linked_users', 'linked_users_by_user')} where tenant_id = ${desk.slot('tenant')} and user_id = ${desk.slot('id')}`),
  removeConnection: statement<ById>()('remove_connection', ({ db, slot }) => db.deleteFrom('connections').where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id')).where('removed_at', 'is not', null)),
  /** Locks the row of a connection until the end of the transaction. */
  holdConnection: statement<ById>()('hold_connection', ({ db, slot, sql }) => db.updateTable('connections').set({ data: sql<string>`data` }).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id')).where('removed_at', 'is', null)),

  connectionsOfClient: statement<OfTenant & { client: string }>()('connections_of_client', ({ db, slot }) => db.selectFrom('connection_clients').select('connection_id')
    .where('tenant_id', '=', slot('tenant')).where('client_id', '=', slot('client')).orderBy('position').orderBy('connection_id')),
  clientsOfConnection: statement<ById>()('clients_of_connection', ({ db, slot }) => db.selectFrom('connection_clients').select('client_id')
    .where('tenant_id', '=', slot('tenant')).where('connection_id', '=', slot('id')).orderBy('client_id')),
  /** After those that the application has; only for an application that exists. */
  enable: statement<ById & { client: string }>()('enable_connection', (desk) => desk.sql`
    insert into connection_clients (tenant_id, client_id, connection_id, position)
    select c.tenant_id, c.id, ${text(desk, desk.slot('id'))}, (select coalesce(max(position), 0) + 1 from connection_clients where tenant_id = ${desk.slot('tenant')} and client_id = ${desk.slot('client')})
    from clients c where c.tenant_id = ${desk.slot('tenant')} and c.id = ${desk.slot('client')} on conflict do nothing`),
  /** For an application that is built in and stands in no table. */
  enableBuiltIn: statement<ById & { client: string }>()('enable_connection_built_in', (desk) => desk.sql`
    insert into connection_clients (tenant_id, client_id, connection_id, position)
    select tenant_id, ${text(desk, desk.slot('client'))}, id, (select coalesce(max(position), 0) + 1 from connection_clients where tenant_id = ${desk.slot('tenant')} and client_id = ${desk.slot('client')})
    from connections where tenant_id = ${desk.slot('tenant')} and id = ${desk.slot('id')} and removed_at is null on conflict do nothing`),
  /** The connection that new applications get, if there is one of this name. */
  enableNamed: statement<OfTenant & { client: string; name: string }>()('enable_named_connection', (desk) => desk.sql`
    insert into connection_clients (tenant_id, client_id, connection_id, position)
    select tenant_id, ${text(desk, desk.slot('client'))}, id, 1 from connections where tenant_id = ${desk.slot('tenant')} and name = ${desk.slot('name')} and removed_at is null on conflict do nothing`),
  disable: statement<ById & { client: string }>()('disable_connection', ({ db, slot }) => db.deleteFrom('connection_clients').where('tenant_id', '=', slot('tenant')).where('client_id', '=', slot('client')).where('connection_id', '=', slot('id'))),
  disableForAll: statement<ById>()('disable_connection_for_all', ({ db, slot }) => db.deleteFrom('connection_clients').where('tenant_id', '=', slot('tenant')).where('connection_id', '=', slot('id'))),
  disableAllOf: statement<OfTenant & { client: string }>()('disable_connections_of_client', ({ db, slot }) => db.deleteFrom('connection_clients').where('tenant_id', '=', slot('tenant')).where('client_id', '=', slot('client'))),
});

/** The statements, ready to bind. */
export type ConnectionQueries = ReturnType<typeof connectionQueries>;
