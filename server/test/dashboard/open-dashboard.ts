import type { Browser, BrowserContext, Page as Tab } from 'playwright-core';
import type { RunningHouse } from '../flows/house.ts';
import type { Person } from '../management/administrators.ts';

/** The dashboard in a window, with somebody signed in. */
export interface OpenDashboard {
  readonly tab: Tab;
  readonly context: BrowserContext;
  /** What the console and the page said that nobody should, and requests to other origins. */
  readonly problems: string[];
  /** Changes the address, as a link of the dashboard does. */
  readonly push: (path: string) => Promise<void>;
  /** Goes to an address below /dashboard, and waits until its page stands. */
  readonly go: (path: string, heading: string | RegExp) => Promise<void>;
}

/** Signs somebody in, through the pages of the server. */
export async function openDashboard(browser: Browser, running: RunningHouse, { person, path = '/' }: { readonly person: Pick<Person, 'email' | 'password'>; readonly path?: string }): Promise<OpenDashboard> {
  const { origin } = running;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  const tab = await context.newPage();
  const problems: string[] = [];
  tab.on('console', (message) => { if (message.type() === 'error' || message.type() === 'warning') problems.push(`${message.type()}: ${message.text()}`); });
  tab.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  context.on('request', (request) => { if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith('data:')) problems.push(`request: ${request.url()}`); });
  await tab.goto(`${origin}/dashboard${path}`);
  await tab.fill('#username', person.email);
  await tab.fill('#password', person.password);
  await tab.click('button[name=action][value=default]');
  // The page of the sign-in has a heading, too.
  await tab.locator('#root h1').waitFor();
  const push = (to: string) => tab.evaluate((address) => { history.pushState(null, '', address); dispatchEvent(new PopStateEvent('popstate')); }, `/dashboard${to}`);
  return {
    tab, context, problems, push,
    async go(to, heading) {
      await push(to);
      await tab.getByRole('heading', { level: 1, name: heading, exact: typeof heading === 'string' }).waitFor();
      await stands(tab);
    },
  };
}

/** Everything that was asked for is there. */
export const stands = async (tab: Tab): Promise<void> => { await tab.waitForFunction(() => document.querySelector('[aria-label^="Loading the"]') === null && document.querySelector('h1') !== null); };
