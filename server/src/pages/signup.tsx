import type { SignupPage } from './page.ts';
import { AppTile } from './parts/app-tile.tsx';
import { Document } from './parts/document.tsx';
import { Field } from './parts/field.tsx';
import { PageForm } from './parts/page-form.tsx';
import { placeOf, ProblemAlert, type ProblemPlace } from './parts/problem-alert.tsx';
import { appNames, type View } from './view.ts';

interface Props { readonly page: SignupPage; readonly view: View }

/** Where a person makes an account. */
export function Signup({ page, view }: Props) {
  const { client, form, problem } = page;
  const names = appNames(view, client);
  const place = placeOf(problem);
  return (
    <Document view={view} name="signup" title={view.tell('signup.title')} client={client} again={{ path: '/u/signup', state: form.state }}>
      <AppTile name={client.name} logoUri={client.logoUri ?? view.frame.pictureUri} />
      <h1>{view.say('signup.title')}</h1>
      <p class="muted">{view.say('signup.text', names)}</p>
      {problem !== undefined && place.above ? <ProblemAlert view={view} problem={problem} id="problem" class="note bad" autofocus={place.focused} /> : null}
      <PageForm action="/u/signup" form={form}>
        <Fields page={page} view={view} place={place} />
        <button type="submit" name="action" value="default" class="primary">{view.say('action.continue')}</button>
      </PageForm>
      <p class="small muted">{view.say('signup.login.question')} <a href={`/u/login?state=${encodeURIComponent(form.state)}`}>{view.say('signup.login')}</a></p>
    </Document>
  );
}

function Fields({ page, view, place }: Props & { readonly place: ProblemPlace }) {
  const { problem, email, username, asks, shortest } = page;
  const errorOf = (field: 'email' | 'username' | 'password') => (problem !== undefined && place.at(field) ? <ProblemAlert view={view} problem={problem} id={`${field}-error`} class="error" /> : undefined);
  const first = firstToFill(page, place);
  return (
    <>
      {asks.email === 'inactive' ? null : <Field id="email" label={view.say(asks.email === 'required' ? 'signup.email' : 'signup.email.optional')} invalid={place.invalid('email')} error={errorOf('email')}
        input={{ type: 'email', inputmode: 'email', autocomplete: asks.username === 'inactive' ? 'username' : 'email', autocapitalize: 'none', spellcheck: false, value: email, required: asks.email === 'required', autofocus: first === 'email' }} />}
      {asks.username === 'inactive' ? null : <Field id="username" label={view.say(asks.username === 'required' ? 'signup.username' : 'signup.username.optional')} hint={view.say('signup.username.hint')} invalid={place.invalid('username')} error={errorOf('username')}
        input={{ type: 'text', autocomplete: 'username', autocapitalize: 'none', spellcheck: false, maxLength: 128, value: username, required: asks.username === 'required', autofocus: first === 'username' }} />}
      <Field id="password" label={view.say('signup.password')} hint={view.say('signup.password.hint', { shortest: String(shortest) })} invalid={place.invalid('password')} error={errorOf('password')}
        input={{ type: 'password', autocomplete: 'new-password', autofocus: first === 'password' }} />
    </>
  );
}

/** Where the focus goes: the first field that is empty or wrong; nowhere when the alert above the form takes it. */
function firstToFill({ email, username, asks }: SignupPage, place: ProblemPlace): 'email' | 'username' | 'password' | undefined {
  if (place.focused) return undefined;
  const open = (field: 'email' | 'username', typed: string) => asks[field] !== 'inactive' && (place.invalid(field) || (typed === '' && asks[field] === 'required'));
  if (open('email', email)) return 'email';
  return open('username', username) ? 'username' : 'password';
}
