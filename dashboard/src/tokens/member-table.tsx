import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { meaningOfClaim, meaningOfHeader, timeClaims } from './claim-words.ts';
import type { Members } from './parse-token.ts';
import { farFrom, isTime } from './token-time.ts';

interface Row { readonly name: string; readonly value: unknown }

interface MemberTableProps { readonly of: 'header' | 'claims'; readonly members: Members; readonly now: number }

/** Each member of a header or of claims, with what it means. */
export function MemberTable({ of, members, now }: MemberTableProps) {
  const meaning = of === 'header' ? meaningOfHeader : meaningOfClaim;
  const rows = Object.entries(members).map(([name, value]): Row => ({ name, value }));
  const columns: readonly Column<Row>[] = [
    { title: 'Name', width: '17%', cell: ({ name }) => <code>{name}</code> },
    { title: 'Value', width: '45%', cell: ({ name, value }) => <Value value={value} now={now} isMoment={timeClaims.has(name) && of === 'claims'} /> },
    { title: 'What it means', cell: ({ name }) => <Means {...meaning(name)} /> },
  ];
  return <RecordTable caption={of === 'header' ? 'Header' : 'Claims'} columns={columns} rows={rows} keyOf={({ name }) => name} />;
}

const Means = ({ words, section }: { readonly words: string; readonly section: string | undefined }) => <>{words}{section === undefined ? null : <span className="muted small"> {section}</span>}</>;

const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

function Value({ value, now, isMoment }: { readonly value: unknown; readonly now: number; readonly isMoment: boolean }) {
  if (isMoment && isTime(value)) {
    const date = new Date(value * 1000);
    return <div className="why"><span>{farFrom(value, now)}</span><span className="small muted"><time dateTime={date.toISOString()} title={date.toISOString()}>{full.format(date)}</time>, <code>{value}</code></span></div>;
  }
  if (typeof value === 'string') return value === '' ? <span className="subtle">empty</span> : <code>{value}</code>;
  if (typeof value === 'object' && value !== null) return <pre className="bare">{JSON.stringify(value, null, 2)}</pre>;
  return <code>{String(value)}</code>;
}
