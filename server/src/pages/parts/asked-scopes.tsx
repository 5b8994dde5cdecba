import type { ConsentDetail, ConsentScope, PageClient } from '../page.ts';
import { appNames, type View } from '../view.ts';
import { inOrder, onlyReads, scopeLine } from '../words/consent-words.ts';

/** What an application asks for. */
interface Asked { readonly client: PageClient; readonly scopes: readonly ConsentScope[]; readonly alreadyAllowed: readonly ConsentScope[]; readonly offlineAccess: boolean; readonly details?: readonly ConsentDetail[] | undefined }

/** What the application may do if the person allows it, what it may do already, and what it can't. `id` tells several on one page apart. */
export function AskedScopes({ asked: page, view, id = '' }: { readonly asked: Asked; readonly view: View; readonly id?: string }) {
  const names = appNames(view, page.client);
  const asked = inOrder(page.offlineAccess ? [...page.scopes.filter((scope) => scope.value !== 'offline_access'), { value: 'offline_access', title: '', detail: undefined }] : page.scopes);
  const before = inOrder(page.alreadyAllowed);
  const cannot = onlyReads([...asked, ...before]) ? 'consent.cannot.read' : 'consent.cannot.write';
  return (
    <>
      {asked.length === 0 ? <p>{view.say('consent.scopes.none', names)}</p> : (
        <section class="asked">
          <h2 id={`asked${id}`}>{view.say('consent.scopes', names)}</h2>
          <Scopes scopes={asked} view={view} labelledBy={`asked${id}`} />
        </section>
      )}
      {page.details === undefined ? null : <Details details={page.details} view={view} />}
      {before.length === 0 ? null : (
        <details>
          <summary id={`before${id}`}>{view.say('consent.allowed')}</summary>
          <Scopes scopes={before} view={view} labelledBy={`before${id}`} />
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
