import { assetHref } from '../../src/pages/asset-href.ts';
import type { Page } from '../../src/pages/page.ts';
import { createPageRenderer } from '../../src/pages/render-page.tsx';
import { now } from './sample-pages.ts';

export const render = createPageRenderer({ stylesheetHref: assetHref('pages.css', ''), clock: { now: () => now } });

/** What a person reads of a page: the text of its body, entities resolved, spaces made one. */
export function wordsOf(page: Page): string {
  const body = /<body>(.*)<\/body>/s.exec(render(page).html)?.[1] ?? '';
  const text = body.replace(/<script.*?<\/script>/gs, '').replace(/<\/?(?:b|bdi|strong|a|code|time|mark)(?: [^>]*)?>/g, '').replace(/<[^>]+>/g, ' ');
  return text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&').replace(/\s+/g, ' ').trim();
}
