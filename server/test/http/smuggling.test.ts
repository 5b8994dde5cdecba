import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { form, start, tokenHead, type Running } from './harness.ts';

describe('messages that two readers could read in two ways', () => {
  let running: Running;
  before(async () => { running = await start(); });
  after(() => running.stop());
  const second = 'GET /userinfo HTTP/1.1\r\nHost: auth.example\r\n\r\n';

  for (const [name, message] of [
    ['Content-Length and Transfer-Encoding', tokenHead('Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n')],
    ['Transfer-Encoding and Content-Length', tokenHead('Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n')],
    ['Transfer-Encoding: chunked twice', tokenHead('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n')],
    ['Transfer-Encoding: identity, chunked', tokenHead('Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n')],
    ['Transfer-Encoding: gzip, chunked', tokenHead('Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n')],
    ['Transfer-Encoding: xchunked', tokenHead('Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n')],
    ['Transfer-Encoding from HTTP/1.0', tokenHead('Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n', '1.0')],
    ['Content-Length twice', tokenHead('Content-Length: 0\r\nContent-Length: 0\r\n\r\n')],
    ['a signed Content-Length', tokenHead('Content-Length: +0\r\n\r\n')],
    ['an obs-fold', tokenHead('X-A: b\r\n c\r\nContent-Length: 0\r\n\r\n')],
    ['bare LF', 'POST /oauth/token HTTP/1.1\nHost: auth.example\nContent-Length: 0\n\n'],
    ['bare LF in the headers', tokenHead('X-A: b\nX-B: c\r\nContent-Length: 0\r\n\r\n')],
    ['a bare CR in a value', tokenHead('X-A: b\rX-B: c\r\nContent-Length: 0\r\n\r\n')],
    ['NUL in a value', tokenHead('X-A: b\x00c\r\nContent-Length: 0\r\n\r\n')],
    ['a space before the colon', tokenHead('Content-Length : 0\r\n\r\n')],
    ['a chunk size with a sign', tokenHead(`Content-Type: ${form}\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n`)],
    ['HTTP/2 on a plain socket', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['an unknown version', 'GET /userinfo HTTP/1.2\r\nHost: auth.example\r\n\r\n'],
    ['no version', 'GET /userinfo\r\n\r\n'],
    ['no Host', 'GET /userinfo HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['an empty Host', 'GET /userinfo HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n'],
  ] as const) {
    test(`A115 RFC 9112 §11.2: ${name} answers 400, closes the connection, and nothing behind it is read`, async () => {
      const answer = await running.raw(message + second);
      assert.match(answer, /^HTTP\/1\.1 400/);
      assert.equal(answer.match(/HTTP\/1\.1 \d/g)?.length, 1);
      assert.match(answer, /x-request-id: req_[A-Za-z0-9_-]{20}/);
      assert.doesNotMatch(answer, /HPE_|at .*\.js/);
    });
  }

  test('A115 RFC 9112 §9.3: HTTP/1.0 is answered once and never kept alive', async () => {
    const answer = await running.raw(`GET /userinfo HTTP/1.0\r\nHost: auth.example\r\nConnection: keep-alive\r\n\r\n${second}`);
    assert.match(answer, /^HTTP\/1\.1 200[\s\S]*connection: close/i);
    assert.equal(answer.match(/HTTP\/1\.1 \d/g)?.length, 1);
  });

  test('A115 RFC 9110 §6.5.1: a trailer is never taken for a header', async () => {
    const answer = await running.raw(tokenHead(`Content-Type: ${form}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\na=b\r\n0\r\nuser-agent: trailing\r\n\r\n`));
    assert.match(answer, /"text":"a=b"/);
    assert.match(answer, /"userAgent":""/);
  });

  test('A234 RFC 9112 §9.3.2: 1,000 requests in one go are answered in their order', async () => {
    const many = Array.from({ length: 1000 }, (_, i) => `GET /userinfo?n=${i} HTTP/1.1\r\nHost: auth.example\r\n${i === 999 ? 'Connection: close\r\n' : ''}\r\n`).join('');
    const answer = await running.raw(many);
    assert.deepEqual([...answer.matchAll(/"query":"n=(\d+)"/g)].map(([, n]) => Number(n)), Array.from({ length: 1000 }, (_, i) => i));
  });

  test('A234 RFC 9112 §9.6: a connection ends after the number of requests that it may carry', async () => {
    const few = await start({ limits: { requestsPerSocket: 3 } });
    try {
      const answer = await few.raw(second.repeat(3));
      assert.equal(answer.match(/HTTP\/1\.1 200/g)?.length, 3);
      assert.match(answer.slice(answer.lastIndexOf('HTTP/1.1')), /connection: close/i);
    } finally {
      await few.stop();
    }
  });
});
