import type { View } from '../view.ts';
import { AccountForm } from './account-form.tsx';
import { AccountFrame } from './account-frame.tsx';
import type { AccountDataPage } from './account-pages.ts';

/** Everything that is kept about the person, to take along; and the way to the end of the account. */
export function AccountData({ page, view }: { readonly page: AccountDataPage; readonly view: View }) {
  return (
    <AccountFrame view={view} page={page} title="account.data.title">
      <section class="part">
        <h2>{view.say('account.data.download')}</h2>
        <p id="download-text">{view.say('account.data.download.text')}</p>
        <AccountForm action="/account/data" page={page}>
          <button type="submit" name="action" value="default" aria-describedby="download-text">{view.say('account.data.download.button')}</button>
        </AccountForm>
      </section>
      <section class="part">
        <h2>{view.say('account.data.delete')}</h2>
        <p>{view.say('account.data.delete.text')}</p>
        <p><a class="button" href="/account/delete">{view.say('account.data.delete.link')}</a></p>
      </section>
    </AccountFrame>
  );
}
