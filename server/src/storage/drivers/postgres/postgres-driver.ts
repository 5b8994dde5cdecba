import type { Driver, KeyedStatement, Unit, UnitResult } from '../../driver.ts';
import type { HotRow } from '../../hot-tables.ts';
import type { Bound, Row } from '../../statement.ts';
import type { StorageHealth } from '../../storage.ts';
import type { ConnectionPool, RunQuery } from './connection-pool.ts';
import { findMarks, hotWrite, isHot } from './hot-write.ts';
import { ReadBatches } from './read-batches.ts';
import { WriteBatches } from './write-batches.ts';

/** One PostgreSQL: what many requests do goes in batches, everything else in transactions of its own. */
export class PostgresDriver implements Driver {
  readonly dialect = 'postgres';
  readonly #pool: ConnectionPool;
  readonly #writes: WriteBatches;
  readonly #reads = new Map<unknown, unknown>();
  #closed: Promise<void> | undefined;

  constructor(pool: ConnectionPool, node: string) {
    this.#pool = pool;
    this.#writes = new WriteBatches(pool, node);
  }

  async read<R>(query: Bound<R>): Promise<readonly R[]> { return (await this.#pool.query(query)).rows; }

  readByKey<R>(statement: KeyedStatement<R>, tenant: string, key: string): Promise<R | undefined> {
    // Under a statement stand the batches of this statement, whose rows it knows.
    let batches = this.#reads.get(statement) as ReadBatches<R> | undefined;
    if (batches === undefined) this.#reads.set(statement, batches = new ReadBatches(this.#pool, statement));
    return batches.find(tenant, key);
  }

  async write(unit: Unit): Promise<UnitResult> {
    if (isHot(unit)) return this.#writes.write(unit);
    return isSingle(unit) ? this.#runSingle(unit) : this.#runTransaction(unit);
  }

  append(row: HotRow): void { this.#writes.append(row); }

  async health(): Promise<StorageHealth> {
    try {
      await this.read({ name: 'health', sql: 'select 1 from config_version', values: [] });
      return { ok: true };
    } catch (error) {
      return { ok: false, problem: error instanceof Error ? error.message : String(error) };
    }
  }

  close(): Promise<void> { return this.#closed ??= this.#writes.drain().then(() => this.#pool.close()); }

  /** One statement is a transaction without being told so. */
  async #runSingle({ guard, queries }: Unit): Promise<UnitResult> {
    if (guard !== undefined) {
      const { changed } = await this.#pool.query(guard);
      return { won: changed > 0, changed, spent: undefined, rows: [] };
    }
    const { rows } = await this.#pool.query((queries as readonly [Bound])[0]);
    return { won: true, changed: 0, spent: undefined, rows: [rows] };
  }

  #runTransaction(unit: Unit): Promise<UnitResult> {
    const spender = this.#writes.newSpender();
    return this.#pool.transaction<UnitResult>(async (run) => {
      const lost = await loses(unit, spender, run);
      if (typeof lost !== 'number') return { commit: false, result: lost };
      if ((unit.rows ?? []).length > 0) await run(hotWrite([{ unit: { rows: unit.rows ?? [] }, spender }], []));
      const rows: (readonly Row[])[] = [];
      for (const query of unit.queries ?? []) rows.push((await run(query)).rows as readonly Row[]);
      return { commit: true, result: { won: true, changed: lost, spent: undefined, rows } };
    });
  }
}

const isSingle = ({ spend, guard, rows, queries }: Unit) => spend === undefined && (rows?.length ?? 0) === 0 && (guard === undefined ? 0 : 1) + (queries?.length ?? 0) === 1;

/** The answer of a unit whose condition is lost; else how many rows its guard changed. */
async function loses({ spend, guard }: Unit, spender: string, run: RunQuery): Promise<UnitResult | number> {
  if (spend !== undefined) {
    const { changed } = await run(hotWrite([{ unit: { spend }, spender }], []));
    if (changed > 0) return 0;
    const [mark] = (await run(findMarks([spend]))).rows;
    return { won: false, changed: 0, spent: { spentAt: mark?.spent_at ?? spend.spentAt, outcome: mark?.outcome ?? undefined }, rows: [] };
  }
  if (guard === undefined) return 0;
  const { changed } = await run(guard);
  return changed > 0 ? changed : { won: false, changed, spent: undefined, rows: [] };
}
