import { Link } from '@tanstack/react-router';
import { useApis } from '../apis/api-queries.ts';
import { GrantEditor } from '../apis/grant-editor.tsx';
import { useGrants } from '../apis/grant-queries.ts';
import type { Application } from '../api/records.ts';
import { EmptyState } from '../pieces/empty-state.tsx';
import { Loaded } from '../pieces/loaded.tsx';

/** What an application may ask of APIs in its own name (client credentials). */
export function ApplicationApis({ application }: { readonly application: Application }) {
  const grants = useGrants({ client_id: application.client_id ?? '' });
  const apis = useApis();
  if (!(application.grant_types ?? []).includes('client_credentials')) return <EmptyState title="It acts for people alone">Only an application with the grant type client_credentials asks for tokens in its own name. For people, an API decides by their permissions.</EmptyState>;
  return (
    <Loaded query={grants} what="list of grants">
      {(granted) => (
        <Loaded query={apis} what="list of APIs">
          {(all) => (all.length === 0 ? <EmptyState title="There is no API yet">Register one first: <Link to="/apis/new">Register API</Link>.</EmptyState> : (
            <div className="stack">{all.map((api) => <GrantEditor key={api.id} title={api.name} api={api} clientId={application.client_id ?? ''} grant={granted.find(({ audience }) => audience === api.identifier)} />)}</div>
          ))}
        </Loaded>
      )}
    </Loaded>
  );
}
