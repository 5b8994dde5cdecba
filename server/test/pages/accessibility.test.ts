import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page as Tab } from 'playwright-core';
import type { Page } from '../../src/pages/page.ts';
import { catalogues } from '../../src/pages/texts/catalogue.ts';
import { themes, violations } from './axe.ts';
import { launchChromium, noChromium } from './chromium.ts';
import { startPageServer, stylesheet, type PageServer } from './page-server.ts';
import { render } from './page-texts.ts';
import { frame, loggingOut, login, samplePages } from './sample-pages.ts';

const [wide, narrow] = [1280, 320];
const widths = [wide, narrow];

/** Pages that differ from others in their words only: for them the layout is tested, below. */
const alike: ReadonlySet<string> = new Set(['login-again', 'login-long-names', 'signup-taken', 'error-old', 'logout-bare', 'device-declined', 'forgot-password-throttled', 'check-email-throttled', 'email-link-invitation-alone', 'email-link-used', 'email-link-blocked', 'email-done-joined']);
/** The pages with a script; two of them without it, as they would leave at once. */
const scripted: readonly { readonly label: string; readonly page: Page }[] = [
  { label: 'form-post', page: { name: 'form-post', frame, action: 'https://piedpiper.example/cb', fields: { code: 'c', state: 's' } } },
  { label: 'logging-out', page: loggingOut },
  { label: 'web-message', page: { name: 'web-message', frame, targetOrigin: 'https://piedpiper.example', fields: { code: 'c', state: 's' } } },
];

/** Controls that are smaller than 24 by 24 CSS pixels and stand in no sentence (WCAG 2.2, criterion 2.5.8). */
const smallControls = (tab: Tab): Promise<readonly string[]> => tab.evaluate(() => [...document.querySelectorAll('a, button, select, summary, input:not([type=hidden])')].filter((control) => {
  const { width, height } = control.getBoundingClientRect();
  const inSentence = control.tagName === 'A' && getComputedStyle(control).display === 'inline' && (control.parentElement?.textContent ?? '') !== control.textContent;
  return !inSentence && (width < 24 || height < 24);
}).map((control) => control.outerHTML));

/** Puts a page into the place of the one that a tab shows: other words under the same style sheet, without the long way there. */
const replacePage = (tab: Tab, page: Page): Promise<void> => tab.evaluate((html) => {
  const { documentElement, body } = new DOMParser().parseFromString(html, 'text/html');
  const root = document.documentElement;
  for (const name of root.getAttributeNames()) root.removeAttribute(name);
  for (const { name, value } of documentElement.attributes) root.setAttribute(name, value);
  document.body.replaceWith(document.adoptNode(body));
}, render(page).html);

const overflow = (tab: Tab): Promise<number> => tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe('Hosted pages in Chromium: accessibility', { skip: noChromium }, () => {
  let browser: Browser;
  let server: PageServer;
  let tab: Tab;
  before(async () => {
    [browser, server] = await Promise.all([launchChromium(), startPageServer()]);
    tab = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage();
  });
  after(async () => { await browser.close(); await server.close(); });

  const showNarrow = async () => {
    await tab.setViewportSize({ width: narrow, height: 720 });
    await tab.goto(server.show('/narrow', login));
  };

  const plain: readonly { readonly label: string; readonly page: Page }[] = samplePages.filter(({ label }) => !alike.has(label));
  for (const { label, page } of [...plain, { label: 'login-rtl', page: { ...login, frame: { ...frame, language: 'ar' } } }, ...scripted]) {
    test(`${label}: no violation in light and dark, wide and narrow; nothing overflows, no control is too small`, async () => {
      const url = page.name === 'form-post' || page.name === 'logging-out' ? server.showHtml(`/${label}`, render(page).html.replace(/<script.*<\/script>|<iframe.*<\/iframe>/g, '')) : server.show(`/${label}`, page);
      const problems: string[] = [];
      tab.removeAllListeners();
      tab.on('console', (message) => problems.push(`console: ${message.text()}`));
      tab.on('pageerror', (error) => problems.push(`script: ${error.message}`));
      await tab.goto(url);
      for (const width of widths) {
        await tab.setViewportSize({ width, height: 720 });
        assert.equal(await overflow(tab), 0, `${width} px: wider than the window`);
        assert.deepEqual(await smallControls(tab), [], `${width} px`);
        for (const colorScheme of themes) {
          assert.deepEqual(await violations(tab, colorScheme), [], `${width} px, ${colorScheme}`);
        }
      }
      assert.deepEqual(problems, []);
    });
  }

  test('the themes differ, more contrast makes borders as dark as the text, and nothing moves where motion is unwanted', async () => {
    await tab.setViewportSize({ width: wide, height: 720 });
    await tab.goto(server.show('/media', login));
    const style = (of: string, property: string) => tab.evaluate(([selector, name]) => getComputedStyle(document.querySelector(selector ?? '') ?? document.body).getPropertyValue(name ?? ''), [of, property]);
    await tab.emulateMedia({ colorScheme: 'light' });
    const light = await style('body', 'background-color');
    await tab.emulateMedia({ colorScheme: 'dark' });
    assert.notEqual(await style('body', 'background-color'), light);
    await tab.emulateMedia({ colorScheme: 'light', contrast: 'more' });
    assert.equal(await style('.card', 'border-top-color'), await style('body', 'color'));
    await tab.emulateMedia({ contrast: null, reducedMotion: 'reduce' });
    assert.equal(await style('button', 'transition-duration'), '0s');
    await tab.emulateMedia({ reducedMotion: null, forcedColors: 'active' });
    assert.notEqual(await style('.tile', 'border-top-width'), '0px');
    await tab.emulateMedia({ forcedColors: null });
  });

  test('every page fits a narrow window, also with text at 200 %', async () => {
    await showNarrow();
    for (const { label, page } of samplePages) {
      await replacePage(tab, page);
      assert.equal(await overflow(tab), 0, label);
      assert.deepEqual(await smallControls(tab), [], label);
      await tab.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
      assert.equal(await overflow(tab), 0, label);
    }
  });

  for (const { language, ownName } of catalogues.slice(1)) {
    test(`${ownName}: every page fits a narrow window, its words whole`, async () => {
      await showNarrow();
      for (const { label, page } of samplePages) {
        await replacePage(tab, { ...page, frame: { ...page.frame, language } });
        assert.equal(await overflow(tab), 0, label);
        assert.deepEqual(await smallControls(tab), [], label);
      }
    });
  }

  test('every page with its style sheet stays below 30 KB', async () => {
    for (const { label, page } of samplePages) {
      const html = await (await fetch(server.show(`/size-${label}`, page))).arrayBuffer();
      assert.ok(html.byteLength + stylesheet.byteLength < 30_000, `${label}: ${html.byteLength + stylesheet.byteLength}`);
    }
    assert.doesNotMatch(stylesheet.toString(), /@import|url\(|(?:margin|padding|border|inset)-(?:left|right|top|bottom)|(?<![-\w])(?:left|right):|text-align:\s*(?:left|right)/);
  });
});
