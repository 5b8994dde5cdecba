import { sql, type RawBuilder } from 'kysely';
import type { QueryBuilder } from '../dialect.ts';
import type { Driver } from '../driver.ts';
import { compilable } from '../queries/through-index.ts';
import { statement } from '../statement.ts';

/** So many rows are looked at in one step: a few milliseconds of a writer's time. */
const rowsAtOnce = 1000;

/** The primary key of a row, in the order of the table's `key` columns. */
export type Place = readonly string[];

/** A table that is walked along its primary key, and what is removed on the way. `C` are the parameters of the condition. */
export interface WalkedTable<C> {
  readonly name: string;
  /** Tells apart what is removed from the same table for different reasons. */
  readonly purpose: 'sweep' | 'client';
  readonly key: readonly string[];
  readonly condition: (slot: <K extends keyof C>(name: K) => C[K]) => RawBuilder<boolean>;
}

type Slots<C> = C & Record<`${'from' | 'to'}${number}`, string>;

/** A table on its way to be looked through. */
export interface Walk<C> {
  /**
   * Looks at the rows after `from`, at most `rowsAtOnce`, and removes those that meet the condition.
   * `next` is where to go on; `undefined` at the end of the table.
   */
  step(from: Place, condition: C): Promise<{ readonly removed: number; readonly next: Place | undefined }>;
}

/** Before the first row of every table. */
export const start = (table: Pick<WalkedTable<never>, 'key'>): Place => table.key.map(() => '');

/** Removes rows of a table without an index on what is asked for, range by range of the primary key, so that no step is long. */
export function tableWalk<C extends object>(table: WalkedTable<C>, { driver, db }: { readonly driver: Driver; readonly db: QueryBuilder }): Walk<C> {
  const columns = sql.join(table.key.map((column) => sql.ref(column)));
  const places = (slots: readonly unknown[]) => sql.join(slots.map((slot) => sql`${slot}`));
  const indexes = [...table.key.keys()];
  const compiled = <R>(query: RawBuilder<R>) => compilable(db, query);

  const border = statement<Slots<C>>()(`border_${table.name}`, (slot) => compiled(sql<Record<string, string>>`
    select ${columns} from ${sql.table(table.name)} where (${columns}) > (${places(indexes.map((i) => slot(`from${i}`)))}) order by ${columns} limit 1 offset ${sql.lit(rowsAtOnce - 1)}`));
  const remove = (name: string, upTo: boolean) => statement<Slots<C>>()(name, (slot) => {
    const end = upTo ? sql`and (${columns}) <= (${places(indexes.map((i) => slot(`to${i}`)))})` : sql``;
    return compiled(sql`delete from ${sql.table(table.name)} where (${columns}) > (${places(indexes.map((i) => slot(`from${i}`)))}) ${end} and ${table.condition(slot as unknown as Parameters<typeof table.condition>[0])}`);
  });
  const removeUpTo = remove(`remove_range_${table.purpose}_${table.name}`, true);
  const removeRest = remove(`remove_rest_${table.purpose}_${table.name}`, false);

  return {
    async step(begin, condition) {
      const values = { ...condition, ...named('from', begin) } as Slots<C>;
      const [found] = await driver.read(border(values));
      const next = found === undefined ? undefined : table.key.map((column) => found[column] ?? '');
      const query = next === undefined ? removeRest(values) : removeUpTo({ ...values, ...named('to', next) } as Slots<C>);
      const { changed } = await driver.write({ guard: query });
      return { removed: changed, next };
    },
  };
}

const named = (prefix: string, place: Place) => Object.fromEntries(place.map((value, i) => [`${prefix}${i}`, value]));
