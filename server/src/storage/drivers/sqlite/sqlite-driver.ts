import type { Driver, KeyedStatement, Unit, UnitResult } from '../../driver.ts';
import type { HotRow } from '../../hot-tables.ts';
import type { Bound } from '../../statement.ts';
import type { StorageHealth } from '../../storage.ts';
import { StorageUnavailable } from '../../storage-unavailable.ts';
import { Checkpoints } from './checkpoints.ts';
import type { SqliteConnection } from './connection.ts';
import { GroupCommit } from './group-commit.ts';
import { isBusy, sqliteError } from './sqlite-errors.ts';
import { WalFile } from './wal-file.ts';

/** A connection to the file, and whom to tell when the disk fails. */
export interface SqliteDriverOptions { readonly connection: SqliteConnection; readonly file: string; readonly node: string; readonly onFatal: (error: Error) => void }

/** So often a read is tried again while another process recovers the log. */
const mostTries = 250;
const pauseMs = 20;

/** An embedded database: one connection that reads at once and writes in groups. */
export class SqliteDriver implements Driver {
  readonly dialect = 'sqlite';
  readonly #connection: SqliteConnection;
  readonly #wal: WalFile;
  readonly #checkpoints: Checkpoints;
  readonly #commits: GroupCommit;
  #closed: Promise<void> | undefined;

  private constructor({ connection, file, node, onFatal }: SqliteDriverOptions, wal: WalFile) {
    this.#connection = connection;
    this.#wal = wal;
    this.#checkpoints = new Checkpoints(file, (error) => this.#commits.fail(error));
    this.#commits = new GroupCommit({ connection, node, sync: () => wal.sync(), committed: (units) => this.#checkpoints.committed(units), fatal: onFatal });
  }

  /** Takes over a connection whose schema is up to date. What an earlier process left in the log is on the disk when this resolves. */
  static async open(options: SqliteDriverOptions): Promise<SqliteDriver> {
    // From here on nothing waits inside SQLite: who finds the database busy tries again later, and the event loop goes on.
    options.connection.exec('PRAGMA busy_timeout = 0');
    const wal = new WalFile(options.file);
    await wal.sync();
    return new SqliteDriver(options, wal);
  }

  async read<R>(query: Bound<R>): Promise<readonly R[]> { return this.#patiently(() => this.#connection.all<R>(query)); }

  async readByKey<R>(statement: KeyedStatement<R>, tenant: string, key: string): Promise<R | undefined> {
    const query = statement({ tenant, key });
    return this.#patiently(() => this.#connection.first<R>(query));
  }

  write(unit: Unit): Promise<UnitResult> { return this.#commits.write(unit); }

  append(row: HotRow): void { this.#commits.append(row); }

  async health(): Promise<StorageHealth> {
    if (this.#commits.problem !== undefined) return { ok: false, problem: this.#commits.problem };
    try {
      await this.read({ name: 'health', sql: 'select 1 from config_version', values: [] });
      return { ok: true };
    } catch (error) {
      return { ok: false, problem: error instanceof Error ? error.message : String(error) };
    }
  }

  close(): Promise<void> { return this.#closed ??= this.#close(); }

  async #close(): Promise<void> {
    await this.#commits.close();
    await this.#checkpoints.close();
    this.#wal.close();
    // The last connection of all processes copies the log into the database, syncs it and removes the log.
    this.#connection.close();
  }

  /** At once, as a rule. A read waits for nobody but a process that recovers the log or takes it away with its end. */
  #patiently<T>(read: () => T): T | Promise<T> {
    try {
      return read();
    } catch (error) {
      if (!isBusy(error)) throw sqliteError(error);
    }
    return this.#again(read);
  }

  async #again<T>(read: () => T): Promise<T> {
    for (let tries = 0; tries < mostTries; tries++) {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      try {
        return read();
      } catch (error) {
        if (!isBusy(error)) throw sqliteError(error);
      }
    }
    throw new StorageUnavailable('The database is locked by another process.');
  }
}
