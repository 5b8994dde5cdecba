import type { Statements } from '../statements/draft.ts';

interface ByKey { readonly tenant: string; readonly key: string }

/** Messages on their way out. */
export const outboxQueries = (statement: Statements) => ({
  /** Hides what is due in the same statement that reads it: of two nodes each gets other messages. */
  claim: statement<{ now: number; hiddenUntil: number; take: number }>()('claim_outbox', ({ db, slot, sql }) => db.updateTable('outbox')
    .set({ due_at: slot('hiddenUntil'), attempts: sql<number>`attempts + 1` })
    .where((where) => where(sql`(tenant_id, key)`, 'in', db.selectFrom('outbox').select(['tenant_id', 'key']).where('due_at', '<=', slot('now')).orderBy('due_at').limit(slot('take'))))
    .where('due_at', '<=', slot('now'))
    .returning(['tenant_id', 'key', 'kind', 'due_at', 'attempts', 'data'])),

  anyDue: statement<{ now: number }>()('any_due_in_outbox', ({ db, slot }) => db.selectFrom('outbox').select('key').where('due_at', '<=', slot('now')).limit(1)),

  list: statement<{ tenant: string; kind: string; take: number }>()('list_outbox', ({ db, slot }) => db.selectFrom('outbox').select(['tenant_id', 'key', 'kind', 'due_at', 'attempts', 'data'])
    .where('tenant_id', '=', slot('tenant')).where('kind', '=', slot('kind')).orderBy('key').limit(slot('take'))),

  remove: statement<ByKey>()('remove_outbox', ({ db, slot }) => db.deleteFrom('outbox').where('tenant_id', '=', slot('tenant')).where('key', '=', slot('key'))),

  postpone: statement<ByKey & { dueAt: number }>()('postpone_outbox', ({ db, slot }) => db.updateTable('outbox').set({ due_at: slot('dueAt') }).where('tenant_id', '=', slot('tenant')).where('key', '=', slot('key'))),
});
