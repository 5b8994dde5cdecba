import { Button, Checkbox, Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import type { Api, ClientGrant } from '../api/records.ts';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { Tag } from '../pieces/tag.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { useSession } from '../session/session-context.ts';

interface GrantEditorProps { readonly title: string; readonly api: Api; readonly clientId: string; readonly grant: ClientGrant | undefined }

function useGrantChange({ api: { identifier: audience }, clientId, grant }: GrantEditorProps) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (scope: readonly string[] | undefined) => {
      if (scope === undefined) return grant === undefined ? undefined : api.delete(`/client-grants/${segment(grant.id)}`);
      if (grant === undefined) return api.post('/client-grants', { client_id: clientId, audience, scope });
      return api.patch(`/client-grants/${segment(grant.id)}`, { scope });
    },
    onSuccess: async () => { await queries.invalidateQueries({ queryKey: ['grants'] }); tellDone('The access is saved'); },
  });
}

/** One application at one API: whether it may ask for tokens in its own name, and for which permissions. */
export function GrantEditor(props: GrantEditorProps) {
  const { title, api, grant } = props;
  const { scopes } = useSession();
  const change = useGrantChange(props);
  const [open, setOpen] = useState(false);
  const mayWrite = scopes.has(grant === undefined ? 'create:client_grants' : 'delete:client_grants');
  return (
    <div className="card pad stack" role="group" aria-label={`${title}, ${api.identifier}`}>
      <div className="spread">
        <div className="row"><h2>{title}</h2>{grant === undefined ? <Tag>Not authorized</Tag> : <Tag kind="ok">{grant.scope.length} of {api.scopes.length} permissions</Tag>}</div>
        <div className="row">
          {grant === undefined || api.scopes.length === 0 ? null : <Button variant="default" size="xs" h={32} aria-expanded={open} onClick={() => setOpen(!open)}>{open ? 'Hide permissions' : 'Permissions'}</Button>}
          <Switch aria-label={`${title} is authorized`} checked={grant !== undefined} disabled={!mayWrite || change.isPending} onChange={(event) => change.mutate(event.currentTarget.checked ? [] : undefined, { onSuccess: () => setOpen(true) })} />
        </div>
      </div>
      {change.isError ? <FailureNotice error={change.error} what="The access was not saved" takesFocus /> : null}
      {open && grant !== undefined ? <Permissions key={grant.scope.join(' ')} api={api} granted={grant.scope} mayWrite={scopes.has('update:client_grants')} saving={change.isPending} onSave={(scope) => change.mutate(scope)} /> : null}
    </div>
  );
}

interface PermissionsProps { readonly api: Api; readonly granted: readonly string[]; readonly mayWrite: boolean; readonly saving: boolean; readonly onSave: (scope: readonly string[]) => void }

function Permissions({ api, granted, mayWrite, saving, onSave }: PermissionsProps) {
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set(granted));
  const toggle = (value: string) => choose(new Set(chosen.has(value) ? [...chosen].filter((one) => one !== value) : [...chosen, value]));
  const isChanged = chosen.size !== granted.length || granted.some((value) => !chosen.has(value));
  return (
    <div className="stack">
      <div className="checkboxes">{api.scopes.map(({ value, description }) => <Checkbox key={value} label={description ? description : value} description={description ? value : undefined} checked={chosen.has(value)} disabled={!mayWrite} onChange={() => toggle(value)} />)}</div>
      {mayWrite ? <div className="row"><Button size="xs" h={36} disabled={!isChanged} loading={saving} onClick={() => onSave([...chosen])}>Save permissions</Button><Button variant="default" size="xs" h={36} onClick={() => choose(new Set(api.scopes.map(({ value }) => value)))}>All</Button><Button variant="default" size="xs" h={36} onClick={() => choose(new Set())}>None</Button></div> : null}
    </div>
  );
}
