import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { MailTexts } from './mail-text.ts';
import { pl } from './pl.ts';

/** Every language that mails are written in, English first: those of the pages. A further one is one more file and one more name here. */
export const mailCatalogues: readonly MailTexts[] = [en, de, es, fr, pl, ar];

/** The texts for a language tag (RFC 5646): the exact language, else its primary one, else English. */
export function mailTexts(tag: string, known: readonly MailTexts[] = mailCatalogues): MailTexts {
  const wanted = tag.toLowerCase();
  const [primary] = wanted.split('-');
  return known.find(({ language }) => language.toLowerCase() === wanted) ?? known.find(({ language }) => language.toLowerCase() === primary) ?? en;
}
