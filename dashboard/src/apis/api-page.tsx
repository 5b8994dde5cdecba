import { getRouteApi } from '@tanstack/react-router';
import { Loaded } from '../pieces/loaded.tsx';
import { PageHead } from '../pieces/page-head.tsx';
import { PageTabs } from '../pieces/page-tabs.tsx';
import { ShowAsJson } from '../pieces/show-as-json.tsx';
import { useMay } from '../session/session-context.ts';
import { ApiGuard } from './api-guard.tsx';
import { ApiMachines } from './api-machines.tsx';
import { ApiPermissions } from './api-permissions.tsx';
import { ApiSettings } from './api-settings.tsx';
import { useOneApi } from './api-queries.ts';

const route = getRouteApi('/apis/$id');

/** D11: one API, in parts. */
export function ApiPage() {
  const { id } = route.useParams();
  const { tab = 'settings' } = route.useSearch();
  const query = useOneApi(id);
  const grants = useMay('read:client_grants');
  return (
    <Loaded query={query} what="API">
      {(api) => (
        <>
          <PageHead title={api.name} up={{ to: '/apis', label: 'APIs' }} lead={<code>{api.identifier}</code>} actions={<ShowAsJson value={api} what="API" path={`/resource-servers/${id}`} />} />
          <PageTabs label="Parts of the API" now={tab} tabs={[{ id: 'settings', title: 'Settings' }, { id: 'permissions', title: `Permissions (${api.scopes.length})` }, ...(grants ? [{ id: 'machines', title: 'Machine to machine' }] : []), ...(api.is_system ? [] : [{ id: 'guard', title: 'Protect it' }])]} />
          {tab === 'settings' ? <ApiSettings key={id} api={api} /> : null}
          {tab === 'permissions' ? <ApiPermissions api={api} /> : null}
          {tab === 'machines' && grants ? <ApiMachines api={api} /> : null}
          {tab === 'guard' && !api.is_system ? <ApiGuard api={api} /> : null}
        </>
      )}
    </Loaded>
  );
}
