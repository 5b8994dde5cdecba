import { safeHref } from '../safe-href.ts';
import { shownName } from '../texts/fill.tsx';

/** One or two letters that stand for a name: the first of its first and its last word. */
export function initials(name: string): string {
  const words = shownName(name).split(/[\s_.-]+/).map((word) => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? '').filter((letter) => letter !== '');
  const [first = '?', last = ''] = [words[0], words.length > 1 ? words.at(-1) : ''];
  return `${first}${last}`.toUpperCase();
}

/** The logo of an application, or its initials; the initials also show where the logo can not be loaded. Decoration: the name stands beside it. */
export function AppTile({ name, logoUri }: { readonly name: string; readonly logoUri: string | undefined }) {
  const source = safeHref(logoUri);
  return (
    <div class="tile" aria-hidden="true">
      <span>{initials(name)}</span>
      {source === undefined ? null : <img src={source} alt="" referrerpolicy="no-referrer" />}
    </div>
  );
}
