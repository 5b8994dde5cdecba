import type { ConsentDetail, ConsentPage, ConsentScope } from './page.ts';
import { AppTile } from './parts/app-tile.tsx';
import { Document } from './parts/document.tsx';
import { PageForm } from './parts/page-form.tsx';
import { safePath } from './safe-href.ts';
import { appNames, type View } from './view.ts';
import { inOrder, onlyReads, scopeLine } from './words/consent-words.ts';

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
      <What page={page} view={view} />
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
      {page.reviewed === true ? null : <div class="note warn"><strong>{view.say('consent.warning.lead')}</strong> {view.say('consent.warning', { host: <Host name={page.returnHost} /> })}</div>}
    </>
  );
}

function What({ page, view }: Props) {
  const names = appNames(view, page.client);
  const asked = inOrder(page.offlineAccess ? [...page.scopes.filter((scope) => scope.value !== 'offline_access'), { value: 'offline_access', title: '', detail: undefined }] : page.scopes);
  const before = inOrder(page.alreadyAllowed);
  const cannot = onlyReads([...asked, ...before]) ? 'consent.cannot.read' : 'consent.cannot.write';
  return (
    <>
      {asked.length === 0 ? <p>{view.say('consent.scopes.none', names)}</p> : (
        <section class="asked">
          <h2 id="asked">{view.say('consent.scopes', names)}</h2>
          <Scopes scopes={asked} view={view} labelledBy="asked" />
        </section>
      )}
      {page.details === undefined ? null : <Details details={page.details} view={view} />}
      {before.length === 0 ? null : (
        <details>
          <summary id="before">{view.say('consent.allowed')}</summary>
          <Scopes scopes={before} view={view} labelledBy="before" />
        </details>
      )}
      <p class="small">{view.say(cannot, { ...names, cannot: <strong>{view.say('consent.cannot')}</strong> })}</p>
    </>
  );
}

/** RFC 9396 §11: the person sees what the details say, word for word. */
function Details({ details, view }: { readonly details: readonly ConsentDetail[]; readonly view: View }) {
  return (
    <section class="asked">
      <h2>{view.say('consent.details')}</h2>
      {details.map(({ type, members }) => (
        <dl class="details" key={type}>
          <dt><code dir="ltr">type</code></dt><dd><bdi>{type}</bdi></dd>
          {members.map(({ name, value }) => <><dt><code dir="ltr">{name}</code></dt><dd><bdi>{value}</bdi></dd></>)}
        </dl>
      ))}
    </section>
  );
}

function Scopes({ scopes, view, labelledBy }: { readonly scopes: readonly ConsentScope[]; readonly view: View; readonly labelledBy: string }) {
  return (
    <ul class="scopes" aria-labelledby={labelledBy}>
      {scopes.map((scope) => {
        const { value, title, detail, own } = scopeLine(scope, view);
        return (
          <li key={value}>
            <b dir="auto">{title}</b>
            {detail === undefined ? null : <span class="small muted" dir="auto">{detail} </span>}
            {own ? null : <code class="muted" dir="ltr">{value}</code>}
          </li>
        );
      })}
    </ul>
  );
}
