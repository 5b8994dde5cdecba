import assert from 'node:assert/strict';
import type { Page as Tab } from 'playwright-core';
import { themes, violations } from '../pages/axe.ts';
import type { OpenDashboard } from './open-dashboard.ts';

const widths = [1280, 320] as const;
const overflow = (tab: Tab): Promise<number> => tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
/** Controls that are smaller than 24 by 24 CSS pixels and stand in no sentence or cell (WCAG 2.2, criterion 2.5.8: what is inline is excepted). */
const smallControls = (tab: Tab): Promise<readonly string[]> => tab.evaluate(() => [...document.querySelectorAll('button, select, summary, input:not([type=hidden]):not([type=radio]):not([type=checkbox])')].filter((control) => {
  const { width, height } = control.getBoundingClientRect();
  return width > 0 && (width < 24 || height < 24);
}).map((control) => control.outerHTML));

/** The page that stands now, wide and narrow, light and dark: no violation, nothing wider than the window, no control too small, nothing in the console. */
export async function lookAt({ tab, problems }: Pick<OpenDashboard, 'tab' | 'problems'>, label: string): Promise<void> {
  for (const width of widths) {
    await tab.setViewportSize({ width, height: 900 });
    assert.equal(await overflow(tab), 0, `${label} at ${width} px is wider than the window`);
    assert.deepEqual(await smallControls(tab), [], `${label} at ${width} px`);
    // Colours do not depend on the width: the dark ones are looked at once.
    for (const theme of width === 320 ? themes : (['light'] as const)) assert.deepEqual(await violations(tab, theme), [], `${label}, ${width} px, ${theme}`);
  }
  await tab.setViewportSize({ width: 1280, height: 900 });
  assert.deepEqual(problems, [], label);
}
