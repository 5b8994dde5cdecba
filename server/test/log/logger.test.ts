import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLogger, type LoggerOptions } from '../../src/log/logger.ts';
import { redactUrl } from '../../src/log/redact-url.ts';

function logging(options: Partial<LoggerOptions> = {}) {
  const lines: string[] = [];
  const logger = createLogger({ level: 'info', json: true, ...options, destination: { write: (line) => { lines.push(line); } } });
  return { lines, logger };
}

describe('the process log', () => {
  test('a line is one JSON object with time, level, event and reference', () => {
    const { lines, logger } = logging();
    logger.info({ event: 'server.started', request_id: 'req_1' }, 'started');
    const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    assert.deepEqual(Object.keys(line), ['level', 'time', 'event', 'request_id', 'msg']);
    assert.deepEqual([line['level'], line['msg']], ['info', 'started']);
    assert.match(String(line['time']), /^\d{4}-\d\d-\d\dT/);
  });

  test('RFC 6749 §10.3: secrets are hidden at the top, one and two levels below', () => {
    const { lines, logger } = logging();
    const secrets = { authorization: 'Bearer s3cret', cookie: 'a=s3cret', 'set-cookie': 's3cret', client_secret: 's3cret', password: 's3cret', code: 's3cret', refresh_token: 's3cret', dpop: 's3cret' };
    logger.info({ ...secrets, request: { ...secrets, headers: secrets } }, 'x');
    assert.doesNotMatch(lines[0] ?? '', /s3cret/);
    assert.equal(lines[0]?.match(/"hidden"/g)?.length, 24);
  });

  test('an error keeps its stack', () => {
    const { lines, logger } = logging();
    logger.error({ err: new TypeError('broken') }, 'failed');
    const { err } = JSON.parse(lines[0] ?? '') as { readonly err: { readonly type: string; readonly stack: string } };
    assert.equal(err.type, 'TypeError');
    assert.match(err.stack, /broken[\s\S]*at /);
  });

  test('below its level nothing is written', () => {
    const { lines, logger } = logging({ level: 'warn' });
    logger.info('x');
    assert.deepEqual([lines.length, logger.isLevelEnabled('debug'), logger.isLevelEnabled('error')], [0, false, true]);
  });

  test('for people a line is text, and nothing in it can forge another or move the cursor', () => {
    const { lines, logger } = logging({ json: false });
    logger.warn({ event: 'request', path: '/x\n\u001b[2J forged', status: 404 }, 'a\nb');
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /^\d\d:\d\d:\d\d\.\d{3} warn {2}a/);
    assert.match(lines[0] ?? '', /event=request path="\/x\\n.*forged" status=404\n$/);
    assert.doesNotMatch(lines[0] ?? '', /\u001b/);
  });

  test('for people an error shows its stack below the line', () => {
    const { lines, logger } = logging({ json: false });
    logger.error({ err: new Error('broken') }, 'failed');
    assert.match(lines[0] ?? '', /error failed\nError: broken\n {4}at /);
  });
});

describe('URLs in a log', () => {
  for (const [url, expected] of [
    ['/userinfo', '/userinfo'],
    ['/userinfo?access_token=abc&x=1', '/userinfo?access_token=hidden&x=1'],
    ['https://rp.example/cb?code=abc&state=def&iss=https%3A%2F%2Fa', 'https://rp.example/cb?code=hidden&state=hidden&iss=https%3A%2F%2Fa'],
    ['https://rp.example/cb#id_token=abc&token_type=Bearer', 'https://rp.example/cb#id_token=hidden&token_type=Bearer'],
    ['/a?CODE=abc', '/a?CODE=hidden'],
    ['/a?%63ode=abc', '/a?%63ode=hidden'],
    ['/a?%zz=abc', '/a?%zz=abc'],
    [`/a?unknown=${'a'.repeat(40)}`, '/a?unknown=hidden'],
    ['/a?scope=openid', '/a?scope=openid'],
  ] as const) {
    test(`RFC 9700 §4.2.4: ${url.slice(0, 50)}`, () => assert.equal(redactUrl(url), expected));
  }
});
