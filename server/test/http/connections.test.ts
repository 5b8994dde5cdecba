import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Endpoint } from '../../src/endpoints/reply.ts';
import { form, raw, start, statusOf, tokenHead } from './harness.ts';

/** Answers when the test says so. */
function slowEndpoint(): { readonly endpoint: Endpoint; readonly reached: Promise<void>; readonly release: () => void } {
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const endpoint: Endpoint = { name: 'slow', path: '/slow', methods: ['GET'], cors: 'none', async handle() { reach(); await released; return { kind: 'json', status: 200, body: { done: true } }; } };
  return { endpoint, reached, release };
}

describe('slow peers', () => {
  test('A233 RFC 9110 §15.5.9: 50 connections that never finish headers or body are answered 408 and closed, while others are served', async () => {
    const running = await start({ limits: { headersTimeoutMs: 300, requestTimeoutMs: 600, timeoutIntervalMs: 50 } });
    try {
      const starts = [tokenHead(''), tokenHead('X-A: '), '', tokenHead(`Content-Type: ${form}\r\nContent-Length: 100\r\n\r\na`), tokenHead(`Content-Type: ${form}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\na`)];
      const slow = Promise.all(Array.from({ length: 50 }, (_, i) => raw(running.port, starts[i % starts.length] as string)));
      assert.equal((await running.ask({ path: '/userinfo' })).status, 200);
      for (const answer of await slow) {
        assert.equal(statusOf(answer), 408);
        assert.match(answer, /"reason":"request\.too_slow"/);
      }
    } finally {
      await running.stop();
    }
  });

  test('A233 RFC 9112 §9.5: a body that drips, one byte at a time, ends with the time of the request', async () => {
    const running = await start({ limits: { headersTimeoutMs: 200, requestTimeoutMs: 400, timeoutIntervalMs: 50 } });
    const socket = connect(running.port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('latin1').on('data', (part: string) => { answer += part; }).on('error', () => undefined);
    socket.write(tokenHead(`Content-Type: ${form}\r\nContent-Length: 1000\r\n\r\n`));
    const drip = setInterval(() => { if (socket.writable) socket.write('a'); }, 20);
    await once(socket, 'close');
    clearInterval(drip);
    await running.stop();
    assert.equal(statusOf(answer), 408);
  });

  test('A233 RFC 9112 §9.5: a connection that is idle after its answer is closed', async () => {
    const running = await start({ limits: { keepAliveTimeoutMs: 100 } });
    const answer = await running.raw('GET /userinfo HTTP/1.1\r\nHost: auth.example\r\n\r\n');
    await running.stop();
    assert.equal(statusOf(answer), 200);
  });

  test('A234 RFC 9112 §9.4: more connections than allowed are not accepted, and the others live', async () => {
    const running = await start({ limits: { connections: 5 } });
    const agent = new Agent({ keepAlive: true });
    assert.equal((await running.ask({ path: '/userinfo', agent })).status, 200);
    const flood = await Promise.all(Array.from({ length: 30 }, () => {
      const socket = connect(running.port, '127.0.0.1');
      socket.on('error', () => undefined).resume();
      return once(socket, 'connect').then(() => socket);
    }));
    await Promise.all(flood.slice(0, 30).map((socket) => Promise.race([socket.closed ? Promise.resolve() : once(socket, 'close'), delay(500)])));
    assert.ok(flood.filter((socket) => !socket.closed).length <= 4);
    assert.equal((await running.ask({ path: '/userinfo', agent })).status, 200);
    agent.destroy();
    for (const socket of flood) socket.destroy();
    await running.stop();
  });

  test('a peer that goes away in the middle of its body leaves nothing behind', async () => {
    const running = await start();
    const socket = connect(running.port, '127.0.0.1');
    socket.write(tokenHead(`Content-Type: ${form}\r\nContent-Length: 100\r\n\r\na`));
    await once(socket, 'connect');
    await delay(50);
    socket.destroy();
    await delay(50);
    assert.equal((await running.ask({ path: '/userinfo' })).status, 200);
    assert.ok(running.log.every((line) => !line.includes('request.failed')));
    await running.stop();
  });
});

describe('draining', () => {
  test('RFC 9112 §9.6: readiness goes first, what runs is finished and told to close, nothing new is accepted', async () => {
    const slow = slowEndpoint();
    const running = await start({ drainNoticeMs: 300 }, [slow.endpoint]);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    assert.equal((await running.ask({ path: '/health/ready', agent })).status, 200);
    const pending = running.ask({ path: '/slow' });
    await slow.reached;
    const closed = running.server.close(5_000);
    const ready = await running.ask({ path: '/health/ready', agent });
    assert.deepEqual([ready.status, ready.json()['status'], ready.headers.connection], [503, 'draining', 'close']);
    assert.equal((await running.ask({ path: '/health/live' })).status, 200);
    await delay(400);
    await assert.rejects(running.ask({ path: '/health/live' }), /ECONNREFUSED/);
    slow.release();
    const answer = await pending;
    assert.deepEqual([answer.status, answer.headers.connection, answer.json()], [200, 'close', { done: true }]);
    await closed;
    agent.destroy();
  });

  test('RFC 9112 §9.6: what is not finished in time is cut off, and close is the same when asked twice', async () => {
    const slow = slowEndpoint();
    const running = await start({}, [slow.endpoint]);
    const pending = assert.rejects(running.ask({ path: '/slow' }), /socket hang up|ECONNRESET/);
    await slow.reached;
    await Promise.all([running.server.close(100), running.server.close(100_000)]);
    await pending;
    slow.release();
  });

  test('RFC 9112 §9.6: connections that a browser opened in advance do not hold the drain up', async () => {
    const running = await start();
    const socket = connect(running.port, '127.0.0.1');
    socket.on('error', () => undefined).resume();
    await once(socket, 'connect');
    await Promise.all([running.server.close(60_000), once(socket, 'close')]);
  });
});
