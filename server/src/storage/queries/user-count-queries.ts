import type { Statements } from '../statements/draft.ts';
import { throughIndex } from './through-index.ts';

/** So many people are counted in one step: a millisecond. */
export const countedAtOnce = 10_000;

interface Place { readonly tenant: string; readonly at: number; readonly id: string }

/** Counts people in steps, along an index. */
export const userCountQueries = (statement: Statements) => ({
  /** The last person of a step; no row where fewer are left. */
  signedInBorder: statement<Place>()('signed_in_border', (desk) => desk.sql<{ readonly at: number; readonly id: string }>`
    select last_login as at, id from ${throughIndex(desk, 'users', 'users_by_last_login')} where tenant_id = ${desk.slot('tenant')} and (last_login, id) > (${desk.slot('at')}, ${desk.slot('id')})
    order by last_login, id limit 1 offset ${desk.sql.lit(countedAtOnce - 1)}`),

  signedInRest: statement<Place>()('signed_in_rest', (desk) => desk.sql<{ readonly count: number }>`
    select count(*) as count from ${throughIndex(desk, 'users', 'users_by_last_login')} where tenant_id = ${desk.slot('tenant')} and (last_login, id) > (${desk.slot('at')}, ${desk.slot('id')})`),

  /** Everybody, as far as one step goes; `last` is where the next begins. */
  everybody: statement<{ readonly tenant: string; readonly after: string; readonly most: number }>()('count_users', (desk) => desk.sql<{ readonly count: number; readonly last: string | null }>`
    select count(*) as count, max(id) as last from (select id from users where tenant_id = ${desk.slot('tenant')} and id > ${desk.slot('after')} order by id limit ${desk.slot('most')}) as stretch`),
});
