import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { newAdministrator } from '../management/administrators.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { launchChromium, noChromium } from '../pages/chromium.ts';
import { lookAt } from './look-at.ts';
import { openDashboard, stands, type OpenDashboard } from './open-dashboard.ts';

describe('The API explorer in Chromium', { skip: noChromium }, () => {
  let browser: Browser;
  let house: ManagedHouse;
  let dashboard: OpenDashboard;
  before(async () => {
    [browser, house] = await Promise.all([launchChromium(), startManagedHouse()]);
    dashboard = await openDashboard(browser, house.running, { person: await newAdministrator(house.running, 'owner'), path: '/explorer' });
    await stands(dashboard.tab);
  });
  after(async () => { await browser.close(); await house.stop(); });
  const { go, answer, send, operation } = {
    go: (search: string) => dashboard.go(`/explorer${search}`, 'API explorer'),
    answer: () => dashboard.tab.getByRole('region', { name: 'Answer' }),
    send: (name = 'Send') => dashboard.tab.getByRole('button', { name, exact: true }).click(),
    operation: (name: string) => dashboard.tab.getByRole('navigation', { name: 'Operations' }).getByRole('link', { name, exact: true }).click(),
  };
  /** Refusals are what these tests are about; the browser says each in the console. */
  const forgetRefusals = () => {
    const others = dashboard.problems.filter((problem) => !/status of 40[13]/.test(problem));
    dashboard.problems.length = 0;
    assert.deepEqual(others, []);
  };

  test('Seed row 221: every operation of the OpenAPI document can be called, with its form, its example and the scope it needs', async () => {
    const { tab } = dashboard;
    const { paths } = await (await fetch(`${house.running.origin}/api/v2/openapi.json`)).json() as { readonly paths: Readonly<Record<string, object>> };
    const count = Object.values(paths).reduce((sum, methods) => sum + Object.keys(methods).length, 0);
    assert.equal(await tab.getByRole('navigation', { name: 'Operations' }).getByRole('listitem').count(), count);
    await operation('POST /users');
    assert.match(tab.url(), /\/dashboard\/explorer\?op=users\.create$/);
    await tab.getByText('create:users', { exact: true }).waitFor();
    assert.deepEqual(JSON.parse(await tab.getByLabel('Body', { exact: true }).inputValue()), { connection: 'Username-Password-Authentication', email: 'jane@example.com', password: 'a long passphrase of somebody', name: 'Example' });
    await operation('GET /users/{id}');
    await send();
    await tab.getByRole('alert').getByText('Fill in id.').waitFor();
  });

  test('a token is generated with two scopes; a call that it allows is answered, one that it does not is refused with the scope that is missing, and nothing after it is revoked', async () => {
    const { tab } = dashboard;
    await go('?op=users.list&tab=tokens');
    assert.ok(await tab.getByRole('checkbox', { name: 'read:users', exact: true }).isChecked(), 'what the call needs is chosen');
    await tab.getByRole('checkbox', { name: 'read:roles', exact: true }).check();
    await tab.getByLabel('Name', { exact: true }).fill('Two scopes');
    await tab.getByRole('button', { name: 'Generate token' }).click();
    await tab.getByRole('link', { name: 'Back to the calls' }).click();
    assert.match(await tab.getByLabel('Send as').inputValue(), /^Two scopes/);
    await tab.getByText('Query (', { exact: false }).click();
    await tab.getByLabel('q', { exact: true }).fill('email:alice*');
    await send();
    await answer().getByText('200', { exact: true }).waitFor();
    assert.equal((JSON.parse(await answer().getByRole('group', { name: 'Body of the answer' }).textContent() ?? '') as readonly { readonly email: string }[])[0]?.email, 'alice@example.com');
    await tab.getByText('The same as code').click();
    assert.equal(await tab.getByRole('group', { name: 'curl command' }).textContent(), `curl --request GET '${house.audience.slice(0, -1)}/users?q=email%3Aalice*' \\\n  --header "Authorization: Bearer $TOKEN"`);
    assert.match(await tab.getByRole('group', { name: 'SDK call' }).textContent() ?? '', /await management\.users\.list\(\{\n {2}"q": "email:alice\*"\n\}\)/);
    await operation('GET /clients');
    await tab.getByText('the server will answer 403').waitFor();
    await send('Send without read:clients');
    await answer().getByText('403', { exact: true }).waitFor();
    await answer().getByText('The token lacks read:clients').waitFor();
    await tab.getByRole('link', { name: 'Tokens', exact: true }).click();
    await tab.getByRole('button', { name: 'Revoke Two scopes' }).click();
    await tab.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await tab.getByRole('button', { name: 'Revoke Two scopes' }).waitFor({ state: 'detached' });
    await go('?op=users.list');
    await send();
    await answer().getByText('401', { exact: true }).waitFor();
    await answer().getByText('it is over, or it was revoked').waitFor();
    forgetRefusals();
  });

  test('what changes something is asked about once, and what is no JSON is not sent', async () => {
    const { tab } = dashboard;
    await go('?op=roles.create');
    await tab.getByLabel('Send as').selectOption('Your session');
    await tab.getByLabel('Body', { exact: true }).fill('{ "name": ');
    await send();
    await tab.getByRole('alert').getByText('The body is no JSON').waitFor();
    await tab.getByLabel('Body', { exact: true }).fill('{ "name": "Asked" }');
    await send();
    await tab.getByRole('dialog').getByRole('button', { name: 'Send it' }).click();
    await answer().getByText('200', { exact: true }).waitFor();
    await tab.getByLabel('Body', { exact: true }).fill('{ "name": "Not asked" }');
    await send();
    await answer().getByRole('group', { name: 'Body of the answer' }).filter({ hasText: 'Not asked' }).waitFor();
    assert.deepEqual((await house.ask('GET', '/roles')).body.map(({ name }) => name).sort(), ['Asked', 'Not asked']);
  });

  test('who may only read is told that no token can be made, and calls with the own session', async (context) => {
    const { tab, context: window } = await openDashboard(browser, house.running, { person: await newAdministrator(house.running, 'read-only'), path: '/explorer?tab=tokens' });
    context.after(() => window.close());
    await tab.getByText('create:management_tokens').waitFor();
    assert.equal(await tab.getByRole('button', { name: 'Generate token' }).count(), 0);
  });

  test('no token is put into the address or the storage of the browser', async () => {
    assert.doesNotMatch(await dashboard.tab.evaluate(() => JSON.stringify([location.href, { ...localStorage }, { ...sessionStorage }, document.cookie])), /eyJ/);
  });

  test('no violation in light and dark, wide and narrow; nothing overflows, no control is too small', async () => {
    await go('?op=roles.list');
    // All of them would be looked at for long, and look the same.
    await dashboard.tab.getByLabel('Search operations').fill('GET /roles');
    await dashboard.tab.getByRole('link', { name: 'POST /users', exact: true }).waitFor({ state: 'detached' });
    await send();
    await answer().waitFor();
    await lookAt(dashboard, 'a call');
    await go('?tab=tokens');
    await lookAt(dashboard, 'tokens');
  });
});
