import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { SampleInfo } from '../../src/samples/ensure-samples.ts';
import { startGatehouse, type Running } from '../cli/gatehouse.ts';
import { signIn } from '../flows/app.ts';
import { Browser, hiddenFields, pageOf, type Answer } from '../flows/browser.ts';

let server: Running;
let issuer: string;
let jane: SampleInfo['people'][number];

before(async () => {
  server = await startGatehouse(['dev', '--port', '0']);
  issuer = String(server.ready['issuer']);
  jane = (server.ready['samples'] as SampleInfo).people[0] as SampleInfo['people'][number];
});
after(async () => { await server.stop(); });

const newBrowser = () => new Browser(new URL(issuer).origin);
const press = async (browser: Browser, path: string, action: string) => browser.follow(await browser.post(`${path}act`, { action }));

async function signedIn(path: string): Promise<{ readonly browser: Browser; readonly page: Answer }> {
  const browser = newBrowser();
  return { browser, page: await signIn(browser, `${path}login`, jane) };
}

test('the page of all samples lists applications, people with their passwords, and a curl with the real secret', async () => {
  const { status, text, headers } = await newBrowser().get('/samples/');
  assert.equal(status, 200);
  for (const words of ['sample-spa', 'sample-web', 'sample-cli', 'sample-m2m', 'sample-hooli', jane.email, jane.password, 'https://appointments.example']) assert.ok(text.includes(words), words);
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/);
});

describe('Pied Piper Web, an ordinary application over HTTP', () => {
  test('signs a person in and shows both tokens decoded; a first-party application asks for no consent', async () => {
    const { page } = await signedIn('/samples/web/');
    assert.equal(page.status, 200);
    for (const words of ['Signed in as <strong>Jane Doe</strong>', '&quot;aud&quot;: &quot;sample-web&quot;', '&quot;https://appointments.example&quot;', 'read:appointments']) assert.ok(page.text.includes(words), words);
  });

  test('calls the API with the access token: 200; with the ID token: 401 and why; with too few scopes: 403', async () => {
    const { browser } = await signedIn('/samples/web/');
    assert.match((await press(browser, '/samples/web/', 'call')).text, /The API answered 200\..*Dentist/s);
    const idToken = await press(browser, '/samples/web/', 'call-id-token');
    assert.match(idToken.text, /The API answered 401\..*WWW-Authenticate.*invalid_token.*This is an ID token: it tells the application Pied Piper Web/s);
    assert.match((await press(browser, '/samples/web/', 'book')).text, /The API answered 403\..*insufficient_scope.*write:appointments/s);
  });

  test('refreshes, and the refresh token is replaced', async () => {
    const { browser } = await signedIn('/samples/web/');
    for (let times = 0; times < 2; times++) assert.match((await press(browser, '/samples/web/', 'refresh')).text, /New tokens arrived\..*was replaced/s);
    assert.match((await press(browser, '/samples/web/', 'call')).text, /The API answered 200\./);
  });

  test('signs out here and at the server: the next sign-in asks for the password again', async () => {
    const { browser } = await signedIn('/samples/web/');
    const left = await press(browser, '/samples/web/', 'logout');
    assert.ok(left.text.includes('Sign in</a>'), left.text.slice(0, 500));
    assert.equal(pageOf(await browser.follow(await browser.get('/samples/web/login'))), 'login');
  });

  test('RFC 6749 §10.12: an answer with a state that this browser did not start is refused', async () => {
    const stranger = await newBrowser().get('/samples/web/callback?code=abc&state=of-somebody-else');
    assert.match(stranger.text, /does not belong to a login of this browser/);
  });

  test('a form of another origin does nothing', async () => {
    const { browser } = await signedIn('/samples/web/');
    await browser.post('/samples/web/act', { action: 'call' }, { origin: 'https://evil.example' });
    assert.doesNotMatch((await browser.get('/samples/web/')).text, /The API answered/);
  });
});

describe('Hooli, an application of another company', () => {
  test('must ask: the person sees what it wants, and may decline', async () => {
    const browser = newBrowser();
    const login = await browser.follow(await browser.get('/samples/hooli/login'));
    const consent = await browser.follow(await browser.post('/u/login', { ...hiddenFields(login.text), username: jane.email, password: jane.password, action: 'default' }));
    assert.equal(pageOf(consent), 'consent');
    assert.ok(consent.text.includes('Hooli') && consent.text.includes('See your appointments'));
    const declined = await browser.follow(await browser.post('/u/consent', { ...hiddenFields(consent.text), action: 'decline' }));
    assert.match(declined.text, /You declined\..*access_denied/s);
  });

  test('gets its tokens once the person allows it', async () => {
    const { page } = await signedIn('/samples/hooli/');
    assert.ok(page.text.includes('Signed in as <strong>Jane Doe</strong>'), page.text.slice(0, 800));
  });
});
