import { sql } from 'kysely';
import type { QueryBuilder } from '../dialect.ts';
import { statement } from '../statement.ts';

interface Page { readonly tenant: string; readonly before: string }
interface Filter extends Page { readonly from: string; readonly clientId: string | null; readonly userId: string | null; readonly result: string | null; readonly take: number }

/** So many lines are looked at in one step. */
export const linesAtOnce = 2000;

/** The log, newest first. There is no index but the key: a filter looks at one stretch of lines after the other. */
export const logQueries = (db: QueryBuilder) => {
  const orAny = (column: string, value: string | null) => sql<boolean>`(cast(${value} as text) is null or ${sql.ref(column)} = ${value})`;
  return {
    /** The last line of the stretch that begins before a line; no row where fewer are left. */
    border: statement<Page>()('log_border', (slot) => db.selectFrom('logs').select('key')
      .where('tenant_id', '=', slot('tenant')).where('key', '<', slot('before')).orderBy('key', 'desc').limit(1).offset(linesAtOnce - 1)),

    page: statement<Filter>()('log_page', (slot) => db.selectFrom('logs').select(['key', 'event', 'result', 'reason', 'client_id', 'user_id', 'address', 'detail'])
      .where('tenant_id', '=', slot('tenant')).where('key', '<', slot('before')).where('key', '>=', slot('from'))
      .where(orAny('client_id', slot('clientId'))).where(orAny('user_id', slot('userId'))).where(orAny('result', slot('result')))
      .orderBy('key', 'desc').limit(slot('take'))),
  };
};
