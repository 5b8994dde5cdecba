import type { CheckEmailPage } from './page.ts';
import { AppTile } from './parts/app-tile.tsx';
import { Document } from './parts/document.tsx';
import { Field } from './parts/field.tsx';
import { PageForm } from './parts/page-form.tsx';
import { placeOf, ProblemAlert } from './parts/problem-alert.tsx';
import { safePath } from './safe-href.ts';
import type { View } from './view.ts';

interface Props { readonly page: CheckEmailPage; readonly view: View }

/** A mail was sent, or would have been: here its code is typed, in the browser that asked for it. */
export function CheckEmail({ page, view }: Props) {
  const { client, form, purpose, problem, maskedEmail } = page;
  const other = safePath(page.otherPath);
  const place = placeOf(problem);
  return (
    <Document view={view} name="check-email" title={view.tell('check_email.title')} client={client}>
      <AppTile name={client.name} logoUri={client.logoUri} />
      <h1>{view.say('check_email.title')}</h1>
      <p>{view.say(purpose === 'reset_password' ? 'check_email.reset' : 'check_email.verify', { email: maskedEmail })}</p>
      {page.resent && problem === undefined ? <p class="note good" role="status">{view.say('check_email.resent')}</p> : null}
      {problem !== undefined && place.above ? <ProblemAlert view={view} problem={problem} id="problem" class="note bad" autofocus={place.focused} /> : null}
      <PageForm action="/u/check-email" form={form}>
        <Field id="code" label={view.say('check_email.code')} hint={view.say('check_email.code.hint')} invalid={place.invalid('code')}
          error={problem !== undefined && place.at('code') ? <ProblemAlert view={view} problem={problem} id="code-error" class="error" /> : undefined}
          input={{ type: 'text', autocomplete: 'one-time-code', autocapitalize: 'characters', spellcheck: false, maxlength: 64, autofocus: !place.focused }} />
        <button type="submit" name="action" value="default" class="primary">{view.say('action.continue')}</button>
      </PageForm>
      <PageForm action="/u/check-email" form={form}>
        <p class="small muted">{view.say('check_email.missing')}</p>
        <button type="submit" name="action" value="resend">{view.say('check_email.resend')}</button>
      </PageForm>
      {other === undefined ? null : <p class="small"><a class="alone" href={other}>{view.say('check_email.other')}</a></p>}
    </Document>
  );
}
