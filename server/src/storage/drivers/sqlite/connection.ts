import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Bound, Row, Value } from '../../statement.ts';

type Bindable = Exclude<Value, readonly string[]>;

/** One connection to a database file, with its prepared statements. Everything runs at once, in the calling thread. */
export class SqliteConnection {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    // NORMAL orders the writes of the WAL and of checkpoints; the sync after a commit is done by the group commit, outside this thread.
    this.#database.exec(`
      PRAGMA busy_timeout = 5000;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA wal_autocheckpoint = 0;
      PRAGMA cache_size = -16384;
      PRAGMA temp_store = MEMORY;
    `);
  }

  get inTransaction(): boolean { return this.#database.isTransaction; }

  /** Statements without parameters and answer; not kept. */
  exec(sql: string): void { this.#database.exec(sql); }

  all<R = Row>({ sql, values }: Pick<Bound<R>, 'sql' | 'values'>): readonly R[] { return this.prepared(sql).all(...(values as readonly Bindable[])) as R[]; }

  first<R = Row>({ sql, values }: Pick<Bound<R>, 'sql' | 'values'>): R | undefined { return this.prepared(sql).get(...(values as readonly Bindable[])) as R | undefined; }

  /** How many rows were changed. */
  run({ sql, values }: Pick<Bound<unknown>, 'sql' | 'values'>): number { return Number(this.prepared(sql).run(...(values as readonly Bindable[])).changes); }

  /** The set of texts is finite: every statement of the program was compiled at start. */
  prepared(sql: string): StatementSync {
    let prepared = this.#prepared.get(sql);
    if (prepared === undefined) this.#prepared.set(sql, prepared = this.#database.prepare(sql));
    return prepared;
  }

  close(): void {
    this.#prepared.clear();
    this.#database.close();
  }
}
