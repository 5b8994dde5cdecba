import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { form, start, type Answer, type Running } from './harness.ts';

const plainHost = 'plain.localhost:4000';

describe('replies', () => {
  let running: Running;
  before(async () => { running = await start(); });
  after(() => running.stop());
  const get = (path: string, host = 'auth.example', headers = {}) => running.ask({ path, host, headers });
  const csp = (answer: Answer) => answer.headers['content-security-policy'] as string;

  test('A126 RFC 9700 §4.16: a page can run no script of others, nobody can frame it, and it tells no referrer', async () => {
    const answer = await get('/u/login');
    assert.equal(csp(answer), "default-src 'none'; style-src 'self'; img-src 'self' https: data:; base-uri 'none'; frame-ancestors 'none'");
    const { headers } = answer;
    assert.deepEqual([headers['x-frame-options'], headers['x-content-type-options'], headers['referrer-policy'], headers['strict-transport-security'], headers['cache-control']], ['DENY', 'nosniff', 'no-referrer', 'max-age=31536000', 'no-store']);
    assert.match(headers['permissions-policy'] as string, /camera=\(\)/);
  });

  test('OIDC Front-Channel Logout §2: the page of a logout may load exactly the origins of the applications that it tells', async () => {
    const answer = await get('/logging-out');
    assert.match(csp(answer), /default-src 'none';.* script-src 'nonce-[^']+'; frame-src https:\/\/a\.example https:\/\/b\.example:8443; base-uri 'none'; frame-ancestors 'none'$/);
    assert.equal(answer.headers['x-frame-options'], 'DENY');
  });

  test('A126 RFC 9700 §4.16: the error page and the sample documents are held to the same', async () => {
    for (const path of ['/nowhere', '/bug', '/samples/']) {
      const answer = await get(path, 'auth.example', { accept: 'text/html' });
      assert.match(csp(answer), /default-src 'none'.*frame-ancestors 'none'/);
      assert.doesNotMatch(csp(answer), /unsafe/);
      assert.deepEqual([answer.headers['x-frame-options'], answer.headers['x-content-type-options']], ['DENY', 'nosniff']);
    }
  });

  test('RFC 9700 §4.12: no form-action stands between the login form and the application’s address, and no opener is cut off', async () => {
    for (const path of ['/u/login', '/message', '/form-post']) {
      const answer = await get(path);
      assert.doesNotMatch(csp(answer), /form-action/);
      assert.equal(answer.headers['cross-origin-opener-policy'], undefined);
    }
  });

  test('A124 OAuth Form Post §4: a page with a script carries a nonce of its own, new each time', async () => {
    const nonces = new Set<string>();
    for (const path of ['/form-post', '/form-post', '/message']) {
      const answer = await get(path);
      const nonce = /script-src 'nonce-([A-Za-z0-9+/=]{16,})'/.exec(csp(answer))?.[1] ?? '';
      assert.ok(answer.text.includes(`nonce="${nonce}"`));
      nonces.add(nonce);
    }
    assert.equal(nonces.size, 3);
  });

  test('A124 RFC 9700 §4.17: the web message page may be framed by exactly the origin that it speaks to', async () => {
    const answer = await get('/message');
    assert.match(csp(answer), /frame-ancestors https:\/\/spa\.example$/);
    assert.deepEqual([answer.headers['x-frame-options'], answer.headers['cross-origin-resource-policy']], [undefined, 'cross-origin']);
  });

  test('A126 RFC 6797 §7.2: on plain http nothing insists on https', async () => {
    assert.equal((await get('/u/login', plainHost)).headers['strict-transport-security'], undefined);
  });

  test('A126 RFC 6749 §5.1: JSON is inert, unsniffable and never kept', async () => {
    const { headers } = await running.ask({ method: 'POST', path: '/oauth/token' });
    assert.deepEqual([headers['content-type'], headers['cache-control'], headers['x-content-type-options'], headers['content-security-policy']], ['application/json; charset=utf-8', 'no-store', 'nosniff', "default-src 'none'; frame-ancestors 'none'"]);
  });

  test('A014 RFC 9700 §4.12: a redirect is 302 after GET and 303 after POST', async () => {
    const first = await get('/authorize?x=1');
    assert.deepEqual([first.status, first.headers.location], [302, 'https://rp.example/cb?q=x%3D1']);
    const second = await running.ask({ method: 'POST', path: '/authorize', headers: { 'content-type': form }, body: 'password=secret' });
    assert.deepEqual([second.status, second.headers.location, second.text], [303, 'https://rp.example/cb?q=&posted', '']);
    assert.equal(second.headers['referrer-policy'], 'no-referrer');
  });

  test('A020 RFC 9110 §5.5: a header that would end the headers is never written', async () => {
    const answer = await get('/bad-header');
    assert.deepEqual([answer.status, answer.headers.location, answer.headers['set-cookie']], [500, undefined, undefined]);
  });

  test('RFC 8414 §3.2: a document is answered from memory, once, and then as 304', async () => {
    const path = '/.well-known/openid-configuration';
    const first = await get(path);
    assert.deepEqual([first.status, first.headers.etag, first.headers['cache-control'], first.text], [200, '"abc"', 'public, max-age=300', '{"issuer":"https://auth.example/"}']);
    for (const known of ['"abc"', 'W/"abc"', '"x", "abc"', '*']) {
      const answer = await get(path, 'auth.example', { 'if-none-match': known });
      assert.deepEqual([answer.status, answer.text, answer.headers.etag, answer.headers['content-length'], answer.headers['access-control-allow-origin']], [304, '', '"abc"', undefined, '*']);
    }
    assert.equal((await get(path, 'auth.example', { 'if-none-match': '"ab", abc' })).status, 200);
  });

  test('RFC 7009 §2.2: an empty answer has the length 0', async () => {
    const answer = await running.ask({ method: 'POST', path: '/oauth/revoke' });
    assert.deepEqual([answer.status, answer.headers['content-length'], answer.text], [200, '0', '']);
  });

  test('RFC 6265 §4.1: cookies follow the scheme of the issuer', async () => {
    const secure = (await get('/u/login')).headers['set-cookie'] ?? [];
    assert.deepEqual(secure, [
      `__Host-gatehouse_browser=${'b'.repeat(43)}; Max-Age=100; Path=/; HttpOnly; Secure; SameSite=Lax`,
      `__Host-gatehouse_session=${'s'.repeat(44)}; Path=/; HttpOnly; Secure; SameSite=None`,
      '__Host-gatehouse_language=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/; HttpOnly; Secure; SameSite=Lax',
      `__Host-gatehouse_browser_state=${'o'.repeat(43)}; Path=/; Secure; SameSite=None`,
    ]);
    const plain = (await get('/u/login', plainHost)).headers['set-cookie'] ?? [];
    assert.equal(plain[1], `gatehouse_session=${'s'.repeat(44)}; Path=/; HttpOnly; SameSite=Lax`);
  });

  test('every answer has a reference of its own', async () => {
    const seen = new Set<unknown>();
    for (const path of ['/userinfo', '/nowhere', '/health/live', '/bug', '/u/login', '/.well-known/openid-configuration', '/authorize']) {
      const id = (await get(path)).headers['x-request-id'];
      assert.match(String(id), /^req_[A-Za-z0-9_-]{20}$/);
      seen.add(id);
    }
    assert.equal(seen.size, 7);
    const answer = await get('/userinfo');
    assert.equal(answer.json()['id'], answer.headers['x-request-id']);
  });
});

describe('cookies in', () => {
  let running: Running;
  before(async () => { running = await start(); });
  after(() => running.stop());
  const session = async (cookie: string, host = 'auth.example') => (await running.ask({ path: '/userinfo', host, headers: { cookie } })).json()['session'];

  for (const [name, cookie, expected] of [
    ['among others', 'a=b; __Host-gatehouse_session=abc; c', 'abc'],
    ['without a space', 'a=b;__Host-gatehouse_session=abc', 'abc'],
    ['twice: both are ignored', '__Host-gatehouse_session=abc; __Host-gatehouse_session=def', undefined],
    ['twice alike: both are ignored', '__Host-gatehouse_session=abc; __Host-gatehouse_session=abc', undefined],
    ['without its prefix, which another host could have set', 'gatehouse_session=abc', undefined],
    ['under a longer name', 'x__Host-gatehouse_session=abc', undefined],
    ['in another case', '__host-gatehouse_session=abc', undefined],
    ['empty', '__Host-gatehouse_session=', undefined],
    ['in quotes, as we never wrote it', '__Host-gatehouse_session="abc"', undefined],
    ['with other characters than ours', '__Host-gatehouse_session=a,b', undefined],
    ['too long', `__Host-gatehouse_session=${'a'.repeat(513)}`, undefined],
  ] as const) {
    test(`RFC 6265 §5.4: the session cookie ${name}`, async () => assert.equal(await session(cookie), expected));
  }

  test('RFC 6265 §5.4: on plain http the prefix is no part of the name', async () => {
    assert.equal(await session('gatehouse_session=abc', plainHost), 'abc');
    assert.equal(await session('__Host-gatehouse_session=abc', plainHost), undefined);
  });
});
