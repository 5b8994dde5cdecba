import { insertableTables, singleUse, type HotRow, type HotTable } from '../../hot-tables.ts';
import type { Spend, Unit } from '../../driver.ts';
import type { Bound, Value } from '../../statement.ts';

/** A unit of spends and rows only, and the name under which its spend is marked. */
export interface HotUnit { readonly unit: Unit; readonly spender: string }

/** Nothing else but a condition by spending and rows: it can share a statement with others. */
export const isHot = (unit: Unit): boolean => unit.guard === undefined && (unit.queries?.length ?? 0) === 0;

/** The spends of a batch in the order of their keys: two batches that meet in several values wait for one another in one direction only. */
const byKey = (a: Spend, b: Spend) => compare(a.tenant, b.tenant) || compare(a.kind, b.kind) || compare(a.key, b.key);
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * One statement for a whole batch: it spends what can be spent and inserts the rows of the units that won. It answers the names of the winners.
 * Within a statement too a value is spent once, so twins in one batch are told apart.
 */
export function hotWrite(units: readonly HotUnit[], lines: readonly HotRow[]): Bound<{ readonly spent_by: string }> {
  const spends = units.flatMap(({ unit, spender }) => (unit.spend === undefined ? [] : [{ ...unit.spend, spender }])).sort(byKey);
  const rows = new Map<string, { readonly spender: string; readonly values: readonly Value[] }[]>();
  for (const { unit, spender } of units) for (const row of unit.rows ?? []) add(rows, row, unit.spend === undefined ? '' : spender);
  for (const line of lines) add(rows, line, '');

  const tables = insertableTables.filter(({ name }) => rows.has(name));
  const values: Value[] = transpose(singleUse.columns.length, spends.map(({ tenant, kind, key, spender, spentAt, keepUntil, outcome }) => [tenant, kind, key, spender, spentAt, keepUntil, outcome]));
  for (const { name, columns, keepsFirst } of tables) {
    const own = rows.get(name) ?? [];
    if (keepsFirst) own.sort((a, b) => compare(JSON.stringify(a.values), JSON.stringify(b.values)));
    values.push(...transpose(columns.length + 1, own.map(({ spender, values: ofRow }) => [spender, ...ofRow])));
  }
  return { ...textOf(tables), values };
}

function add(rows: Map<string, { readonly spender: string; readonly values: readonly Value[] }[]>, { table, values }: HotRow, spender: string): void {
  const own = rows.get(table.name);
  if (own === undefined) rows.set(table.name, [{ spender, values }]);
  else own.push({ spender, values });
}

/** Rows become columns: one array for each parameter. */
const transpose = (width: number, rows: readonly (readonly Value[])[]): Value[] => Array.from({ length: width }, (_, column) => rows.map((row) => row[column] ?? null) as unknown as Value);

const texts = new Map<string, Pick<Bound, 'name' | 'sql'>>();

/** The text for a set of tables; there are few such sets, and each keeps its name, so that it stays prepared. */
function textOf(tables: readonly HotTable[]): Pick<Bound, 'name' | 'sql'> {
  const name = `hot_write_${insertableTables.map((table) => (tables.includes(table) ? 1 : 0)).join('')}`;
  const known = texts.get(name);
  if (known !== undefined) return known;
  let parameters = 0;
  const unnest = (types: readonly string[]) => `unnest(${types.map((type) => `$${++parameters}::${type}[]`).join(', ')})`;
  const spent = `won as (insert into single_use (${singleUse.columns.join(', ')}) select * from ${unnest(singleUse.types)} on conflict do nothing returning spent_by)`;
  const inserted = tables.map((table) => {
    const columns = table.columns.join(', ');
    return `into_${table.name} as (insert into ${table.name} (${columns}) select ${columns} from ${unnest(['text', ...table.types])} as row_of (bought_by, ${columns})`
      + ` where bought_by = '' or bought_by in (select spent_by from won)${table.keepsFirst ? ' on conflict do nothing' : ''})`;
  });
  const text = { name, sql: `with ${[spent, ...inserted].join(', ')} select spent_by from won` };
  texts.set(name, text);
  return text;
}

/** Who spent a value, and what was left for those who come later. */
export interface Mark { readonly tenant_id: string; readonly kind: string; readonly key: string; readonly spent_at: number; readonly outcome: string | null }

/** The marks of values that others spent first. */
export const findMarks = (spends: readonly Spend[]): Bound<Mark> => ({
  name: 'find_marks',
  sql: 'select s.tenant_id, s.kind, s.key, s.spent_at, s.outcome from unnest($1::text[], $2::text[], $3::text[]) as w (tenant_id, kind, key) join single_use s on s.tenant_id = w.tenant_id and s.kind = w.kind and s.key = w.key',
  values: [spends.map(({ tenant }) => tenant), spends.map(({ kind }) => kind), spends.map(({ key }) => key)],
});
