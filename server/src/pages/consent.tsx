import type { ConsentPage } from './page.ts';
import { AppTile } from './parts/app-tile.tsx';
import { AskedScopes } from './parts/asked-scopes.tsx';
import { Document } from './parts/document.tsx';
import { PageForm } from './parts/page-form.tsx';
import { safePath } from './safe-href.ts';
import { appNames, type View } from './view.ts';

interface Props { readonly page: ConsentPage; readonly view: View }

/** Where a person allows an application, or declines. Decline stands first, so it is also what a form takes that is sent without a button. */
export function Consent({ page, view }: Props) {
  const { client, form } = page;
  const names = appNames(view, client);
  return (
    <Document view={view} name="consent" title={view.tell('consent.title', names)} client={client} noWayBack again={{ path: '/u/consent', state: form.state }}>
      <AppTile name={client.name} logoUri={client.logoUri} />
      <h1>{view.say('consent.title', names)}</h1>
      <Who page={page} view={view} />
      <AskedScopes asked={page} view={view} />
      <PageForm action="/u/consent" form={form} class="pair">
        <button type="submit" name="action" value="decline">{view.say('consent.decline')}</button>
        <button type="submit" name="action" value="accept" class="primary">{view.say('consent.allow')}</button>
      </PageForm>
      <p class="small muted">{view.say('consent.return', { host: <Host name={page.returnHost} /> })}</p>
    </Document>
  );
}

const Host = ({ name }: { readonly name: string }) => <b><bdi dir="ltr">{name}</bdi></b>;

function Who({ page, view }: Props) {
  const elsewhere = safePath(page.switchAccountPath);
  return (
    <>
      <p class="small muted">
        {view.say('consent.account', { account: <b><bdi dir="ltr">{page.account}</bdi></b> })}
        {elsewhere === undefined ? null : <> <a href={elsewhere}>{view.say('consent.switch')}</a></>}
      </p>
      {page.reviewed === true ? null : <Warning page={page} view={view} />}
    </>
  );
}

/** What the person should know of an application that nobody here vouches for. */
function Warning({ page, view }: Props) {
  const { claim } = page;
  const host = <Host name={claim?.host ?? page.returnHost} />;
  const names = appNames(view, page.client);
  return (
    <div class="note warn">
      <strong>{view.say('consent.warning.lead')}</strong>{' '}
      {claim === undefined ? view.say('consent.warning', { host }) : view.say(claim.host === undefined ? 'consent.claim.unknown' : 'consent.claim', { ...names, host })}
      {claim?.returns === 'here' ? <> {view.say('consent.claim.here')}</> : null}
      {claim?.returns === 'elsewhere' ? <> {view.say('consent.claim.elsewhere', { host: <Host name={page.returnHost} /> })}</> : null}
    </div>
  );
}
