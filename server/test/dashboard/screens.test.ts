import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { tokensFor } from '../flows/app.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { mailerOf, mailTo } from '../flows/mails.ts';
import { newAdministrator } from '../management/administrators.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { launchChromium, noChromium } from '../pages/chromium.ts';
import { lookAt } from './look-at.ts';
import { openDashboard, type OpenDashboard } from './open-dashboard.ts';

describe('The screens of the dashboard in Chromium', { skip: noChromium }, () => {
  let browser: Browser;
  let house: ManagedHouse;
  let dashboard: OpenDashboard;
  let alice = '';
  let role = '';
  let refused = '';
  let mail = '';
  before(async () => {
    [browser, house] = await Promise.all([launchChromium(), startManagedHouse({ over: { samples: true } })]);
    const { running } = house;
    await tokensFor(running.browser(), { app: apps.native, person: people.alice }, { scope: 'openid offline_access', device: 'Jane’s telephone' });
    await tokensFor(running.browser(), { app: apps.web3p, person: people.alice }, { scope: 'openid profile read:things', audience: api });
    await running.browser().get('/authorize?client_id=web&response_type=code&redirect_uri=https%3A%2F%2Frp.example%2Fwrong');
    alice = encodeURIComponent(String((await house.ask('GET', '/users?q=email:alice*')).body[0]?.['user_id']));
    role = String((await house.ask('POST', '/roles', { body: { name: 'Support', description: 'Answers people' } })).body['id']);
    await house.ask('POST', `/roles/${role}/permissions`, { body: { permissions: [{ resource_server_identifier: api, permission_name: 'read:things' }] } });
    const bob = (await house.ask('GET', '/users?q=email:bob*')).body[0]?.['user_id'];
    await house.ask('POST', `/users/${alice}/identities`, { body: { provider: 'auth0', user_id: bob } });
    await house.ask('POST', '/roles', { body: { name: 'Billing', description: 'Sees invoices' } });
    await house.ask('POST', `/users/${alice}/roles`, { body: { roles: [role] } });
    refused = String((await house.ask('GET', '/logs?q=reason:redirect_uri.not_registered')).body[0]?.['log_id']);
    await mailerOf(running).queue(running.house.defaultTenant.id, { template: 'verify_email', to: 'ann@example.com', language: 'en', data: { url: `${running.issuer}u/email?ticket=abc` } });
    mail = (await mailTo(running, 'ann@example.com')).key;
    dashboard = await openDashboard(browser, running, { person: await newAdministrator(running, 'owner') });
    // Whoever leaves an unsaved form is asked; here the answer is yes.
    dashboard.tab.on('dialog', (dialog) => { void dialog.accept(); });
  });
  after(async () => { await browser.close(); await house.stop(); });

  const screens: readonly (readonly [label: string, path: () => string, heading: string])[] = [
    ['getting started', () => '/', 'Getting started'],
    ['applications', () => '/applications', 'Applications'],
    ['applications, of which none fits', () => '/applications?q=nothing-is-called-so', 'Applications'],
    ['create application', () => '/applications/new?type=spa', 'Create application'],
    ['settings of an application', () => '/applications/web?callback=https%3A%2F%2F*.example%2Fcb', 'Web'],
    ['how an application is connected', () => '/applications/sample-spa?tab=connect', 'Pied Piper'],
    ['credentials of an application', () => '/applications/web?tab=credentials', 'Web'],
    ['connections of an application', () => '/applications/web3p?tab=connections', 'Hooli'],
    ['advanced settings of an application', () => '/applications/spa?tab=advanced', 'SPA'],
    ['what a token of an application will contain', () => `/applications/web?tab=try&user=${alice}&audience=${encodeURIComponent(api)}&scope=openid`, 'Web'],
    ['APIs of a machine', () => '/applications/sample-m2m?tab=apis', 'Pied Piper Reminder'],
    ['APIs', () => '/apis', 'APIs'],
    ['register API', () => '/apis/new', 'Register API'],
    ['settings of an API', () => '/apis/api_sample_appointments', 'Appointments API'],
    ['permissions of an API', () => '/apis/api_sample_appointments?tab=permissions', 'Appointments API'],
    ['how an API is protected', () => '/apis/api_sample_appointments?tab=guard', 'Appointments API'],
    ['users', () => '/users', 'Users'],
    ['create user', () => '/users/new', 'Create user'],
    ['a user', () => `/users/${alice}`, 'alice Example'],
    ['devices of a user', () => `/users/${alice}?tab=devices`, 'alice Example'],
    ['roles of a user', () => `/users/${alice}?tab=roles`, 'alice Example'],
    ['identities of a user', () => `/users/${alice}?tab=identities`, 'alice Example'],
    ['consents of a user', () => `/users/${alice}?tab=consents`, 'alice Example'],
    ['activity of a user', () => `/users/${alice}?tab=activity`, 'alice Example'],
    ['a user as JSON', () => `/users/${alice}?tab=json`, 'alice Example'],
    ['roles', () => '/roles', 'Roles'],
    ['permissions of a role', () => `/roles/${role}`, 'Support'],
    ['members of a role', () => `/roles/${role}?tab=members`, 'Support'],
    ['administrators', () => '/administrators', 'Administrators'],
    ['what is left to do', () => '/readiness', 'Readiness'],
    ['keys', () => '/keys', 'Keys'],
    ['settings of the tenant', () => '/settings', 'Settings'],
    ['the log', () => '/logs', 'Logs'],
    ['a decision record', () => `/logs/${refused}`, 'Authorization'],
    ['overview', () => '/overview?days=30', 'Overview'],
    ['domains and issuer', () => '/domains', 'Domains & issuer'],
    ['a sequence of requests', () => `/logs/${refused}/sequence`, 'Sequence'],
    ['messages', () => '/messages', 'Messages'],
    ['a mail', () => '/messages/reset_email', 'New password'],
    ['how mail leaves', () => '/messages?tab=sending', 'Messages'],
    ['the outbox', () => '/messages?tab=outbox', 'Messages'],
    ['a mail of the outbox', () => `/messages/outbox/${mail}`, 'Confirm your email address for Gatehouse'],
    ['the flows of the playground', () => '/playground', 'Flow playground'],
    ['profile', () => '/profile', 'Profile'],
    ['an address of nothing', () => '/nothing', 'There is no such page'],
  ];
  for (const [label, path, heading] of screens) {
    test(`${label}: no violation in light and dark, wide and narrow; nothing overflows, no control is too small`, async () => {
      await dashboard.go(path(), heading);
      await lookAt(dashboard, label);
    });
  }

  test('search and help lead to the documentation', async () => {
    const { tab, context } = dashboard;
    await dashboard.go('/roles?q=none', 'Roles');
    await tab.keyboard.press('Control+k');
    const search = tab.getByRole('combobox', { name: 'Search or jump to' });
    await search.fill('pkce.verifier');
    await tab.getByRole('option', { name: /^pkce\.verifier_wrong\s*Docs$/ }).waitFor();
    await lookAt(dashboard, 'the palette with pages of the documentation');
    const opened = context.waitForEvent('page');
    await search.press('Enter');
    await (await opened).waitForURL(/\/docs\/errors\/pkce\.verifier_missing$/);
    const help = context.waitForEvent('page');
    await tab.getByRole('link', { name: 'Documentation' }).click();
    await (await help).getByRole('heading', { level: 1, name: 'Gatehouse documentation' }).waitFor();
  });
});
