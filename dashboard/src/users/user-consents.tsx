import { Button } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../api/api-context.ts';
import { listAll } from '../api/list-all.ts';
import { segment } from '../api/management-api.ts';
import type { Application, Consent } from '../api/records.ts';
import { useApis } from '../apis/api-queries.ts';
import { useApplications } from '../applications/application-queries.ts';
import { EmptyState } from '../pieces/empty-state.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { Moment } from '../pieces/moment.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { Tag } from '../pieces/tag.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { useMay } from '../session/session-context.ts';

/** D17: what a person allowed applications on the page that asks. */
export function UserConsents({ userId }: { readonly userId: string }) {
  const api = useApi();
  const query = useQuery({ queryKey: ['users', 'consents', userId], queryFn: async () => (await listAll<Consent>(api, { path: '/grants', member: 'grants', query: { user_id: userId } })).rows });
  return (
    <Loaded query={query} what="list of consents">
      {(all) => (all.length === 0 ? <EmptyState title="Nothing allowed">A consent stands here when the person was asked whether an application may have access, and said yes. Your own applications are not asked about where the API says so.</EmptyState> : <ConsentTable userId={userId} consents={all} />)}
    </Loaded>
  );
}

function useNames() {
  const applications = useApplications({ enabled: useMay('read:clients') }).data ?? [];
  const apis = useApis({ enabled: useMay('read:resource_servers') }).data ?? [];
  return {
    application: (id: string): Application | undefined => applications.find(({ client_id: one }) => one === id),
    api: (identifier: string | undefined) => (identifier === undefined ? 'The profile of the person' : apis.find((one) => one.identifier === identifier)?.name ?? identifier),
  };
}

function ConsentTable({ userId, consents }: { readonly userId: string; readonly consents: readonly Consent[] }) {
  const api = useApi();
  const queries = useQueryClient();
  const names = useNames();
  const mayRevoke = useMay('delete:grants');
  const revoking = useMutation({
    mutationFn: ({ id }: Consent) => api.delete(`/grants/${segment(id)}`),
    onSuccess: async () => { await Promise.all(['consents', 'devices'].map((part) => queries.invalidateQueries({ queryKey: ['users', part, userId] }))); tellDone('The consent is revoked'); },
  });
  const nameOf = ({ clientID: id }: Consent) => names.application(id)?.name ?? id;
  const ask = (consent: Consent) => modals.openConfirmModal({
    title: <b>{`Revoke what ${nameOf(consent)} was allowed?`}</b>, children: <p>The tokens that {nameOf(consent)} got by it for {names.api(consent.audience)} end at once, where an API asks this server; others end with their own time. The person is asked again when they next sign in there.</p>,
    labels: { confirm: 'Revoke consent', cancel: 'Keep it' }, confirmProps: { color: 'red' }, onConfirm: () => revoking.mutate(consent),
  });
  const columns: readonly Column<Consent>[] = [
    { title: 'Application', width: '24%', cell: ({ clientID: id }) => <ApplicationName id={id} application={names.application(id)} /> },
    { title: 'For', width: '22%', cell: ({ audience }) => <>{names.api(audience)}<div className="muted small">{audience}</div></> },
    { title: 'May', cell: ({ scope }) => <ul className="plain-list">{scope.map((one) => <li key={one}><code>{one}</code></li>)}</ul> },
    { title: 'Since', width: '170px', cell: ({ given_at: at }) => <Moment at={at} /> },
    ...(mayRevoke ? [{ title: '', width: '110px', cell: (consent: Consent) => <Button variant="default" color="red" size="xs" h={32} disabled={revoking.isPending} onClick={() => ask(consent)} aria-label={`Revoke what ${nameOf(consent)} may do at ${names.api(consent.audience)}`}>Revoke</Button> }] : []),
  ];
  return (
    <div className="stack">
      {revoking.isError ? <FailureNotice error={revoking.error} what="The consent was not revoked" takesFocus /> : null}
      <RecordTable caption="Consents" columns={columns} rows={consents} keyOf={({ id }) => id} />
    </div>
  );
}

function ApplicationName({ id, application }: { readonly id: string; readonly application: Application | undefined }) {
  if (application === undefined) return <code>{id}</code>;
  return <><Link to="/applications/$id" params={{ id }}>{application.name}</Link>{application.is_first_party === false ? <div><Tag kind="info">Third party</Tag></div> : null}</>;
}
