import type { Database } from '../schema.ts';
import type { Desk, Statements } from '../statements/draft.ts';
import { throughIndex } from './through-index.ts';

interface Pair { readonly tenant: string; readonly primary: string; readonly secondary: string }
type LinkedRow = Omit<Database['linked_users'], 'tenant_id'>;

const columns = ['id', 'user_id', 'linked_at', 'connection', 'email', 'canonical_email', 'email_verified', 'username', 'password_hash', 'profile', 'user_metadata', 'app_metadata', 'created_at'] as const;

/** Both accounts, held in one order until the end of the transaction: two links that cross must not make both people vanish. SQLite writes one transaction at a time. */
const held = ({ dialect, sql, slot }: Desk<Pair & { readonly at: number }>) => sql`
  select id from users where tenant_id = ${slot('tenant')} and id in (${slot('primary')}, ${slot('secondary')}) order by id${dialect === 'sqlite' ? sql`` : sql` for update`}`;

/** Accounts that are identities of another person. */
export const linkedQueries = (statement: Statements) => ({
  listOf: statement<{ tenant: string; user: string }>()('linked_users_of', ({ db, slot }) => db.selectFrom('linked_users').select(columns)
    .where('tenant_id', '=', slot('tenant')).where('user_id', '=', slot('user')).orderBy('linked_at').orderBy('id').$castTo<LinkedRow>()),

  ownerOf: statement<{ tenant: string; id: string }>()('owner_of_identity', ({ db, slot }) => db.selectFrom('linked_users').select(['user_id']).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),

  link: statement<Pair & { at: number }>()('link_user', (desk) => desk.sql`
    with held as (${held(desk)})
    insert into linked_users (tenant_id, id, user_id, linked_at, connection, email, canonical_email, email_verified, username, password_hash, profile, user_metadata, app_metadata, created_at)
    select s.tenant_id, s.id, p.id, ${desk.dialect === 'sqlite' ? desk.sql`${desk.slot('at')}` : desk.sql`cast(${desk.slot('at')} as bigint)`}, s.connection, s.email, s.canonical_email, s.email_verified, s.username, s.password_hash, s.profile, s.user_metadata, s.app_metadata, s.created_at
    from users s join users p on p.tenant_id = s.tenant_id
    where s.tenant_id = ${desk.slot('tenant')} and s.id = ${desk.slot('secondary')} and p.id = ${desk.slot('primary')} and p.id <> s.id and (select count(*) from held) = 2 on conflict do nothing`),

  /** What belonged to the secondary account and goes over. */
  handovers: [
    statement<Pair>()('hand_over_logins', (desk) => desk.sql`
      update ${throughIndex(desk, 'user_logins', 'user_logins_by_user')} set linked_id = coalesce(linked_id, user_id), user_id = ${desk.slot('primary')}
      where tenant_id = ${desk.slot('tenant')} and user_id = ${desk.slot('secondary')}`),
    statement<Pair>()('hand_over_identities', (desk) => desk.sql`
      update ${throughIndex(desk, 'linked_users', 'linked_users_by_user')} set user_id = ${desk.slot('primary')} where tenant_id = ${desk.slot('tenant')} and user_id = ${desk.slot('secondary')}`),
  ],

  unlink: statement<Pair & { at: number }>()('unlink_user', (desk) => desk.sql`
    insert into users (tenant_id, id, connection, email, canonical_email, email_verified, username, blocked, password_hash, profile, user_metadata, app_metadata, created_at, updated_at)
    select tenant_id, id, connection, email, canonical_email, email_verified, username, 0, password_hash, profile, user_metadata, app_metadata, created_at, ${desk.dialect === 'sqlite' ? desk.sql`${desk.slot('at')}` : desk.sql`cast(${desk.slot('at')} as bigint)`}
    from linked_users where tenant_id = ${desk.slot('tenant')} and id = ${desk.slot('secondary')} and user_id = ${desk.slot('primary')}`),
  holdIdentity: statement<Pair>()('hold_identity', ({ db, slot, sql }) => db.updateTable('linked_users').set({ linked_at: sql<number>`linked_at` })
    .where('tenant_id', '=', slot('tenant')).where('id', '=', slot('secondary')).where('user_id', '=', slot('primary'))),
  /** The names go with it. */
  releases: [
    statement<Pair>()('release_logins', (desk) => desk.sql`
      update ${throughIndex(desk, 'user_logins', 'user_logins_by_user')} set user_id = ${desk.slot('secondary')}, linked_id = null
      where tenant_id = ${desk.slot('tenant')} and user_id = ${desk.slot('primary')} and linked_id = ${desk.slot('secondary')}`),
    statement<Pair>()('release_identity', ({ db, slot }) => db.deleteFrom('linked_users').where('tenant_id', '=', slot('tenant')).where('id', '=', slot('secondary')).where('user_id', '=', slot('primary'))),
  ],

  touch: statement<{ tenant: string; id: string; at: number }>()('touch_user', ({ db, slot }) => db.updateTable('users').set({ updated_at: slot('at') }).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),

  replacePasswordHash: statement<{ tenant: string; id: string; passwordHash: string }>()('replace_linked_password_hash', ({ db, slot }) => db.updateTable('linked_users')
    .set({ password_hash: slot('passwordHash') }).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),
  renewPasswordHash: statement<{ tenant: string; id: string; seen: string; next: string }>()('renew_linked_password_hash', ({ db, slot }) => db.updateTable('linked_users')
    .set({ password_hash: slot('next') }).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id')).where('password_hash', '=', slot('seen'))),
});
