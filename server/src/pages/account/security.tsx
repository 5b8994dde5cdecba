import { Moment } from '../parts/moment.tsx';
import type { View } from '../view.ts';
import { AccountFrame } from './account-frame.tsx';
import type { AccountSecurityPage } from './account-pages.ts';

/** How the person signs in. */
export function AccountSecurity({ page, view }: { readonly page: AccountSecurityPage; readonly view: View }) {
  return (
    <AccountFrame view={view} page={page} title="account.security.title">
      <section class="part">
        <h2>{view.say('account.security.password')}</h2>
        <p>{view.say(page.hasPassword ? 'account.security.password.has' : 'account.security.password.none')}</p>
        {page.hasPassword ? <p><a class="button" href="/account/password">{view.say('account.security.password.change')}</a></p> : null}
      </section>
      <section class="part">
        <h2>{view.say('account.security.sign_in')}</h2>
        <p><Moment view={view} at={page.signedInAt} /></p>
      </section>
      {page.identities.length === 0 ? null : (
        <section class="part">
          <h2>{view.say('account.security.identities')}</h2>
          <p class="muted">{view.say('account.security.identities.text')}</p>
          <ul class="rows">
            {page.identities.map(({ id, account, connection, since }) => (
              <li key={id}>
                <b><bdi dir="auto">{account}</bdi></b>
                <p class="small muted"><bdi>{connection}</bdi> · {view.say('account.security.identities.since', { time: <Moment view={view} at={since} /> })}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="part">
        <h2>{view.say('account.security.others')}</h2>
        <p>{view.say('account.security.others.text')}</p>
        <p><a class="button" href="/account/devices">{view.say('account.security.others.link')}</a></p>
      </section>
    </AccountFrame>
  );
}
