import type { ComponentChild, VNode } from 'preact';
import type { Seconds } from '../kernel/time.ts';
import type { Frame, PageClient } from './page.ts';
import { fill, fillText } from './texts/fill.tsx';
import { texts, type Catalogue, type TextId } from './texts/catalogue.ts';

/** What does not change from page to page. */
export interface Setting { readonly stylesheetHref: string; readonly iconHref: string; readonly catalogues: readonly Catalogue[]; readonly now: Seconds }

/** What every part of a page is given: the words of the language, the frame, the assets and the time. */
export interface View {
  readonly setting: Setting;
  readonly frame: Frame;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** A text with names and elements in it. `{tenant}` is always known. */
  say(id: TextId, values?: Readonly<Record<string, string | VNode>>): ComponentChild[];
  /** The same as plain text. */
  tell(id: TextId, values?: Readonly<Record<string, string>>): string;
}

/** The view of one page: its texts come from the first catalogue that fits the language of the frame. */
export function viewOf(frame: Frame, every: Setting): View {
  const setting = frame.languages === undefined ? every : { ...every, catalogues: every.catalogues.filter(({ language }) => frame.languages?.includes(language)) };
  const { language, direction, of: ours } = texts(frame.language, setting.catalogues);
  const own = frame.texts?.[language];
  const of = own === undefined ? ours : { ...ours, ...own };
  const known = { tenant: frame.tenantName };
  return {
    setting, frame, language, direction,
    say: (id, values = {}) => fill(of[id], { ...known, ...values }),
    tell: (id, values = {}) => fillText(of[id], { ...known, ...values }),
  };
}

/** What to call the application: `{App}` starts a sentence, `{app}` stands inside one. */
export function appNames(view: View, client: PageClient | undefined): { readonly App: string; readonly app: string } {
  const name = client?.name.trim() ?? '';
  return name === '' ? { App: view.tell('app.unknown.start'), app: view.tell('app.unknown') } : { App: name, app: name };
}
