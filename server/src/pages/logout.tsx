import type { LogoutConfirmPage } from './page.ts';
import { AppTile } from './parts/app-tile.tsx';
import { Document } from './parts/document.tsx';
import { PageForm } from './parts/page-form.tsx';
import { safeHref } from './safe-href.ts';
import { appNames, type View } from './view.ts';

/** OIDC RP-Initiated Logout §2: asks the person before the session ends, so that no other site can end it. */
export function LogoutConfirm({ page, view }: { readonly page: LogoutConfirmPage; readonly view: View }) {
  const { client, account, form } = page;
  const stay = safeHref(client?.homeUri);
  return (
    <Document view={view} name="logout" title={view.tell('logout.title')} client={client} noWayBack again={{ path: '/u/logout', state: form.state }}>
      {client === undefined ? null : <AppTile name={client.name} logoUri={client.logoUri ?? view.frame.pictureUri} />}
      <h1>{view.say('logout.title')}</h1>
      <p class="muted">
        {client === undefined ? null : <>{view.say('logout.text', appNames(view, client))} </>}
        {account === undefined ? null : view.say('logout.account', { account: <b><bdi dir="ltr">{account}</bdi></b> })}
      </p>
      <PageForm action="/u/logout" form={form}>
        <button type="submit" name="action" value="accept" class="primary">{view.say('logout.accept')}</button>
      </PageForm>
      {stay === undefined ? <p class="small muted">{view.say('logout.stay.text')}</p> : <a class="button" href={stay} rel="noreferrer">{view.say('logout.stay')}</a>}
    </Document>
  );
}
