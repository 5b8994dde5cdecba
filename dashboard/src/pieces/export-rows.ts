import type { Cells, Column } from './record-table.tsx';

/** So many rows a file gets at most: the Management API pages no further through people and the log. */
export const mostExported = 1000;
/** Rows of a list that is here as a whole, as many as are exported. */
export const firstOf = <T>(rows: readonly T[]): { readonly rows: readonly T[]; readonly total: number } => ({ rows: rows.slice(0, mostExported), total: rows.length });

/** How rows are written into a file. */
export type ExportForm = 'csv' | 'json';

/** What of a row is exported: the members that its columns name, and nothing else of the record. */
const membersOf = <T>(columns: readonly Column<T>[], row: T): Cells => Object.assign({}, ...columns.map(({ exported }) => exported?.(row) ?? {})) as Cells;

/** RFC 4180. A table program would take what begins like a formula for one, so such text gets an apostrophe. */
function cellOf(value: Cells[string]): string {
  const text = value === undefined ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as the text of a file. */
export function writeRows<T>(form: ExportForm, columns: readonly Column<T>[], rows: readonly T[]): string {
  const all = rows.map((row) => membersOf(columns, row));
  if (form === 'json') return `${JSON.stringify(all, null, 2)}\n`;
  const names = [...new Set(all.flatMap((one) => Object.keys(one)))];
  return [names, ...all.map((one) => names.map((name) => one[name]))].map((line) => `${line.map(cellOf).join(',')}\r\n`).join('');
}

/** Hands a text to the browser as a file to be kept. */
export function keepAsFile(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
