import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import type { Role } from '../api/records.ts';
import { EmptyState } from '../pieces/empty-state.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { useRoleList } from '../roles/role-queries.ts';
import { useSession } from '../session/session-context.ts';
import { UserPermissions } from './user-permissions.tsx';
import { useRolesOf } from './user-queries.ts';

interface RoleChange { readonly how: 'post' | 'delete'; readonly role: string }

function useRoleChange(userId: string) {
  const api = useApi();
  const queries = useQueryClient();
  const path = `/users/${segment(userId)}/roles`;
  return useMutation({
    mutationFn: async ({ how, role }: RoleChange) => { await (how === 'post' ? api.post(path, { roles: [role] }) : api.delete(path, { roles: [role] })); },
    onSuccess: async () => { await Promise.all([queries.invalidateQueries({ queryKey: ['users', 'roles', userId] }), queries.invalidateQueries({ queryKey: ['users', 'permissions', userId] })]); tellDone('The roles are saved'); },
  });
}

/** The roles of a person, which bring permissions. */
export function UserRoles({ userId }: { readonly userId: string }) {
  const { scopes } = useSession();
  const own = useRolesOf(userId);
  const change = useRoleChange(userId);
  const mayAssign = scopes.has('update:users') || scopes.has('create:role_members');
  const mayTake = scopes.has('update:users') || scopes.has('delete:role_members');
  const columns: readonly Column<Role>[] = [
    { title: 'Role', width: '30%', cell: ({ id, name }) => <Link to="/roles/$id" params={{ id }}>{name}</Link> },
    { title: 'Description', cell: ({ description }) => description },
    ...(mayTake ? [{ title: '', width: '120px', cell: ({ id, name }: Role) => <Button variant="default" size="xs" h={32} disabled={change.isPending} onClick={() => change.mutate({ how: 'delete', role: id })} aria-label={`Take the role ${name}`}>Remove</Button> }] : []),
  ];
  return (
    <Loaded query={own} what="list of roles">
      {(roles) => (
        <div className="stack">
          {mayAssign ? <AssignRole had={roles} saving={change.isPending} onAssign={(role) => change.mutate({ how: 'post', role })} /> : null}
          {change.isError ? <FailureNotice error={change.error} what="The roles were not saved" takesFocus /> : null}
          {roles.length === 0 ? <EmptyState title="No roles">A role is a name for permissions of APIs. What this person may do comes from roles, and from permissions that were given directly.</EmptyState> : <RecordTable caption="Roles" columns={columns} rows={roles} keyOf={({ id }) => id} />}
          <UserPermissions userId={userId} />
        </div>
      )}
    </Loaded>
  );
}

interface AssignRoleProps { readonly had: readonly Role[]; readonly saving: boolean; readonly onAssign: (id: string) => void }

function AssignRole({ had, saving, onAssign }: AssignRoleProps) {
  const left = useRoleList().data?.filter(({ id }) => had.every((one) => one.id !== id)) ?? [];
  const [chosen, choose] = useState('');
  if (left.length === 0) return null;
  return (
    <div className="list-bar">
      <label className="select-field"><b>Assign a role</b>
        <select value={chosen} onChange={(event) => choose(event.currentTarget.value)}><option value="">Choose</option>{left.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}</select>
      </label>
      <Button disabled={chosen === ''} loading={saving} onClick={() => { onAssign(chosen); choose(''); }}>Assign role</Button>
    </div>
  );
}
