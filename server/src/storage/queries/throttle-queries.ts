import type { Desk, Statements } from '../statements/draft.ts';

interface ByKey { readonly tenant: string; readonly key: string }
interface Hit extends ByKey { readonly now: number; readonly resetAt: number }

/** The next count and end of a counter that is there: one more in the window of now, or the first of a new one. */
const next = ({ sql, slot }: Desk<Hit>) => ({
  count: sql<number>`case when throttles.reset_at <= ${slot('now')} then 1 else throttles.count + 1 end`,
  reset_at: sql<number>`case when throttles.reset_at <= ${slot('now')} then excluded.reset_at else throttles.reset_at end`,
});
const first = ({ slot }: Desk<Hit>) => ({ tenant_id: slot('tenant'), key: slot('key'), count: 1, reset_at: slot('resetAt') });

/** Counters in windows. A window that is over begins again at one. */
export const throttleQueries = (statement: Statements) => ({
  hit: statement<Hit>()('hit_throttle', (desk) => desk.db.insertInto('throttles').values(first(desk))
    .onConflict((conflict) => conflict.columns(['tenant_id', 'key']).doUpdateSet(next(desk)))
    .returning(['count', 'reset_at'])),

  /** Changes no row where the counter is at its limit. */
  take: statement<Hit & { readonly most: number }>()('take_throttle', (desk) => desk.db.insertInto('throttles').values(first(desk))
    .onConflict((conflict) => conflict.columns(['tenant_id', 'key']).doUpdateSet(next(desk))
      .where(desk.sql<boolean>`throttles.reset_at <= ${desk.slot('now')} or throttles.count < ${desk.slot('most')}`))),

  peek: statement<ByKey & { now: number }>()('peek_throttle', ({ db, slot }) => db.selectFrom('throttles').select(['count', 'reset_at'])
    .where('tenant_id', '=', slot('tenant')).where('key', '=', slot('key')).where('reset_at', '>', slot('now'))),

  clear: statement<ByKey>()('clear_throttle', ({ db, slot }) => db.deleteFrom('throttles').where('tenant_id', '=', slot('tenant')).where('key', '=', slot('key'))),
});
