import type { RawBuilder } from 'kysely';
import type { Desk, Statements } from '../statements/draft.ts';

interface ById { readonly tenant: string; readonly id: string }

/** PostgreSQL is told the type of a parameter that stands in a list of columns. */
const textOf = ({ dialect, sql }: Pick<Desk<unknown>, 'dialect' | 'sql'>, value: string): RawBuilder<string> => (dialect === 'sqlite' ? sql<string>`${value}` : sql<string>`cast(${value} as text)`);

/** Hashes that people had before the one in use. */
export const formerPasswordQueries = (statement: Statements) => ({
  list: statement<ById & { most: number }>()('former_hashes', ({ db, slot }) => db.selectFrom('former_passwords').select('password_hash')
    .where('tenant_id', '=', slot('tenant')).where('user_id', '=', slot('id')).orderBy('position', 'desc').limit(slot('most'))),
  /** The row of the person is held by the change that this belongs to. */
  insert: statement<ById & { hash: string }>()('insert_former_hash', (desk) => desk.sql`
    insert into former_passwords (tenant_id, user_id, position, password_hash)
    select tenant_id, id, (select coalesce(max(position), 0) + 1 from former_passwords where tenant_id = ${desk.slot('tenant')} and user_id = ${desk.slot('id')}), ${textOf(desk, desk.slot('hash'))}
    from users where tenant_id = ${desk.slot('tenant')} and id = ${desk.slot('id')}`),
  /** Positions have no gaps: what is `kept` or more behind the newest goes. */
  trim: statement<ById & { kept: number }>()('trim_former_hashes', (desk) => desk.sql`
    delete from former_passwords where tenant_id = ${desk.slot('tenant')} and user_id = ${desk.slot('id')}
    and position <= (select max(position) from former_passwords where tenant_id = ${desk.slot('tenant')} and user_id = ${desk.slot('id')}) - ${desk.slot('kept')}`),
});
