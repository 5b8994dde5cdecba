import { Field } from '../parts/field.tsx';
import { placeOf, ProblemAlert } from '../parts/problem-alert.tsx';
import type { View } from '../view.ts';
import { AccountForm } from './account-form.tsx';
import { AccountFrame } from './account-frame.tsx';
import type { AccountPasswordPage } from './account-pages.ts';
import { CurrentPassword } from './current-password.tsx';

interface Props { readonly page: AccountPasswordPage; readonly view: View }

/** Another password. */
export function AccountPassword({ page, view }: Props) {
  return (
    <AccountFrame view={view} page={page} title="account.password.title" doneText="account.password.saved">
      {page.disowned && !page.done ? <p class="note warn">{view.say('account.password.disowned')}</p> : null}
      {page.hasPassword ? <PasswordForm page={page} view={view} /> : <p>{view.say('account.password.none')}</p>}
    </AccountFrame>
  );
}

function PasswordForm({ page, view }: Props) {
  const { problem, asksOthers, endOthers, shortest } = page;
  const place = placeOf(problem);
  return (
    <AccountForm action="/account/password" page={page}>
      <CurrentPassword page={page} view={view} place={place} label="account.password.current" />
      <Field id="password" label={view.say('account.password.new')} hint={view.say('signup.password.hint', { shortest: String(shortest) })} invalid={place.invalid('password')}
        error={problem !== undefined && place.at('password') ? <ProblemAlert view={view} problem={problem} id="password-error" class="error" /> : undefined}
        input={{ type: 'password', autocomplete: 'new-password', minlength: shortest, autofocus: place.invalid('password') }} />
      {asksOthers ? (
        <div class="choice">
          <input type="checkbox" id="others" name="others" value="on" checked={endOthers} aria-describedby="others-hint" />
          <label for="others">{view.say('account.password.others')}</label>
          <p class="hint" id="others-hint">{view.say('account.password.others.hint')}</p>
        </div>
      ) : <p class="hint">{view.say('account.password.others.always')}</p>}
      <button type="submit" name="action" value="default" class="primary">{view.say('account.password.save')}</button>
      <p class="small"><a class="alone" href="/u/forgot-password">{view.say('login.forgot')}</a></p>
    </AccountForm>
  );
}
