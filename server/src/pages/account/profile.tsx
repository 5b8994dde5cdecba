import { AppTile } from '../parts/app-tile.tsx';
import { Field } from '../parts/field.tsx';
import { placeOf, ProblemAlert } from '../parts/problem-alert.tsx';
import type { View } from '../view.ts';
import type { ProblemField } from '../words/problem-words.ts';
import { AccountForm } from './account-form.tsx';
import { AccountFrame } from './account-frame.tsx';
import type { AccountProfilePage } from './account-pages.ts';

interface Props { readonly page: AccountProfilePage; readonly view: View }

/** What a person says of themselves. */
export function AccountProfile({ page, view }: Props) {
  const { typed, account } = page;
  return (
    <AccountFrame view={view} page={page} title="account.profile.title" doneText="account.profile.saved">
      <p class="muted">{view.say('account.profile.text')}</p>
      <AppTile name={typed.name === '' ? account : typed.name} logoUri={typed.picture === '' || page.problem !== undefined ? undefined : typed.picture} />
      <Names page={page} view={view} />
      <AccountForm action="/account" page={page}>
        <Own page={page} view={view} id="name" input={{ autocomplete: 'name', dir: 'auto' }} />
        <Own page={page} view={view} id="nickname" input={{ autocomplete: 'nickname', dir: 'auto' }} />
        <Own page={page} view={view} id="picture" input={{ type: 'url', inputmode: 'url', autocomplete: 'photo', placeholder: undefined }} />
        <Language page={page} view={view} />
        <button type="submit" name="action" value="default" class="primary">{view.say('account.profile.save')}</button>
      </AccountForm>
    </AccountFrame>
  );
}

/** What the person signs in with stands beside, and is not changed here. */
function Names({ page: { email, emailVerified, username }, view }: Props) {
  return (
    <dl class="facts">
      <dt>{view.say('account.profile.email')}</dt>
      <dd>{email === undefined ? view.say('account.profile.email.none') : <><bdi dir="ltr">{email}</bdi> <span class={emailVerified ? 'tag ok' : 'tag'}>{view.say(emailVerified ? 'account.profile.email.verified' : 'account.profile.email.unverified')}</span></>}</dd>
      {username === undefined ? null : <><dt>{view.say('account.profile.username')}</dt><dd><bdi dir="ltr">{username}</bdi></dd></>}
    </dl>
  );
}

function Own({ page, view, id, input }: Props & { readonly id: ProblemField & keyof AccountProfilePage['typed']; readonly input: Parameters<typeof Field>[0]['input'] }) {
  const { problem, typed } = page;
  const place = placeOf(problem);
  return (
    <Field id={id} label={view.say(`account.profile.${id}`)} hint={id === 'picture' ? view.say('account.profile.picture.hint') : undefined} invalid={place.invalid(id)}
      error={problem !== undefined && place.at(id) ? <ProblemAlert view={view} problem={problem} id={`${id}-error`} class="error" /> : undefined}
      input={{ type: 'text', value: typed[id], required: false, autofocus: place.invalid(id), ...input }} />
  );
}

function Language({ page: { typed }, view }: Props) {
  return (
    <div class="field">
      <label for="locale">{view.say('account.profile.language')}</label>
      <select id="locale" name="locale">
        <option value="" selected={typed.locale === ''}>{view.say('account.profile.language.browser')}</option>
        {view.setting.catalogues.map(({ language, ownName }) => <option key={language} value={language} lang={language} selected={language === typed.locale}>{ownName}</option>)}
      </select>
    </div>
  );
}
