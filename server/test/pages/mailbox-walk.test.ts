import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page as Tab } from 'playwright-core';
import { authorizeUrl, exchange, newPkce, refresh } from '../flows/app.ts';
import { apps } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';
import { startSmtpSink, type SmtpSink } from '../mail/smtp-sink.ts';
import { launchChromium, noChromium } from './chromium.ts';

const email = 'gilfoyle@example.com';
/** Where pictures of the pages are put, for whoever wants to look at them. */
const pictures = process.env['GATEHOUSE_PICTURES'];

describe('A person and a mailbox in Chromium, with JavaScript switched off, mail over SMTP', { skip: noChromium }, () => {
  let sink: SmtpSink;
  let house: RunningHouse;
  let browser: Browser;
  before(async () => {
    sink = await startSmtpSink();
    house = await startHouse({ outboundAllow: `127.0.0.1:${sink.port}`, over: { smtpUrl: `smtp://127.0.0.1:${sink.port}`, mailFrom: 'Gatehouse <no-reply@example.com>' } });
    browser = await launchChromium();
  });
  after(async () => { await browser.close(); await house.stop(); await sink.stop(); });

  /** A device of its own, on which an application waits for its answers. */
  const device = async (): Promise<{ readonly context: BrowserContext; readonly tab: Tab }> => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    await context.route('https://rp.example/**', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>The application</title>' }));
    context.setDefaultTimeout(60_000);
    return { context, tab: await context.newPage() };
  };
  const pageName = (tab: Tab) => tab.locator('main').getAttribute('data-page');
  const press = (tab: Tab, name: string) => tab.getByRole('button', { name, exact: true }).first().click();
  const picture = async (tab: Tab, label: string) => {
    if (pictures === undefined) return;
    await mkdir(pictures, { recursive: true });
    for (const width of [1280, 320]) for (const colorScheme of ['light', 'dark'] as const) {
      await tab.setViewportSize({ width, height: 900 });
      await tab.emulateMedia({ colorScheme });
      await tab.screenshot({ path: join(pictures, `${label}-${colorScheme}-${width}.png`), fullPage: true });
    }
  };
  const start = async (tab: Tab) => {
    const pkce = newPkce();
    await tab.goto(`${house.origin}${authorizeUrl(apps.web, pkce, { scope: 'openid profile email offline_access' })}`);
    return pkce.verifier;
  };
  const tokensOf = async (tab: Tab, verifier: string) => {
    await tab.waitForURL(/^https:\/\/rp\.example\/cb/);
    return (await exchange(house.origin, apps.web, { code: new URL(tab.url()).searchParams.get('code') ?? '', code_verifier: verifier })).body;
  };
  const signIn = async (tab: Tab, password: string) => {
    const verifier = await start(tab);
    await tab.fill('#username', email);
    await tab.fill('#password', password);
    await press(tab, 'Continue');
    return tokensOf(tab, verifier);
  };
  /** The newest mail to the person: its subject, its link and its code. */
  const mailNumber = async (count: number) => {
    const { to, mail } = (await sink.mails(count))[count - 1] ?? assert.fail();
    assert.deepEqual(to, [email]);
    const text = mail.text ?? '';
    return { subject: mail.subject ?? '', link: /https?:\/\/\S+\/u\/link\S+/.exec(text)?.[0] ?? '', code: /[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}/.exec(text)?.[0] ?? '' };
  };
  /** What opens links before people do. */
  const scan = async (link: string) => {
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'GET']) {
      const { status } = await fetch(link, { method });
      if (method === 'GET') assert.equal(status, 200);
    }
  };

  test('sign up, verify, sign in, set a new password, see the devices, take one away: its refresh token is refused', async () => {
    const laptop = await device();
    const verifier = await start(laptop.tab);
    await laptop.tab.getByRole('link', { name: 'Create an account' }).click();
    await laptop.tab.fill('#email', email);
    await laptop.tab.fill('#password', 'a first long password');
    await press(laptop.tab, 'Continue');
    const first = await tokensOf(laptop.tab, verifier);
    assert.ok(first['refresh_token']);

    const verification = await mailNumber(1);
    assert.match(verification.subject, /^Confirm your email address/);
    await scan(verification.link);
    await laptop.tab.goto(verification.link);
    assert.equal(await pageName(laptop.tab), 'email-link');
    await picture(laptop.tab, 'walk-verify');
    await press(laptop.tab, 'Verify');
    assert.equal(await pageName(laptop.tab), 'email-done');
    await laptop.tab.getByText('Your email address is verified').first().waitFor();

    const phone = await device();
    assert.equal(typeof (await signIn(phone.tab, 'a first long password'))['id_token'], 'string');

    const tablet = await device();
    const forgotten = await start(tablet.tab);
    await tablet.tab.getByRole('link', { name: 'Forgot password?' }).click();
    await tablet.tab.fill('#email', email.toUpperCase());
    await picture(tablet.tab, 'walk-forgot');
    await press(tablet.tab, 'Send');
    assert.equal(await pageName(tablet.tab), 'check-email');
    const reset = await mailNumber(2);
    await scan(reset.link);
    await tablet.tab.fill('#code', reset.code);
    await picture(tablet.tab, 'walk-check');
    await press(tablet.tab, 'Continue');
    assert.equal(await pageName(tablet.tab), 'new-password');
    await tablet.tab.fill('#password', 'a second long password');
    await picture(tablet.tab, 'walk-new-password');
    await press(tablet.tab, 'Save');
    assert.equal(await pageName(tablet.tab), 'email-done');
    await picture(tablet.tab, 'walk-done');
    assert.match((await mailNumber(3)).subject, /password/i);
    assert.equal((await refresh(house.origin, apps.web, first['refresh_token'] ?? '')).body['error'], 'invalid_grant', 'a new password ends what was signed in with the old one');
    await tablet.tab.getByRole('link', { name: /^Sign in to/ }).click();
    assert.equal(await tablet.tab.inputValue('#username'), email);
    await tablet.tab.fill('#password', 'a second long password');
    await press(tablet.tab, 'Continue');
    const second = await tokensOf(tablet.tab, forgotten);

    await laptop.tab.goto(`${house.origin}/account/devices`);
    await laptop.tab.fill('#username', email);
    await laptop.tab.fill('#password', 'a second long password');
    await press(laptop.tab, 'Continue');
    assert.equal(await pageName(laptop.tab), 'account-devices');
    await picture(laptop.tab, 'walk-devices');
    const renewed = await refresh(house.origin, apps.web, second['refresh_token'] ?? '');
    assert.equal(renewed.status, 200);
    await laptop.tab.locator('button[name=end][value^="device."]').first().click();
    await laptop.tab.getByText('Done. It has ended everywhere.').waitFor();
    const refused = await refresh(house.origin, apps.web, renewed.body['refresh_token'] ?? '');
    assert.deepEqual([refused.status, refused.body['error']], [400, 'invalid_grant']);
    await laptop.tab.locator('button[name=end][value^="session."]').first().click();
    await laptop.tab.getByText('You are signed in nowhere else.').waitFor();
    const silent = await tablet.context.request.get(`${house.origin}${authorizeUrl(apps.web, newPkce(), { prompt: 'none' })}`, { maxRedirects: 0 });
    assert.equal(new URL(silent.headers()['location'] ?? '').searchParams.get('error'), 'login_required');
  });
});
