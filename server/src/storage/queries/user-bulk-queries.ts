import type { Statements } from '../statements/draft.ts';
import { userColumns } from './user-queries.ts';

/** People by the hundred. */
export const userBulkQueries = (statement: Statements) => ({
  /** Lists come as JSON, which both databases read; PostgreSQL goes through the index for an array, and not for a set of rows. */
  taken: statement<{ tenant: string; connection: string; logins: string; ids: string }>()('taken_names', ({ dialect, sql, slot }) => {
    const anyOf = (name: 'logins' | 'ids') => (dialect === 'postgres' ? sql`any(array(select json_array_elements_text(cast(${slot(name)} as json))))` : sql`(select value from json_each(${slot(name)}))`);
    const is = dialect === 'postgres' ? sql`=` : sql`in`;
    return sql<{ login: string | null; id: string }>`
      select login, user_id as id from user_logins where tenant_id = ${slot('tenant')} and connection = ${slot('connection')} and login ${is} ${anyOf('logins')}
      union all select null as login, id from users where tenant_id = ${slot('tenant')} and id ${is} ${anyOf('ids')}
      union all select null as login, id from linked_users where tenant_id = ${slot('tenant')} and id ${is} ${anyOf('ids')}`;
  }),

  after: statement<{ tenant: string; after: string; take: number }>()('users_after', ({ db, slot }) => db.selectFrom('users as u').select(userColumns)
    .where('u.tenant_id', '=', slot('tenant')).where('u.id', '>', slot('after')).orderBy('u.id').limit(slot('take'))),

  afterInConnection: statement<{ tenant: string; after: string; take: number; connection: string }>()('users_of_connection_after', ({ db, slot }) => db.selectFrom('users as u').select(userColumns)
    .where('u.tenant_id', '=', slot('tenant')).where('u.id', '>', slot('after')).where('u.connection', '=', slot('connection')).orderBy('u.id').limit(slot('take'))),
});
