import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { form, start, type Running } from './harness.ts';

describe('methods', () => {
  let running: Running;
  before(async () => { running = await start(); });
  after(() => running.stop());

  for (const method of ['GET', 'PUT', 'HEAD', 'TRACE', 'DELETE', 'PATCH', 'PROPFIND']) {
    for (const path of ['/oauth/token', '/oauth2/token', '/oauth/revoke', '/oauth2/introspect']) {
      test(`A026 RFC 6749 §3.2: ${method} ${path} answers 405 with Allow`, async () => {
        const answer = await running.ask({ method, path });
        assert.equal(answer.status, 405);
        assert.match(answer.headers.allow ?? '', /^POST(, OPTIONS)?$/);
        assert.equal(answer.headers['cache-control'], 'no-store');
        if (method === 'HEAD') return;
        assert.equal(answer.json()['error'], 'invalid_request');
        assert.equal(answer.json()['reason'], 'request.method_not_allowed');
        assert.equal(answer.json()['error_uri'], 'https://auth.example/docs/errors/request.method_not_allowed');
      });
    }
  }

  test('A026 RFC 6749 §3.2: a browser that opens the token endpoint still gets JSON, one that posts to a page gets a page', async () => {
    const token = await running.ask({ path: '/oauth/token', headers: { accept: 'text/html' } });
    assert.match(token.headers['content-type'] ?? '', /^application\/json/);
    const page = await running.ask({ path: '/u/login', method: 'PUT', headers: { accept: 'text/html,*/*' } });
    assert.equal(page.status, 405);
    assert.match(page.headers['content-type'] ?? '', /^text\/html/);
    assert.match(page.text, /data-reason="request\.method_not_allowed"/);
  });

  test('A119 RFC 9110 §9.1: a header or parameter that names another method changes nothing', async () => {
    for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
      assert.equal((await running.ask({ path: '/oauth/token', headers: { [name]: 'POST' } })).status, 405);
    }
    const answer = await running.ask({ method: 'POST', path: '/userinfo', headers: { 'x-http-method-override': 'GET', 'content-type': form }, body: '_method=DELETE' });
    assert.equal(answer.json()['method'], 'POST');
  });

  test('A119 RFC 9110 §9.2.1: HEAD is refused where a GET could change something, and answered where it cannot', async () => {
    for (const path of ['/authorize', '/u/login', '/userinfo']) assert.equal((await running.ask({ method: 'HEAD', path })).status, 405);
    const answer = await running.ask({ method: 'HEAD', path: '/.well-known/openid-configuration' });
    assert.deepEqual([answer.status, answer.text, answer.headers['content-length'], answer.headers.etag], [200, '', '34', '"abc"']);
  });

  test('RFC 9110 §9.3.8: TRACE reflects nothing', async () => {
    const answer = await running.ask({ method: 'TRACE', path: '/u/login', headers: { cookie: 'gatehouse_session=abc' } });
    assert.equal(answer.status, 405);
    assert.doesNotMatch(answer.text, /abc/);
  });

  test('A115 RFC 9110 §9.3.6: CONNECT and unknown methods open nothing', async () => {
    assert.doesNotMatch(await running.raw('CONNECT evil.example:443 HTTP/1.1\r\nHost: auth.example\r\n\r\n'), /200/);
    assert.match(await running.raw('FOO /oauth/token HTTP/1.1\r\nHost: auth.example\r\n\r\n'), /^HTTP\/1\.1 400/);
  });
});
