import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useApplications } from '../applications/application-queries.ts';
import { EmptyState } from '../pieces/empty-state.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { Pager } from '../pieces/pager.tsx';
import { SearchField } from '../pieces/search-field.tsx';
import { useMay } from '../session/session-context.ts';
import { logPageSize, useLog, type LogFilters } from './log-query.ts';
import { LogTable } from './log-table.tsx';

const route = getRouteApi('/logs');

/** D31: what happened, and why. */
export function LogList() {
  const filters: LogFilters = route.useSearch();
  const navigate = route.useNavigate();
  const [live, setLive] = useState(true);
  const log = useLog(filters, live);
  const narrow = (change: LogFilters) => { void navigate({ search: withoutEmpty({ ...filters, page: undefined, ...change }), replace: true }); };
  const page = Number(filters.page ?? 0);
  const narrowed = [filters.q, filters.result, filters.application].some((one) => one !== undefined);
  return (
    <>
      <PageHead title="Logs" lead="Every request that the server decided, with the reason. Equal failures that follow one another stand together." actions={<Button variant="default" aria-pressed={live} leftSection={live ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />} onClick={() => setLive(!live)}>{live ? 'Pause' : 'Follow'}</Button>} />
      <Filters filters={filters} onNarrow={narrow} />
      <Loaded query={log} what="log">
        {({ logs, total }) => (
          <>
            {logs.length === 0 ? <NoLines narrowed={narrowed} onAll={() => { void navigate({ search: {} }); }} /> : <LogTable lines={logs} />}
            <Pager page={page} size={logPageSize} shown={logs.length} total={total} onPage={(next) => narrow({ page: next === 0 ? undefined : String(next) })} />
          </>
        )}
      </Loaded>
    </>
  );
}

const withoutEmpty = (filters: LogFilters) => Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined && value !== '')) as { readonly [N in keyof LogFilters]: string };

interface FiltersProps { readonly filters: LogFilters; readonly onNarrow: (change: LogFilters) => void }

function Filters({ filters, onNarrow }: FiltersProps) {
  const applications = useApplications({ enabled: useMay('read:clients') }).data ?? [];
  return (
    <div className="list-bar">
      <SearchField label="Search the log" placeholder="A name, or reason:pkce*" value={filters.q ?? ''} onSearch={(q) => onNarrow({ q })} />
      <label className="select-field"><b className="small">Result</b>
        <select value={filters.result ?? ''} onChange={(event) => onNarrow({ result: event.currentTarget.value })}><option value="">All</option><option value="refused">Refused</option><option value="allowed">Done</option></select>
      </label>
      <label className="select-field"><b className="small">Application</b>
        <select value={filters.application ?? ''} onChange={(event) => onNarrow({ application: event.currentTarget.value })}><option value="">All</option>{applications.map(({ client_id: id = '', name }) => <option key={id} value={id}>{name}</option>)}</select>
      </label>
    </div>
  );
}

function NoLines({ narrowed, onAll }: { readonly narrowed: boolean; readonly onAll: () => void }) {
  if (narrowed) return <EmptyState title="Nothing fits" action={<Button variant="default" onClick={onAll}>Show everything</Button>}>No line of the log has what you look for. Words are beginnings of names; fields are written as in <code>reason:pkce*</code>, <code>user_name:jane@example.com</code> or <code>ip:127.0.0.1</code>.</EmptyState>;
  return <EmptyState title="Waiting for the first event">Whatever the server decides stands here: sign-ins, tokens, refusals, and changes of administrators.</EmptyState>;
}
