import { Link } from '@tanstack/react-router';
import { Moment } from '../pieces/moment.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { Tag } from '../pieces/tag.tsx';
import type { LogLine } from '../api/records.ts';
import { groupLines, type LineGroup } from './group-lines.ts';
import { failedCheck, isRefused, nameOfEvent, whyOf } from './log-words.ts';

const columns: readonly Column<LineGroup>[] = [
  { title: 'Time', width: '140px', cell: ({ line }) => <Link to="/logs/$id" params={{ id: line.log_id ?? '' }}><Moment at={line.date} form="log" /></Link> },
  { title: 'Event', width: '170px', cell: ({ line, count }) => <div className="why"><span>{nameOfEvent(line)}</span><span><Tag kind={isRefused(line) ? 'bad' : 'ok'}>{isRefused(line) ? 'Refused' : 'Done'}</Tag>{count > 1 ? <> <Tag>{count} times</Tag></> : null}</span></div> },
  { title: 'Application', width: '17%', cell: ({ line }) => line.client_name ?? line.client_id ?? <span className="subtle">none</span> },
  { title: 'User', width: '19%', cell: ({ line }) => line.user_name ?? line.user_id ?? <span className="subtle">nobody</span> },
  { title: 'Why', cell: (group) => <Why group={group} /> },
];

function Why({ group: { line, count, since } }: { readonly group: LineGroup }) {
  const check = isRefused(line) ? failedCheck(line) : undefined;
  return (
    <div className="why">
      <span>{whyOf(line)}</span>
      {check?.received === undefined ? null : <span className="small muted">Received: <code>{check.received}</code></span>}
      {count > 1 ? <span className="small muted">Since <Moment at={since} form="log" /></span> : null}
    </div>
  );
}

/** Lines of the log with the reason of each. */
export function LogTable({ lines, grouped = true }: { readonly lines: readonly LogLine[]; readonly grouped?: boolean }) {
  const rows = grouped ? groupLines(lines) : lines.map((line) => ({ line, count: 1, since: line.date }));
  return <RecordTable caption="Log, newest first" columns={columns} rows={rows} keyOf={({ line }) => line.log_id ?? ''} />;
}
