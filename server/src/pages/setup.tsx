import type { SetupPage } from './page.ts';
import { AppTile } from './parts/app-tile.tsx';
import { Document } from './parts/document.tsx';
import { Field } from './parts/field.tsx';
import { placeOf, ProblemAlert } from './parts/problem-alert.tsx';
import type { View } from './view.ts';

interface Props { readonly page: SetupPage; readonly view: View }

/** First run: the one screen between a new server and its dashboard. */
export function Setup({ page, view }: Props) {
  const { code, email, shortest, skips, problem } = page;
  const place = placeOf(problem);
  const errorOf = (field: 'email' | 'password') => (problem !== undefined && place.at(field) ? <ProblemAlert view={view} problem={problem} id={`${field}-error`} class="error" /> : undefined);
  const emailFirst = email === '' || place.invalid('email');
  return (
    <Document view={view} name="setup" title={view.tell('setup.title')} again={{ path: '/u/setup', state: code }}>
      <AppTile name={view.frame.tenantName} logoUri={view.frame.pictureUri} />
      <h1>{view.say('setup.title')}</h1>
      <p class="muted">{view.say('setup.text')}</p>
      {problem !== undefined && place.above ? <ProblemAlert view={view} problem={problem} id="problem" class="note bad" autofocus={place.focused} /> : null}
      <form method="post" action="/u/setup" class="stack">
        <input type="hidden" name="code" value={code} />
        <Field id="email" label={view.say('signup.email')} invalid={place.invalid('email')} error={errorOf('email')}
          input={{ type: 'email', inputmode: 'email', autocomplete: 'username', autocapitalize: 'none', spellcheck: false, value: email, autofocus: !place.focused && emailFirst }} />
        <Field id="password" label={view.say('signup.password')} hint={view.say('signup.password.hint', { shortest: String(shortest) })} invalid={place.invalid('password')} error={errorOf('password')}
          input={{ type: 'password', autocomplete: 'new-password', autofocus: !place.focused && !emailFirst }} />
        <button type="submit" name="action" value="default" class="primary">{view.say('setup.create')}</button>
      </form>
      {skips ? (
        <form method="post" action="/u/setup" class="stack">
          <input type="hidden" name="code" value={code} />
          <button type="submit" name="action" value="skip" aria-describedby="skip-hint">{view.say('setup.skip')}</button>
          <p class="small muted" id="skip-hint">{view.say('setup.skip.text')}</p>
        </form>
      ) : null}
    </Document>
  );
}
