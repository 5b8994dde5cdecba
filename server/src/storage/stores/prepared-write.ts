import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import type { HotRow } from '../hot-tables.ts';
import type { Bound } from '../statement.ts';

/** Rows to insert and statements to run, in this order. */
export interface WriteParts { readonly rows: readonly HotRow[]; readonly queries: readonly Bound<unknown>[] }

/** Parts of a unit that somebody else will write. */
export const prepareWrite = ({ rows = [], queries = [] }: Partial<WriteParts>): PreparedWrite => ({ rows, queries }) as WriteParts as object as PreparedWrite;

/** What was prepared, to be written with the unit of whoever got it. */
export function partsOf(writes: readonly PreparedWrite[]): WriteParts {
  const parts = writes as readonly object[] as readonly WriteParts[];
  return { rows: parts.flatMap(({ rows }) => rows), queries: parts.flatMap(({ queries }) => queries) };
}

/** The parts of a unit, with what was prepared for it. Most have nothing. */
export function withMore(parts: WriteParts, writes: readonly PreparedWrite[] | undefined): WriteParts {
  if (writes === undefined) return parts;
  const { rows, queries } = partsOf(writes);
  return { rows: [...parts.rows, ...rows], queries: [...parts.queries, ...queries] };
}
