import type { Database } from '../schema.ts';
import type { Statements } from '../statements/draft.ts';
import { throughIndex } from './through-index.ts';

interface OfUser { readonly tenant: string; readonly userId: string }
interface OneKey { readonly tenant: string; readonly key: string }

const columns = ['key', 'purpose', 'user_id', 'expires_at', 'spent_at', 'data'] as const satisfies readonly (keyof Database['tickets'])[];

/** Links and codes that prove a mailbox, and what using one changes. */
export const ticketQueries = (statement: Statements) => ({
  /** One for each person and purpose. */
  issue: statement<Omit<Database['tickets'], 'spent_at'>>()('issue_ticket', ({ db, slot, sql }) => db.insertInto('tickets')
    .values({ tenant_id: slot('tenant_id'), user_id: slot('user_id'), purpose: slot('purpose'), key: slot('key'), expires_at: slot('expires_at'), spent_at: null, data: slot('data') })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'user_id', 'purpose']).doUpdateSet({
      key: sql<string>`excluded.key`, expires_at: sql<number>`excluded.expires_at`, spent_at: null, data: sql<string>`excluded.data`,
    }))),

  find: statement<OneKey>()('find_ticket', ({ db, slot }) => db.selectFrom('tickets').select(columns).where('tenant_id', '=', slot('tenant')).where('key', '=', slot('key'))),

  findOf: statement<OfUser & { purpose: string }>()('find_ticket_of_user', ({ db, slot }) => db.selectFrom('tickets').select(columns)
    .where('tenant_id', '=', slot('tenant')).where('user_id', '=', slot('userId')).where('purpose', '=', slot('purpose'))),

  /** The condition of everything that using it does: of many who use it at once, one changes the row. */
  spend: statement<OneKey & { at: number }>()('spend_ticket', ({ db, slot }) => db.updateTable('tickets').set({ spent_at: slot('at') })
    .where('tenant_id', '=', slot('tenant')).where('key', '=', slot('key')).where('spent_at', 'is', null).where('expires_at', '>', slot('at'))),

  removeOthers: statement<OfUser & { key: string }>()('remove_other_tickets', ({ db, slot }) => db.deleteFrom('tickets')
    .where('tenant_id', '=', slot('tenant')).where('user_id', '=', slot('userId')).where('key', '<>', slot('key'))),

  removeOfUser: statement<OfUser>()('remove_tickets_of_user', ({ db, slot }) => db.deleteFrom('tickets').where('tenant_id', '=', slot('tenant')).where('user_id', '=', slot('userId'))),

  verifyEmail: statement<OfUser & { email: string; at: number }>()('verify_email_of_user', ({ db, slot }) => db.updateTable('users').set({ email_verified: 1, updated_at: slot('at') })
    .where('tenant_id', '=', slot('tenant')).where('id', '=', slot('userId')).where('canonical_email', '=', slot('email'))),

  endSessions: statement<OfUser>()('end_sessions_of_user', (desk) => desk.sql`delete from ${throughIndex(desk, 'sessions', 'sessions_by_user')} where tenant_id = ${desk.slot('tenant')} and user_id = ${desk.slot('userId')}`),
});
