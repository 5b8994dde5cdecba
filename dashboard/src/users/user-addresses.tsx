import type { LogLine } from '../api/records.ts';
import { Moment } from '../pieces/moment.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';

/** A network address in lines of the log. */
interface Address { readonly ip: string; readonly times: number; readonly last: string | undefined; readonly first: string | undefined; readonly mobile: boolean }

/** The addresses of lines, the last used first. The lines stand newest first. */
export function addressesOf(lines: readonly LogLine[]): readonly Address[] {
  const found = new Map<string, Address>();
  for (const { ip, date, isMobile } of lines) {
    if (ip === undefined) continue;
    const known = found.get(ip);
    found.set(ip, { ip, times: (known?.times ?? 0) + 1, last: known?.last ?? date, first: date, mobile: known?.mobile === true || isMobile === true });
  }
  return [...found.values()];
}

const columns: readonly Column<Address>[] = [
  { title: 'Address', width: '34%', cell: ({ ip }) => <code>{ip}</code> },
  { title: 'Lines', width: '100px', cell: ({ times }) => times },
  { title: 'Phone', width: '100px', cell: ({ mobile }) => (mobile ? 'yes' : 'no') },
  { title: 'First', cell: ({ first }) => <Moment at={first} /> },
  { title: 'Last', cell: ({ last }) => <Moment at={last} /> },
];

/** From where a person came, as far as the lines tell. The server knows addresses and no places. */
export function UserAddresses({ lines }: { readonly lines: readonly LogLine[] }) {
  return <RecordTable caption="Network addresses" columns={columns} rows={addressesOf(lines)} keyOf={({ ip }) => ip} />;
}
