import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { form, start, statusOf, tokenHead, type Running } from './harness.ts';

describe('limits', () => {
  let running: Running;
  before(async () => { running = await start(); });
  after(() => running.stop());
  const lines = (count: number, line: (i: number) => string) => Array.from({ length: count }, (_, i) => `${line(i)}\r\n`).join('');
  const get = (headers: string, target = '/userinfo') => running.raw(`GET ${target} HTTP/1.1\r\nHost: auth.example\r\nConnection: close\r\n${headers}\r\n`);

  test('A227 RFC 9110 §15.5.15: a URL of 16 KiB is read, a longer one is 414, and one of 100 KB too', async () => {
    const path = '/userinfo?x=';
    assert.equal((await running.ask({ path: path.padEnd(16_384, 'a') })).status, 200);
    const answer = await running.ask({ path: path.padEnd(16_385, 'a') });
    assert.deepEqual([answer.status, answer.json()['reason']], [414, 'request.too_large']);
    const huge = await get('', `/${'a'.repeat(100_000)}`);
    assert.match(huge, /^HTTP\/1\.1 4(14|31) [\s\S]*x-request-id: req_/);
  });

  test('A227 RFC 6585 §5: headers of more than 16 KiB are 431: one of 17 KB, a cookie of 1 MB, 2,000 of them', async () => {
    assert.equal(statusOf(await get(`X-A: ${'a'.repeat(17_000)}\r\n`)), 431);
    assert.equal(statusOf(await get(`Cookie: a=${'a'.repeat(1_000_000)}\r\n`)), 431);
    assert.equal(statusOf(await get(lines(2000, (i) => `X-${i}: abcdefghijklmnop`))), 431);
  });

  test('A227 RFC 6585 §5: 100 headers are read, 101 are refused', async () => {
    assert.equal(statusOf(await get(lines(98, (i) => `X-${i}: a`))), 200);
    assert.equal(statusOf(await get(lines(99, (i) => `X-${i}: a`))), 431);
  });

  test('A227 RFC 9110 §15.5.14: a body of 20,000 parameters, or a token of 5 MB, ends at the size limit', async () => {
    const post = (body: string) => running.ask({ method: 'POST', path: '/oauth/token', headers: { 'content-type': form }, body });
    assert.equal((await post(Array.from({ length: 20_000 }, (_, i) => `p${i}=v`).join('&'))).status, 413);
    assert.equal((await post(`assertion=${'a'.repeat(5_000_000)}`)).status, 413);
    assert.equal(statusOf(await get(`Authorization: Bearer ${'a'.repeat(5_000_000)}\r\n`)), 431);
  });

  test('A227 RFC 8259 §9: 100,000 levels of JSON end at the size limit, and 30,000 reach the endpoint as mere text', async () => {
    const post = (body: string) => running.ask({ method: 'POST', path: '/oauth/token', headers: { 'content-type': 'application/json' }, body });
    assert.equal((await post('['.repeat(100_000))).status, 413);
    assert.equal((await post('['.repeat(30_000))).status, 200);
  });

  test('A033 Node CVE-2026-21710: headers named __proto__, constructor and toString change nothing, and the process lives', async () => {
    const answer = await get('__proto__: x\r\n__proto__: y\r\nconstructor: x\r\ntoString: x\r\nhasOwnProperty: x\r\n');
    assert.equal(statusOf(answer), 200);
    assert.match(answer, /"proto":true/);
    assert.equal(statusOf(await get('')), 200);
  });

  test('A033 RFC 9110 §5.3: 200 times one header is too many', async () => {
    assert.equal(statusOf(await get(lines(200, () => 'X-Same: a'))), 431);
  });

  for (const name of ['Authorization', 'DPoP', 'Host', 'authorization', 'HOST', 'dpop']) {
    test(`A033 RFC 9449 §4.3: two ${name} headers answer 400, whichever came first`, async () => {
      const value = name.toLowerCase() === 'host' ? 'auth.example' : 'x';
      const answer = await get(`${name}: ${value}\r\n${name.toLowerCase() === 'host' ? '' : `${name.toUpperCase()}: y\r\n`}`);
      assert.equal(statusOf(answer), 400);
      assert.match(answer, /request\.header_repeated/);
    });
  }

  test('A032 RFC 6749 §3.1: parameters with names of JavaScript reach the endpoint as text and nothing else', async () => {
    const body = '__proto__=1&constructor=1&toString=1&scope[]=a&client_id[x]=y';
    const answer = await running.ask({ method: 'POST', path: '/oauth/token', headers: { 'content-type': form }, body });
    assert.equal((answer.json()['body'] as { text: string }).text, body);
    assert.equal(({} as Record<string, unknown>)['1'], undefined);
  });

  test('A115 RFC 9110 §10.1.1: an expectation that nobody can meet is 417', async () => {
    assert.match(await running.raw(tokenHead('Expect: something\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')), /^HTTP\/1\.1 417 [\s\S]*x-request-id: req_/);
  });
});
