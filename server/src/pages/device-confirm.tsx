import type { DeviceConfirmPage } from './page.ts';
import { AppTile } from './parts/app-tile.tsx';
import { AskedScopes } from './parts/asked-scopes.tsx';
import { Document } from './parts/document.tsx';
import { PageForm } from './parts/page-form.tsx';
import { safePath } from './safe-href.ts';
import { appNames, type View } from './view.ts';
import { clockTime } from './words/retry-time.ts';

interface Props { readonly page: DeviceConfirmPage; readonly view: View }

/**
 * RFC 8628 §5.4: the person compares the code, and is warned of who sends links. Decline stands first, so it is also what a form takes that is sent
 * without a button.
 */
export function DeviceConfirm({ page, view }: Props) {
  const { client, form } = page;
  const names = appNames(view, client);
  const elsewhere = safePath(page.switchAccountPath);
  return (
    <Document view={view} name="device-confirm" title={view.tell('device.confirm.title', names)} client={client} noWayBack again={{ path: '/u/device', state: form.state }}>
      <AppTile name={client.name} logoUri={client.logoUri} />
      <h1>{view.say('device.confirm.title', names)}</h1>
      <p class="small muted">
        {view.say('consent.account', { account: <b><bdi dir="ltr">{page.account}</bdi></b> })}
        {elsewhere === undefined ? null : <> <a href={elsewhere}>{view.say('consent.switch')}</a></>}
      </p>
      <Guard page={page} view={view} />
      <AskedScopes asked={page} view={view} />
      <PageForm action="/u/device" form={form} class="pair">
        <button type="submit" name="action" value="decline">{view.say('consent.decline')}</button>
        <button type="submit" name="action" value="accept" class="primary">{view.say('consent.allow')}</button>
      </PageForm>
    </Document>
  );
}

function Guard({ page, view }: Props) {
  return (
    <>
      <p>{view.say('device.confirm.code')} <b class="code" dir="ltr">{page.userCode}</b></p>
      <div class="note warn"><strong>{view.say('device.confirm.check.lead')}</strong> {view.say('device.confirm.check')}</div>
      <p class="small muted">
        {view.say('device.confirm.origin', { time: <time datetime={new Date(page.askedAt * 1000).toISOString()}>{clockTime(view.language, page.askedAt)}</time>, address: <bdi dir="ltr">{page.address}</bdi> })}
      </p>
    </>
  );
}
