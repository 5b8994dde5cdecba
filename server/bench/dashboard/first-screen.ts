import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { median } from '../machine/quantile.ts';

const program = join(import.meta.dirname, '../../bundle/server/main.js');
const password = 'the long passphrase of a bench';
/** One that nobody counts: the server has not rendered anything yet. */
const rounds = 21;

/** Of one opening: milliseconds until the first screen can be used, and how much JavaScript came over the wire. */
interface Opening { readonly ms: number; readonly bytes: number; readonly files: number }

/** Opens the dashboard of a new server in Chromium again and again, each time with an empty cache and somebody who is signed in; answers the median as words. */
export async function runFirstScreen(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-bench-dashboard-'));
  const server = spawn(process.execPath, [program, 'dev', '--port', '0', '--json'], { cwd: folder, env: { PATH: process.env['PATH'] ?? '' }, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: server.stdout }), 'line') as [string];
  const told = JSON.parse(line) as { readonly setup: string; readonly dashboard: string };
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  try {
    const signedIn = await administrator(browser, told.setup);
    const openings: Opening[] = [];
    for (let round = 0; round < rounds; round++) openings.push(await openOnce(browser, { address: told.dashboard, signedIn }));
    const times = openings.slice(1).map(({ ms }) => ms).sort((a, b) => a - b);
    const [first] = openings;
    return `Dashboard in Chromium ${browser.version()}, ${times.length} times with an empty cache: first screen usable after ${median(times).toFixed(0)} ms (median; ${times[0]?.toFixed(0)} to ${times.at(-1)?.toFixed(0)}), ${first?.files} scripts of together ${((first?.bytes ?? 0) / 1000).toFixed(0)} kB over the wire`;
  } finally {
    await browser.close();
    server.kill();
    await once(server, 'exit');
    await rm(folder, { recursive: true, force: true });
  }
}

type Signed = Awaited<ReturnType<BrowserContext['storageState']>>;

/** The form behind the set-up link; answers the cookies of the new administrator. */
async function administrator(browser: Browser, link: string): Promise<Signed> {
  const context = await browser.newContext();
  const tab = await context.newPage();
  await tab.goto(link);
  await tab.getByLabel('Email').fill('bench@example.com');
  await tab.getByLabel('Password', { exact: true }).fill(password);
  await tab.locator('button[name=action][value=default]').click();
  await tab.locator('#root h1').waitFor();
  const state = await context.storageState();
  await context.close();
  return state;
}

/** Written down by the page itself: to ask it again and again would slow it. */
const notesWhenUsable = `new MutationObserver((_, observer) => {
  if (document.querySelector('#root h1') === null || document.querySelector('.steps-list') === null) return;
  observer.disconnect();
  requestAnimationFrame(() => { window.usableAt = Date.now(); });
}).observe(document, { childList: true, subtree: true });`;

async function openOnce(browser: Browser, { address, signedIn }: { readonly address: string; readonly signedIn: Signed }): Promise<Opening> {
  const context = await browser.newContext({ storageState: signedIn, viewport: { width: 1280, height: 900 } });
  const tab = await context.newPage();
  const scripts = scriptsOf(tab);
  await tab.addInitScript(notesWhenUsable);
  const begun = Date.now();
  await tab.goto(address);
  const usableAt = await (await tab.waitForFunction(() => (globalThis as { readonly usableAt?: number }).usableAt)).jsonValue() ?? Number.NaN;
  const sizes = await Promise.all(scripts);
  await context.close();
  return { ms: usableAt - begun, bytes: sizes.reduce((sum, size) => sum + size, 0), files: sizes.length };
}

/** Bytes of each script as they come, headers left out. */
function scriptsOf(tab: Page): readonly Promise<number>[] {
  const sizes: Promise<number>[] = [];
  tab.on('requestfinished', (request) => { if (new URL(request.url()).pathname.endsWith('.js')) sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize)); });
  return sizes;
}
