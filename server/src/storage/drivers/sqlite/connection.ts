import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Bound, Row, Value } from '../../statement.ts';

type Bindable = Exclude<Value, readonly string[]>;
/** A statement without a name is one of the program's own, too. */
type Query<R> = Pick<Bound<R>, 'sql' | 'values'> & { readonly name?: string };
interface Prepared { readonly statement: StatementSync; readonly columns: readonly string[] }

const busy = 5;
const mostTries = 500;
const pauseMs = 10;

/** Of two processes that switch a new file at the same moment SQLite tells one at once that it is locked, whatever the timeout is: a moment later it is done. */
function switchToWal(database: DatabaseSync): void {
  for (let tries = 1; ; tries++) {
    try {
      database.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      if (!(error instanceof Error && 'errcode' in error && error.errcode === busy) || tries === mostTries) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    }
  }
}

/** One connection to a database file, with its prepared statements. Everything runs at once, in the calling thread. */
export class SqliteConnection {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, Prepared>();

  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    this.#database.exec('PRAGMA busy_timeout = 30000');
    switchToWal(this.#database);
    // NORMAL orders the writes of the WAL and of checkpoints; the sync after a commit is done by the group commit, outside this thread.
    this.#database.exec(`
      PRAGMA synchronous = NORMAL;
      PRAGMA wal_autocheckpoint = 0;
      PRAGMA cache_size = -16384;
      PRAGMA temp_store = MEMORY;
    `);
  }

  get inTransaction(): boolean { return this.#database.isTransaction; }

  /** Statements without parameters and answer; not kept. */
  exec(sql: string): void { this.#database.exec(sql); }

  all<R = Row>(query: Query<R>): readonly R[] {
    const { statement, columns } = this.#prepare(query);
    const { values } = query;
    return (statement.all(...(values as readonly Bindable[])) as unknown as readonly (readonly unknown[])[]).map((row) => rowOf(columns, row) as R);
  }

  first<R = Row>(query: Query<R>): R | undefined {
    const { statement, columns } = this.#prepare(query);
    const { values } = query;
    const row = statement.get(...(values as readonly Bindable[])) as unknown as readonly unknown[] | undefined;
    return row === undefined ? undefined : (rowOf(columns, row) as R);
  }

  /** How many rows were changed. */
  run(query: Query<unknown>): number { return Number(this.#prepare(query).statement.run(...(query.values as readonly Bindable[])).changes); }

  /** The set of texts that are kept is finite: they were written when the program was built. One without a name is made for one call. */
  #prepare({ name, sql }: Query<unknown>): Prepared {
    const known = this.#prepared.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    // A row as an array, made into an object here, costs half of one that the driver makes.
    statement.setReturnArrays(true);
    const prepared = { statement, columns: statement.columns().map(({ name }) => name) };
    if (name !== '') this.#prepared.set(sql, prepared);
    return prepared;
  }

  close(): void {
    this.#prepared.clear();
    this.#database.close();
  }
}

function rowOf(columns: readonly string[], values: readonly unknown[]): Row {
  const row: Record<string, unknown> = {};
  for (let i = 0; i < columns.length; i++) row[columns[i] as string] = values[i];
  return row;
}
