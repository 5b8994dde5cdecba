import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Reply } from '../../src/endpoints/reply.ts';
import type { Request } from '../../src/endpoints/request.ts';
import { start, type Running } from './harness.ts';

describe('failures', () => {
  let running: Running;
  const finished: { readonly request: Request; readonly reply: Reply }[] = [];
  before(async () => {
    running = await start({
      finish: (request, reply) => {
        finished.push({ request, reply });
        if (request.query === 'hook') throw new Error('the hook failed');
      },
    });
  });
  after(() => running.stop());
  const lines = (id: unknown) => running.log.map((line) => JSON.parse(line) as Record<string, unknown>).filter((line) => line['request_id'] === id);

  for (const [path, status, code, reason] of [['/bug', 500, 'server_error', 'server.failed'], ['/late-bug', 500, 'server_error', 'server.failed'], ['/outage', 503, 'temporarily_unavailable', 'server.unavailable']] as const) {
    test(`RFC 6749 §5.2: what ${path} throws is ${status} ${code}; its text and stack are in the log alone`, async () => {
      for (const accept of ['application/json', 'text/html']) {
        const answer = await running.ask({ path, headers: { accept } });
        assert.equal(answer.status, status);
        assert.equal(answer.headers['retry-after'], status === 503 ? '2' : undefined);
        assert.doesNotMatch(answer.text + JSON.stringify(answer.headers), /secret-detail|\.ts|\.js|at /);
        if (accept === 'text/html') assert.ok(answer.text.includes(`data-reason="${reason}"`));
        else assert.deepEqual([answer.json()['error'], answer.json()['reason']], [code, reason]);
        const [line] = lines(answer.headers['x-request-id']);
        assert.equal(line?.['event'], 'request.failed');
        assert.match(String((line?.['err'] as { readonly stack: string }).stack), /secret-detail[\s\S]*endpoints/);
      }
    });
  }

  test('a failing request reaches the hook with its refusal, and a failing hook fails nothing', async () => {
    finished.length = 0;
    await running.ask({ path: '/outage' });
    assert.deepEqual([finished[0]?.request.record.reason, finished[0]?.reply.kind], ['server.unavailable', 'json']);
    const answer = await running.ask({ path: '/userinfo?hook' });
    assert.equal(answer.status, 200);
    assert.ok(lines(answer.headers['x-request-id']).some((line) => line['event'] === 'request.hook_failed'));
  });

  test('a page that can’t be rendered is 500 as an object', async () => {
    const broken = await start({ renderPage: () => { throw new Error('secret-detail of the renderer'); } });
    try {
      const answer = await broken.ask({ path: '/u/login', headers: { accept: 'text/html' } });
      assert.deepEqual([answer.status, answer.json()['error'], answer.headers['set-cookie']], [500, 'server_error', undefined]);
      assert.doesNotMatch(answer.text, /secret-detail/);
    } finally {
      await broken.stop();
    }
  });

  test('the log has one line per request at debug, with the route and without the query', async () => {
    const answer = await running.ask({ path: '/userinfo?access_token=very-secret', headers: { 'x-correlation-id': `order 66 \t${'c'.repeat(100)}`, authorization: 'Bearer very-secret' } });
    const [line, ...more] = lines(answer.headers['x-request-id']);
    assert.equal(more.length, 0);
    assert.deepEqual([line?.['method'], line?.['route'], line?.['status'], line?.['correlation_id']], ['GET', '/userinfo', 200, `order 66 ${'c'.repeat(55)}`]);
    assert.doesNotMatch(JSON.stringify(line), /very-secret/);
  });
});
