import type { Unit, UnitResult } from '../../driver.ts';
import type { HotRow } from '../../hot-tables.ts';
import { StorageUnavailable } from '../../storage-unavailable.ts';
import type { ConnectionPool } from './connection-pool.ts';
import { findMarks, hotWrite, type HotUnit, type Mark } from './hot-write.ts';

/** In one statement. */
const mostUnits = 500;
/** Lines that nobody waits for wait so long for somebody's batch, before they get one of their own. */
const lineDelayMs = 50;
/** After an outage so many lines are kept; the oldest go. */
const mostLines = 10_000;

interface Waiting extends HotUnit { readonly resolve: (result: UnitResult) => void; readonly reject: (error: Error) => void }

/** The writes of all requests that wait, in one statement; while it is under way the next batch gathers. */
export class WriteBatches {
  readonly #pool: ConnectionPool;
  readonly #node: string;
  #queue: Waiting[] = [];
  #lines: HotRow[] = [];
  #running: Promise<void> | undefined;
  #lineTimer: NodeJS.Timeout | undefined;
  #units = 0;

  constructor(pool: ConnectionPool, node: string) {
    this.#pool = pool;
    this.#node = node;
  }

  /** A name for the mark of a spent value that no other unit has, on any node. */
  newSpender(): string { return `${this.#node}${(this.#units++).toString(36)}`; }

  write(unit: Unit): Promise<UnitResult> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ unit, spender: this.newSpender(), resolve, reject });
      this.#plan();
    });
  }

  append(row: HotRow): void {
    this.#lines.push(row);
    if (this.#lines.length > mostLines) this.#lines.splice(0, this.#lines.length - mostLines);
    this.#planLines(lineDelayMs);
  }

  /** Resolves when nothing waits any more. Lines get a last try, and those that came during it another one. */
  async drain(): Promise<void> {
    for (let tries = 0; tries < 2; tries++) {
      if (this.#lines.length > 0) this.#plan();
      while (this.#running !== undefined) await this.#running;
    }
    clearTimeout(this.#lineTimer);
  }

  #plan(): void {
    this.#running ??= new Promise<void>((resolve) => { setImmediate(resolve); }).then(() => this.#run());
  }

  #planLines(delayMs: number): void {
    this.#lineTimer ??= setTimeout(() => {
      this.#lineTimer = undefined;
      this.#plan();
    }, delayMs);
  }

  async #run(): Promise<void> {
    const batch = this.#queue.splice(0, mostUnits);
    const lines = this.#lines.splice(0);
    clearTimeout(this.#lineTimer);
    this.#lineTimer = undefined;
    await this.#send(batch, lines);
    this.#running = undefined;
    if (this.#queue.length > 0) this.#plan();
    // Their time may have come while the batch was under way: then nobody else would think of them.
    else if (this.#lines.length > 0) this.#planLines(lineDelayMs);
  }

  async #send(batch: readonly Waiting[], lines: readonly HotRow[]): Promise<void> {
    try {
      const { rows } = await this.#pool.query(hotWrite(batch, lines));
      await this.#answer(batch, new Set(rows.map(({ spent_by }) => spent_by)));
    } catch (error) {
      const outage = error instanceof StorageUnavailable;
      if (outage) this.#keep(lines);
      // An error of one row is an error of the statement: each unit alone, so that it stays with its unit.
      if (outage || batch.length + lines.length < 2) for (const { reject } of batch) reject(error as Error);
      else await this.#sendOneByOne(batch, lines);
    }
  }

  async #sendOneByOne(batch: readonly Waiting[], lines: readonly HotRow[]): Promise<void> {
    for (const waiting of batch) await this.#send([waiting], []);
    for (const line of lines) await this.#send([], [line]);
  }

  async #answer(batch: readonly Waiting[], winners: ReadonlySet<string>): Promise<void> {
    const losers = batch.filter(({ unit, spender }) => unit.spend !== undefined && !winners.has(spender));
    for (const { unit, spender, resolve } of batch) if (unit.spend === undefined || winners.has(spender)) resolve({ won: true, changed: 0, spent: undefined, rows: [] });
    if (losers.length === 0) return;
    const marks = new Map<string, Mark>();
    const spends = losers.flatMap(({ unit }) => unit.spend ?? []);
    try {
      for (const mark of (await this.#pool.query(findMarks(spends))).rows) marks.set(placeOf(mark.tenant_id, mark), mark);
    } catch (error) {
      for (const { reject } of losers) reject(error as Error);
      return;
    }
    losers.forEach(({ resolve }, i) => {
      const spend = spends[i];
      if (spend === undefined) return;
      const mark = marks.get(placeOf(spend.tenant, spend));
      resolve({ won: false, changed: 0, spent: { spentAt: mark?.spent_at ?? spend.spentAt, outcome: mark?.outcome ?? undefined }, rows: [] });
    });
  }

  #keep(lines: readonly HotRow[]): void {
    if (lines.length === 0) return;
    this.#lines = [...lines, ...this.#lines].slice(-mostLines);
    this.#planLines(20 * lineDelayMs);
  }
}

const placeOf = (tenant: string, { kind, key }: { readonly kind: string; readonly key: string }) => `${tenant}\n${kind}\n${key}`;
