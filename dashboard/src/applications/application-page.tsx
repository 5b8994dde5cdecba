import { getRouteApi } from '@tanstack/react-router';
import { Loaded } from '../pieces/loaded.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { PageTabs } from '../pieces/page-tabs.tsx';
import { Tag } from '../pieces/tag.tsx';
import { ApplicationConnect } from '../quickstarts/application-connect.tsx';
import { useMay } from '../session/session-context.ts';
import { ApplicationApis } from './application-apis.tsx';
import { ApplicationCredentials } from './application-credentials.tsx';
import { ApplicationSettings } from './application-settings.tsx';
import { useApplication } from './application-queries.ts';
import { typeWords } from './application-types.ts';

const route = getRouteApi('/applications/$id');

/** D7 and D8: one application, in parts. */
export function ApplicationPage() {
  const { id } = route.useParams();
  const { tab = 'settings', callback } = route.useSearch();
  const application = useApplication(id);
  const grants = useMay('read:client_grants');
  return (
    <Loaded query={application} what="application">
      {(found) => (
        <>
          <PageHead title={found.name ?? ''} up={{ to: '/applications', label: 'Applications' }} lead={<><Tag>{typeWords(found.app_type).name}</Tag>{found.is_first_party === false ? <> <Tag kind="info">Third party</Tag></> : null} {found.description}</>} />
          <PageTabs label="Parts of the application" now={tab} tabs={[{ id: 'settings', title: 'Settings' }, { id: 'connect', title: 'Connect' }, { id: 'credentials', title: 'Credentials' }, ...(grants ? [{ id: 'apis', title: 'APIs' }] : [])]} />
          {tab === 'settings' ? <ApplicationSettings key={id} application={found} callback={callback} /> : null}
          {tab === 'connect' ? <ApplicationConnect application={found} /> : null}
          {tab === 'credentials' ? <ApplicationCredentials application={found} /> : null}
          {tab === 'apis' && grants ? <ApplicationApis application={found} /> : null}
        </>
      )}
    </Loaded>
  );
}
