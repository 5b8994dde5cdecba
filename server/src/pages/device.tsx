import type { DevicePage } from './page.ts';
import { Document } from './parts/document.tsx';
import { Field } from './parts/field.tsx';
import { PageForm } from './parts/page-form.tsx';
import { placeOf, ProblemAlert } from './parts/problem-alert.tsx';
import type { View } from './view.ts';

/** RFC 8628 §3.3: where a person types the code that a device shows. No application is named before the code is known. */
export function Device({ page, view }: { readonly page: DevicePage; readonly view: View }) {
  const { form, problem, userCode, digits } = page;
  const place = placeOf(problem);
  return (
    <Document view={view} name="device" title={view.tell('device.title')}>
      <h1>{view.say('device.title')}</h1>
      <p class="muted">{view.say('device.text')}</p>
      {problem !== undefined && place.above ? <ProblemAlert view={view} problem={problem} id="problem" class="note bad" autofocus={place.focused} /> : null}
      <PageForm action="/activate" form={form}>
        <Field id="user_code" label={view.say('device.code')} invalid={place.invalid('user_code')}
          error={problem !== undefined && place.at('user_code') ? <ProblemAlert view={view} problem={problem} id="user_code-error" class="error" /> : undefined}
          input={{ type: 'text', inputmode: digits ? 'numeric' : 'text', autocomplete: 'off', autocapitalize: 'characters', spellcheck: false, maxlength: 64, value: userCode, autofocus: !place.focused }} />
        <button type="submit" name="action" value="default" class="primary">{view.say('action.continue')}</button>
      </PageForm>
    </Document>
  );
}
