import { Moment } from '../parts/moment.tsx';
import { appNames, type View } from '../view.ts';
import { browserName } from '../words/browser-words.ts';
import { AccountForm } from './account-form.tsx';
import { AccountFrame } from './account-frame.tsx';
import type { AccountDevice, AccountDevicesPage, AccountSession } from './account-pages.ts';

interface Props { readonly page: AccountDevicesPage; readonly view: View }

/** Where somebody is signed in with this account, and who keeps access: each with the button that ends it. */
export function AccountDevices({ page, view }: Props) {
  const { sessions, devices } = page;
  const others = sessions.some(({ own }) => !own) || devices.some(({ own }) => !own);
  return (
    <AccountFrame view={view} page={page} title="account.devices.title" doneText="account.devices.done">
      <AccountForm action="/account/devices" page={page}>
        <section class="part">
          <h2>{view.say('account.devices.sessions')}</h2>
          <ul class="rows">{sessions.map((session) => <SessionRow session={session} view={view} key={session.id} />)}</ul>
          {sessions.every(({ own }) => own) ? <p class="muted">{view.say('account.devices.only')}</p> : null}
        </section>
        <section class="part">
          <h2>{view.say('account.devices.access')}</h2>
          <p class="muted">{view.say(devices.length === 0 ? 'account.devices.access.none' : 'account.devices.access.text')}</p>
          {devices.length === 0 ? null : <ul class="rows">{devices.map((device) => <DeviceRow device={device} view={view} key={device.id} />)}</ul>}
        </section>
        {others ? (
          <section class="part">
            <p class="muted" id="others-text">{view.say('account.devices.others.text')}</p>
            <button type="submit" name="end" value="others" aria-describedby="others-text">{view.say('account.devices.others')}</button>
          </section>
        ) : null}
      </AccountForm>
    </AccountFrame>
  );
}

function SessionRow({ session, view }: { readonly session: AccountSession; readonly view: View }) {
  const { id, userAgent, address, signedInAt, lastSeen, own, applications } = session;
  const device = browserName(view, userAgent);
  return (
    <li>
      <div class="row-head">
        <b>{device}</b>
        {own ? <span class="tag ok">{view.say('account.this_browser')}</span> : <button type="submit" name="end" value={`session.${id}`} class="quiet" aria-label={view.tell('account.devices.sign_out.of', { device })}>{view.say('account.devices.sign_out')}</button>}
      </div>
      <dl class="facts small">
        <dt>{view.say('account.devices.place')}</dt><dd><bdi dir="ltr">{address}</bdi></dd>
        <dt>{view.say('account.devices.signed_in')}</dt><dd><Moment view={view} at={signedInAt} /></dd>
        <dt>{view.say('account.devices.last_seen')}</dt><dd><Moment view={view} at={lastSeen} /></dd>
        {applications.length === 0 ? null : <><dt>{view.say('account.devices.applications')}</dt><dd>{applications.map((name, index) => <>{index === 0 ? '' : ', '}<bdi>{name}</bdi></>)}</dd></>}
      </dl>
    </li>
  );
}

function DeviceRow({ device: { id, client, device, since, until, own }, view }: { readonly device: AccountDevice; readonly view: View }) {
  const { app } = appNames(view, client);
  return (
    <li>
      <div class="row-head">
        <b><bdi>{app}</bdi></b>
        {own ? <span class="tag ok">{view.say('account.this_browser')}</span> : null}
        <button type="submit" name="end" value={`device.${id}`} class="quiet" aria-label={view.tell('account.devices.end.of', { app })}>{view.say('account.devices.end')}</button>
      </div>
      <dl class="facts small">
        {device === undefined ? null : <><dt>{view.say('account.devices.device')}</dt><dd><bdi>{device}</bdi></dd></>}
        <dt>{view.say('account.devices.since')}</dt><dd><Moment view={view} at={since} /></dd>
        <dt>{view.say('account.devices.until')}</dt><dd><Moment view={view} at={until} /></dd>
      </dl>
    </li>
  );
}
