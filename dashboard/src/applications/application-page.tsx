import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Application } from '../api/records.ts';
import { Loaded } from '../pieces/loaded.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { PageTabs } from '../pieces/page-tabs.tsx';
import { ShowAsJson } from '../pieces/show-as-json.tsx';
import { Tag } from '../pieces/tag.tsx';
import { ApplicationConnect } from '../quickstarts/application-connect.tsx';
import { useSession } from '../session/session-context.ts';
import { ApplicationAdvanced } from './application-advanced.tsx';
import { ApplicationApis } from './application-apis.tsx';
import { ApplicationConnections } from './application-connections.tsx';
import { ApplicationCredentials } from './application-credentials.tsx';
import { ApplicationSettings } from './application-settings.tsx';
import { ApplicationTry } from './application-try.tsx';
import { useApplication } from './application-queries.ts';
import { typeWords } from './application-types.ts';

const route = getRouteApi('/applications/$id');

interface Part { readonly id: string; readonly title: string; /** What opens it. */ readonly scope: string; readonly show: (application: Application, callback: string | undefined) => ReactNode }
const parts: readonly Part[] = [
  { id: 'settings', title: 'Settings', scope: 'read:clients', show: (application, callback) => <ApplicationSettings key={application.client_id} application={application} callback={callback} /> },
  { id: 'connect', title: 'Connect', scope: 'read:clients', show: (application) => <ApplicationConnect application={application} /> },
  { id: 'credentials', title: 'Credentials', scope: 'read:clients', show: (application) => <ApplicationCredentials application={application} /> },
  { id: 'connections', title: 'Connections', scope: 'read:connections', show: (application) => <ApplicationConnections application={application} /> },
  { id: 'apis', title: 'APIs', scope: 'read:client_grants', show: (application) => <ApplicationApis application={application} /> },
  { id: 'try', title: 'Try', scope: 'read:clients', show: (application) => <ApplicationTry key={application.client_id} application={application} /> },
  { id: 'advanced', title: 'Advanced', scope: 'read:clients', show: (application) => <ApplicationAdvanced key={application.client_id} application={application} /> },
];

/** D7 and D8: one application, in parts. */
export function ApplicationPage() {
  const { id } = route.useParams();
  const { tab = 'settings', callback } = route.useSearch();
  const query = useApplication(id);
  const { scopes } = useSession();
  const open = parts.filter(({ scope }) => scopes.has(scope));
  return (
    <Loaded query={query} what="application">
      {(found) => (
        <>
          <PageHead title={found.name ?? ''} up={{ to: '/applications', label: 'Applications' }} lead={<><Tag>{typeWords(found.app_type).name}</Tag>{found.is_first_party === false ? <> <Tag kind="info">Third party</Tag></> : null} {found.description}</>} actions={<ShowAsJson value={found} what="application" path={`/clients/${id}`} />} />
          <PageTabs label="Parts of the application" now={tab} tabs={open} />
          {open.find((part) => part.id === tab)?.show(found, callback)}
        </>
      )}
    </Loaded>
  );
}
