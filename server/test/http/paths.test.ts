import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Endpoint } from '../../src/endpoints/reply.ts';
import { start, type Running } from './harness.ts';

describe('addresses', () => {
  let running: Running;
  before(async () => { running = await start(); });
  after(() => running.stop());

  for (const path of ['//oauth/token', '/oauth/token;x', '/oauth/%74oken', '/oauth/token/', '/a/..%2foauth/token', '/a/../oauth/token', '/./oauth/token', '/OAUTH/token', '/oauth//token', '/oauth\\token', '/oauth/token%00', '/oauth/token#x', '/oauth/token%3Fx', '/oauth/toke', '/__proto__', '/constructor']) {
    test(`A116 RFC 3986 §6.2: POST ${path} is not the token endpoint`, async () => {
      const answer = await running.raw(`POST ${path} HTTP/1.1\r\nHost: auth.example\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
      assert.match(answer, /^HTTP\/1\.1 4(04|00)/);
      assert.match(answer, /"reason":"request\.(not_found|http_malformed)"/);
    });
  }

  test('A116 RFC 3986 §6.2: an alias is the same endpoint under its canonical path', async () => {
    for (const path of ['/oauth/token', '/oauth2/token']) {
      const answer = await running.ask({ method: 'POST', path });
      assert.deepEqual([answer.status, answer.json()['path']], [200, '/oauth/token']);
    }
  });

  test('A111 RFC 9112 §3.2.2: the absolute and the asterisk form are refused, whatever host they name', async () => {
    for (const target of ['http://evil.example/userinfo', 'https://auth.example/userinfo', '*', 'userinfo', '\\userinfo']) {
      assert.match(await running.raw(`GET ${target} HTTP/1.1\r\nHost: auth.example\r\nConnection: close\r\n\r\n`), /^HTTP\/1\.1 400/);
    }
  });

  test('RFC 9110 §15.5.5: an unknown address is a page for a person and an object for a program, each with its reference', async () => {
    const page = await running.ask({ path: '/nowhere', headers: { accept: 'text/html' } });
    assert.deepEqual([page.status, page.headers['content-type']], [404, 'text/html; charset=utf-8']);
    assert.match(page.text, /data-reason="request\.not_found"/);
    assert.ok(page.text.includes(page.headers['x-request-id'] as string));
    const program = await running.ask({ path: '/nowhere' });
    assert.deepEqual([program.status, program.json()['error'], program.json()['reason'], program.headers['cache-control']], [404, 'invalid_request', 'request.not_found', 'no-store']);
  });

  test('RFC 6749 §3.1: the query reaches the endpoint byte for byte', async () => {
    assert.equal((await running.ask({ path: '/userinfo?a=b&a=%20+&?c' })).json()['query'], 'a=b&a=%20+&?c');
  });

  test('two endpoints at one address stop the start', async () => {
    const twin: Endpoint = { name: 'twin', path: '/twin', aliases: ['/oauth2/token'], methods: ['GET'], cors: 'none', handle: () => ({ kind: 'empty', status: 200 }) };
    await assert.rejects(start({}, [twin]), /Two endpoints claim the path \/oauth2\/token/);
  });
});
