import { Switch } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import type { Application, Connection } from '../api/records.ts';
import { EmptyState } from '../pieces/empty-state.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { Tag } from '../pieces/tag.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { useMay } from '../session/session-context.ts';
import { nameOfProvider } from '../users/user-words.ts';
import { isForPeople } from './application-types.ts';

const key = ['connections', 'all'] as const;
interface Enabling { readonly connection: Connection; readonly enabled: boolean }

const isEnabled = ({ enabled_clients: clients = [] }: Connection, id: string) => clients.includes(id);
const nameOf = ({ display_name: shown, name }: Connection) => shown ?? name ?? '';

/** D8: where people who sign in to an application may come from. */
export function ApplicationConnections({ application }: { readonly application: Application }) {
  const api = useApi();
  const query = useQuery({ queryKey: key, queryFn: () => api.get<readonly Connection[]>('/connections', { per_page: 100 }) });
  if (!isForPeople(application.app_type)) return <EmptyState title="Nobody signs in to it">A machine-to-machine application asks for tokens in its own name, so it needs no connection.</EmptyState>;
  return <Loaded query={query} what="list of connections">{(all) => <ConnectionTable application={application} all={all} />}</Loaded>;
}

function useEnabling(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ connection, enabled }: Enabling) => api.patch(`/connections/${segment(connection.id ?? '')}/clients`, [{ client_id: id, status: enabled }]),
    onSuccess: async (_, { connection, enabled }) => { await queries.invalidateQueries({ queryKey: key }); tellDone(enabled ? `People of ${nameOf(connection)} may come` : `People of ${nameOf(connection)} come no more`); },
  });
}

function ConnectionTable({ application: { client_id: id = '', name = '', is_first_party: firstParty }, all }: { readonly application: Application; readonly all: readonly Connection[] }) {
  const enabling = useEnabling(id);
  const mayWrite = useMay('update:connections');
  const domain = (connection: Connection) => firstParty === false && connection.is_domain_connection === true;
  const turn = (connection: Connection, enabled: boolean) => {
    if (enabled) { enabling.mutate({ connection, enabled }); return; }
    modals.openConfirmModal({
      title: <b>{`Keep people of ${nameOf(connection)} out of ${name}?`}</b>, children: <p>What they have there is good no longer, at once: sessions, codes, refresh tokens and opaque access tokens. It lives again when the connection is enabled again.</p>,
      labels: { confirm: 'Switch off', cancel: 'Leave it on' }, confirmProps: { color: 'red' }, onConfirm: () => enabling.mutate({ connection, enabled }),
    });
  };
  const columns: readonly Column<Connection>[] = [
    { title: 'Connection', width: '40%', cell: (one) => <><b>{nameOf(one)}</b>{one.display_name === undefined ? null : <div className="muted small">{one.name}</div>}</> },
    { title: 'Signs in with', cell: ({ strategy = '' }) => nameOfProvider({ provider: strategy }) },
    { title: 'People may come', width: '220px', cell: (one) => <>
      <Switch aria-label={`People of ${nameOf(one)} may come`} checked={isEnabled(one, id)} disabled={!mayWrite || enabling.isPending} onChange={(event) => turn(one, event.currentTarget.checked)} />
      {domain(one) ? <div className="small"><Tag kind="info">Domain connection</Tag> open to third parties without this switch</div> : null}
    </> },
  ];
  return (
    <div className="stack">
      {all.some((one) => isEnabled(one, id) || domain(one)) ? null : <div className="note warn" role="status"><p><b>Nobody can sign in to {name}.</b> No connection is enabled for it.</p></div>}
      {enabling.isError ? <FailureNotice error={enabling.error} what="The connection was not changed" takesFocus /> : null}
      <RecordTable caption="Connections" columns={columns} rows={all} keyOf={({ id: one = '' }) => one} />
      <p className="muted small">People are looked for in the connections that are on, in the order in which they were switched on.{mayWrite ? '' : ' To switch them takes update:connections.'}</p>
    </div>
  );
}
