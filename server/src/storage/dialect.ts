import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Database } from './schema.ts';

/** The databases that are spoken to. */
export type DialectName = 'sqlite' | 'postgres';
/** Builds and compiles queries, never runs one: that is the driver's. */
export type QueryBuilder = Kysely<Database>;

/** The query builder of a dialect. */
export function queryBuilder(dialect: DialectName): QueryBuilder {
  const createDriver = () => new DummyDriver();
  return new Kysely<Database>({
    dialect: dialect === 'sqlite'
      ? { createDriver, createAdapter: () => new SqliteAdapter(), createIntrospector: (db) => new SqliteIntrospector(db), createQueryCompiler: () => new SqliteQueryCompiler() }
      : { createDriver, createAdapter: () => new PostgresAdapter(), createIntrospector: (db) => new PostgresIntrospector(db), createQueryCompiler: () => new PostgresQueryCompiler() },
  });
}
