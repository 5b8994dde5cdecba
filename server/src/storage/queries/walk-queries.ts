import type { RawBuilder } from 'kysely';
import type { Desk, Statements } from '../statements/draft.ts';

/** So many rows are looked at in one step: a few milliseconds of a writer's time. */
const rowsAtOnce = 1000;

/** A table that is walked along its primary key, and what is removed on the way. `C` are the parameters of the condition. */
export interface WalkedTable<C> {
  readonly name: string;
  /** Tells apart what is removed from the same table for different reasons. */
  readonly purpose: 'sweep' | 'client';
  readonly key: readonly string[];
  readonly condition: (desk: Desk<C>) => RawBuilder<boolean>;
}

/** Parameters of a walk: those of the condition, and the primary keys at both ends, column by column. */
export type WalkParameters<C> = C & Readonly<Record<`${'from' | 'to'}${number}`, string>>;

/** The statements that walk one table. */
export function walkQueries<C>(statement: Statements, table: WalkedTable<C>) {
  const { name, purpose, key, condition } = table;
  const keyOf = ({ sql }: Desk<WalkParameters<C>>) => sql`(${sql.join(key.map((column) => sql.ref(column)))})`;
  const place = ({ sql, slot }: Desk<WalkParameters<C>>, end: 'from' | 'to') => sql`(${sql.join(key.map((_, i) => sql`${slot(`${end}${i}`)}`))})`;
  const remove = (what: string, upTo: boolean) => statement<WalkParameters<C>>()(`remove_${what}_${purpose}_${name}`, (desk) => {
    const end = upTo ? desk.sql`and ${keyOf(desk)} <= ${place(desk, 'to')}` : desk.sql``;
    return desk.sql`delete from ${desk.sql.table(name)} where ${keyOf(desk)} > ${place(desk, 'from')} ${end} and ${condition(desk)}`;
  });
  return {
    table: { name, key },
    /** The last row of the next step; no row where fewer are left. */
    border: statement<WalkParameters<C>>()(`border_${name}`, (desk) => {
      const columns = desk.sql.join(key.map((column) => desk.sql.ref(column)));
      return desk.sql<Record<string, string>>`select ${columns} from ${desk.sql.table(name)} where ${keyOf(desk)} > ${place(desk, 'from')} order by ${columns} limit 1 offset ${desk.sql.lit(rowsAtOnce - 1)}`;
    }),
    removeUpTo: remove('range', true),
    removeRest: remove('rest', false),
  };
}

/** The statements that walk one table. */
export type WalkQueries<C> = ReturnType<typeof walkQueries<C>>;
