import type { Statements } from '../statements/draft.ts';

interface ByKey { readonly tenant: string; readonly key: string }

/** Counters in windows. A window that is over begins again at one. */
export const throttleQueries = (statement: Statements) => ({
  hit: statement<ByKey & { now: number; resetAt: number }>()('hit_throttle', ({ db, slot, sql }) => db.insertInto('throttles')
    .values({ tenant_id: slot('tenant'), key: slot('key'), count: 1, reset_at: slot('resetAt') })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'key']).doUpdateSet({
      count: sql<number>`case when throttles.reset_at <= ${slot('now')} then 1 else throttles.count + 1 end`,
      reset_at: sql<number>`case when throttles.reset_at <= ${slot('now')} then excluded.reset_at else throttles.reset_at end`,
    }))
    .returning(['count', 'reset_at'])),

  peek: statement<ByKey & { now: number }>()('peek_throttle', ({ db, slot }) => db.selectFrom('throttles').select(['count', 'reset_at'])
    .where('tenant_id', '=', slot('tenant')).where('key', '=', slot('key')).where('reset_at', '>', slot('now'))),

  clear: statement<ByKey>()('clear_throttle', ({ db, slot }) => db.deleteFrom('throttles').where('tenant_id', '=', slot('tenant')).where('key', '=', slot('key'))),
});
