import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { User } from '../api/records.ts';
import { Loaded } from '../pieces/loaded.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { PageTabs } from '../pieces/page-tabs.tsx';
import { Tag } from '../pieces/tag.tsx';
import { useSession } from '../session/session-context.ts';
import { UserActivity } from './user-activity.tsx';
import { UserConsents } from './user-consents.tsx';
import { UserDetails } from './user-details.tsx';
import { UserDevices } from './user-devices.tsx';
import { UserIdentities } from './user-identities.tsx';
import { UserJson } from './user-json.tsx';
import { useUser } from './user-queries.ts';
import { UserRoles } from './user-roles.tsx';
import { nameOfUser } from './user-words.ts';

const route = getRouteApi('/users/$id');

interface Part { readonly id: string; readonly title: string; /** What opens it. */ readonly scope: string; readonly show: (user: User, id: string) => ReactNode }
const parts: readonly Part[] = [
  { id: 'details', title: 'Details', scope: 'read:users', show: (user, id) => <UserDetails key={id} user={user} /> },
  { id: 'identities', title: 'Identities', scope: 'read:users', show: (user) => <UserIdentities user={user} /> },
  { id: 'devices', title: 'Devices', scope: 'read:device_credentials', show: (_, id) => <UserDevices userId={id} /> },
  { id: 'roles', title: 'Roles', scope: 'read:roles', show: (_, id) => <UserRoles userId={id} /> },
  { id: 'consents', title: 'Consents', scope: 'read:grants', show: (_, id) => <UserConsents userId={id} /> },
  { id: 'activity', title: 'Activity', scope: 'read:logs', show: (_, id) => <UserActivity userId={id} /> },
  { id: 'json', title: 'Raw JSON', scope: 'read:users', show: (user) => <UserJson user={user} /> },
];

/** D13 to D18: one person, in parts. */
export function UserPage() {
  const { id } = route.useParams();
  const { tab = 'details' } = route.useSearch();
  const query = useUser(id);
  const { scopes } = useSession();
  const open = parts.filter(({ scope }) => scopes.has(scope));
  return (
    <Loaded query={query} what="user">
      {(user) => (
        <>
          <PageHead title={nameOfUser(user)} up={{ to: '/users', label: 'Users' }} lead={<>{user.blocked === true ? <Tag kind="bad">Blocked</Tag> : <Tag kind="ok">Active</Tag>} {user.email ?? user.username}</>} />
          <PageTabs label="Parts of the user" now={tab} tabs={open} />
          {open.find((part) => part.id === tab)?.show(user, id)}
        </>
      )}
    </Loaded>
  );
}
