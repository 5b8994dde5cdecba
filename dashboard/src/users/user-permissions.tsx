import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../api/api-context.ts';
import { listAll } from '../api/list-all.ts';
import { segment } from '../api/management-api.ts';
import type { SourcedPermission } from '../api/records.ts';
import { EmptyState } from '../pieces/empty-state.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';

const columns: readonly Column<SourcedPermission>[] = [
  { title: 'Permission', width: '30%', cell: ({ permission_name: name, description }) => <><code>{name}</code><div className="muted small">{description}</div></> },
  { title: 'API', width: '30%', cell: ({ resource_server_name: name, resource_server_identifier: id }) => <>{name}<div className="muted small">{id}</div></> },
  { title: 'Because of', cell: ({ sources }) => sources.map(({ source_id: id, source_name: name, source_type: type }, index) => <span key={`${type} ${id}`}>{index === 0 ? '' : ', '}{type === 'ROLE' ? <>the role <Link to="/roles/$id" params={{ id }}>{name}</Link></> : 'given directly'}</span>) },
];

/** Everything that a person may do at APIs, with the way by which it came. */
export function UserPermissions({ userId }: { readonly userId: string }) {
  const api = useApi();
  const query = useQuery({ queryKey: ['users', 'permissions', userId], queryFn: async () => (await listAll<SourcedPermission>(api, { path: `/users/${segment(userId)}/permissions`, member: 'permissions' })).rows });
  return (
    <section className="stack" aria-label="Permissions">
      <h2>What comes of it</h2>
      <Loaded query={query} what="list of permissions">{(all) => (all.length === 0 ? <EmptyState title="No permissions">This person may do nothing at an API that gives people only the permissions that they have.</EmptyState> : <RecordTable caption="Permissions" columns={columns} rows={all} keyOf={({ resource_server_identifier: one, permission_name: name }) => `${one} ${name}`} />)}</Loaded>
    </section>
  );
}
