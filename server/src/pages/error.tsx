import type { ErrorPage } from './page.ts';
import { DeveloperPart } from './parts/developer-part.tsx';
import { Document } from './parts/document.tsx';
import { Support } from './parts/support.tsx';
import { WayBack } from './parts/way-back.tsx';
import { appNames, type View } from './view.ts';
import { errorWords } from './words/error-words.ts';

/** What happened, whose side it is on, what to do, and the reference; never a dead end where the application says where it is. */
export function ErrorView({ page, view }: { readonly page: ErrorPage; readonly view: View }) {
  const { client, reason, developer } = page;
  const names = appNames(view, client);
  const words = errorWords(reason);
  const advice = client === undefined ? (words.adviceUnknown ?? words.advice) : words.advice;
  return (
    <Document view={view} name="error" title={view.tell(words.title, names)} client={client} noWayBack wide>
      <div class="stack" role="alert" data-reason={reason}>
        <h1>{view.say(words.title, names)}</h1>
        <p>{view.say(words.side, names)} {view.say(advice, { ...names, support: <Support view={view} /> })}</p>
      </div>
      <WayBack view={view} client={client} />
      <p class="small muted">{view.say('reference')} <code dir="ltr">{view.frame.requestId}</code></p>
      {developer === undefined ? null : <DeveloperPart view={view} detail={developer} />}
    </Document>
  );
}
