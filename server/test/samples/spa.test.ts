import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { SampleInfo } from '../../src/samples/ensure-samples.ts';
import { startGatehouse, type Running } from '../cli/gatehouse.ts';

let server: Running;
let browser: Browser;
let issuer: string;
let jane: SampleInfo['people'][number];

before(async () => {
  server = await startGatehouse(['dev', '--port', '0']);
  issuer = String(server.ready['issuer']);
  jane = (server.ready['samples'] as SampleInfo).people[0] as SampleInfo['people'][number];
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
});
after(async () => {
  await browser.close();
  await server.stop();
});

async function signIn(page: Page): Promise<void> {
  await page.click('[data-action="sign-in"]');
  await page.fill('#username', jane.email);
  await page.fill('#password', jane.password);
  await page.click('button[type=submit][name=action][value=default]');
  await page.waitForSelector('#signed-in:not([hidden])');
}

const notice = async (page: Page, action: string) => {
  await page.click(`[data-action="${action}"]`);
  await page.waitForSelector('#notice-title:not(:empty)');
  const text = await page.innerText('#notice');
  await page.evaluate("document.querySelector('#notice-title').textContent = ''");
  return text;
};

test('the single-page sample in a real browser: sign in, call, be refused with reasons, refresh, sign out; nothing breaks the policy', async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => { if (/Content.Security.Policy|Refused to/i.test(message.text())) complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${issuer}samples/spa/`);
  await signIn(page);
  assert.equal(await page.innerText('#who'), 'Jane Doe');
  assert.equal(new URL(page.url()).search, '', 'the code stays in the address');
  assert.match(await page.innerText('#id-token'), /"aud": "sample-spa"/);
  assert.match(await notice(page, 'call'), /answered 200[^]*Dentist/);
  assert.match(await notice(page, 'call-id-token'), /answered 401[^]*This is an ID token/);
  assert.match(await notice(page, 'book'), /answered 403[^]*insufficient_scope/);
  assert.match(await notice(page, 'refresh'), /New tokens arrived[^]*was replaced/);
  await page.click('[data-action="logout"]');
  await page.waitForSelector('#signed-out:not([hidden])');
  assert.equal(new URL(page.url()).pathname, '/samples/spa/');
  assert.deepEqual(complaints, []);
  await page.close();
});

test('without scripts the page says so and points to the sample that works', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${issuer}samples/spa/`);
  assert.match(await page.innerText('main'), /switched off/);
  await context.close();
});

test('the pages of the samples fit a narrow screen', async () => {
  const page = await browser.newPage({ viewport: { width: 320, height: 700 } });
  for (const path of ['samples/', 'samples/web/', 'samples/spa/']) {
    await page.goto(`${issuer}${path}`);
    assert.equal(await page.evaluate('document.documentElement.scrollWidth <= 320'), true, path);
  }
  await page.close();
});
