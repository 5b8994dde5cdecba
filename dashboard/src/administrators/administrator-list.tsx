import { Button } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import type { Administrator } from '../api/records.ts';
import { firstOf } from '../pieces/export-rows.ts';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { ListTools } from '../pieces/list-tools.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { Moment } from '../pieces/moment.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { Tag } from '../pieces/tag.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { useColumns } from '../pieces/use-columns.ts';
import { useSession } from '../session/session-context.ts';
import { AddAdministrator } from './add-administrator.tsx';
import { administratorRoles, nameOfRole, type AdministratorRole } from './administrator-words.ts';

interface RoleChange { readonly administrator: Administrator; /** `undefined`: taken away. */ readonly role: AdministratorRole | undefined }

function useRoleChange() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ administrator: { user_id: id }, role }: RoleChange) => {
      if (role === undefined) await api.delete(`/administrators/${segment(id)}`);
      else await api.patch(`/administrators/${segment(id)}`, { role });
    },
    onSuccess: async (_, { administrator, role }) => {
      await queries.invalidateQueries({ queryKey: ['administrators'] });
      tellDone(role === undefined ? `${titleOf(administrator)} administers no more` : `${titleOf(administrator)} is now ${nameOfRole(role)}`);
    },
  });
}

const command = { kind: 'CLI', text: 'gatehouse administrators list' } as const;
const titleOf = ({ name, email, user_id: id }: Administrator) => name ?? email ?? id;

/** D38: who may do what here. */
export function AdministratorList() {
  const api = useApi();
  const { scopes } = useSession();
  const change = useRoleChange();
  const query = useQuery({ queryKey: ['administrators'], queryFn: async () => (await api.get<{ readonly administrators: readonly Administrator[] }>('/administrators')).administrators });
  return (
    <>
      <PageHead title="Administrators" lead="Who may do what in this dashboard. A change holds from the next request on, on every node." />
      <div className="stack-wide">
        {scopes.has('create:administrators') ? <AddAdministrator /> : null}
        {change.isError ? <FailureNotice error={change.error} what="It was not changed" takesFocus /> : null}
        <Loaded query={query} what="list of administrators">{(all) => <Administrators all={all} saving={change.isPending} onChange={change.mutate} />}</Loaded>
      </div>
    </>
  );
}

interface AdministratorsProps { readonly all: readonly Administrator[]; readonly saving: boolean; readonly onChange: (change: RoleChange) => void }

function Administrators({ all, saving, onChange }: AdministratorsProps) {
  const { scopes, person } = useSession();
  const remove = (administrator: Administrator) => modals.openConfirmModal({
    title: <b>{`Remove ${titleOf(administrator)} from the administrators?`}</b>, children: <p>The dashboard opens for them no more, at once. Their account stays.</p>, labels: { confirm: 'Remove', cancel: 'Keep them' }, confirmProps: { color: 'red' }, onConfirm: () => onChange({ administrator, role: undefined }),
  });
  const columns: readonly Column<Administrator>[] = [
    { title: 'Administrator', width: '32%', cell: (one) => <><Link to="/users/$id" params={{ id: one.user_id }}>{titleOf(one)}</Link>{one.user_id === person.id ? <> <Tag kind="info">You</Tag></> : null}{one.blocked ? <> <Tag kind="bad">Blocked</Tag></> : null}<div className="muted small">{one.email}</div></>, exported: ({ user_id, name, email, blocked }) => ({ user_id, name, email, blocked }) },
    { title: 'Role', width: '190px', cell: (one) => (scopes.has('update:administrators') ? <RoleChoice administrator={one} saving={saving} onChange={onChange} /> : nameOfRole(one.role)), exported: ({ role }) => ({ role }) },
    { title: 'Last sign-in', cell: ({ last_login: last }) => <Moment at={last} />, exported: ({ last_login }) => ({ last_login }) },
    ...(scopes.has('delete:administrators') ? [{ title: '', width: '120px', cell: (one: Administrator) => <Button variant="default" color="red" size="xs" h={32} disabled={saving} onClick={() => remove(one)} aria-label={`Remove ${titleOf(one)}`}>Remove</Button> }] : []),
  ];
  const choice = useColumns('administrators', columns);
  return <div><div className="list-bar"><ListTools choice={choice} read={() => Promise.resolve(firstOf(all))} command={command} /></div><RecordTable caption="Administrators" columns={choice.shown} rows={all} keyOf={({ user_id: id }) => id} /></div>;
}

interface RoleChoiceProps { readonly administrator: Administrator; readonly saving: boolean; readonly onChange: (change: RoleChange) => void }

function RoleChoice({ administrator, saving, onChange }: RoleChoiceProps) {
  return (
    <select className="select" aria-label={`Role of ${titleOf(administrator)}`} value={administrator.role} disabled={saving} onChange={(event) => onChange({ administrator, role: event.currentTarget.value as AdministratorRole })}>
      {administratorRoles.map(({ role, name }) => <option key={role} value={role}>{name}</option>)}
    </select>
  );
}
