import { Field } from '../parts/field.tsx';
import { placeOf, ProblemAlert } from '../parts/problem-alert.tsx';
import type { View } from '../view.ts';
import { AccountForm } from './account-form.tsx';
import { AccountFrame } from './account-frame.tsx';
import type { AccountDeletePage } from './account-pages.ts';
import { CurrentPassword } from './current-password.tsx';

/** The last question before an account ends. */
export function AccountDelete({ page, view }: { readonly page: AccountDeletePage; readonly view: View }) {
  const { problem, account, hasPassword } = page;
  const place = placeOf(problem);
  return (
    <AccountFrame view={view} page={page} title="account.delete.title">
      <p class="note warn"><strong>{view.say('account.delete.warning.lead')}</strong> {view.say('account.delete.warning')}</p>
      <AccountForm action="/account/delete" page={page}>
        {hasPassword ? <CurrentPassword page={page} view={view} place={place} label="account.delete.password" /> : (
          <Field id="confirmation" label={view.say('account.delete.confirmation', { account: <bdi dir="ltr">{account}</bdi> })} invalid={place.invalid('confirmation')}
            error={problem !== undefined && place.at('confirmation') ? <ProblemAlert view={view} problem={problem} id="confirmation-error" class="error" /> : undefined}
            input={{ type: 'text', autocomplete: 'off', autocapitalize: 'none', spellcheck: false }} />
        )}
        <div class="pair">
          <a class="button" href="/account/data">{view.say('account.delete.stay')}</a>
          <button type="submit" name="action" value="default" class="danger">{view.say('account.delete.button')}</button>
        </div>
      </AccountForm>
    </AccountFrame>
  );
}
