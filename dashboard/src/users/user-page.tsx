import { getRouteApi } from '@tanstack/react-router';
import type { User } from '../api/records.ts';
import { Loaded } from '../pieces/loaded.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { PageTabs } from '../pieces/page-tabs.tsx';
import { Tag } from '../pieces/tag.tsx';
import { useMay } from '../session/session-context.ts';
import { UserActivity } from './user-activity.tsx';
import { UserDetails } from './user-details.tsx';
import { UserDevices } from './user-devices.tsx';
import { useUser } from './user-queries.ts';
import { UserRoles } from './user-roles.tsx';

const route = getRouteApi('/users/$id');

const titleOf = ({ name, email, username, user_id: id = '' }: User) => name ?? email ?? username ?? id;

/** D13, D14 and D16: one person, in parts. */
export function UserPage() {
  const { id } = route.useParams();
  const { tab = 'details' } = route.useSearch();
  const query = useUser(id);
  const [devices, roles, logs] = [useMay('read:device_credentials'), useMay('read:roles'), useMay('read:logs')];
  const tabs = [{ id: 'details', title: 'Details' }, ...(devices ? [{ id: 'devices', title: 'Devices' }] : []), ...(roles ? [{ id: 'roles', title: 'Roles' }] : []), ...(logs ? [{ id: 'activity', title: 'Activity' }] : [])];
  return (
    <Loaded query={query} what="user">
      {(user) => (
        <>
          <PageHead title={titleOf(user)} up={{ to: '/users', label: 'Users' }} lead={<>{user.blocked === true ? <Tag kind="bad">Blocked</Tag> : <Tag kind="ok">Active</Tag>} {user.email ?? user.username}</>} />
          <PageTabs label="Parts of the user" now={tab} tabs={tabs} />
          {tab === 'details' ? <UserDetails key={id} user={user} /> : null}
          {tab === 'devices' && devices ? <UserDevices userId={id} /> : null}
          {tab === 'roles' && roles ? <UserRoles userId={id} /> : null}
          {tab === 'activity' && logs ? <UserActivity userId={id} /> : null}
        </>
      )}
    </Loaded>
  );
}
