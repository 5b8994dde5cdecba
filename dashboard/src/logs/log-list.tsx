import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../api/api-context.ts';
import { listAll } from '../api/list-all.ts';
import type { LogLine } from '../api/records.ts';
import { useApplications } from '../applications/application-queries.ts';
import { listAsCurl } from '../pieces/as-command.ts';
import { mostExported } from '../pieces/export-rows.ts';
import { EmptyState } from '../pieces/empty-state.tsx';
import { narrowed, pagingOf } from '../pieces/list-search.ts';
import { ListTools } from '../pieces/list-tools.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { Pager } from '../pieces/pager.tsx';
import { SearchField } from '../pieces/search-field.tsx';
import { useColumns, type ColumnChoice } from '../pieces/use-columns.ts';
import { useMay } from '../session/session-context.ts';
import { alone, type LineGroup } from './group-lines.ts';
import { newestFirst, searchOf, useLog, type LogFilters } from './log-query.ts';
import { logColumns, LogTable } from './log-table.tsx';

const route = getRouteApi('/logs');

/** D31: what happened, and why. */
export function LogList() {
  const filters: LogFilters = route.useSearch();
  const navigate = route.useNavigate();
  const [live, setLive] = useState(true);
  const paging = pagingOf(filters, (next) => { void navigate({ search: next }); });
  const log = useLog(filters, paging, live);
  const choice = useColumns('logs', logColumns);
  const narrow = (change: LogFilters) => { void navigate({ search: narrowed(filters, { page: undefined, ...change }), replace: true }); };
  const isNarrowed = [filters.q, filters.result, filters.application].some((one) => one !== undefined);
  return (
    <>
      <PageHead title="Logs" lead="Every request that the server decided, with the reason. Equal failures that follow one another stand together." actions={<Button variant="default" aria-pressed={live} leftSection={live ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />} onClick={() => setLive(!live)}>{live ? 'Pause' : 'Follow'}</Button>} />
      <div className="list-bar"><Filters filters={filters} onNarrow={narrow} /><Tools filters={filters} choice={choice} /></div>
      <Loaded query={log} what="log">
        {({ logs, total }) => (
          <>
            {logs.length === 0 ? <NoLines narrowed={isNarrowed} onAll={() => { void navigate({ search: {} }); }} /> : <LogTable lines={logs} columns={choice.shown} />}
            <Pager paging={paging} shown={logs.length} total={total} what="lines" />
          </>
        )}
      </Loaded>
    </>
  );
}

/** The log is exported line by line: what stands together on the page does not in a file. */
function Tools({ filters, choice }: { readonly filters: LogFilters; readonly choice: ColumnChoice<LineGroup> }) {
  const api = useApi();
  const query = { ...searchOf(filters), sort: newestFirst };
  const read = async () => {
    const { rows, total } = await listAll<LogLine>(api, { path: '/logs', member: 'logs', query, most: mostExported });
    return { rows: rows.map(alone), total };
  };
  return <ListTools choice={choice} read={read} command={listAsCurl('/logs', { ...query, per_page: 100 })} />;
}

interface FiltersProps { readonly filters: LogFilters; readonly onNarrow: (change: LogFilters) => void }

function Filters({ filters, onNarrow }: FiltersProps) {
  const applications = useApplications({ enabled: useMay('read:clients') }).data ?? [];
  return (
    <>
      <SearchField label="Search the log" placeholder="A name, or reason:pkce*" value={filters.q ?? ''} onSearch={(q) => onNarrow({ q })} />
      <label className="select-field"><b className="small">Result</b>
        <select value={filters.result ?? ''} onChange={(event) => onNarrow({ result: event.currentTarget.value })}><option value="">All</option><option value="refused">Refused</option><option value="allowed">Done</option></select>
      </label>
      <label className="select-field"><b className="small">Application</b>
        <select value={filters.application ?? ''} onChange={(event) => onNarrow({ application: event.currentTarget.value })}><option value="">All</option>{applications.map(({ client_id: id = '', name }) => <option key={id} value={id}>{name}</option>)}</select>
      </label>
    </>
  );
}

function NoLines({ narrowed, onAll }: { readonly narrowed: boolean; readonly onAll: () => void }) {
  if (narrowed) return <EmptyState title="Nothing fits" action={<Button variant="default" onClick={onAll}>Show everything</Button>}>No line of the log has what you look for. Words are beginnings of names; fields are written as in <code>reason:pkce*</code>, <code>user_name:jane@example.com</code> or <code>ip:127.0.0.1</code>.</EmptyState>;
  return <EmptyState title="Waiting for the first event" docs={['concepts/decision-records', 'What stands in the log']}>Whatever the server decides stands here: sign-ins, tokens, refusals, and changes of administrators.</EmptyState>;
}
