import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { form, start, type Running } from './harness.ts';

describe('bodies', () => {
  let running: Running;
  before(async () => { running = await start(); });
  after(() => running.stop());
  const post = (type: string | undefined, body: string | Buffer, more: Record<string, string> = {}) =>
    running.ask({ method: 'POST', path: '/oauth/token', headers: { ...(type === undefined ? {} : { 'content-type': type }), ...more }, body });

  for (const [type, kind] of [[form, 'form'], ['application/json', 'json'], ['Application/JSON; Charset=UTF-8', 'json'], [`${form};charset="utf-8"`, 'form'], ['text/plain', 'other'], ['multipart/form-data; boundary=x', 'other'], ['application/json5', 'other'], ['application/x-www-form-urlencoded-x', 'other'], [undefined, 'other']] as const) {
    test(`A029 RFC 6749 §3.2: a body labelled ${type ?? 'not at all'} reaches the endpoint as ${kind}, by its exact name`, async () => {
      const answer = await post(type, 'a=b');
      assert.equal(answer.status, 200);
      assert.deepEqual([(answer.json()['body'] as { kind: string }).kind, (answer.json()['body'] as { text: string }).text], [kind, 'a=b']);
    });
  }

  for (const type of ['application/json;charset=utf-7', 'application/json; charset=utf-16', `${form}; charset=latin1`, 'application/json\t; x=y', 'application/json, application/json', 'application', '/', 'application/json; charset', 'application/json; charset=utf-8; charset=utf-8', 'application/json;;', 'application /json', 'a b/c']) {
    test(`A029 RFC 6749 §3.2: Content-Type ${JSON.stringify(type)} is refused with 415 before anything is parsed`, async () => {
      const answer = await post(type, '{}');
      assert.equal(answer.status, 415);
      assert.equal(answer.json()['error'], 'invalid_request');
    });
  }

  test('A029 RFC 9110 §5.3: two Content-Type headers are refused with 415', async () => {
    const answer = await running.raw(`POST /oauth/token HTTP/1.1\r\nHost: auth.example\r\nContent-Type: application/json\r\nContent-Type: ${form}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`);
    assert.match(answer, /^HTTP\/1\.1 415[\s\S]*request\.header_repeated/);
  });

  test('RFC 9110 §8.4: a packed body is not unpacked', async () => {
    const answer = await post(form, 'a=b', { 'content-encoding': 'gzip' });
    assert.deepEqual([answer.status, answer.headers['accept-encoding']], [415, 'identity']);
  });

  for (const [name, bytes] of [['a lone continuation byte', [0x80]], ['an overlong slash', [0xc0, 0xaf]], ['an encoded surrogate', [0xed, 0xa0, 0x80]], ['0xFF', [0xff]], ['a cut sequence', [0xe2, 0x82]]] as const) {
    test(`A030 RFC 6749 Appendix B: a body with ${name} is no UTF-8 and answers 400`, async () => {
      for (const type of [form, 'application/json']) {
        const answer = await post(type, Buffer.from([...Buffer.from('code='), ...bytes]));
        assert.equal(answer.status, 400);
        assert.equal(answer.json()['reason'], 'request.body_malformed');
      }
    });
  }

  test('RFC 6749 Appendix B: text beyond ASCII arrives unchanged', async () => {
    assert.equal(((await post(form, 'name=Zażółć 𝄞')).json()['body'] as { text: string }).text, 'name=Zażółć 𝄞');
  });

  test('A226 RFC 9110 §15.5.14: 64 KiB are read, one byte more is 413 and the connection ends', async () => {
    assert.equal((await post(form, 'a'.repeat(65_536))).status, 200);
    const answer = await post(form, 'a'.repeat(65_537));
    assert.deepEqual([answer.status, answer.headers.connection, answer.json()['reason']], [413, 'close', 'request.too_large']);
  });

  test('A226 RFC 9110 §15.5.14: a body of 10 MB, announced or in chunks, answers 413 without being kept', async () => {
    const big = Buffer.alloc(10_000_000, 'a');
    assert.equal((await post(form, big)).status, 413);
    const chunked = await running.ask({ method: 'POST', path: '/oauth/token', headers: { 'content-type': form, 'transfer-encoding': 'chunked' }, body: big });
    assert.equal(chunked.status, 413);
  });

  test('A226 RFC 9112 §7.1: endless chunks end with 413 and a closed connection', async () => {
    const chunk = `4000\r\n${'a'.repeat(0x4000)}\r\n`;
    const answer = await running.raw(`POST /oauth/token HTTP/1.1\r\nHost: auth.example\r\nContent-Type: ${form}\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(8)}`);
    assert.match(answer, /^HTTP\/1\.1 413/);
  });

  test('A226 RFC 9112 §9.3: a body that a refused request brings is never taken for the next request', async () => {
    const inner = 'POST /oauth/token HTTP/1.1\r\nHost: auth.example\r\nContent-Length: 0\r\n\r\n';
    const answer = await running.raw(`GET /nowhere HTTP/1.1\r\nHost: auth.example\r\nContent-Length: ${inner.length + 1000}\r\n\r\n${inner}`);
    assert.equal(answer.match(/HTTP\/1\.1 /g)?.length, 1);
    assert.match(answer, /^HTTP\/1\.1 404[\s\S]*connection: close/i);
  });

  test('A030 RFC 3986 §2.1: bad percent-encoding in a query goes through as text, unread and unechoed in headers', async () => {
    const answer = await running.ask({ path: '/userinfo?x=%zz%ff%00%ED%A0%80' });
    assert.deepEqual([answer.status, answer.json()['query']], [200, 'x=%zz%ff%00%ED%A0%80']);
  });

  test('A030 RFC 9112 §3.2: raw bytes beyond ASCII and control bytes in the target answer 400', async () => {
    for (const bad of ['/userinfo?x=\xff', '/userinfo?x=\x00', '/userinfo?\x7f', '/\x01']) assert.match(await running.raw(`GET ${bad} HTTP/1.1\r\nHost: auth.example\r\nConnection: close\r\n\r\n`), /^HTTP\/1\.1 400/);
  });
});
