import type { Driver } from '../driver.ts';
import type { WalkParameters, WalkQueries } from '../queries/walk-queries.ts';

/** The primary key of a row, in the order of the table's `key` columns. */
export type Place = readonly string[];

/** A table on its way to be looked through. */
export interface Walk<C> {
  readonly table: string;
  /** Before the first row. */
  readonly start: Place;
  /**
   * Looks at the rows after `from`, at most so many as one step may take, and removes those that meet the condition.
   * `next` is where to go on; `undefined` at the end of the table.
   */
  step(from: Place, condition: C): Promise<{ readonly removed: number; readonly next: Place | undefined }>;
}

/** Removes rows of a table without an index on what is asked for, range by range of the primary key, so that no step is long. */
export function tableWalk<C extends object>({ table: { name, key }, border, removeUpTo, removeRest }: WalkQueries<C>, driver: Driver): Walk<C> {
  return {
    table: name,
    start: key.map(() => ''),
    async step(begin, condition) {
      const values = { ...condition, ...named('from', begin) } as WalkParameters<C>;
      const [found] = await driver.read(border(values));
      const next = found === undefined ? undefined : key.map((column) => found[column] ?? '');
      const query = next === undefined ? removeRest(values) : removeUpTo({ ...values, ...named('to', next) } as WalkParameters<C>);
      const { changed } = await driver.write({ guard: query });
      return { removed: changed, next };
    },
  };
}

const named = (prefix: string, place: Place) => Object.fromEntries(place.map((value, i) => [`${prefix}${i}`, value]));
