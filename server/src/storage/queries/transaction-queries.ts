import type { Statements } from '../statements/draft.ts';

/** Authorization requests on their way through the pages. */
export const transactionQueries = (statement: Statements) => ({
  load: statement<{ tenant: string; key: string }>()('load_transaction', ({ db, slot }) => db.selectFrom('transactions').select('data').where('tenant_id', '=', slot('tenant')).where('key', '=', slot('key'))),

  advance: statement<{ tenant: string; key: string; seen: number; version: number; expiresAt: number; data: string }>()('advance_transaction', ({ db, slot }) => db.updateTable('transactions')
    .set({ version: slot('version'), expires_at: slot('expiresAt'), data: slot('data') })
    .where('tenant_id', '=', slot('tenant')).where('key', '=', slot('key')).where('version', '=', slot('seen'))),

  finish: statement<{ tenant: string; key: string; version: number }>()('finish_transaction', ({ db, slot }) => db.deleteFrom('transactions')
    .where('tenant_id', '=', slot('tenant')).where('key', '=', slot('key')).where('version', '=', slot('version'))),
});
