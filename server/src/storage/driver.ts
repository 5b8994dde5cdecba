import type { Spent } from '../protocol/tokens/issuance.ts';
import type { DialectName } from './dialect.ts';
import type { HotRow } from './hot-tables.ts';
import type { Bound, Row, Statement } from './statement.ts';
import type { StorageHealth } from './storage.ts';

/** The row that marks a value as spent, but for who spent it. */
export interface Spend { readonly tenant: string; readonly kind: string; readonly key: string; readonly spentAt: number; readonly keepUntil: number; readonly outcome: string | null }

/**
 * What is written whole or not at all. Its condition comes first: the spend wins when the value was not spent before, the guard when it changes
 * at least one row. Where the condition is lost, nothing else of the unit is done.
 */
export type Unit = {
  readonly rows?: readonly HotRow[];
  readonly queries?: readonly Bound<unknown>[];
} & ({ readonly spend?: Spend | undefined; readonly guard?: undefined } | { readonly spend?: undefined; readonly guard: Bound<unknown> });

/** What became of a unit. */
export interface UnitResult {
  readonly won: boolean;
  /** How many rows the guard changed. */
  readonly changed: number;
  /** The mark that a lost spend ran into. */
  readonly spent: Spent | undefined;
  /** What each of `queries` returned. */
  readonly rows: readonly (readonly Row[])[];
}

/** A read by key that many requests make at once. On PostgreSQL `key` is a list, and every row tells its `key`. */
export type KeyedStatement<R> = Statement<{ readonly tenant: string; readonly key: string | readonly string[] }, R & { readonly key: string }>;

/** One database. Throws `StorageUnavailable` for an outage and `UniqueViolation` where a row of `queries` would be a duplicate. */
export interface Driver {
  readonly dialect: DialectName;
  read<R>(query: Bound<R>): Promise<readonly R[]>;
  readByKey<R>(statement: KeyedStatement<R>, tenant: string, key: string): Promise<R | undefined>;
  /** Resolves when what was written is durable. */
  write(unit: Unit): Promise<UnitResult>;
  /** Writes a row with the next commit; nobody waits for it. It survives an outage of the database, not one of this process. */
  append(row: HotRow): void;
  health(): Promise<StorageHealth>;
  close(): Promise<void>;
}
