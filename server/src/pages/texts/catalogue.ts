import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { pl } from './pl.ts';

/** The stable id of a text. */
export type TextId = keyof typeof en;

/** One language: what it calls itself, and its texts. An id that is missing is told in English. */
export interface Catalogue { readonly language: string; readonly ownName: string; readonly texts: Readonly<Partial<Record<TextId, string>>> }

/** Every language that the pages speak, English first. A further one is one more file and one more line here. */
export const catalogues: readonly Catalogue[] = [
  { language: 'en', ownName: 'English', texts: en },
  { language: 'de', ownName: 'Deutsch', texts: de },
  { language: 'es', ownName: 'Español', texts: es },
  { language: 'fr', ownName: 'Français', texts: fr },
  { language: 'pl', ownName: 'Polski', texts: pl },
  { language: 'ar', ownName: 'العربية', texts: ar },
];

/** A catalogue without gaps. */
export interface Texts { readonly language: string; readonly direction: 'ltr' | 'rtl'; readonly of: Readonly<Record<TextId, string>> }

/**
 * The texts for a language tag (RFC 5646): the exact language, else its primary one, else English.
 * Whatever the tag says, it only chooses among the given catalogues.
 */
export function texts(tag: string, known: readonly Catalogue[] = catalogues): Texts {
  const wanted = tag.toLowerCase();
  const [primary] = wanted.split('-');
  const found = known.find((each) => each.language.toLowerCase() === wanted) ?? known.find((each) => each.language.toLowerCase() === primary);
  if (found === undefined) return { language: 'en', direction: 'ltr', of: en };
  return { language: found.language, direction: directionOf(found.language), of: { ...en, ...found.texts } };
}

const rightToLeft: ReadonlySet<string> = new Set(['ar', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi']);

/** The direction in which a language is written. */
export const directionOf = (language: string): 'ltr' | 'rtl' => (rightToLeft.has(language.toLowerCase().split('-')[0] ?? '') ? 'rtl' : 'ltr');
