import type { RawBuilder } from 'kysely';
import type { Desk } from '../statements/draft.ts';

/**
 * A table to look through by one of its secondary indexes. SQLite, which has no statistics here, takes a tenant for ten rows and would rather read all of
 * its rows along the primary key; it refuses to prepare a statement that can not use the index. PostgreSQL finds the index by itself.
 */
export const throughIndex = ({ dialect, sql }: Pick<Desk<never>, 'dialect' | 'sql'>, table: string, index: string): RawBuilder<unknown> =>
  (dialect === 'sqlite' ? sql`${sql.table(table)} indexed by ${sql.ref(index)}` : sql`${sql.table(table)}`);
