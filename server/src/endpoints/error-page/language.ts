import { Refusal } from '../../kernel/refusal.ts';
import { catalogues } from '../../pages/texts/catalogue.ts';
import { Params } from '../../protocol/params.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';

/** RFC 5646 in the shapes that browsers send; anything else is not a language. */
const wellFormed = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}$/;
const mostTags = 20;

/** How long a browser keeps the language that a person chose, in seconds: one year. */
const keptFor = 31_536_000;

/**
 * The language of a page: what the person chose, now or before, what the application asked for, what the browser prefers; the first that we speak, else English.
 * @param uiLocales the `ui_locales` of the authorization request (OIDC Core §3.1.2.1)
 */
export function languageOf(request: Request, uiLocales = ''): string {
  const wanted = [chosenIn(request) ?? '', request.cookie('language') ?? '', ...uiLocales.split(' ').slice(0, mostTags), ...preferred(request.headers['accept-language'] ?? '')];
  return wanted.find((tag) => wellFormed.test(tag) && spoken(tag)) ?? 'en';
}

/** An endpoint of pages whose language menu is heeded: a page that was asked for in a language leaves that language in the browser. */
export const rememberLanguage = (endpoint: Endpoint): Endpoint => ({
  ...endpoint,
  handle: async (request) => keepLanguage(await endpoint.handle(request), chosenIn(request)),
});

const keepLanguage = (reply: Reply, language: string | undefined): Reply =>
  (reply.kind !== 'page' || language === undefined ? reply : { ...reply, cookies: [...(reply.cookies ?? []), { name: 'language', value: language, maxAge: keptFor }] });

/** What the language menu of a page asked for; `undefined` where it did not, or for a language that we do not speak. */
function chosenIn({ method, query }: Request): string | undefined {
  if (method !== 'GET' || !query.includes('language=')) return undefined;
  const params = Params.fromForm(query);
  const language = params instanceof Refusal ? undefined : params.optional('language');
  return language !== undefined && wellFormed.test(language) && spoken(language) ? language : undefined;
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
