import type { EmailDonePage } from './page.ts';
import { AppTile } from './parts/app-tile.tsx';
import { Document } from './parts/document.tsx';
import { safeHref, safePath } from './safe-href.ts';
import type { TextId } from './texts/catalogue.ts';
import { appNames, type View } from './view.ts';

const words: Readonly<Record<EmailDonePage['done'], { readonly title: TextId; readonly text: TextId }>> = {
  verified: { title: 'done.verified.title', text: 'done.verified.text' },
  password_changed: { title: 'done.password.title', text: 'done.password.text' },
  joined: { title: 'done.joined.title', text: 'done.joined.text' },
};

/** What the link or code of a mail has done, and the way on. */
export function EmailDone({ page, view }: { readonly page: EmailDonePage; readonly view: View }) {
  const { client, done } = page;
  const names = appNames(view, client);
  const on = safePath(page.signInPath) ?? safeHref(client.homeUri);
  return (
    <Document view={view} name="email-done" title={view.tell(words[done].title)} client={client} noWayBack>
      <AppTile name={client.name} logoUri={client.logoUri} />
      <h1>{view.say(words[done].title)}</h1>
      <p>{view.say(words[done].text, names)}</p>
      {on === undefined ? <p class="muted">{view.say('done.close')}</p> : <p><a class="button primary" href={on} rel="noreferrer">{view.say(page.signInPath === undefined ? 'frame.back' : 'done.sign_in', names)}</a></p>}
    </Document>
  );
}
