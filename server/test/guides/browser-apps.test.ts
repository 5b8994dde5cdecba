import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser as Chromium } from 'playwright-core';
import { newProject, setup, untilKnown, writeCode } from '../cli/setup-project.ts';
import { api, people } from '../flows/fixtures.ts';
import { freePort, startHouse, type RunningHouse } from '../flows/house.ts';
import { launchChromium, noChromium } from '../pages/chromium.ts';
import { serveProject, writeStarter } from './browser-app.ts';

describe('the guides of pages that run in the browser, followed word for word', { skip: noChromium }, () => {
  let browser: Chromium;
  let house: RunningHouse;
  before(async () => { [browser, house] = await Promise.all([launchChromium(), startHouse()]); });
  after(async () => { await browser.close(); await house.stop(); });

  for (const [framework, ...more] of [['vanilla-js', '--audience', api], ['react'], ['vue'], ['angular', '--audience', api]] as const) {
    test(`${framework}: a person signs in to the page, is known after it is opened again, and signs out`, async (context) => {
      const folder = newProject();
      const url = `http://localhost:${await freePort()}`;
      writeStarter(folder, framework);
      const run = await setup(['--framework', framework, '--app-url', url, ...more, '--json'], { house, cwd: folder });
      assert.equal(run.code, 0, run.err);
      const told = run.json();
      assert.deepEqual(told.application.web_origins, [url]);
      writeCode(folder, told);
      const [app] = await Promise.all([serveProject(folder, url), untilKnown(house, told.application.client_id)]);
      context.after(() => app.stop());
      const window = await browser.newContext();
      context.after(() => window.close());
      const tab = await window.newPage();
      const problems: string[] = [];
      tab.on('pageerror', (error) => problems.push(error.message));

      await tab.goto(url);
      await tab.getByRole('button', { name: 'Sign in' }).click();
      await tab.fill('#username', people.alice.email);
      await tab.fill('#password', people.alice.password);
      const exchange = tab.waitForResponse((response) => response.url() === `${house.issuer}oauth/token`);
      await tab.click('button[name=action][value=default]');
      const { access_token: token = '' } = await (await exchange).json() as { readonly access_token?: string };
      assert.equal(token.split('.').length === 3, more.length > 0, 'a token for the API is a JWT, and without one it is for userinfo alone');
      const signOut = tab.getByRole('button', { name: 'Sign out' });
      await signOut.waitFor();
      await tab.getByText(people.alice.email).waitFor();
      await tab.goto(url);
      await signOut.click();
      await tab.getByRole('button', { name: 'Sign in' }).waitFor();
      assert.deepEqual([new URL(tab.url()).origin, problems], [url, []]);
    });
  }
});
