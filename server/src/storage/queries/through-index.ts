import { sql, type Compilable, type RawBuilder } from 'kysely';
import type { DialectName, QueryBuilder } from '../dialect.ts';

/**
 * A table to look through by one of its secondary indexes. SQLite, which has no statistics here, takes a tenant for ten rows and would rather read all of
 * its rows along the primary key; it refuses to prepare a statement that can not use the index. PostgreSQL finds the index by itself.
 */
export const throughIndex = (dialect: DialectName, table: string, index: string): RawBuilder<unknown> =>
  (dialect === 'sqlite' ? sql`${sql.table(table)} indexed by ${sql.ref(index)}` : sql`${sql.table(table)}`);

/** A text of SQL as `statement` takes it. */
export const compilable = <R>(db: QueryBuilder, query: RawBuilder<R>): Compilable<R> => ({ compile: () => query.compile(db) });
