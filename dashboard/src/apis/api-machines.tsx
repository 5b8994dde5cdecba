import { Link } from '@tanstack/react-router';
import { useApplications } from '../applications/application-queries.ts';
import type { Api } from '../api/records.ts';
import { EmptyState } from '../pieces/empty-state.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { GrantEditor } from './grant-editor.tsx';
import { useGrants } from './grant-queries.ts';

/** Which applications may ask for tokens of an API in their own name. */
export function ApiMachines({ api }: { readonly api: Api }) {
  const grants = useGrants({ audience: api.identifier });
  const applications = useApplications();
  return (
    <Loaded query={grants} what="list of grants">
      {(granted) => (
        <Loaded query={applications} what="list of applications">
          {(all) => {
            const machines = all.filter(({ grant_types: types = [] }) => types.includes('client_credentials'));
            if (machines.length === 0) return <EmptyState title="No machine to authorize">An application with the grant type client_credentials asks for tokens in its own name: <Link to="/applications/new" search={{ type: 'non_interactive' }}>create a Machine to Machine application</Link>.</EmptyState>;
            return <div className="stack">{machines.map(({ client_id: id = '', name = '' }) => <GrantEditor key={id} title={name} api={api} clientId={id} grant={granted.find((grant) => grant.client_id === id)} />)}</div>;
          }}
        </Loaded>
      )}
    </Loaded>
  );
}
