import type { Database } from '../schema.ts';
import type { Statements } from '../statements/draft.ts';

/** What other providers gave for their people. */
export const upstreamTokenQueries = (statement: Statements) => ({
  find: statement<{ tenant: string; id: string }>()('find_upstream_tokens', ({ db, slot }) => db.selectFrom('upstream_tokens').select('sealed').where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),
  put: statement<Database['upstream_tokens']>()('put_upstream_tokens', ({ db, slot }) => db.insertInto('upstream_tokens').values({ tenant_id: slot('tenant_id'), id: slot('id'), sealed: slot('sealed') })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet({ sealed: slot('sealed') }))),
});
