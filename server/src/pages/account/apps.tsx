import { AppTile } from '../parts/app-tile.tsx';
import { Moment } from '../parts/moment.tsx';
import type { View } from '../view.ts';
import { inOrder, scopeLine } from '../words/consent-words.ts';
import { AccountForm } from './account-form.tsx';
import { AccountFrame } from './account-frame.tsx';
import type { AccountApp, AccountAppsPage } from './account-pages.ts';

/** What the person allowed applications, in the words of the consent page. */
export function AccountApps({ page, view }: { readonly page: AccountAppsPage; readonly view: View }) {
  return (
    <AccountFrame view={view} page={page} title="account.apps.title" doneText="account.apps.done">
      <p class="muted">{view.say(page.apps.length === 0 ? 'account.apps.none' : 'account.apps.text')}</p>
      {page.apps.length === 0 ? null : (
        <AccountForm action="/account/apps" page={page}>
          <ul class="rows">{page.apps.map((app) => <App app={app} view={view} key={app.id} />)}</ul>
        </AccountForm>
      )}
    </AccountFrame>
  );
}

function App({ app: { id, client, since, scopes, offlineAccess }, view }: { readonly app: AccountApp; readonly view: View }) {
  const name = client?.name ?? view.tell('account.apps.gone');
  const asked = inOrder(offlineAccess ? [...scopes, { value: 'offline_access', title: '', detail: undefined }] : scopes);
  return (
    <li>
      <div class="row-head">
        <AppTile name={name} logoUri={client?.logoUri} />
        <b><bdi>{name}</bdi></b>
        <button type="submit" name="remove" value={id} class="quiet" aria-label={view.tell('account.apps.remove.of', { app: name })}>{view.say('account.apps.remove')}</button>
      </div>
      <p class="small muted">{view.say('account.apps.since', { time: <Moment view={view} at={since} /> })}</p>
      {asked.length === 0 ? <p class="small">{view.say('account.apps.scopes.none')}</p> : (
        <>
          <p class="small">{view.say('account.apps.scopes')}</p>
          <ul class="small">
            {asked.map((scope) => {
              const { value, title, detail, own } = scopeLine(scope, view);
              return <li key={`${value} ${detail ?? ''}`}><span dir="auto">{title}</span>{own ? null : <> <code class="muted" dir="ltr">{value}</code></>}{detail === undefined ? null : <span class="muted" dir="auto"> {detail}</span>}</li>;
            })}
          </ul>
        </>
      )}
    </li>
  );
}
