import type { Compilable } from 'kysely';

/** What both databases take as a parameter; a list only where the statement says `= any(…)` (PostgreSQL). */
export type Value = string | number | null | readonly string[];
/** A row of unknown columns. */
export type Row = Readonly<Record<string, unknown>>;

/** A statement with its parameters, ready to run. `R` is the row that it answers. */
export interface Bound<R = Row> {
  /** Unique in the program: the name under which a connection keeps it prepared. */
  readonly name: string;
  readonly sql: string;
  readonly values: readonly Value[];
  /** Never set: carries the type of the rows. */
  readonly row?: R;
}

/** A statement that was compiled once, at start. Calling it binds the parameters. */
export type Statement<P, R> = (params: P) => Bound<R>;

/** Stands in a query where a parameter will be. */
class Slot {
  readonly name: PropertyKey;
  constructor(name: PropertyKey) { this.name = name; }
}

/**
 * Compiles a query once: `statement<{ key: string }>()('name', (slot) => db.selectFrom('grants').where('key', '=', slot('key')))`.
 * Values that are no slots stay as they are.
 */
export const statement = <P>() => <R>(name: string, build: (slot: <K extends keyof P>(name: K) => P[K]) => Compilable<R>): Statement<P, R> => {
  const { sql, parameters } = build(<K extends keyof P>(slotName: K) => new Slot(slotName) as unknown as P[K]).compile();
  const order = parameters.map((parameter) => (parameter instanceof Slot ? (params: P) => params[parameter.name as keyof P] as Value : () => parameter as Value));
  return (params) => ({ name, sql, values: order.map((pick) => pick(params)) });
};
