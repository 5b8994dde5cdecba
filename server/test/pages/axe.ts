import { AxeBuilder } from '@axe-core/playwright';
import type { Page as Tab } from 'playwright-core';

const everything = { type: 'tag' as const, values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
/** The rules that a theme can break: it changes colours and nothing else. */
const colours = { type: 'rule' as const, values: ['color-contrast', 'link-in-text-block'] };

export const themes = ['light', 'dark'] as const;

/** What automated rules find in a theme, as one line each. The light one is asked about everything, the dark one about its colours: the rest of the page is the same. */
export async function violations(tab: Tab, theme: (typeof themes)[number]): Promise<readonly string[]> {
  await tab.emulateMedia({ colorScheme: theme });
  const found = await new AxeBuilder({ page: tab }).options({ runOnly: theme === 'light' ? everything : colours, resultTypes: ['violations'] }).setLegacyMode(true).analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
