import type { ReasonPage } from './page.ts';
import { Document } from './parts/document.tsx';
import type { View } from './view.ts';

/** What a reason of the catalogue means and how to mend it: for developers, in English as the catalogue is. */
export function Reason({ page, view }: { readonly page: ReasonPage; readonly view: View }) {
  return (
    <Document view={view} name="reason" title={page.reason} noWayBack wide>
      <div class="stack" lang="en" dir="ltr">
        <h1><code>{page.reason}</code></h1>
        <p>{page.explain}</p>
        <h2>{view.say('reason.fix')}</h2>
        <ul>{page.fix.map((line) => <li key={line}>{line}</li>)}</ul>
        <h2>{view.say('reason.rule')}</h2>
        <p>{page.holds} <span class="muted">({page.section})</span></p>
      </div>
    </Document>
  );
}
