import { catalogues } from '../../pages/texts/catalogue.ts';
import type { Request } from '../request.ts';

/** RFC 5646 in the shapes that browsers send; anything else is not a language. */
const wellFormed = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}$/;
const mostTags = 20;

/**
 * The language of a page: what the application asked for, what the person chose before, what the browser prefers; the first that we speak, else English.
 * @param uiLocales the `ui_locales` of the authorization request (OIDC Core §3.1.2.1)
 */
export function languageOf(request: Request, uiLocales = ''): string {
  const wanted = [...uiLocales.split(' ').slice(0, mostTags), request.cookie('language') ?? '', ...preferred(request.headers['accept-language'] ?? '')];
  return wanted.find((tag) => wellFormed.test(tag) && spoken(tag)) ?? 'en';
}

function spoken(tag: string): boolean {
  const [primary] = tag.toLowerCase().split('-');
  return catalogues.some(({ language }) => language.toLowerCase() === tag.toLowerCase() || language.toLowerCase() === primary);
}

/** RFC 9110 §12.5.4: language tags by weight, the heaviest first; those of weight zero are left out. */
function preferred(header: string): readonly string[] {
  const weighted = header.split(',').slice(0, mostTags).map((part) => {
    const [tag = '', weight] = part.split(';');
    return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(/q=([\d.]+)/.exec(weight)?.[1] ?? 0) };
  });
  return weighted.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight).map(({ tag }) => tag);
}
