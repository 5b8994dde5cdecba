import type { Database } from '../schema.ts';
import type { Statements } from '../statements/draft.ts';
import { matchesKey, type ByKey } from './match-key.ts';
import { throughIndex } from './through-index.ts';

interface ById { readonly tenant: string; readonly id: string }

/** Named one by one: a prepared `*` fails when a newer version adds a column. */
const userColumns = [
  'u.id', 'u.connection', 'u.email', 'u.canonical_email', 'u.email_verified', 'u.username', 'u.blocked', 'u.password_hash', 'u.profile', 'u.user_metadata', 'u.app_metadata', 'u.created_at',
  'u.updated_at',
] as const;

/** People and the names under which they sign in. */
export const userQueries = (statement: Statements) => ({
  find: statement<ByKey>()('find_user', (desk) => desk.db.selectFrom('users as u').select(['u.id as key', ...userColumns]).where('u.tenant_id', '=', desk.slot('tenant')).where(matchesKey(desk, 'u.id'))),

  findByLogin: statement<{ tenant: string; connection: string; login: string }>()('find_user_by_login', ({ db, slot }) => db.selectFrom('user_logins as l')
    .innerJoin('users as u', (join) => join.onRef('u.tenant_id', '=', 'l.tenant_id').onRef('u.id', '=', 'l.user_id'))
    .select(userColumns).where('l.tenant_id', '=', slot('tenant')).where('l.connection', '=', slot('connection')).where('l.login', '=', slot('login'))),

  insert: statement<Database['users']>()('insert_user', ({ db, slot }) => db.insertInto('users').values({
    tenant_id: slot('tenant_id'), id: slot('id'), connection: slot('connection'), email: slot('email'), canonical_email: slot('canonical_email'), email_verified: slot('email_verified'), username: slot('username'),
    blocked: slot('blocked'), password_hash: slot('password_hash'), profile: slot('profile'), user_metadata: slot('user_metadata'), app_metadata: slot('app_metadata'),
    created_at: slot('created_at'), updated_at: slot('updated_at'),
  })),

  insertLogin: statement<Database['user_logins']>()('insert_login', ({ db, slot }) => db.insertInto('user_logins')
    .values({ tenant_id: slot('tenant_id'), connection: slot('connection'), login: slot('login'), user_id: slot('user_id') })),

  replacePasswordHash: statement<ById & { passwordHash: string; at: number }>()('replace_password_hash', ({ db, slot }) => db.updateTable('users')
    .set({ password_hash: slot('passwordHash'), updated_at: slot('at') }).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),

  setBlocked: statement<ById & { blocked: number; at: number }>()('set_blocked', ({ db, slot }) => db.updateTable('users')
    .set({ blocked: slot('blocked'), updated_at: slot('at') }).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),

  /** Everything of a person. Codes and tokens die with their grant. */
  removals: [
    statement<ById>()('remove_user', ({ db, slot }) => db.deleteFrom('users').where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),
    statement<ById>()('remove_logins', ({ db, slot }) => db.deleteFrom('user_logins').where('tenant_id', '=', slot('tenant')).where('user_id', '=', slot('id'))),
    statement<ById>()('remove_consents', ({ db, slot }) => db.deleteFrom('consents').where('tenant_id', '=', slot('tenant')).where('user_id', '=', slot('id'))),
    statement<ById>()('remove_roles_of_user', ({ db, slot }) => db.deleteFrom('user_roles').where('tenant_id', '=', slot('tenant')).where('user_id', '=', slot('id'))),
    statement<ById>()('remove_permissions_of_user', ({ db, slot }) => db.deleteFrom('user_permissions').where('tenant_id', '=', slot('tenant')).where('user_id', '=', slot('id'))),
    statement<ById>()('remove_sessions', (desk) => desk.sql`delete from ${throughIndex(desk, 'sessions', 'sessions_by_user')} where tenant_id = ${desk.slot('tenant')} and user_id = ${desk.slot('id')}`),
    statement<ById>()('remove_grants', (desk) => desk.sql`delete from ${throughIndex(desk, 'grants', 'grants_by_user')} where tenant_id = ${desk.slot('tenant')} and user_id = ${desk.slot('id')}`),
  ],
});
