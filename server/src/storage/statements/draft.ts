import type { CompiledQuery, Kysely, sql } from 'kysely';
import type { DialectName } from '../dialect.ts';
import type { Database } from '../schema.ts';
import type { Statement } from '../statement.ts';

/** Builds queries and never runs one. */
export type QueryBuilder = Kysely<Database>;

/** What a query is drafted with. It exists only while the statements are written, which is not at run time. */
export interface Desk<P> {
  readonly dialect: DialectName;
  readonly db: QueryBuilder;
  readonly sql: typeof sql;
  /** Stands in the query where a parameter will be. */
  readonly slot: <K extends keyof P>(name: K) => P[K];
}

/** A query of the builder, or a text of SQL. */
export interface Draft<R> { readonly compile: (db: QueryBuilder) => CompiledQuery<R> }

/**
 * Gives a query its name and its type: `statement<{ key: string }>()('find_grant', ({ db, slot }) => db.selectFrom('grants').where('key', '=', slot('key')))`.
 * The draft is called by `scripts/statements.mjs` alone; a server finds the text that was made of it by the name.
 */
export type Statements = <P>() => <R>(name: string, draft: (desk: Desk<P>) => Draft<R>) => Statement<P, R>;
