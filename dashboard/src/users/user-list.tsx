import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { User } from '../api/records.ts';
import { EmptyState } from '../pieces/empty-state.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { Moment } from '../pieces/moment.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { Pager } from '../pieces/pager.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { SearchField } from '../pieces/search-field.tsx';
import { Tag } from '../pieces/tag.tsx';
import { useMay } from '../session/session-context.ts';
import { userPageSize, useUsers } from './user-queries.ts';
import { LinkButton } from '../pieces/link-button.tsx';

const route = getRouteApi('/users');

const columns: readonly Column<User>[] = [
  { title: 'User', width: '36%', cell: (user) => <><Link to="/users/$id" params={{ id: user.user_id ?? '' }}>{user.name ?? user.email ?? user.username ?? user.user_id}</Link><div className="muted small">{user.email ?? user.username}</div></> },
  { title: 'Connection', cell: ({ identities = [] }) => identities.map(({ connection }) => connection).join(', ') },
  { title: 'Last sign-in', width: '190px', cell: ({ last_login: last }) => <Moment at={last} /> },
  { title: 'Status', width: '150px', cell: ({ blocked, email_verified: verified, email }) => (blocked === true ? <Tag kind="bad">Blocked</Tag> : email !== undefined && verified === false ? <Tag kind="warn">Not verified</Tag> : <Tag kind="ok">Active</Tag>) },
];

/** D12: people. */
export function UserList() {
  const { q = '', page: asked = '0' } = route.useSearch();
  const navigate = route.useNavigate();
  const page = Number(asked) || 0;
  const users = useUsers(q, page);
  const create = useMay('create:users') ? <LinkButton to="/users/new" data-shortcut="new">Create user</LinkButton> : undefined;
  const turn = (next: number) => { void navigate({ search: { ...(q === '' ? {} : { q }), ...(next === 0 ? {} : { page: String(next) }) } }); };
  return (
    <>
      <PageHead title="Users" lead="The people of this tenant, the newest first." actions={create} />
      <div className="list-bar"><SearchField label="Search users" placeholder="Name, address, or email:*@example.com" value={q} onSearch={(text) => { void navigate({ search: text === '' ? {} : { q: text }, replace: true }); }} /></div>
      <Loaded query={users} what="list of users">
        {({ users: found, total }) => (
          <>
            {found.length === 0 ? <NoUsers searched={q !== ''} create={create} /> : <RecordTable caption="Users" columns={columns} rows={found} keyOf={({ user_id: id = '' }) => id} />}
            <Pager page={page} size={userPageSize} shown={found.length} total={total} onPage={turn} />
          </>
        )}
      </Loaded>
    </>
  );
}

function NoUsers({ searched, create }: { readonly searched: boolean; readonly create: ReactNode }) {
  if (searched) return <EmptyState title="Nobody is found">Words are beginnings of names and addresses. Fields are written as in <code>email:*@example.com</code>, <code>blocked:true</code> or <code>last_login:[2026-01-01 TO *]</code>.</EmptyState>;
  return <EmptyState title="No users yet" action={create}>People come by signing up, by an import, or because you create them here.</EmptyState>;
}
