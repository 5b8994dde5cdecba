import type { NewPasswordPage } from './page.ts';
import { AppTile } from './parts/app-tile.tsx';
import { Document } from './parts/document.tsx';
import { Field } from './parts/field.tsx';
import { PageForm } from './parts/page-form.tsx';
import { placeOf, ProblemAlert } from './parts/problem-alert.tsx';
import { appNames, type View } from './view.ts';

/** Where a person sets a password whose mailbox is proved. The name stands in the form, so that password managers know whose it is. */
export function NewPassword({ page, view }: { readonly page: NewPasswordPage; readonly view: View }) {
  const { client, form, account, joins, shortest, endsSessions, problem } = page;
  const place = placeOf(problem);
  const title = joins ? 'new_password.join.title' : 'new_password.title';
  return (
    <Document view={view} name="new-password" title={view.tell(title)} client={client}>
      <AppTile name={client.name} logoUri={client.logoUri} />
      <h1>{view.say(title)}</h1>
      <p class="muted">{view.say(joins ? 'new_password.join.text' : 'new_password.text', { ...appNames(view, client), account })}</p>
      {problem !== undefined && place.above ? <ProblemAlert view={view} problem={problem} id="problem" class="note bad" autofocus={place.focused} /> : null}
      <PageForm action="/u/new-password" form={form}>
        <Field id="username" label={view.say('new_password.account')} invalid={false} input={{ type: 'text', autocomplete: 'username', value: account, readOnly: true, required: false }} />
        <Field id="password" label={view.say('new_password.password')} hint={view.say('signup.password.hint', { shortest: String(shortest) })} invalid={place.invalid('password')}
          error={problem !== undefined && place.at('password') ? <ProblemAlert view={view} problem={problem} id="password-error" class="error" /> : undefined}
          input={{ type: 'password', autocomplete: 'new-password', autofocus: !place.focused }} />
        {joins ? null : endsSessions === 'always' ? <p class="small muted">{view.say('new_password.ends')}</p> : (
          <label class="check"><input type="checkbox" name="sign_out" value="yes" checked /> {view.say('new_password.sign_out')}</label>
        )}
        <button type="submit" name="action" value="default" class="primary">{view.say('new_password.save')}</button>
      </PageForm>
    </Document>
  );
}
