import { getRouteApi } from '@tanstack/react-router';
import { guides } from '../../../server/src/guides/catalogue.ts';
import { guidesOfType } from '../../../server/src/guides/find-guides.ts';
import type { Application } from '../api/records.ts';
import { ConnectionValues } from './connection-values.tsx';
import { GuideCard } from './guide-card.tsx';
import { WaitingForApp } from './waiting-for-app.tsx';

const route = getRouteApi('/applications/$id');

/** D6: how to connect this very application, with its values in the code, and a line that says when it worked. */
export function ApplicationConnect({ application }: { readonly application: Application }) {
  const { with: wanted } = route.useSearch();
  const navigate = route.useNavigate();
  const fitting = guidesOfType(guides, application.app_type ?? 'regular_web');
  const guide = fitting.find(({ id }) => id === wanted) ?? fitting[0];
  return (
    <div className="form">
      <WaitingForApp application={application} />
      {fitting.length < 2 ? null : (
        <label className="select-field"><b>With</b>
          <select value={guide?.id} onChange={(event) => { const id = event.currentTarget.value; void navigate({ search: (before) => ({ ...before, with: id }), replace: true }); }}>{fitting.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}</select>
        </label>
      )}
      {guide === undefined ? null : <GuideCard key={guide.id} guide={guide} application={application} />}
      <ConnectionValues application={application} />
    </div>
  );
}
