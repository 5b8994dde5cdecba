import type { Statements } from '../statements/draft.ts';

interface OfTenant { readonly tenant: string }

/** The code of a set-up link. */
export const setupQueries = (statement: Statements) => ({
  replace: statement<OfTenant & { hash: string; expiresAt: number }>()('replace_setup_code', ({ db, slot, sql }) => db.insertInto('setup_codes').values({ tenant_id: slot('tenant'), hash: slot('hash'), expires_at: slot('expiresAt') })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ hash: sql<string>`excluded.hash`, expires_at: sql<number>`excluded.expires_at` }))),
  find: statement<OfTenant>()('find_setup_code', ({ db, slot }) => db.selectFrom('setup_codes').select(['hash', 'expires_at']).where('tenant_id', '=', slot('tenant'))),
  /** The condition of everything that using it does: of many who use it at once, one removes the row. */
  spend: statement<OfTenant & { hash: string; at: number }>()('spend_setup_code', ({ db, slot }) => db.deleteFrom('setup_codes').where('tenant_id', '=', slot('tenant')).where('hash', '=', slot('hash')).where('expires_at', '>', slot('at'))),
});
