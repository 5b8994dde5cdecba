import { singleUse, type HotRow, type HotTable } from '../../hot-tables.ts';
import type { Spend, Unit, UnitResult } from '../../driver.ts';
import type { Bound } from '../../statement.ts';
import type { SqliteConnection } from './connection.ts';

const inserts = new Map<HotTable, string>();

/** `insert into …`, the same text every time, so that it stays prepared. */
function insertOf(table: HotTable): string {
  let sql = inserts.get(table);
  if (sql === undefined) {
    sql = `insert into ${table.name} (${table.columns.join(', ')}) values (${table.columns.map(() => '?').join(', ')})${table.keepsFirst ? ' on conflict do nothing' : ''}`;
    inserts.set(table, sql);
  }
  return sql;
}

const findMark = 'select spent_at, outcome from single_use where tenant_id = ? and kind = ? and key = ?';

/** Inserts a row and answers whether it was new: 1 or 0. */
export const insertRow = (connection: SqliteConnection, { table, values }: HotRow): number => connection.run({ sql: insertOf(table), values });

/** Runs a unit in the transaction that is open. `spender` names it, in the mark that it leaves. */
export function runUnit(connection: SqliteConnection, unit: Unit, spender: string): UnitResult {
  const { spend, guard } = unit;
  if (spend !== undefined && insertRow(connection, markOf(spend, spender)) === 0) return { won: false, changed: 0, spent: markOfWinner(connection, spend), rows: [] };
  const changed = guard === undefined ? 0 : connection.run(guard);
  if (guard !== undefined && changed === 0) return { won: false, changed, spent: undefined, rows: [] };
  for (const row of unit.rows ?? []) insertRow(connection, row);
  const rows = (unit.queries ?? []).map((query) => connection.all(query as Bound));
  return { won: true, changed, spent: undefined, rows };
}

const markOf = ({ tenant, kind, key, spentAt, keepUntil, outcome }: Spend, spender: string): HotRow =>
  singleUse.row({ tenant_id: tenant, kind, key, spent_by: spender, spent_at: spentAt, keep_until: keepUntil, outcome });

function markOfWinner(connection: SqliteConnection, { tenant, kind, key, spentAt }: Spend): UnitResult['spent'] {
  const mark = connection.first<{ spent_at: number; outcome: string | null }>({ sql: findMark, values: [tenant, kind, key] });
  return { spentAt: mark?.spent_at ?? spentAt, outcome: mark?.outcome ?? undefined };
}
