import { Button } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import type { Application } from '../api/records.ts';
import { CopyValue } from '../pieces/copy-value.tsx';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { NewSecret } from '../pieces/new-secret.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { keepFreshSecret } from '../quickstarts/fresh-secrets.ts';
import { useMay } from '../session/session-context.ts';

const methods: Readonly<Record<string, string>> = { none: 'Nothing: it is a public client and proves each sign-in by PKCE', client_secret_post: 'A secret in the body of the request', client_secret_basic: 'A secret in the Authorization header (HTTP Basic)' };
const hour = 3600;
const graces = [{ label: 'At once', seconds: 0 }, { label: 'In an hour', seconds: hour }, { label: 'In a day', seconds: 24 * hour }, { label: 'In seven days', seconds: 7 * 24 * hour }] as const;

/** How an application proves itself, and a new secret for it. */
export function ApplicationCredentials({ application }: { readonly application: Application }) {
  const method = application.token_endpoint_auth_method ?? '';
  const hasSecret = method.startsWith('client_secret');
  const mayRotate = useMay('update:client_keys');
  return (
    <div className="form">
      <section className="card form-card" aria-label="Credentials">
        <h2>How it proves itself</h2>
        <dl className="facts">
          <dt>Client ID</dt><dd><CopyValue value={application.client_id ?? ''} label="client ID" /></dd>
          <dt>Method</dt><dd>{methods[method] ?? 'A key or a certificate'}</dd>
          {hasSecret ? <><dt>Client secret</dt><dd className="muted">Kept as a hash; nobody can read it again.</dd></> : null}
        </dl>
      </section>
      {hasSecret && mayRotate ? <RotateSecret application={application} /> : null}
      {hasSecret && !mayRotate ? <p className="muted">A new secret takes <code>update:client_keys</code>, which you do not have.</p> : null}
    </div>
  );
}

function RotateSecret({ application }: { readonly application: Application }) {
  const api = useApi();
  const queries = useQueryClient();
  const [grace, setGrace] = useState<number>(24 * hour);
  const [secret, setSecret] = useState<string>();
  const rotation = useMutation({
    mutationFn: () => api.post<Application>(`/clients/${segment(application.client_id ?? '')}/rotate-secret${grace === 0 ? '' : `?grace_period=${grace}`}`),
    onSuccess: async (next) => { setSecret(next.client_secret); keepFreshSecret(application.client_id ?? '', next.client_secret ?? ''); tellDone('There is a new secret'); await queries.invalidateQueries({ queryKey: ['applications'] }); },
  });
  const ask = () => modals.openConfirmModal({ title: <b>Rotate the client secret?</b>, children: <p>{grace === 0 ? 'The secret of now ends at once: the app fails until it has the new one.' : 'The secret of now stays good for the time that you chose; put the new one into the app before it ends.'}</p>, labels: { confirm: 'Rotate secret', cancel: 'Keep it' }, onConfirm: () => rotation.mutate() });
  return (
    <section className="card form-card" aria-label="Rotate the client secret">
      <h2>Rotate the client secret</h2>
      <p className="muted">The new one is shown once. The one of before ends when you say.</p>
      <label className="select-field"><b>The secret of before ends</b>
        <select value={grace} onChange={(event) => setGrace(Number(event.currentTarget.value))}>{graces.map(({ label, seconds }) => <option key={label} value={seconds}>{label}</option>)}</select>
      </label>
      {rotation.isError ? <FailureNotice error={rotation.error} what="The secret was not rotated" takesFocus /> : null}
      <div><Button variant="default" loading={rotation.isPending} onClick={ask}>Rotate secret</Button></div>
      {secret === undefined ? null : <NewSecret secret={secret} onDone={() => setSecret(undefined)} />}
    </section>
  );
}
