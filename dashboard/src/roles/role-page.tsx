import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import type { Member, Role } from '../api/records.ts';
import { DangerZone } from '../pieces/danger-zone.tsx';
import { EmptyState } from '../pieces/empty-state.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { PageTabs } from '../pieces/page-tabs.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { useMay } from '../session/session-context.ts';
import { RolePermissions } from './role-permissions.tsx';
import { useMembers, useRole } from './role-queries.ts';

const route = getRouteApi('/roles/$id');

/** D19: one role, what it allows and who has it. */
export function RolePage() {
  const { id } = route.useParams();
  const { tab = 'permissions' } = route.useSearch();
  const query = useRole(id);
  const members = useMay('read:users');
  return (
    <Loaded query={query} what="role">
      {(role) => (
        <>
          <PageHead title={role.name} up={{ to: '/roles', label: 'Roles' }} lead={role.description} />
          <PageTabs label="Parts of the role" now={tab} tabs={[{ id: 'permissions', title: 'Permissions' }, ...(members ? [{ id: 'members', title: 'Members' }] : [])]} />
          {tab === 'permissions' ? <div className="stack-wide"><RolePermissions role={role} /><RemoveRole role={role} /></div> : null}
          {tab === 'members' && members ? <Members role={role} /> : null}
        </>
      )}
    </Loaded>
  );
}

const columns: readonly Column<Member>[] = [
  { title: 'User', width: '50%', cell: ({ user_id: id, name, email }) => <Link to="/users/$id" params={{ id }} search={{ tab: 'roles' }}>{name ?? email ?? id}</Link> },
  { title: 'Email', cell: ({ email }) => email },
];

function Members({ role }: { readonly role: Role }) {
  const members = useMembers(role.id);
  return (
    <Loaded query={members} what="list of members">
      {({ rows: users, total }) => (users.length === 0 ? <EmptyState title="Nobody has this role">It is assigned at a person: open one under <Link to="/users">Users</Link>, then Roles.</EmptyState> : (
        <><RecordTable caption="Members" columns={columns} rows={users} keyOf={({ user_id: id }) => id} /><p className="muted small pager">{users.length} of {total} members</p></>
      ))}
    </Loaded>
  );
}

function RemoveRole({ role: { id, name } }: { readonly role: Role }) {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const gone = async () => {
    await navigate({ to: '/roles' });
    await queries.invalidateQueries({ queryKey: ['roles'] });
    tellDone(`${name} is removed`);
  };
  if (!useMay('delete:roles')) return null;
  return <DangerZone title="Remove the role" consequence="Everybody loses what they have by it." action="Remove role" name={name} run={() => api.delete(`/roles/${segment(id)}`)} onDone={() => { void gone(); }} />;
}
