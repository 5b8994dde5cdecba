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

/** Words that a box cuts off, without the three dots that would say so; what only screen readers see is one pixel wide. */
const cutWords = (tab: Tab): Promise<readonly string[]> => tab.evaluate(() => [...document.querySelectorAll<HTMLElement>('#root *')].filter((box) => {
  const { overflowX, textOverflow } = getComputedStyle(box);
  const hasWords = [...box.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '');
  return hasWords && box.clientWidth > 1 && (overflowX === 'hidden' || overflowX === 'clip') && textOverflow !== 'ellipsis' && box.scrollWidth > box.clientWidth + 1;
}).map((box) => box.outerHTML));
/** A heading in sight, and something below it. */
const saysSomething = (tab: Tab): Promise<boolean> => tab.evaluate(() => {
  const heading = document.querySelector<HTMLElement>('main h1');
  const main = document.querySelector('main');
  return heading !== null && main !== null && heading.getBoundingClientRect().height > 0 && main.innerText.trim().length > heading.innerText.trim().length && main.getBoundingClientRect().width > window.innerWidth / 2;
});

/** The page that stands now, wide and narrow, each in light and dark: no violation, not empty, nothing wider than the window or cut off, no control too small, nothing in the console. */
export async function lookAt({ tab, problems }: Pick<OpenDashboard, 'tab' | 'problems'>, label: string): Promise<void> {
  for (const width of widths) {
    await tab.setViewportSize({ width, height: 900 });
    assert.equal(await overflow(tab), 0, `${label} at ${width} px is wider than the window`);
    assert.deepEqual(await smallControls(tab), [], `${label} at ${width} px`);
    assert.deepEqual(await cutWords(tab), [], `${label} at ${width} px cuts words off`);
    assert.ok(await saysSomething(tab), `${label} at ${width} px is empty`);
    // Either width shows what the other hides.
    for (const theme of themes) assert.deepEqual(await violations(tab, theme), [], `${label}, ${width} px, ${theme}`);
  }
  await tab.setViewportSize({ width: 1280, height: 900 });
  assert.deepEqual(problems, [], label);
}
