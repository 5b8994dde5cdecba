import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const path = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** Why the tests in a real browser can not run here, or `false`. */
export const noChromium: string | false = existsSync(path) ? false : `no Chromium at ${path}; install it or set CHROMIUM_PATH`;

export const launchChromium = (): Promise<Browser> => chromium.launch({ executablePath: path, args: ['--no-sandbox'] });
