import { useState } from 'react';
import { guides } from '../../../server/src/guides/catalogue.ts';
import { isForApi, type Guide } from '../../../server/src/guides/guide.ts';
import { placeValues, renderGuide } from '../../../server/src/guides/render-guide.ts';
import type { Api } from '../api/records.ts';
import { GuideSteps } from '../quickstarts/guide-steps.tsx';
import { dashboardClient } from '../session/client.ts';

/** Guides for an API with any identifier. */
const fitting = guides.filter((guide) => isForApi(guide) && guide.api === '{{audience}}');

/** The guide with the values of an API; who calls it is registered elsewhere, so nothing of that is in it. */
const renderedFor = (guide: Guide, { identifier, scopes }: Api) =>
  renderGuide(guide, { ...placeValues(dashboardClient.issuer, `http://localhost:${guide.port}`), clientId: '', clientSecret: '', audience: identifier, permission: scopes[0]?.value ?? '', random: '' });

/** How an API proves the tokens that it is shown, with its own values in the code. */
export function ApiGuard({ api }: { readonly api: Api }) {
  const [chosen, choose] = useState(fitting[0]);
  if (chosen === undefined) return null;
  return (
    <div className="form">
      <label className="select-field"><b>With</b>
        <select value={chosen.id} onChange={(event) => choose(fitting.find(({ id }) => id === event.currentTarget.value))}>{fitting.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}</select>
      </label>
      <section className="card form-card" aria-label="Protect it">
        <h2>{chosen.title}</h2>
        <p className="muted">The API reads the keys of this server once, and then proves every token by itself: who made it, for whom, until when, and for what.</p>
        <GuideSteps guide={chosen} rendered={renderedFor(chosen, api)} leave={({ name }) => name === 'Try it'} />
        <p className="muted">A token without the permission is answered 403, one for another API 401: the log says which check failed.</p>
      </section>
    </div>
  );
}
