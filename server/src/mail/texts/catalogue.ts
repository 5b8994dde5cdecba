import { en } from './en.ts';
import type { MailTexts } from './mail-text.ts';

/** Every language that mails are written in, English first. A further one is one more file and one more line here. */
export const mailCatalogues: readonly MailTexts[] = [en];

/** The texts for a language tag (RFC 5646): the exact language, else its primary one, else English. */
export function mailTexts(tag: string, known: readonly MailTexts[] = mailCatalogues): MailTexts {
  const wanted = tag.toLowerCase();
  const [primary] = wanted.split('-');
  return known.find(({ language }) => language.toLowerCase() === wanted) ?? known.find(({ language }) => language.toLowerCase() === primary) ?? en;
}
