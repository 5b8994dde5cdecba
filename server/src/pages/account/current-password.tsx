import { Field } from '../parts/field.tsx';
import { ProblemAlert, type ProblemPlace } from '../parts/problem-alert.tsx';
import type { TextId } from '../texts/catalogue.ts';
import type { View } from '../view.ts';
import type { AccountCommon } from './account-pages.ts';

interface Props { readonly page: AccountCommon; readonly view: View; readonly place: ProblemPlace; readonly label: TextId }

/** The field for the password of now, with the name of the account beside it for password managers. */
export function CurrentPassword({ page: { problem, account }, view, place, label }: Props) {
  return (
    <>
      <input type="text" name="username" value={account} autocomplete="username" readOnly hidden />
      <Field id="current_password" label={view.say(label)} invalid={place.invalid('current_password')}
        error={problem !== undefined && place.at('current_password') ? <ProblemAlert view={view} problem={problem} id="current_password-error" class="error" /> : undefined}
        input={{ type: 'password', autocomplete: 'current-password', autofocus: place.invalid('current_password') }} />
    </>
  );
}
