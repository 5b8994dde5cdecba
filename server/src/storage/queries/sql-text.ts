import type { DialectName } from '../dialect.ts';
import type { Bound, Value } from '../statement.ts';

/** SQL that is put together when it is asked for, of fixed pieces alone: every value that comes from outside is a parameter. */
export class SqlText {
  readonly dialect: DialectName;
  readonly #values: Value[] = [];

  constructor(dialect: DialectName) { this.dialect = dialect; }

  text(value: string): string { return this.#slot(value, 'text'); }
  whole(value: number): string { return this.#slot(value, 'bigint'); }
  number(value: number): string { return this.#slot(value, 'double precision'); }
  /** The address of a member: a list of names for PostgreSQL, a path for SQLite. */
  path(names: readonly string[]): string { return this.dialect === 'postgres' ? this.#slot(names, 'text[]') : this.#slot(`$${names.map((name) => `."${name}"`).join('')}`, 'text'); }
  /** The comparison with any of these. */
  anyOf(values: readonly string[]): string { return this.dialect === 'postgres' ? `= any(${this.#slot(values, 'text[]')})` : `in (select value from json_each(${this.#slot(JSON.stringify(values), 'text')}))`; }
  /** Without a name nothing keeps it prepared: there is no end of different filters. */
  bind<R>(sql: string): Bound<R> { return { name: '', sql, values: this.#values }; }

  #slot(value: Value, type: string): string {
    this.#values.push(value);
    return this.dialect === 'postgres' ? `cast($${this.#values.length} as ${type})` : `?${this.#values.length}`;
  }
}
