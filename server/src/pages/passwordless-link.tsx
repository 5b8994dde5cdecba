import type { PasswordlessLinkPage } from './page.ts';
import { AppTile } from './parts/app-tile.tsx';
import { Document } from './parts/document.tsx';
import { PageForm } from './parts/page-form.tsx';
import { placeOf, ProblemAlert } from './parts/problem-alert.tsx';
import { appNames, type View } from './view.ts';

interface Props { readonly page: PasswordlessLinkPage; readonly view: View }

/** Where the link of a mail leads: it says who is to be signed in, and only the button does it. */
export function PasswordlessLink({ page, view }: Props) {
  const { client, form, problem, account, link } = page;
  const names = appNames(view, client);
  const place = placeOf(problem);
  return (
    <Document view={view} name="passwordless-link" title={view.tell('passwordless_link.title', names)} client={client}>
      <AppTile name={client.name} logoUri={client.logoUri ?? view.frame.pictureUri} />
      <h1>{view.say('passwordless_link.title', names)}</h1>
      {problem === undefined ? null : <ProblemAlert view={view} problem={problem} id="problem" class="note bad" autofocus={place.focused} />}
      {problem === undefined ? (
        <>
          <p>{view.say('passwordless_link.text', { ...names, account: <b><bdi dir="ltr">{account}</bdi></b> })}</p>
          <p class="muted">{view.say('passwordless_link.warning')}</p>
          <PageForm action="/passwordless/verify_redirect" form={form}>
            <input type="hidden" name="link" value={link} />
            <button type="submit" name="action" value="default" class="primary">{view.say('passwordless_link.button')}</button>
          </PageForm>
        </>
      ) : null}
    </Document>
  );
}
