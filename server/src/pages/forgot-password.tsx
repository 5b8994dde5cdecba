import type { ForgotPasswordPage } from './page.ts';
import { AppTile } from './parts/app-tile.tsx';
import { Document } from './parts/document.tsx';
import { Field } from './parts/field.tsx';
import { PageForm } from './parts/page-form.tsx';
import { placeOf, ProblemAlert } from './parts/problem-alert.tsx';
import { safePath } from './safe-href.ts';
import type { View } from './view.ts';

/** Where a person asks for a mail to set a new password. What follows is the same whether there is an account or not. */
export function ForgotPassword({ page, view }: { readonly page: ForgotPasswordPage; readonly view: View }) {
  const { client, form, email, problem } = page;
  const place = placeOf(problem);
  const back = safePath(page.signInPath);
  return (
    <Document view={view} name="forgot-password" title={view.tell('forgot.title')} client={client}>
      <AppTile name={client.name} logoUri={client.logoUri} />
      <h1>{view.say('forgot.title')}</h1>
      <p class="muted">{view.say('forgot.text')}</p>
      {problem !== undefined && place.above ? <ProblemAlert view={view} problem={problem} id="problem" class="note bad" autofocus={place.focused} /> : null}
      <PageForm action="/u/forgot-password" form={form}>
        <Field id="email" label={view.say('signup.email')} invalid={place.invalid('email')}
          error={problem !== undefined && place.at('email') ? <ProblemAlert view={view} problem={problem} id="email-error" class="error" /> : undefined}
          input={{ type: 'email', inputmode: 'email', autocomplete: 'username', autocapitalize: 'none', spellcheck: false, value: email, autofocus: !place.focused }} />
        <button type="submit" name="action" value="default" class="primary">{view.say('forgot.send')}</button>
      </PageForm>
      {back === undefined ? null : <p class="small"><a class="alone" href={back}>{view.say('forgot.back')}</a></p>}
    </Document>
  );
}
