import assert from 'node:assert/strict';
import { after, before, describe, test, type TestContext } from 'node:test';
import type { Browser } from 'playwright-core';
import { mailerOf, mailTo } from '../flows/mails.ts';
import { startSmtpSink, type SmtpSink } from '../mail/smtp-sink.ts';
import { newAdministrator, type Person } from '../management/administrators.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { launchChromium, noChromium } from '../pages/chromium.ts';
import { openDashboard } from './open-dashboard.ts';

describe('Messages in the dashboard, in Chromium', { skip: noChromium }, () => {
  let browser: Browser;
  let house: ManagedHouse;
  let sink: SmtpSink;
  let owner: Person;
  before(async () => {
    sink = await startSmtpSink({ login: { user: 'mailer', password: 'very-secret-password' } });
    [browser, house] = await Promise.all([launchChromium(), startManagedHouse({ outboundAllow: `localhost:${sink.port}` })]);
    owner = await newAdministrator(house.running, 'owner');
  });
  after(async () => { await browser.close(); await house.stop(); await sink.stop(); });
  const open = async (context: TestContext, person: Person, path: string) => {
    const dashboard = await openDashboard(browser, house.running, { person, path });
    context.after(() => dashboard.context.close());
    return dashboard;
  };

  test('a mail is written anew beside its preview, what can not be rendered is told, and a test of it lies in the outbox', async (context) => {
    const { tab, problems } = await open(context, owner, '/messages');
    await tab.getByRole('row').filter({ hasText: 'reset_email' }).first().getByRole('link').click();
    const preview = tab.getByRole('region', { name: 'Preview' });
    const frame = tab.frameLocator('iframe[title="Preview of the mail"]');
    await frame.getByText('asked for a new password').waitFor();
    await preview.getByLabel('Language').selectOption('de');
    await frame.getByText('Jemand, hoffentlich Sie').waitFor();
    await tab.getByLabel('Subject').fill('For {{ user.name }}');
    await tab.getByLabel('Text', { exact: true }).fill('<p id="own">{{ email }}</p><script>parent.document.title = "caught"; document.body.dataset.ran = "1"</script><img src="x" onerror="document.body.dataset.ran = 1">');
    await preview.getByText('For Sam Sample').waitFor();
    await frame.locator('#own', { hasText: 'sam@example.com' }).waitFor();
    assert.deepEqual([await frame.locator('body').getAttribute('data-ran'), await tab.title()], [null, `New password | ${house.running.house.defaultTenant.name}`], 'no script of a mail runs');
    await tab.getByLabel('Text', { exact: true }).fill('<p>{% if %}</p>');
    await preview.getByRole('alert').getByText('line:1').waitFor();
    await tab.getByLabel('Text', { exact: true }).fill('<p id="good">Good</p>');
    await frame.locator('#good').waitFor();
    await tab.getByRole('button', { name: 'Save changes' }).click();
    await tab.getByText('The mail is saved').waitFor();
    assert.equal((await house.ask('GET', '/email-templates/reset_email')).body['subject'], 'For {{ user.name }}');
    await tab.getByLabel('To', { exact: true }).fill('ann@example.com');
    await tab.getByRole('button', { name: 'Send test' }).click();
    await tab.getByRole('status').getByRole('link', { name: 'outbox' }).click();
    await tab.getByRole('row').filter({ hasText: 'ann@example.com' }).getByRole('link', { name: 'For Sam Sample' }).click();
    await tab.frameLocator('iframe').locator('#good').waitFor();
    // The browser tells of what the cage stopped, and of the text that was refused.
    assert.deepEqual(problems.filter((problem) => !/The action has been blocked|status of 400/.test(problem)), []);
  });

  test('an SMTP server is set, what it says of a test is shown, and mail leaves by it', async (context) => {
    const { tab, problems } = await open(context, owner, '/messages?tab=sending');
    await tab.getByText('No SMTP server is set').waitFor();
    await tab.getByLabel('Sender').fill('Acme <no-reply@acme.example>');
    await tab.getByLabel('Host').fill('localhost');
    await tab.getByLabel('Port').fill(String(sink.port));
    await tab.getByLabel('User').fill('mailer');
    await tab.getByLabel('Password', { exact: true }).fill('wrong');
    await tab.getByRole('button', { name: 'Save changes' }).click();
    await tab.getByText('Mail leaves by the server below').waitFor();
    await tab.getByRole('button', { name: 'Send test' }).click();
    await tab.getByText('The server does not let us in').waitFor();
    await tab.getByText(`localhost:${sink.port} said:`).waitFor();
    await tab.getByLabel('Password', { exact: true }).fill('very-secret-password');
    await tab.getByText('Not saved: Password').waitFor();
    await tab.getByRole('button', { name: 'Save changes' }).click();
    await tab.getByText('Not saved: Password').waitFor({ state: 'detached' });
    await tab.getByRole('button', { name: 'Send test' }).click();
    await tab.getByText('The server took it').waitFor();
    assert.equal(sink.arrived.at(-1)?.user, 'mailer');
    assert.doesNotMatch(await tab.content(), /very-secret-password/);
    await tab.getByRole('button', { name: 'Remove server' }).click();
    await tab.getByRole('dialog').getByRole('button', { name: 'Remove server' }).click();
    await tab.getByText('No SMTP server is set').waitFor();
    assert.deepEqual(problems, []);
  });

  test('who may only read sees words and preview, no button that writes, and is told whose the outbox is', async (context) => {
    await mailerOf(house.running).queue(house.running.house.defaultTenant.id, { template: 'verify_email', to: 'bob@example.com', language: 'en', data: { url: 'https://secret.example/' } });
    await mailTo(house.running, 'bob@example.com');
    const { tab, go, problems } = await open(context, await newAdministrator(house.running, 'read-only'), '/messages/verify_email');
    await tab.frameLocator('iframe').getByText('Confirm').first().waitFor();
    for (const path of ['/messages/verify_email', '/messages?tab=sending']) {
      await go(path, path.includes('?') ? 'Messages' : 'Confirm the address');
      assert.deepEqual(await tab.locator('main').getByRole('button', { name: /send|save|remove/i }).allTextContents(), [], path);
    }
    await go('/messages?tab=outbox', 'Messages');
    await tab.getByText('The outbox is an owner’s').waitFor();
    assert.doesNotMatch(await tab.content(), /bob@example\.com/);
    await go('/messages/nothing', 'There is no such mail');
    assert.deepEqual(problems, []);
  });
});
