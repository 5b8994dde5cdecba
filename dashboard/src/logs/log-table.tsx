import { Link } from '@tanstack/react-router';
import { Moment } from '../pieces/moment.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { Tag } from '../pieces/tag.tsx';
import type { LogLine } from '../api/records.ts';
import { alone, groupLines, type LineGroup } from './group-lines.ts';
import { failedCheck, isRefused, nameOfEvent, whyOf } from './log-words.ts';

/** What a line tells, in columns. */
export const logColumns: readonly Column<LineGroup>[] = [
  { title: 'Time', width: '140px', cell: ({ line }) => <Link to="/logs/$id" params={{ id: line.log_id ?? '' }}><Moment at={line.date} form="log" /></Link>, exported: ({ line: { log_id, date } }) => ({ log_id, date }) },
  { title: 'Event', width: '170px', cell: ({ line, count }) => <div className="why"><span>{nameOfEvent(line)}</span><span><Tag kind={isRefused(line) ? 'bad' : 'ok'}>{isRefused(line) ? 'Refused' : 'Done'}</Tag>{count > 1 ? <> <Tag>{count} times</Tag></> : null}</span></div>, exported: ({ line }) => ({ type: line.type, event: nameOfEvent(line), refused: isRefused(line) }) },
  { title: 'Application', width: '17%', cell: ({ line }) => line.client_name ?? line.client_id ?? <span className="subtle">none</span>, exported: ({ line: { client_id, client_name } }) => ({ client_id, client_name }) },
  { title: 'User', width: '19%', cell: ({ line }) => line.user_name ?? line.user_id ?? <span className="subtle">nobody</span>, exported: ({ line: { user_id, user_name } }) => ({ user_id, user_name }) },
  { title: 'Why', cell: (group) => <Why group={group} />, exported: ({ line }) => ({ reason: line.reason, why: whyOf(line), ip: line.ip, request_id: line.request_id }) },
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
export function LogTable({ lines, grouped = true, columns = logColumns }: { readonly lines: readonly LogLine[]; readonly grouped?: boolean; readonly columns?: readonly Column<LineGroup>[] }) {
  const rows = grouped ? groupLines(lines) : lines.map(alone);
  return <RecordTable caption="Log, newest first" columns={columns} rows={rows} keyOf={({ line }) => line.log_id ?? ''} />;
}
