import type { LoggedOutPage } from './page.ts';
import { DeveloperPart } from './parts/developer-part.tsx';
import { Document } from './parts/document.tsx';
import { HiddenFrames } from './parts/hidden-frames.tsx';
import { WayBack } from './parts/way-back.tsx';
import { appNames, type View } from './view.ts';

/** The end of a session; also where a person stays whose way back was refused. */
export function LoggedOut({ page, view }: { readonly page: LoggedOutPage; readonly view: View }) {
  const { client, problem, returnRefused, frames = [] } = page;
  return (
    <Document view={view} name="logged-out" title={view.tell('logged_out.title')} client={client} noWayBack wide={problem !== undefined}>
      <h1>{view.say('logged_out.title')}</h1>
      <p>{view.say('logged_out.text')} {view.say('logged_out.close')}</p>
      {returnRefused ? (
        <div class="note warn" role="alert" data-reason={problem?.reason ?? 'logout.return_to_not_registered'}>
          <strong>{view.say('logged_out.refused.lead')}</strong> {view.say('logged_out.refused', appNames(view, client))} {view.say('reference')} <code dir="ltr">{view.frame.requestId}</code>
        </div>
      ) : null}
      <WayBack view={view} client={client} />
      {problem === undefined ? null : <DeveloperPart view={view} detail={problem} />}
      {frames.length === 0 ? null : <HiddenFrames addresses={frames} />}
    </Document>
  );
}
