import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answerOf, authorizeUrl, newPkce, signIn } from '../flows/app.ts';
import { hiddenFields, pageOf, reasonOf } from '../flows/browser.ts';
import { apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';

let house: RunningHouse;
before(async () => { house = await startHouse(); });
after(() => house.stop());

/** P400: the error page of this server, no redirect. */
async function onPage(url: string, reason: string): Promise<void> {
  const answer = await house.browser().get(url);
  assert.equal(answer.status, 400, url);
  assert.equal(answer.location, undefined, url);
  assert.equal(pageOf(answer), 'error');
  assert.equal(reasonOf(answer), reason, url);
}
const withUri = (uri: string) => authorizeUrl(apps.web, newPkce(), { redirect_uri: uri });

describe('RU: redirect URIs', () => {
  test('A001 to A006 RFC 9700 §2.1: whatever is not the registered URI ends on our page', async () => {
    const uris = ['https://rp.example/cb/', 'https://rp.example/cbx', 'https://rp.example/c', 'https://rp.example/cb/../evil', 'https://rp.example/cb/%2e%2e/evil', 'https://rp.example/cb/..;/evil', 'https://rp.example/cb%252f..',
      'https://rp.example@evil.com/cb', 'https://evil.com#@rp.example/cb', 'https://rp.example\\@evil.com/cb', 'https://rp.example.evil.com/cb', 'https://rp.example./cb', 'HTTPS://rp.example/cb', 'https://rp.example/CB', 'https://rp.example:443/cb', 'https://rp.example/cb?', 'https://rp.example/cb#', ' https://rp.example/cb', 'https://rp.example/cb?code=x', 'https://rp.example/cb&iss=x'];
    for (const uri of uris) await onPage(withUri(uri), 'redirect_uri.not_registered');
    for (const uri of ['https://rp.example/cb\t', 'https://rp.example/cb\n', 'https://rp.example/cb\0']) await onPage(withUri(uri), 'request.parameter_malformed');
  });
  test('A007 OIDC Core §3.1.2.1: without redirect_uri the error stays here', () => onPage(authorizeUrl(apps.web, newPkce(), { redirect_uri: '' }), 'redirect_uri.missing'));
  test('A008 RFC 8252 §7.3: a native application may use any port, and nothing else may differ', async () => {
    for (const uri of ['http://127.0.0.1:9/other', 'http://127.0.0.1:9/cb?x=1', 'http://localhost:9/cb', 'http://[::1]:9/cb', 'https://127.0.0.1:9/cb']) await onPage(authorizeUrl(apps.native, newPkce(), { redirect_uri: uri }), 'redirect_uri.not_registered');
    const start = await house.browser().get(authorizeUrl(apps.native, newPkce(), { redirect_uri: 'http://127.0.0.1:4711/cb' }));
    assert.match(start.location ?? '', /^\/u\/login/);
  });
  test('A009 RFC 8252 §7.3: a web application gets no loopback redirect', () => onPage(withUri('http://127.0.0.1/cb'), 'redirect_uri.not_registered'));
  test('A012 RFC 6749 §4.1.2.1: an unknown or disabled client, or a mismatch, never redirects, whatever else is wrong', async () => {
    for (const over of [{ prompt: 'none' }, { scope: '"' }, { response_type: 'wrong' }]) {
      await onPage(authorizeUrl({ ...apps.web, id: 'nobody' }, newPkce(), over), 'client.unknown');
      await onPage(authorizeUrl(apps.disabled, newPkce(), over), 'client.disabled');
      await onPage(authorizeUrl(apps.web, newPkce(), { ...over, redirect_uri: 'https://third.example/cb' }), 'redirect_uri.not_registered');
    }
  });
  test('A014 RFC 9700 §4.12: the login answers 303, and the password is in no later request', async () => {
    const browser = house.browser();
    const page = await browser.follow(await browser.get(authorizeUrl(apps.web, newPkce())));
    const posted = await browser.post('/u/login', { ...hiddenFields(page.text), username: people.alice.email, password: people.alice.password, action: 'default' });
    assert.equal(posted.status, 303);
    assert.ok(!(posted.location ?? '').includes('correct'));
  });
  test('A015 OIDC RP-Initiated Logout §3: an unregistered address to return to is never followed', async () => {
    for (const uri of ['https://rp.example/out/', 'https://rp.example/ou', 'https://third.example/out', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      for (const path of [`/v2/logout?client_id=web&returnTo=${encodeURIComponent(uri)}`, `/oidc/logout?client_id=web&post_logout_redirect_uri=${encodeURIComponent(uri)}`]) {
        const answer = await house.browser().get(path);
        assert.equal(answer.location, undefined, path);
      }
    }
    assert.equal((await house.browser().get('/v2/logout?client_id=web&returnTo=https%3A%2F%2Frp.example%2Fout')).location, 'https://rp.example/out');
  });
  test('A017 RFC 9700 §4.11: internal return parameters do not exist', async () => {
    for (const name of ['return_to', 'returnTo', 'next', 'redirect', 'url', 'continue']) for (const target of ['//evil.example', '/\\evil.example', 'https:evil.example', '/%09/evil.example', '/%5cevil.example']) {
      const browser = house.browser();
      const start = await browser.get(`${authorizeUrl(apps.web, newPkce())}&${name}=${encodeURIComponent(target)}`);
      assert.match(start.location ?? '', /^\/u\/login\?state=[\w-]+$/);
    }
  });
  test('A020 RFC 6749 §4.1.2: the answer goes to the registered URI byte for byte, with one code, state and iss, and no header is split', async () => {
    const state = 'x\u00fc&#<">\u2028 y'.repeat(3);
    const answer = await signIn(house.browser(), authorizeUrl(apps.web, newPkce(), { state }), people.alice);
    assert.ok((answer.location ?? '').startsWith('https://rp.example/cb?code='));
    for (const name of ['code', 'state', 'iss']) assert.equal(answerOf(answer).getAll(name).length, 1);
    assert.equal(answerOf(answer).get('state'), state);
    const split = await house.browser().get(`${authorizeUrl(apps.web, newPkce(), { state: '' })}&state=%0d%0aSet-Cookie:%20x=1`);
    assert.equal(split.headers.get('set-cookie'), null);
    assert.equal(split.status, 400);
  });
});
