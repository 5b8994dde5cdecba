import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import { segment, type ManagementApi } from '../api/management-api.ts';
import type { Api, Application } from '../api/records.ts';
import { useApis } from '../apis/api-queries.ts';
import { useGrants } from '../apis/grant-queries.ts';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { useSession } from '../session/session-context.ts';
import { lackingOf, type Lacking, type Needs } from './lacking.ts';

interface PrepareProps { readonly application: Application; readonly needs: Needs }

/** What the application still lacks for a guide, and the button that gives it. */
export function Prepare({ application, needs }: PrepareProps) {
  const { scopes } = useSession();
  const apis = useApis({ enabled: scopes.has('read:resource_servers') });
  const grants = useGrants({ client_id: application.client_id ?? '' }, { enabled: needs.actsForItself && scopes.has('read:client_grants') });
  if (apis.isLoading || grants.isLoading) return null;
  const lacking = lackingOf({ application, apis: apis.data, grants: grants.data }, needs);
  if (lacking.said.length === 0) return <p className="note ok" role="status">The application has everything that this needs.</p>;
  return (
    <div className="note warn">
      <p><b>The application lacks something for this:</b></p>
      <ul className="plain-list">{lacking.said.map(({ what, value }) => <li key={`${what} ${value}`}>the {what} <code>{value}</code></li>)}</ul>
      {scopesOf(lacking).every((scope) => scopes.has(scope)) ? <Add application={application} audience={needs.audience} lacking={lacking} permissions={apis.data?.find(({ identifier }) => identifier === needs.audience)?.scopes ?? []} /> : null}
    </div>
  );
}

const changes = ({ application }: Lacking) => Object.keys(application).length > 0;
/** The scopes that it takes to add it. */
const scopesOf = (lacking: Lacking) => [...(changes(lacking) ? ['update:clients'] : []), ...(lacking.api ? ['create:resource_servers'] : []), ...(lacking.grant ? ['create:client_grants'] : [])];

interface AddProps { readonly application: Application; readonly audience: string; readonly lacking: Lacking; readonly permissions: Api['scopes'] }

/** What names another thing comes after it. */
async function add(api: ManagementApi, { application: { client_id: id = '', name = '' }, audience, lacking, permissions }: AddProps): Promise<void> {
  if (lacking.api) await api.post('/resource-servers', { name: `${name} API`, identifier: audience });
  if (lacking.grant) await api.post('/client-grants', { client_id: id, audience, scope: permissions.map(({ value }) => value) });
  if (changes(lacking)) await api.patch(`/clients/${segment(id)}`, lacking.application);
}

function Add(props: AddProps) {
  const api = useApi();
  const queries = useQueryClient();
  const adding = useMutation({
    mutationFn: () => add(api, props),
    onSettled: () => Promise.all(['applications', 'apis', 'grants'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
    onSuccess: () => tellDone('The application is ready for it'),
  });
  return (
    <>
      {adding.isError ? <FailureNotice error={adding.error} what="Not everything was added" takesFocus /> : null}
      <Button variant="default" loading={adding.isPending} onClick={() => adding.mutate()}>Add to the application</Button>
    </>
  );
}
