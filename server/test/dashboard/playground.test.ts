import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page as Tab } from 'playwright-core';
import { flows } from '../../src/playground/catalogue.ts';
import type { Break, Flow } from '../../src/playground/flow.ts';
import { MovableClock } from '../flows/clock.ts';
import { newAdministrator, type Person } from '../management/administrators.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { launchChromium, noChromium } from '../pages/chromium.ts';
import { lookAt } from './look-at.ts';
import { openDashboard, type OpenDashboard } from './open-dashboard.ts';

describe('The flow playground in Chromium', { skip: noChromium }, () => {
  const clock = new MovableClock();
  let browser: Browser;
  let house: ManagedHouse;
  let dashboard: OpenDashboard;
  let person: Person;
  /** Which button the person presses at the next question. */
  let answer: 'accept' | 'decline' = 'accept';
  before(async () => {
    [browser, house] = await Promise.all([launchChromium(), startManagedHouse({ clock, over: { samples: true } })]);
    person = await newAdministrator(house.running, 'owner');
    dashboard = await openDashboard(browser, house.running, { person, path: '/playground' });
    dashboard.context.on('page', (window) => { void serve(window); });
  });
  after(async () => { await browser.close(); await house.stop(); });

  /** What a person does in a window until it closes: signs in where there is no session, and answers what is asked; the newest question where there are several. */
  async function serve(window: Tab): Promise<void> {
    const question = window.locator('#username, main[data-page=device] button[value=default], main[data-page=device-confirm] button[value=accept], main[data-page=approvals] button[value=accept]');
    try {
      for (;;) {
        await question.first().waitFor();
        if (await window.locator('#username').count() > 0) {
          await window.fill('#username', person.email);
          await window.fill('#password', person.password);
        }
        await window.locator(`button[value=default], button[value=${answer}]`).last().click();
      }
    } catch {
      // The window was closed: there was nothing more to answer.
    }
  }

  const button = (name: string) => dashboard.tab.getByRole('button', { name, exact: true });
  const verdict = () => dashboard.tab.getByRole('status', { name: 'How the run stands' });

  async function prepare(flow: Flow): Promise<void> {
    const { tab, go } = dashboard;
    await go(`/playground/${flow.id}`, flow.title);
    if (flow.warning?.flag !== undefined) {
      await button('Switch it on …').click();
      await tab.getByRole('dialog').getByRole('button', { name: 'Switch it on' }).click();
      await button('Switch it off again').waitFor();
    }
    if (flow.asks !== undefined) {
      await tab.getByLabel('Email address of a person').fill(person.email);
      await tab.getByLabel('The password', { exact: true }).fill(person.password);
    }
    await button('Create the application').click();
  }

  /** What stands there when it is over: the words of the end, and the step that was refused. */
  async function ended(): Promise<string> {
    const end = verdict().locator('.note').filter({ hasText: /ran to its end|as documented|was refused/ });
    const failed = dashboard.tab.getByRole('alert');
    await end.or(failed).first().waitFor();
    return await end.or(failed).first().innerText();
  }

  async function run(one: Break): Promise<void> {
    answer = one.declines === true ? 'decline' : 'accept';
    await button(`Try: ${one.title}`).click();
    if (one.waits !== undefined) {
      await button('Do not wait').waitFor();
      clock.advance(one.waits.seconds);
      await button('Do not wait').click();
    }
    const words = await ended();
    assert.match(words, /^Refused, as documented/, `${one.id}: ${words}`);
    assert.ok(words.includes(one.refused.reason) || one.refused.by === 'app', words);
    answer = 'accept';
  }

  for (const flow of [...flows].sort((a, b) => Number(a.endsSession ?? false) - Number(b.endsSession ?? false))) {
    test(`${flow.title}: it runs to its end, and each break is refused as documented`, async () => {
      await prepare(flow);
      await button('Play').click();
      assert.match(await ended(), /ran to its end/, flow.id);
      for (const one of flow.breaks) await run(one);
    });
  }

  test('a flow that ran and was refused: no violation in light and dark, wide and narrow; nothing overflows, no control is too small', async () => {
    const { tab, go } = dashboard;
    await go('/playground/client-credentials', 'Client Credentials');
    await button('Create the application').or(button('Remove it')).first().waitFor();
    if (await button('Create the application').count() > 0) await button('Create the application').click();
    await button('Try: Send a wrong client secret').click();
    await ended();
    await tab.getByRole('region', { name: 'What the server checked' }).waitFor();
    dashboard.problems.length = 0;
    await lookAt(dashboard, 'a flow');
  });

  test('the deep link of a step shows it; Right and Left go through the messages; a secret is shown nowhere and leaves with no export', async () => {
    const { tab, go } = dashboard;
    await go('/playground/code?step=6', 'Authorization Code');
    await tab.getByRole('region', { name: 'Message 6' }).waitFor();
    await tab.getByRole('region', { name: 'Sequence of messages' }).getByRole('button').nth(5).focus();
    await tab.keyboard.press('ArrowRight');
    await tab.getByRole('region', { name: 'Message 7' }).waitFor();
    assert.match(tab.url(), /step=7$/);
    await button('Create the application').or(button('Remove it')).first().waitFor();
    if (await button('Create the application').count() > 0) await button('Create the application').click();
    await button('Play').click();
    assert.match(await ended(), /ran to its end/);
    await tab.getByText('Export', { exact: true }).click();
    for (const [kind, words] of [['Mermaid', /^sequenceDiagram/], ['HAR', /"access_token\\":\s*\\"\*\*\*/], ['HTTP file', /client_secret=(?:\*\*\*|%2A)|\{\{secret\}\}/]] as const) {
      await tab.getByLabel('As', { exact: false }).last().selectOption(kind);
      const text = await tab.getByRole('group', { name: kind, exact: true }).last().textContent() ?? '';
      assert.match(text, words, kind);
      assert.doesNotMatch(text, /eyJ/, kind);
    }
    await button('Remove it').click();
    await button('Create the application').waitFor();
  });

  test('from a line of the log the requests around it open as a sequence, with what the server checked of each', async () => {
    const { tab, go } = dashboard;
    const lines = (await house.ask('GET', '/logs?q=reason:pkce.verifier_wrong')).body;
    await go(`/logs/${String(lines[0]?.['log_id'])}`, 'Token request');
    await tab.getByRole('link', { name: 'Open as sequence' }).click();
    const sequence = tab.getByRole('region', { name: 'Sequence of messages' });
    await sequence.getByRole('button', { name: /POST \/oauth\/token: Token request, refused \(pkce\.verifier_wrong\)/ }).first().waitFor();
    await sequence.getByRole('button', { name: /GET \/authorize: Authorization/ }).first().waitFor();
    await tab.getByRole('region', { name: 'What the server checked' }).waitFor();
    assert.doesNotMatch(await tab.locator('main').innerText(), /eyJ/);
  });
});
