import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import type { Application } from '../api/records.ts';
import { FailureNotice } from '../pieces/failure-notice.tsx';
import { tellDone } from '../pieces/tell-done.ts';
import { useMay } from '../session/session-context.ts';
import { lackingOf, type QuickstartNeeds } from './quickstart.ts';

const titles: Readonly<Record<keyof QuickstartNeeds, string>> = { callbacks: 'callback URL', allowed_logout_urls: 'logout URL', web_origins: 'web origin', grant_types: 'grant type' };

/** What the application still lacks for a guide, and the button that gives it. */
export function Prepare({ application, needs }: { readonly application: Application; readonly needs: QuickstartNeeds }) {
  const api = useApi();
  const queries = useQueryClient();
  const mayWrite = useMay('update:clients');
  const lacking = lackingOf(application, needs);
  const saving = useMutation({
    mutationFn: () => api.patch<Application>(`/clients/${segment(application.client_id ?? '')}`, lacking),
    onSuccess: async (next) => { queries.setQueryData(['applications', application.client_id], next); await queries.invalidateQueries({ queryKey: ['applications'] }); tellDone('The application is ready for it'); },
  });
  const missing = (Object.keys(lacking) as (keyof QuickstartNeeds)[]).flatMap((member) => (needs[member] ?? []).filter((one) => application[member]?.includes(one) !== true).map((value) => ({ title: titles[member], value })));
  if (missing.length === 0) return <p className="note ok" role="status">The application has everything that this needs.</p>;
  return (
    <div className="note warn">
      <p><b>The application lacks something for this:</b></p>
      <ul className="plain-list">{missing.map(({ title, value }) => <li key={`${title} ${value}`}>the {title} <code>{value}</code></li>)}</ul>
      {saving.isError ? <FailureNotice error={saving.error} what="The application was not changed" takesFocus /> : null}
      {mayWrite ? <Button variant="default" loading={saving.isPending} onClick={() => saving.mutate()}>Add to the application</Button> : null}
    </div>
  );
}
