import type { ReactNode } from 'react';

/** Values of a row as a file has them, in the names of the Management API. */
export type Cells = Readonly<Record<string, string | number | boolean | undefined>>;

/** One column: the first is the name of the row. */
export interface Column<T> { readonly title: string; readonly cell: (row: T) => ReactNode; /** Share of the width, as a CSS length. */ readonly width?: string; /** What of it an export gets; without it the column is not exported. */ readonly exported?: (row: T) => Cells }

interface RecordTableProps<T> { readonly caption: string; readonly columns: readonly Column<T>[]; readonly rows: readonly T[]; readonly keyOf: (row: T) => string }

/** A real table; on a narrow screen each row is a card, with the titles beside the values. */
export function RecordTable<T>({ caption, columns, rows, keyOf }: RecordTableProps<T>) {
  return (
    <div className="card table-card">
      <table className="records">
        <caption className="visually-hidden">{caption}</caption>
        <colgroup>{columns.map(({ title, width }) => <col key={title} style={width === undefined ? undefined : { width }} />)}</colgroup>
        <thead><tr>{columns.map(({ title }) => <th key={title} scope="col">{title === '' ? <span className="visually-hidden">Actions</span> : title}</th>)}</tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ title, cell }, index) => (index === 0 ? <th key={title} scope="row"><div>{cell(row)}</div></th> : <td key={title} data-title={title}><div>{cell(row)}</div></td>))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
