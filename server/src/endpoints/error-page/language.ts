import { Refusal } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/languages.ts';
import { Params } from '../../protocol/params.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';

/** RFC 5646 in the shapes that browsers send; anything else is not a language. */
const wellFormed = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}$/;
const mostTags = 20;

/** How long a browser keeps the language that a person chose, in seconds: one year. */
const keptFor = 31_536_000;

/**
 * The language of a page: what the person chose, now or before, what the application asked for, what the browser prefers; the first that the tenant's pages speak, else their first language.
 * @param uiLocales the `ui_locales` of the authorization request (OIDC Core §3.1.2.1)
 */
export function languageOf(request: Request, uiLocales = ''): string {
  const wanted = [chosenIn(request) ?? '', request.cookie('language') ?? '', ...uiLocales.split(' ').slice(0, mostTags), ...preferred(request.headers['accept-language'] ?? '')];
  const { locales } = request.tenant.settings;
  return wanted.find((tag) => spoken(tag, locales)) ?? locales[0] ?? 'en';
}

/** An endpoint of pages whose language menu is heeded: a page that was asked for in a language leaves that language in the browser. */
export const rememberLanguage = (endpoint: Endpoint): Endpoint => ({
  ...endpoint,
  handle: async (request) => keepLanguage(await endpoint.handle(request), chosenIn(request)),
});

const keepLanguage = (reply: Reply, language: string | undefined): Reply =>
  (reply.kind !== 'page' || language === undefined ? reply : { ...reply, cookies: [...(reply.cookies ?? []), { name: 'language', value: language, maxAge: keptFor }] });

/** What the language menu of a page asked for; `undefined` where it did not, or for a language that we do not speak. */
function chosenIn({ method, query, tenant }: Request): string | undefined {
  if (method !== 'GET' || !query.includes('language=')) return undefined;
  const params = Params.fromForm(query);
  const language = params instanceof Refusal ? undefined : params.optional('language');
  return language !== undefined && spoken(language, tenant.settings.locales) ? language : undefined;
}

function spoken(tag: string, locales: readonly Language[]): boolean {
  if (!wellFormed.test(tag)) return false;
  const [primary] = tag.toLowerCase().split('-');
  return locales.some((language) => language === primary);
}

/** RFC 9110 §12.5.4: language tags by weight, the heaviest first; those of weight zero are left out. */
function preferred(header: string): readonly string[] {
  const weighted = header.split(',').slice(0, mostTags).map((part) => {
    const [tag = '', weight] = part.split(';');
    return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(/q=([\d.]+)/.exec(weight)?.[1] ?? 0) };
  });
  return weighted.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight).map(({ tag }) => tag);
}
