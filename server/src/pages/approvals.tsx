import type { ApprovalRequest, ApprovalsPage } from './page.ts';
import { AppTile } from './parts/app-tile.tsx';
import { AskedScopes } from './parts/asked-scopes.tsx';
import { Document } from './parts/document.tsx';
import { PageForm } from './parts/page-form.tsx';
import { appNames, type View } from './view.ts';
import { clockTime } from './words/retry-time.ts';

/** OIDC CIBA §8: what waits for the person, the oldest first, each with its own buttons; Decline stands first, as at the consent page. */
export function Approvals({ page, view }: { readonly page: ApprovalsPage; readonly view: View }) {
  const { account, requests, answered } = page;
  return (
    <Document view={view} name="approvals" title={view.tell('approvals.title')}>
      <h1>{view.say('approvals.title')}</h1>
      <p class="small muted">{view.say('consent.account', { account: <b><bdi dir="ltr">{account}</bdi></b> })}</p>
      {answered === undefined ? null : <p class="note good" role="status">{view.say(answered.allowed ? 'approvals.allowed' : 'approvals.declined', appNames(view, answered.client))}</p>}
      {requests.length === 0 ? <p>{view.say('approvals.none')}</p> : requests.map((request, index) => <One request={request} view={view} index={index} key={request.form.state} />)}
    </Document>
  );
}

function One({ request, view, index }: { readonly request: ApprovalRequest; readonly view: View; readonly index: number }) {
  const { client, form, bindingMessage, askedAt } = request;
  const names = appNames(view, client);
  return (
    <div class="stack approval" role="group" aria-labelledby={`request-${index}`}>
      <AppTile name={client.name} logoUri={client.logoUri} />
      <h2 id={`request-${index}`}>{view.say('consent.title', names)}</h2>
      {bindingMessage === undefined ? null : <p>{view.say('approvals.message')} <b class="code"><bdi>{bindingMessage}</bdi></b></p>}
      <div class="note warn"><strong>{view.say('approvals.check.lead')}</strong> {view.say(bindingMessage === undefined ? 'approvals.check' : 'approvals.check.message', names)}</div>
      <p class="small muted">{view.say('approvals.asked', { time: <time datetime={new Date(askedAt * 1000).toISOString()}>{clockTime(view.language, askedAt)}</time> })}</p>
      <AskedScopes asked={request} view={view} id={`-${index}`} />
      <PageForm action="/u/approvals" form={form} class="pair">
        <button type="submit" name="action" value="decline">{view.say('consent.decline')}</button>
        <button type="submit" name="action" value="accept" class="primary">{view.say('consent.allow')}</button>
      </PageForm>
    </div>
  );
}
