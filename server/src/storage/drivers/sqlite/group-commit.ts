import type { Unit, UnitResult } from '../../driver.ts';
import type { HotRow } from '../../hot-tables.ts';
import { StorageUnavailable } from '../../storage-unavailable.ts';
import type { SqliteConnection } from './connection.ts';
import { insertRow, runUnit } from './run-unit.ts';
import { isBusy, isFailedSync, sqliteError } from './sqlite-errors.ts';

/** In one transaction. */
const mostUnits = 512;
/** Lines that nobody waits for wait so long for somebody's commit, before they get one of their own. */
const lineDelayMs = 50;
/** So many lines go into one transaction: the requests of the moment wait for no more than that. */
const linesAtOnce = 32;
/** After an outage so many lines are kept; the oldest go. */
const mostLines = 10_000;
/** So long another process may keep the write lock. */
const busyTimeoutMs = 5000;

interface Waiting { readonly unit: Unit; readonly resolve: (result: UnitResult) => void; readonly reject: (error: Error) => void }
type Outcome = UnitResult | Error;

/** No unit of a request has more rows. One of an import or of a sweep has hundreds, and grows the log by as much as many of those. */
const usualRows = 8;
const weightOf = ({ rows = [] }: Unit, outcome: Outcome | undefined) => Math.max(1, (rows.length + (outcome === undefined || outcome instanceof Error ? 0 : outcome.changed)) / usualRows);

/** What a group commit writes with, and whom it tells. */
export interface GroupCommitOptions {
  readonly connection: SqliteConnection;
  /** Names this process in the marks of spent values. */
  readonly node: string;
  /** Resolves when everything that was committed before the call is on the disk. */
  readonly sync: () => Promise<void>;
  /** Called after every commit, with how many units it held; a large one counts as many. */
  readonly committed: (units: number) => void;
  /** A sync failed. Nothing more will be written. */
  readonly fatal: (error: Error) => void;
}

/**
 * One transaction for all that wait, one sync for the transaction, and only then the answers. While a sync is under way the next group gathers.
 * The reasons stand in docs/decisions/003-durable-group-commit.md.
 */
export class GroupCommit {
  readonly #options: GroupCommitOptions;
  #queue: Waiting[] = [];
  #lines: HotRow[] = [];
  #state: 'idle' | 'planned' | 'running' | 'failed' | 'closed' = 'idle';
  #lineTimer: NodeJS.Timeout | undefined;
  #units = 0;
  #drained: (() => void) | undefined;
  /** Why nothing could be written the last time; `undefined` when it could. */
  problem: string | undefined;

  constructor(options: GroupCommitOptions) { this.#options = options; }

  write(unit: Unit): Promise<UnitResult> {
    if (this.#state === 'failed' || this.#state === 'closed') return Promise.reject(new StorageUnavailable(this.problem ?? 'The database is closed.'));
    return new Promise((resolve, reject) => {
      this.#queue.push({ unit, resolve, reject });
      this.#plan();
    });
  }

  append(row: HotRow): void {
    if (this.#state === 'failed' || this.#state === 'closed') return;
    this.#lines.push(row);
    if (this.#lines.length > mostLines) this.#lines.splice(0, this.#lines.length - mostLines);
    this.#planLines(lineDelayMs);
  }

  /** Writes what waits, and takes nothing more. */
  async close(): Promise<void> {
    if (this.#state === 'closed') return;
    if (this.#state !== 'failed' && (this.#state !== 'idle' || this.#lines.length > 0)) {
      this.#plan();
      await new Promise<void>((resolve) => { this.#drained = resolve; });
    }
    clearTimeout(this.#lineTimer);
    this.#state = 'closed';
  }

  /** At the end of this turn of the event loop, so that everything that comes in with it is in the group. */
  #plan(): void {
    if (this.#state !== 'idle') return;
    this.#state = 'planned';
    setImmediate(() => void this.#run());
  }

  #planLines(delayMs: number): void {
    this.#lineTimer ??= setTimeout(() => {
      this.#lineTimer = undefined;
      this.#plan();
    }, delayMs);
  }

  async #run(): Promise<void> {
    this.#state = 'running';
    const group = this.#queue.splice(0, mostUnits);
    const lines = this.#lines.splice(0, linesAtOnce);
    clearTimeout(this.#lineTimer);
    this.#lineTimer = undefined;
    let more = false;
    try {
      const outcomes = await this.#commit(group, lines);
      more = this.#lines.length > 0;
      // Between the pieces of a heap of lines nobody waits for the disk; the sync after the last serves them all.
      if (group.length > 0 || !more) await this.#sync();
      answer(group, outcomes);
    } catch (error) {
      const reason = sqliteError(error);
      for (const { reject } of group) reject(reason);
    }
    this.#next(more);
  }

  /** @param more lines were left, and writing them is likely to succeed */
  #next(more: boolean): void {
    if (this.#state === 'failed') {
      const reason = new StorageUnavailable(this.problem);
      for (const { reject } of this.#queue.splice(0)) reject(reason);
    } else {
      this.#state = 'idle';
      // A closing storage writes the lines that came meanwhile, unless they cannot be written.
      const lastLines = this.#drained !== undefined && this.problem === undefined && this.#lines.length > 0;
      if (this.#queue.length > 0 || lastLines || more) return this.#plan();
      // Their time may have come while the group was written: then nobody else would think of them.
      if (this.#lines.length > 0) this.#planLines(lineDelayMs);
    }
    this.#drained?.();
  }

  async #sync(): Promise<void> {
    try {
      await this.#options.sync();
    } catch (error) {
      throw this.#fail(error);
    }
    if (this.#state === 'failed') throw new StorageUnavailable(this.problem);
  }

  /** From here on nobody knows what the disk holds: nothing more is acknowledged, not even what a later sync would call good. */
  #fail(error: unknown): Error {
    this.#state = 'failed';
    this.problem = `Writing to the disk failed (${error instanceof Error ? error.message : String(error)}); the process must be restarted.`;
    const failure = new StorageUnavailable(this.problem, { cause: error });
    this.#options.fatal(failure);
    return failure;
  }

  /** A failed sync by somebody else, the checkpointer. */
  fail(error: Error): void {
    if (this.#state !== 'failed') this.#fail(error);
  }

  /** Commits the group. Where it fails as a whole, each unit gets a transaction of its own, so that an error stays with its unit. */
  async #commit(group: readonly Waiting[], lines: readonly HotRow[]): Promise<readonly Outcome[]> {
    try {
      const outcomes = await this.#transaction(() => {
        for (const line of lines) insertRow(this.#options.connection, line);
        return group.map(({ unit }) => this.#inSavepoint(unit));
      });
      this.problem = undefined;
      this.#options.committed(group.reduce((sum, { unit }, i) => sum + weightOf(unit, outcomes[i]), lines.length));
      return outcomes;
    } catch (error) {
      const reason = sqliteError(error);
      if (reason instanceof StorageUnavailable) this.problem = reason.message;
      this.#keep(lines);
      if (isFailedSync(error)) throw this.#fail(error);
      if (isBusy(error) || group.length < 2 && lines.length === 0) throw error;
      return this.#commitOneByOne(group);
    }
  }

  async #commitOneByOne(group: readonly Waiting[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const { unit } of group) {
      try {
        outcomes.push(await this.#transaction(() => this.#inSavepoint(unit)));
      } catch (error) {
        if (isFailedSync(error)) throw this.#fail(error);
        outcomes.push(sqliteError(error));
      }
    }
    return outcomes;
  }

  /** Lines that could not be written are tried again with a later group. */
  #keep(lines: readonly HotRow[]): void {
    if (lines.length === 0) return;
    this.#lines = [...lines, ...this.#lines].slice(-mostLines);
    this.#planLines(20 * lineDelayMs);
  }

  /** Waits for another process's transaction without holding up the event loop; the work itself is one piece. */
  async #transaction<T>(work: () => T): Promise<T> {
    const { connection } = this.#options;
    const until = performance.now() + busyTimeoutMs;
    for (let tries = 1; !this.#begin(until); tries++) {
      const pauseMs = Math.min(tries, 20) * Math.random();
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    try {
      const result = work();
      connection.run({ sql: 'commit', values: [] });
      return result;
    } catch (error) {
      // SQLite has rolled back by itself after some errors.
      if (connection.inTransaction) connection.run({ sql: 'rollback', values: [] });
      throw error;
    }
  }

  /** False: somebody else writes just now, and there is time to try again. */
  #begin(until: number): boolean {
    try {
      this.#options.connection.run({ sql: 'begin immediate', values: [] });
      return true;
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error;
      return false;
    }
  }

  /** An error of a unit that asks for more than rows is foreseen (a name that is taken): only this unit is undone. */
  #inSavepoint(unit: Unit): Outcome {
    const { connection, node } = this.#options;
    const spender = `${node}${(this.#units++).toString(36)}`;
    if (unit.queries === undefined || unit.queries.length === 0) return runUnit(connection, unit, spender);
    connection.run({ sql: 'savepoint unit', values: [] });
    try {
      return runUnit(connection, unit, spender);
    } catch (error) {
      if (!connection.inTransaction) throw error;
      connection.run({ sql: 'rollback to unit', values: [] });
      return sqliteError(error);
    } finally {
      if (connection.inTransaction) connection.run({ sql: 'release unit', values: [] });
    }
  }
}

function answer(group: readonly Waiting[], outcomes: readonly Outcome[]): void {
  group.forEach(({ resolve, reject }, i) => {
    const outcome = outcomes[i];
    if (outcome instanceof Error) reject(outcome);
    else if (outcome !== undefined) resolve(outcome);
  });
}
