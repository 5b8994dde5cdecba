import type { LoginCodePage } from './page.ts';
import { AppTile } from './parts/app-tile.tsx';
import { Document } from './parts/document.tsx';
import { Field } from './parts/field.tsx';
import { PageForm } from './parts/page-form.tsx';
import { placeOf, ProblemAlert, type ProblemPlace } from './parts/problem-alert.tsx';
import type { View } from './view.ts';

interface Props { readonly page: LoginCodePage; readonly view: View }

/** A code was mailed, or would have been: here it is typed, in the browser that asked for it. */
export function LoginCode({ page, view }: Props) {
  const { client, form, problem } = page;
  const place = placeOf(problem);
  return (
    <Document view={view} name="login-code" title={view.tell('login_code.title')} client={client}>
      <AppTile name={client.name} logoUri={client.logoUri ?? view.frame.pictureUri} />
      <h1>{view.say('login_code.title')}</h1>
      {page.resent && problem === undefined ? <p class="note good" role="status">{view.say('login_code.resent')}</p> : null}
      {problem !== undefined && place.above ? <ProblemAlert view={view} problem={problem} id="problem" class="note bad" autofocus={place.focused} /> : null}
      {page.waits ? <CodeForms page={page} view={view} place={place} /> : null}
      <p class="small"><a class="alone" href={`/u/login?state=${encodeURIComponent(form.state)}`}>{view.say('login_code.other')}</a></p>
    </Document>
  );
}

function CodeForms({ page, view, place }: Props & { readonly place: ProblemPlace }) {
  const { form, problem, username } = page;
  return (
    <>
      <p>{view.say('login_code.text', { email: <b><bdi dir="ltr">{username}</bdi></b> })}</p>
      <PageForm action="/u/login-code" form={form}>
        <input type="hidden" name="username" value={username} />
        <Field id="code" label={view.say('login_code.code')} hint={view.say('login_code.code.hint')} invalid={place.invalid('code')}
          error={problem !== undefined && place.at('code') ? <ProblemAlert view={view} problem={problem} id="code-error" class="error" /> : undefined}
          input={{ type: 'text', inputmode: 'numeric', autocomplete: 'one-time-code', spellcheck: false, maxlength: 32, autofocus: !place.focused }} />
        <button type="submit" name="action" value="verify" class="primary">{view.say('action.continue')}</button>
      </PageForm>
      <PageForm action="/u/login-code" form={form}>
        <input type="hidden" name="username" value={username} />
        <p class="small muted">{view.say('login_code.missing')}</p>
        <button type="submit" name="action" value="resend">{view.say('login_code.resend')}</button>
      </PageForm>
    </>
  );
}
