import type { Database } from '../schema.ts';
import type { Statements } from '../statements/draft.ts';
import { unindexedTypes } from './log-plan.ts';
import { orAny } from './or-any.ts';
import { throughIndex } from './through-index.ts';

interface Page { readonly tenant: string; readonly before: string }
interface Filter extends Page { readonly from: string; readonly clientId: string | null; readonly userId: string | null; readonly result: string | null; readonly take: number }

/** Of a line. Named one by one: a prepared `*` fails when a newer version adds a column. */
export const logColumns = ['key', 'event', 'type', 'result', 'reason', 'client_id', 'user_id', 'connection', 'address', 'detail'] as const;

/** So many lines are looked at in one step. */
export const linesAtOnce = 2000;

/** So many lines are counted in one step: a millisecond. */
export const countedAtOnce = 10_000;

/** The log, newest first, in stretches: a filter looks at one after the other. */
export const logQueries = (statement: Statements) => ({
  /** The last line of the stretch that begins before a line; no row where fewer are left. */
  border: statement<Page>()('log_border', ({ db, slot }) => db.selectFrom('logs').select('key')
    .where('tenant_id', '=', slot('tenant')).where('key', '<', slot('before')).orderBy('key', 'desc').limit(1).offset(linesAtOnce - 1)),

  page: statement<Filter>()('log_page', (desk) => desk.db.selectFrom('logs').select(logColumns)
    .where('tenant_id', '=', desk.slot('tenant')).where('key', '<', desk.slot('before')).where('key', '>=', desk.slot('from'))
    .where(orAny(desk, 'client_id', desk.slot('clientId'))).where(orAny(desk, 'user_id', desk.slot('userId'))).where(orAny(desk, 'result', desk.slot('result')))
    .orderBy('key', 'desc').limit(desk.slot('take'))),

  after: statement<Page & { readonly after: string; readonly take: number }>()('log_after', ({ db, slot }) => db.selectFrom('logs').select(logColumns)
    .where('tenant_id', '=', slot('tenant')).where('key', '>', slot('after')).where('key', '<', slot('before')).orderBy('key').limit(slot('take'))),

  /** Counts along the index, as far as one step goes; `last` is where the next begins. The words about the types that it leaves out let a database know that the index has every line. */
  count: statement<Page & { readonly type: string; readonly after: string }>()('count_log', (desk) => desk.sql<{ readonly count: number; readonly last: string | null }>`
    select count(*) as count, max(key) as last from (select key from ${throughIndex(desk, 'logs', 'logs_by_type')}
    where tenant_id = ${desk.slot('tenant')} and type = ${desk.slot('type')} and ${desk.sql.join(unindexedTypes.map((type) => desk.sql`type <> ${desk.sql.lit(type)}`), desk.sql` and `)} and key > ${desk.slot('after')} and key < ${desk.slot('before')} order by key limit ${desk.sql.lit(countedAtOnce)}) as stretch`),

  find: statement<{ readonly tenant: string; readonly key: string }>()('find_log', ({ db, slot }) => db.selectFrom('logs').select(logColumns).where('tenant_id', '=', slot('tenant')).where('key', '=', slot('key'))),
  /** The condition on `event` is, word for word, that of the index: else it could not be used. */
  account: statement<{ readonly tenant: string; readonly userId: string; readonly take: number }>()('log_of_account', (desk) => desk.sql<Omit<Database['logs'], 'tenant_id'>>`
    select ${desk.sql.join(logColumns.map((column) => desk.sql.ref(column)))} from ${throughIndex(desk, 'logs', 'logs_of_accounts')}
    where tenant_id = ${desk.slot('tenant')} and user_id = ${desk.slot('userId')}
      and ((event >= 'login' and event < 'loginz') or (event >= 'signup' and event < 'signupz') or (event >= 'account' and event < 'accountz'))
    order by key desc limit ${desk.slot('take')}`),
});
