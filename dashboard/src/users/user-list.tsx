import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi } from '../api/api-context.ts';
import { listAll } from '../api/list-all.ts';
import type { User } from '../api/records.ts';
import { listAsCurl } from '../pieces/as-command.ts';
import { mostExported } from '../pieces/export-rows.ts';
import { EmptyState } from '../pieces/empty-state.tsx';
import { LinkButton } from '../pieces/link-button.tsx';
import { narrowed, pagingOf } from '../pieces/list-search.ts';
import { ListTools } from '../pieces/list-tools.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { Moment } from '../pieces/moment.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { Pager } from '../pieces/pager.tsx';
import { RecordTable, type Column } from '../pieces/record-table.tsx';
import { SearchField } from '../pieces/search-field.tsx';
import { Tag } from '../pieces/tag.tsx';
import { useColumns } from '../pieces/use-columns.ts';
import { useMay } from '../session/session-context.ts';
import { userQuery, useUsers } from './user-queries.ts';
import { nameOfUser } from './user-words.ts';

const route = getRouteApi('/users');

const connectionsOf = (identities: readonly { readonly connection: string }[]) => [...new Set(identities.map(({ connection }) => connection))].join(', ');

const columns: readonly Column<User>[] = [
  { title: 'User', width: '28%', cell: (user) => <><Link to="/users/$id" params={{ id: user.user_id ?? '' }}>{nameOfUser(user)}</Link><div className="muted small">{user.email ?? user.username}</div></>, exported: ({ user_id, name, email, username }) => ({ user_id, name, email, username }) },
  { title: 'Connection', cell: ({ identities = [] }) => connectionsOf(identities), exported: ({ identities = [] }) => ({ connection: connectionsOf(identities) }) },
  { title: 'Last sign-in', width: '150px', cell: ({ last_login: last }) => <Moment at={last} />, exported: ({ last_login, logins_count }) => ({ last_login, logins_count }) },
  { title: 'Status', width: '130px', cell: ({ blocked, email_verified: verified, email }) => (blocked === true ? <Tag kind="bad">Blocked</Tag> : email !== undefined && verified === false ? <Tag kind="warn">Not verified</Tag> : <Tag kind="ok">Active</Tag>), exported: ({ blocked, email_verified }) => ({ blocked, email_verified }) },
  { title: 'Created', width: '150px', cell: ({ created_at: at }) => <Moment at={at} />, exported: ({ created_at }) => ({ created_at }) },
];

/** D12: people. */
export function UserList() {
  const search = route.useSearch();
  const { q = '' } = search;
  const navigate = route.useNavigate();
  const api = useApi();
  const paging = pagingOf(search, (next) => { void navigate({ search: next }); });
  const users = useUsers(q, paging);
  const choice = useColumns('users', columns);
  const create = useMay('create:users') ? <LinkButton to="/users/new" data-shortcut="new">Create user</LinkButton> : undefined;
  return (
    <>
      <PageHead title="Users" lead="The people of this tenant, the newest first." actions={create} />
      <div className="list-bar"><SearchField label="Search users" placeholder="Name, address, or email:*@example.com" value={q} onSearch={(text) => { void navigate({ search: narrowed(search, { q: text, page: undefined }), replace: true }); }} /><ListTools choice={choice} read={() => listAll<User>(api, { path: '/users', member: 'users', query: userQuery(q), most: mostExported })} command={listAsCurl('/users', { ...userQuery(q), page: paging.page, per_page: paging.size })} /></div>
      <Loaded query={users} what="list of users">
        {({ users: found, total }) => (
          <>
            {found.length === 0 ? <NoUsers searched={q !== ''} create={create} /> : <RecordTable caption="Users" columns={choice.shown} rows={found} keyOf={({ user_id: id = '' }) => id} />}
            <Pager paging={paging} shown={found.length} total={total} what="users" />
          </>
        )}
      </Loaded>
    </>
  );
}

function NoUsers({ searched, create }: { readonly searched: boolean; readonly create: ReactNode }) {
  if (searched) return <EmptyState title="Nobody is found">Words are beginnings of names and addresses. Fields are written as in <code>email:*@example.com</code>, <code>blocked:true</code> or <code>last_login:[2026-01-01 TO *]</code>.</EmptyState>;
  return <EmptyState title="No users yet" action={create} docs={['importing-people', 'How people are imported']}>People come by signing up, by an import, or because you create them here.</EmptyState>;
}
