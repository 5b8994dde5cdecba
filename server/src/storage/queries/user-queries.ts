import type { Database } from '../schema.ts';
import type { Statements } from '../statements/draft.ts';
import { matchesKey, type ByKey } from './match-key.ts';
import { throughIndex } from './through-index.ts';

interface ById { readonly tenant: string; readonly id: string }

type Changing = 'email' | 'email_verified' | 'username' | 'blocked' | 'password_hash' | 'profile' | 'user_metadata' | 'app_metadata';
type Seen = { readonly [Name in Changing as `seen_${Name}`]: Database['users'][Name] };

/** The columns of a person under `u`. Named one by one: a prepared `*` fails when a newer version adds a column. */
export const userColumns = [
  'u.id', 'u.connection', 'u.email', 'u.canonical_email', 'u.email_verified', 'u.username', 'u.blocked', 'u.password_hash', 'u.profile', 'u.user_metadata', 'u.app_metadata', 'u.created_at',
  'u.updated_at', 'u.last_login', 'u.last_ip', 'u.logins_count',
] as const;

/** What signing in changes by itself; a new person has not done so, and a change of a person leaves it. */
export type SignInColumn = 'last_login' | 'last_ip' | 'logins_count';
/** People and the names under which they sign in. */
export const userQueries = (statement: Statements) => ({
  find: statement<ByKey>()('find_user', (desk) => desk.db.selectFrom('users as u').select(['u.id as key', ...userColumns]).where('u.tenant_id', '=', desk.slot('tenant')).where(matchesKey(desk, 'u.id'))),

  findByLogin: statement<{ tenant: string; connection: string; login: string }>()('find_user_by_login', ({ db, slot }) => db.selectFrom('user_logins as l')
    .innerJoin('users as u', (join) => join.onRef('u.tenant_id', '=', 'l.tenant_id').onRef('u.id', '=', 'l.user_id'))
    .leftJoin('linked_users as k', (join) => join.onRef('k.tenant_id', '=', 'l.tenant_id').onRef('k.id', '=', 'l.linked_id'))
    .select(userColumns).select(['k.id as linked_id', 'k.password_hash as linked_password_hash']).where('l.tenant_id', '=', slot('tenant')).where('l.connection', '=', slot('connection')).where('l.login', '=', slot('login'))),

  ofEmail: statement<{ tenant: string; canonicalEmail: string }>()('users_of_email', ({ db, slot }) => db.selectFrom('users as u').select(userColumns)
    .where('u.tenant_id', '=', slot('tenant')).where('u.canonical_email', '=', slot('canonicalEmail')).orderBy('u.id')),

  /** Only where nothing changed since it was seen: two changes at once must not undo one another. */
  replace: statement<Omit<Database['users'], 'connection' | 'created_at' | SignInColumn> & Seen>()('replace_user', ({ db, slot, sql }) => db.updateTable('users').set({
    email: slot('email'), canonical_email: slot('canonical_email'), email_verified: slot('email_verified'), username: slot('username'), blocked: slot('blocked'), password_hash: slot('password_hash'),
    profile: slot('profile'), user_metadata: slot('user_metadata'), app_metadata: slot('app_metadata'), updated_at: slot('updated_at'),
  }).where('tenant_id', '=', slot('tenant_id')).where('id', '=', slot('id'))
    .where('email_verified', '=', slot('seen_email_verified')).where('blocked', '=', slot('seen_blocked'))
    .where('profile', '=', slot('seen_profile')).where('user_metadata', '=', slot('seen_user_metadata')).where('app_metadata', '=', slot('seen_app_metadata'))
    .where(sql<boolean>`email is not distinct from ${slot('seen_email')}`).where(sql<boolean>`username is not distinct from ${slot('seen_username')}`)
    .where(sql<boolean>`password_hash is not distinct from ${slot('seen_password_hash')}`)),

  /** The names of the person's own account; those of linked ones stay. */
  removeLogins: statement<ById>()('remove_logins', ({ db, slot }) => db.deleteFrom('user_logins').where('tenant_id', '=', slot('tenant')).where('user_id', '=', slot('id')).where('linked_id', 'is', null)),

  revokeGrants: statement<ById & { at: number }>()('revoke_grants_of_user', (desk) => desk.sql`
    update ${throughIndex(desk, 'grants', 'grants_by_user')} set revoked_at = ${desk.slot('at')} where tenant_id = ${desk.slot('tenant')} and user_id = ${desk.slot('id')} and revoked_at is null`),

  insert: statement<Omit<Database['users'], SignInColumn>>()('insert_user', ({ db, slot, sql }) => db.insertInto('users').values({
    tenant_id: slot('tenant_id'), id: slot('id'), connection: slot('connection'), email: slot('email'), canonical_email: slot('canonical_email'), email_verified: slot('email_verified'), username: slot('username'),
    blocked: slot('blocked'), password_hash: slot('password_hash'), profile: slot('profile'), user_metadata: slot('user_metadata'), app_metadata: slot('app_metadata'),
    created_at: slot('created_at'), updated_at: slot('updated_at'), last_login: sql<null>`null`, last_ip: sql<null>`null`, logins_count: sql<number>`0`,
  })),

  insertLogin: statement<Omit<Database['user_logins'], 'linked_id'>>()('insert_login', ({ db, slot }) => db.insertInto('user_logins')
    .values({ tenant_id: slot('tenant_id'), connection: slot('connection'), login: slot('login'), user_id: slot('user_id') })),

  replacePasswordHash: statement<ById & { passwordHash: string; at: number }>()('replace_password_hash', ({ db, slot }) => db.updateTable('users')
    .set({ password_hash: slot('passwordHash'), updated_at: slot('at') }).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),

  renewPasswordHash: statement<ById & { seen: string; next: string }>()('renew_password_hash', ({ db, slot }) => db.updateTable('users')
    .set({ password_hash: slot('next') }).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id')).where('password_hash', '=', slot('seen'))),

  setBlocked: statement<ById & { blocked: number; at: number }>()('set_blocked', ({ db, slot }) => db.updateTable('users')
    .set({ blocked: slot('blocked'), updated_at: slot('at') }).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),

  /** Everything of a person. Codes and tokens die with their grant. */
  removals: [
    statement<ById>()('remove_upstream_tokens', ({ db, slot }) => db.deleteFrom('upstream_tokens').where('tenant_id', '=', slot('tenant'))
      .where((is) => is.or([is('id', '=', slot('id')), is('id', 'in', db.selectFrom('linked_users').select('linked_users.id').where('linked_users.tenant_id', '=', slot('tenant')).where('linked_users.user_id', '=', slot('id')))]))),
    statement<ById>()('remove_user', ({ db, slot }) => db.deleteFrom('users').where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),
    statement<ById>()('remove_every_login', ({ db, slot }) => db.deleteFrom('user_logins').where('tenant_id', '=', slot('tenant')).where('user_id', '=', slot('id'))),
    statement<ById>()('remove_linked_users', (desk) => desk.sql`delete from ${throughIndex(desk, 'linked_users', 'linked_users_by_user')} where tenant_id = ${desk.slot('tenant')} and user_id = ${desk.slot('id')}`),
    statement<ById>()('remove_former_hashes', ({ db, slot }) => db.deleteFrom('former_passwords').where('tenant_id', '=', slot('tenant')).where('user_id', '=', slot('id'))),
    statement<ById>()('remove_consents', ({ db, slot }) => db.deleteFrom('consents').where('tenant_id', '=', slot('tenant')).where('user_id', '=', slot('id'))),
    statement<ById>()('remove_device_keys_of_user', ({ db, slot }) => db.deleteFrom('device_keys').where('tenant_id', '=', slot('tenant')).where('user_id', '=', slot('id'))),
    statement<ById>()('remove_administrator_of_user', ({ db, slot }) => db.deleteFrom('administrators').where('tenant_id', '=', slot('tenant')).where('user_id', '=', slot('id'))),
    statement<ById>()('remove_roles_of_user', ({ db, slot }) => db.deleteFrom('user_roles').where('tenant_id', '=', slot('tenant')).where('user_id', '=', slot('id'))),
    statement<ById>()('remove_permissions_of_user', ({ db, slot }) => db.deleteFrom('user_permissions').where('tenant_id', '=', slot('tenant')).where('user_id', '=', slot('id'))),
    statement<ById>()('remove_sessions', (desk) => desk.sql`delete from ${throughIndex(desk, 'sessions', 'sessions_by_user')} where tenant_id = ${desk.slot('tenant')} and user_id = ${desk.slot('id')}`),
    statement<ById>()('remove_grants', (desk) => desk.sql`delete from ${throughIndex(desk, 'grants', 'grants_by_user')} where tenant_id = ${desk.slot('tenant')} and user_id = ${desk.slot('id')}`),
  ],
});
