import type { View } from '../view.ts';

interface Props { readonly view: View; readonly path: string; readonly state: string }

/** Asks for the same page in another language: a GET with `state` and `language`, which the browser then keeps. */
export function LanguageMenu({ view, path, state }: Props) {
  return (
    <form method="get" action={path} class="languages">
      <input type="hidden" name="state" value={state} />
      <label for="language">{view.say('frame.language')}</label>
      <select id="language" name="language">
        {view.setting.catalogues.map(({ language, ownName }) => <option key={language} value={language} lang={language} selected={language === view.language}>{ownName}</option>)}
      </select>
      <button type="submit" class="quiet">{view.say('frame.language.change')}</button>
    </form>
  );
}
