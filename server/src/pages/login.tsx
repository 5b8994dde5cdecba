import type { LoginPage } from './page.ts';
import { AppTile } from './parts/app-tile.tsx';
import { Document } from './parts/document.tsx';
import { Field } from './parts/field.tsx';
import { PageForm } from './parts/page-form.tsx';
import { placeOf, ProblemAlert, type ProblemPlace } from './parts/problem-alert.tsx';
import { shownName } from './texts/fill.tsx';
import { appNames, type View } from './view.ts';

interface Props { readonly page: LoginPage; readonly view: View }

/** Where a person proves who they are: one form with both fields, as password managers expect. */
export function Login({ page, view }: Props) {
  const { client, form, problem, reauthenticate } = page;
  const names = appNames(view, client);
  const place = placeOf(problem);
  const title = reauthenticate ? 'login.again.title' : 'login.title';
  return (
    <Document view={view} name="login" title={view.tell(title, names)} client={client} again={{ path: '/u/login', state: form.state }}>
      <AppTile name={client.name} logoUri={client.logoUri ?? view.frame.pictureUri} />
      <h1>{view.say(title, names)}</h1>
      {reauthenticate ? <p class="muted">{view.say('login.again.text', names)}</p> : null}
      {problem !== undefined && place.above ? <ProblemAlert view={view} problem={problem} id="problem" class="note bad" autofocus={place.focused} /> : null}
      {page.passwordOpen ? (
        <PageForm action="/u/login" form={form}>
          <Fields page={page} view={view} place={place} />
          <button type="submit" name="action" value="default" class="primary">{view.say('action.continue')}</button>
          {page.codeOpen ? <button type="submit" formaction="/u/login-code" formnovalidate name="action" value="code">{view.say('login.code')}</button> : null}
        </PageForm>
      ) : page.codeOpen ? <CodeForm page={page} view={view} place={place} /> : null}
      {page.upstream.length === 0 ? null : <Upstream page={page} view={view} />}
      {page.passwordOpen ? <p class="small"><a class="alone" href={`/u/forgot-password?state=${encodeURIComponent(form.state)}`}>{view.say('login.forgot')}</a></p> : null}
      {page.signupOpen ? <p class="small muted">{view.say('login.signup.question')} <a href={`/u/signup?state=${encodeURIComponent(form.state)}`}>{view.say('login.signup')}</a></p> : null}
    </Document>
  );
}

/** One way for each other provider: links, so that they work without a script and under the strictest policy for forms. */
function Upstream({ page, view }: Props) {
  return (
    <div class="stack upstream">
      {page.upstream.map(({ name, path }) => <a key={path} class="button" href={path}>{view.say('login.upstream', { provider: shownName(name) })}</a>)}
    </div>
  );
}

/** Where nobody has a password: the address alone. */
function CodeForm({ page, view, place }: Props & { readonly place: ProblemPlace }) {
  const describedBy = place.above && !place.focused ? 'problem' : undefined;
  return (
    <PageForm action="/u/login-code" form={page.form}>
      <p class="muted">{view.say('login.code.only')}</p>
      <Field id="username" label={view.say('login.email')} invalid={place.invalid('username') || place.invalid('email')} describedBy={describedBy}
        input={{ type: 'email', autocomplete: 'username', autocapitalize: 'none', spellcheck: false, value: page.username, autofocus: !place.focused }} />
      <button type="submit" name="action" value="code" class="primary">{view.say('login.code')}</button>
    </PageForm>
  );
}

function Fields({ page, view, place }: Props & { readonly place: ProblemPlace }) {
  const { problem, username } = page;
  const describedBy = place.above && !place.focused ? 'problem' : undefined;
  const started = username !== '';
  return (
    <>
      <Field id="username" label={view.say('login.username')} invalid={place.invalid('username')} describedBy={describedBy}
        input={{ type: 'text', inputmode: 'email', autocomplete: 'username webauthn', autocapitalize: 'none', spellcheck: false, value: username, autofocus: !place.focused && !started }} />
      <Field id="password" label={view.say('login.password')} invalid={place.invalid('password')} describedBy={describedBy}
        error={problem !== undefined && place.at('password') ? <ProblemAlert view={view} problem={problem} id="password-error" class="error" /> : undefined}
        input={{ type: 'password', autocomplete: 'current-password webauthn', autofocus: !place.focused && started }} />
    </>
  );
}
