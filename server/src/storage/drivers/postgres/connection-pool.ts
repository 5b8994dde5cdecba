import { Pool, types, type ClientBase, type PoolClient } from 'pg';
import type { Bound, Row, Value } from '../../statement.ts';
import { isConflict, postgresError } from './postgres-errors.ts';

/** Every wait has an end: nobody waits for this database longer than ten seconds. */
const statementTimeoutMs = 10_000;
const connectTimeoutMs = 5000;
const mostConnections = 10;
const mostTries = 5;
const int8 = 20;

/**
 * What a connection is told first. Every statement of the program goes by an index; tables that have never been analysed must not mislead
 * the planner. A commit is answered when it is on the disk.
 */
const session = `
  SET synchronous_commit = on;
  SET default_transaction_isolation = 'read committed';
  SET statement_timeout = ${statementTimeoutMs};
  SET enable_seqscan = off;
  SET enable_hashjoin = off;
  SET enable_mergejoin = off;
`;

/** The pool waits for what this returns, although its type does not say so. */
const prepareConnection = (client: ClientBase): unknown => {
  // A connection that breaks says so to whoever runs a statement on it; that it says so here too must not end the process.
  client.on('error', () => undefined);
  return client.query(session);
};

/** What pg is given: a text cannot hold U+0000 in PostgreSQL, so it is replaced, the same way in what is stored and in what is looked for. */
const clean = (value: Value): Value => {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value;
  return Array.isArray(value) ? (value as readonly string[]).map((item) => clean(item) as string) : value;
};

/** The rows that a statement returned, and how many it changed. */
export interface Answer<R> { readonly rows: readonly R[]; readonly changed: number }
/** Runs a statement inside a transaction. */
export type RunQuery = <R>(query: Bound<R>) => Promise<Answer<R>>;

/** Connections to one PostgreSQL. Broken ones are replaced: after an outage the pool recovers by itself. */
export class ConnectionPool {
  readonly #pool: Pool;

  constructor(url: string) {
    this.#pool = new Pool({
      connectionString: url, application_name: 'gatehouse', max: mostConnections, connectionTimeoutMillis: connectTimeoutMs, query_timeout: statementTimeoutMs + 1000, keepAlive: true,
      types: { getTypeParser: ((oid: number, format: 'text'): unknown => (oid === int8 ? Number : types.getTypeParser(oid, format))) as typeof types.getTypeParser },
      onConnect: prepareConnection,
    });
    // An idle connection broke: the pool has dropped it, and whoever needs the database next will see how it is.
    this.#pool.on('error', () => undefined);
  }

  /** One statement, a transaction of its own. */
  query<R>(query: Bound<R>): Promise<Answer<R>> { return this.#withClient((client) => runOn(client)(query)); }

  /** All of `work` or nothing, and again from the beginning when another transaction was in the way. `commit` says whether the work is to stay. */
  transaction<T>(work: (run: RunQuery) => Promise<{ readonly commit: boolean; readonly result: T }>): Promise<T> {
    return this.#withClient(async (client) => {
      await client.query('BEGIN');
      try {
        const { commit, result } = await work(runOn(client));
        await client.query(commit ? 'COMMIT' : 'ROLLBACK');
        return result;
      } catch (error) {
        // Where even this fails the connection is broken, and the server rolls back by itself.
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  }

  async close(): Promise<void> { await this.#pool.end(); }

  async #withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#once(work);
      } catch (error) {
        if (tries === mostTries || !isConflict(error)) throw postgresError(error);
      }
      const pauseMs = tries * 10 * Math.random();
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  async #once<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      return await work(client);
    } catch (error) {
      const known = postgresError(error);
      if (known.name === 'StorageUnavailable' && !isConflict(error)) broken = known;
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

const runOn = (client: PoolClient): RunQuery => async <R>({ name, sql, values }: Bound<R>) => {
  const { rows, rowCount } = await client.query<Row & R>({ name, text: sql, values: values.map(clean) as unknown[] });
  return { rows, changed: rowCount ?? 0 };
};
