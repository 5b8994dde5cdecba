import type { LoggingOutPage } from './page.ts';
import { Document } from './parts/document.tsx';
import { HiddenFrames } from './parts/hidden-frames.tsx';
import { formTarget } from './safe-href.ts';
import { scriptJson } from './script-json.ts';
import { appNames, type View } from './view.ts';

interface Props { readonly page: LoggingOutPage; readonly view: View; readonly nonce: string }

/** An application that does not answer keeps nobody longer than this. */
const patienceMs = 3000;

/** OIDC Front-Channel Logout §2: the frames first, then on to the address; without scripts by a refresh, and by hand in every case. */
export function LoggingOut({ page, view, nonce }: Props) {
  const to = formTarget(page.to);
  const script = `(function(t){var gone=0;function go(){if(!gone){gone=1;location.replace(t)}}addEventListener('load',go);setTimeout(go,${patienceMs})})(${scriptJson(to)})`;
  return (
    <Document view={view} name="logging-out" title={view.tell('logging_out.title')} client={page.client} noWayBack head={<noscript><meta http-equiv="refresh" content={`1;url=${to}`} /></noscript>}>
      <h1>{view.say('logging_out.title')}</h1>
      <p>{view.say('logging_out.text', appNames(view, page.client))}</p>
      <a class="button primary" href={to} rel="noreferrer">{view.say('action.continue')}</a>
      <HiddenFrames addresses={page.frames} />
      <script nonce={nonce} dangerouslySetInnerHTML={{ __html: script }} />
    </Document>
  );
}
