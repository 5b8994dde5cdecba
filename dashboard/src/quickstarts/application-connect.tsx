import { TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { Application } from '../api/records.ts';
import { useApis } from '../apis/api-queries.ts';
import { CopyBlock } from '../pieces/copy-block.tsx';
import { dashboardClient } from '../session/client.ts';
import { useMay } from '../session/session-context.ts';
import { ConnectionValues } from './connection-values.tsx';
import { quickstartsOf } from './every-quickstart.ts';
import { Prepare } from './prepare.tsx';
import type { Quickstart, QuickstartValues } from './quickstart.ts';
import { WaitingForApp } from './waiting-for-app.tsx';

const route = getRouteApi('/applications/$id');

/** D6: how to connect this very application, with its values in the code, and a line that says when it worked. */
export function ApplicationConnect({ application }: { readonly application: Application }) {
  const { with: wanted } = route.useSearch();
  const navigate = route.useNavigate();
  const guides = quickstartsOf(application.app_type ?? 'regular_web');
  const guide = guides.find(({ id }) => id === wanted) ?? guides[0];
  return (
    <div className="form">
      <WaitingForApp application={application} />
      {guides.length < 2 ? null : (
        <label className="select-field"><b>With</b>
          <select value={guide?.id} onChange={(event) => { void navigate({ search: { tab: 'connect', with: event.currentTarget.value }, replace: true }); }}>{guides.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}</select>
        </label>
      )}
      {guide === undefined ? null : <Guide key={guide.id} guide={guide} application={application} />}
      <ConnectionValues application={application} />
    </div>
  );
}

const placeholder = 'https://your-api.example';

function useValues(guide: Quickstart, { client_id: clientId = '', token_endpoint_auth_method: method }: Application) {
  const apis = (useApis({ enabled: useMay('read:resource_servers') }).data ?? []).filter(({ is_system: system }) => !system);
  const [base, setBase] = useState(guide.base ?? '');
  const [audience, setAudience] = useState<string>();
  const usable = URL.canParse(base) && /^https?:\/\//.test(base);
  const values: QuickstartValues = {
    issuer: dashboardClient.issuer, clientId, base: (usable ? base : guide.base ?? 'http://localhost:3000').replace(/\/+$/, ''), audience: audience ?? apis[0]?.identifier ?? placeholder,
    method: method === 'client_secret_basic' ? method : 'client_secret_post',
  };
  return { values, apis, base, setBase, setAudience, usable };
}

function Guide({ guide, application }: { readonly guide: Quickstart; readonly application: Application }) {
  const { values, apis, base, setBase, setAudience, usable } = useValues(guide, application);
  return (
    <section className="card form-card" aria-label={`With ${guide.title}`}>
      <h2>With {guide.title}</h2>
      {guide.base === undefined ? null : <TextInput label="Address of your app" description="While you develop it. The code below and the addresses of the application follow it." dir="ltr" value={base} onChange={(event) => setBase(event.currentTarget.value)} error={usable ? undefined : `An address, as in ${guide.base}`} />}
      {guide.asksApi && apis.length > 0 ? (
        <label className="select-field"><b>API that its tokens are for</b>
          <select value={values.audience} onChange={(event) => setAudience(event.currentTarget.value)}>{apis.map(({ identifier, name }) => <option key={identifier} value={identifier}>{name} ({identifier})</option>)}</select>
        </label>
      ) : null}
      <Prepare application={application} needs={guide.needs(values)} />
      {guide.steps(values).map(({ title, text, kind }) => <div className="stack" key={title}><h3>{title}</h3><CopyBlock label={kind === 'command' ? `command: ${title}` : title} text={text} /></div>)}
    </section>
  );
}
