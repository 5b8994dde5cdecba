import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeBuilder } from '@axe-core/playwright';
import type { Page as Tab } from 'playwright-core';

type Results = Awaited<ReturnType<AxeBuilder['analyze']>>;
type Options = Parameters<AxeBuilder['options']>[0];

const everything = { type: 'tag' as const, values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
/** The rules that a theme can break: it changes colours and nothing else. */
const colours = { type: 'rule' as const, values: ['color-contrast', 'link-in-text-block'] };
/** The short form of the script: it is read by every page anew. */
const script = readFileSync(createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8');

export const themes = ['light', 'dark'] as const;

/** What automated rules find in a theme, as one line each. The light one is asked about everything, the dark one about its colours: the rest of the page is the same. */
export async function violations(tab: Tab, theme: (typeof themes)[number]): Promise<readonly string[]> {
  await tab.emulateMedia({ colorScheme: theme });
  for (const frame of tab.frames()) if (!await frame.evaluate(() => 'axe' in window)) await frame.evaluate(script);
  const options: Options = { runOnly: theme === 'light' ? everything : colours, resultTypes: ['violations'] };
  const found = await tab.evaluate((wanted) => (window as unknown as { readonly axe: { run(of: Document, options: Options): Promise<Results> } }).axe.run(document, wanted).then((results) => results.violations), options);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
