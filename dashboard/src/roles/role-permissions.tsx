import { Button, Checkbox } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import type { Api, Role, RolePermission } from '../api/records.ts';
import { useApis } from '../apis/api-queries.ts';
import { EmptyState } from '../pieces/empty-state.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { useMay } from '../session/session-context.ts';
import { useRolePermissions } from './role-queries.ts';

interface PermissionChange { readonly how: 'post' | 'delete'; readonly api: string; readonly names: readonly string[] }

function usePermissionChange(role: string) {
  const api = useApi();
  const queries = useQueryClient();
  const path = `/roles/${segment(role)}/permissions`;
  return useMutation({
    mutationFn: async ({ how, api: identifier, names }: PermissionChange) => {
      const body = { permissions: names.map((name) => ({ resource_server_identifier: identifier, permission_name: name })) };
      await (how === 'post' ? api.post(path, body) : api.delete(path, body));
    },
    onSuccess: async () => { await queries.invalidateQueries({ queryKey: ['roles', 'permissions', role] }); tellDone('The role is saved'); },
  });
}

/** What a role allows, and more of it. */
export function RolePermissions({ role }: { readonly role: Role }) {
  const query = useRolePermissions(role.id);
  const change = usePermissionChange(role.id);
  const mayWrite = useMay('update:roles');
  const columns: readonly Column<RolePermission>[] = [
    { title: 'Permission', width: '32%', cell: ({ permission_name: name, description }) => <><code>{name}</code><div className="muted small">{description}</div></> },
    { title: 'API', cell: ({ resource_server_name: name, resource_server_identifier: id }) => <>{name}<div className="muted small">{id}</div></> },
    ...(mayWrite ? [{ title: '', width: '120px', cell: ({ resource_server_identifier: api, permission_name: name }: RolePermission) => <Button variant="default" size="xs" h={32} disabled={change.isPending} onClick={() => change.mutate({ how: 'delete', api, names: [name] })} aria-label={`Remove ${name} of ${api}`}>Remove</Button> }] : []),
  ];
  return (
    <Loaded query={query} what="list of permissions">
      {(had) => (
        <>
          {mayWrite ? <AddPermissions had={had} saving={change.isPending} onAdd={(api, names) => change.mutate({ how: 'post', api, names })} /> : null}
          {change.isError ? <FailureNotice error={change.error} what="The role was not saved" takesFocus /> : null}
          {had.length === 0 ? <EmptyState title="No permissions yet">A role without permissions is a name for a group of people, and allows nothing.</EmptyState> : <RecordTable caption="Permissions" columns={columns} rows={had} keyOf={({ resource_server_identifier: api, permission_name: name }) => `${api} ${name}`} />}
        </>
      )}
    </Loaded>
  );
}

interface AddPermissionsProps { readonly had: readonly RolePermission[]; readonly saving: boolean; readonly onAdd: (api: string, names: readonly string[]) => void }

function AddPermissions({ had, saving, onAdd }: AddPermissionsProps) {
  const apis = useApis({ enabled: useMay('read:resource_servers') }).data ?? [];
  const [at, setAt] = useState('');
  const chosen = apis.find(({ identifier }) => identifier === at);
  return (
    <section className="card form-card" aria-label="Add permissions">
      <label className="select-field"><b>Add permissions of</b>
        <select value={at} onChange={(event) => setAt(event.currentTarget.value)}><option value="">Choose an API</option>{apis.filter(({ is_system: system }) => !system).map(({ identifier, name }) => <option key={identifier} value={identifier}>{name} ({identifier})</option>)}</select>
      </label>
      {chosen === undefined ? null : <Left key={`${at} ${had.length}`} api={chosen} had={had} saving={saving} onAdd={onAdd} />}
    </section>
  );
}

function Left({ api, had, saving, onAdd }: AddPermissionsProps & { readonly api: Api }) {
  const [chosen, choose] = useState<readonly string[]>([]);
  const left = api.scopes.filter(({ value }) => !had.some((one) => one.resource_server_identifier === api.identifier && one.permission_name === value));
  if (left.length === 0) return <p className="muted">The role has every permission of this API.</p>;
  const toggle = (value: string) => choose(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <>
      <div className="checkboxes">{left.map(({ value, description }) => <Checkbox key={value} label={description ? description : value} description={description ? value : undefined} checked={chosen.includes(value)} onChange={() => toggle(value)} />)}</div>
      <div><Button disabled={chosen.length === 0} loading={saving} onClick={() => onAdd(api.identifier, chosen)}>Add {chosen.length === 0 ? '' : `${chosen.length} `}permissions</Button></div>
    </>
  );
}
