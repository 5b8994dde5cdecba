import type { Database } from '../schema.ts';
import type { Statements } from '../statements/draft.ts';
import { matchesKey, type ByKey } from './match-key.ts';
import { throughIndex } from './through-index.ts';

interface OneKey { readonly tenant: string; readonly key: string }
interface OfSession { readonly tenant: string; readonly userId: string; readonly sid: string }

/** Named one by one: a prepared `*` fails when a newer version adds a column. */
const columns = ['key', 'sid', 'user_id', 'auth_time', 'last_seen', 'idle_expires_at', 'absolute_expires_at', 'user_agent', 'address', 'metadata'] as const satisfies readonly (keyof Database['sessions'])[];

/** Sessions, and what ends with them. */
export const sessionQueries = (statement: Statements) => ({
  load: statement<ByKey>()('load_session', (desk) => desk.db.selectFrom('sessions').select(columns).where('tenant_id', '=', desk.slot('tenant')).where(matchesKey(desk, 'key'))),

  findBySid: statement<{ tenant: string; sid: string }>()('find_session_by_sid', ({ db, slot }) => db.selectFrom('sessions').select(columns).where('tenant_id', '=', slot('tenant')).where('sid', '=', slot('sid'))),

  ofUser: statement<{ tenant: string; userId: string }>()('sessions_of_user', (desk) => desk.sql<Omit<Database['sessions'], 'tenant_id'>>`
    select ${desk.sql.join(columns.map((column) => desk.sql.ref(column)))} from ${throughIndex(desk, 'sessions', 'sessions_by_user')}
    where tenant_id = ${desk.slot('tenant')} and user_id = ${desk.slot('userId')} order by auth_time desc, key desc`),

  pageByUser: statement<{ tenant: string; userId: string; now: number; before: string; take: number }>()('page_sessions_of_user', (desk) => desk.sql<Omit<Database['sessions'], 'tenant_id'>>`
    select ${desk.sql.join(columns.map((column) => desk.sql.ref(column)))} from ${throughIndex(desk, 'sessions', 'sessions_by_user')}
    where tenant_id = ${desk.slot('tenant')} and user_id = ${desk.slot('userId')} and idle_expires_at > ${desk.slot('now')} and absolute_expires_at > ${desk.slot('now')} and key < ${desk.slot('before')}
    order by key desc limit ${desk.slot('take')}`),

  touch: statement<OneKey & { lastSeen: number; idleExpiresAt: number }>()('touch_session', ({ db, slot }) => db.updateTable('sessions')
    .set({ last_seen: slot('lastSeen'), idle_expires_at: slot('idleExpiresAt') }).where('tenant_id', '=', slot('tenant')).where('key', '=', slot('key'))),

  /** The session takes the row of another one, but for its `sid` and what was written down about it. Of two that come at once the later one finds no such row any more. */
  replace: statement<Omit<Database['sessions'], 'metadata'> & { replaced: string }>()('replace_session', ({ db, slot }) => db.updateTable('sessions').set({
    key: slot('key'), user_id: slot('user_id'), auth_time: slot('auth_time'), last_seen: slot('last_seen'), idle_expires_at: slot('idle_expires_at'),
    absolute_expires_at: slot('absolute_expires_at'), user_agent: slot('user_agent'), address: slot('address'),
  }).where('tenant_id', '=', slot('tenant_id')).where('key', '=', slot('replaced'))),

  countSignIn: statement<{ tenant: string; userId: string; at: number; address: string }>()('count_sign_in', ({ db, slot, sql }) => db.updateTable('users')
    .set({ last_login: slot('at'), last_ip: slot('address'), logins_count: sql<number>`logins_count + 1` }).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('userId'))),

  /** For a session that took no other one's row. */
  insertMissing: statement<Database['sessions']>()('insert_missing_session', ({ db, slot }) => db.insertInto('sessions').values({
    tenant_id: slot('tenant_id'), key: slot('key'), sid: slot('sid'), user_id: slot('user_id'), auth_time: slot('auth_time'), last_seen: slot('last_seen'), idle_expires_at: slot('idle_expires_at'),
    absolute_expires_at: slot('absolute_expires_at'), user_agent: slot('user_agent'), address: slot('address'), metadata: slot('metadata'),
  }).onConflict((conflict) => conflict.columns(['tenant_id', 'key']).doNothing())),

  /** The person is named so that the index of grants is used: it begins with them. */
  revokeGrants: statement<OfSession & { at: number; most: number }>()('revoke_grants_of_session', (desk) => desk.sql`
    update ${throughIndex(desk, 'grants', 'grants_by_user')} set revoked_at = ${desk.slot('at')}
    where tenant_id = ${desk.slot('tenant')} and user_id = ${desk.slot('userId')} and session_key = ${desk.slot('sid')} and offline <= ${desk.slot('most')} and revoked_at is null`),

  /** Revoked grants count too: the application may have a session of its own all the same. */
  applications: statement<OfSession>()('applications_of_session', (desk) => desk.sql<{ readonly client_id: string }>`
    select distinct client_id from ${throughIndex(desk, 'grants', 'grants_by_user')}
    where tenant_id = ${desk.slot('tenant')} and user_id = ${desk.slot('userId')} and session_key = ${desk.slot('sid')} order by client_id`),

  annotate: statement<{ tenant: string; sid: string; metadata: string | null }>()('annotate_session', ({ db, slot }) => db.updateTable('sessions').set({ metadata: slot('metadata') }).where('tenant_id', '=', slot('tenant')).where('sid', '=', slot('sid'))),

  end: statement<OneKey>()('end_session', ({ db, slot }) => db.deleteFrom('sessions').where('tenant_id', '=', slot('tenant')).where('key', '=', slot('key'))),
});
