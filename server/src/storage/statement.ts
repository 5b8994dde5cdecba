/** What both databases take as a parameter; a list only where the statement says `= any(…)` (PostgreSQL). */
export type Value = string | number | null | readonly string[];
/** A row of unknown columns. */
export type Row = Readonly<Record<string, unknown>>;

/** A statement with its parameters, ready to run. `R` is the row that it answers. */
export interface Bound<R = Row> {
  /** Unique in the program: the name under which a connection keeps it prepared. Empty: it is not kept. */
  readonly name: string;
  readonly sql: string;
  readonly values: readonly Value[];
  /** Never set: carries the type of the rows. */
  readonly row?: R;
}

/** A statement whose text was written at build time. Calling it binds the parameters. */
export type Statement<P, R> = (params: P) => Bound<R>;
