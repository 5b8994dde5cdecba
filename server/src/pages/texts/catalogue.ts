import { languages, type Language } from '../../kernel/languages.ts';
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

const ownNames = { en: ['English', en], de: ['Deutsch', de], es: ['Español', es], fr: ['Français', fr], pl: ['Polski', pl], ar: ['العربية', ar] } as const satisfies Record<Language, readonly [string, Catalogue['texts']]>;

/** Every language that the pages speak. A further one is one more file, one more name here and one in the kernel's list. */
export const catalogues: readonly Catalogue[] = languages.map((language) => ({ language, ownName: ownNames[language][0], texts: ownNames[language][1] }));

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
