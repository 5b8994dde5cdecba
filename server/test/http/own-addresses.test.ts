import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { HealthCheck } from '../../src/http/options.ts';
import { assetHref } from '../../src/pages/asset-href.ts';
import { metricsToken, start, type Running } from './harness.ts';

describe('health and metrics', () => {
  let running: Running;
  let checks: () => Promise<readonly HealthCheck[]>;
  let asked = 0;
  const well: readonly HealthCheck[] = [{ name: 'database', ok: true, detail: 'SQLite' }];
  before(async () => {
    running = await start({ healthChecks: () => { asked += 1; return checks(); }, limits: { healthMemoryMs: 0, healthTimeoutMs: 50 } });
  });
  after(() => running.stop());

  test('RFC 9110 §15.3.1: live and ready answer any host, under two names each', async () => {
    checks = () => Promise.resolve(well);
    for (const path of ['/health/live', '/healthz']) assert.deepEqual((await running.ask({ path, host: '10.1.2.3:4000' })).json(), { status: 'ok', checks: [] });
    for (const path of ['/health/ready', '/readyz']) {
      const answer = await running.ask({ path, host: '10.1.2.3:4000' });
      assert.deepEqual([answer.status, answer.json()], [200, { status: 'ok', checks: [{ name: 'database', ok: true }] }]);
    }
  });

  test('RFC 9110 §15.6.4: not ready is 503, whether a check says so, throws or hangs; live stays live', async () => {
    for (const failing of [() => Promise.resolve([...well, { name: 'keys', ok: false, detail: 'no current key' }]), () => Promise.reject(new Error('secret-detail')), () => new Promise<never>(() => undefined)]) {
      checks = failing;
      const answer = await running.ask({ path: '/health/ready', host: 'probe.example' });
      assert.deepEqual([answer.status, answer.json()['status']], [503, 'unavailable']);
      assert.doesNotMatch(answer.text, /secret-detail|no current key/);
      assert.equal((await running.ask({ path: '/health/live' })).status, 200);
    }
  });

  test('details of the checks are for this machine and for the token', async () => {
    checks = () => Promise.resolve(well);
    const detailed = { status: 'ok', checks: well };
    assert.deepEqual((await running.ask({ path: '/health/ready', host: `localhost:${running.port}` })).json(), detailed);
    assert.deepEqual((await running.ask({ path: '/health/ready', headers: { authorization: `Bearer ${metricsToken}` } })).json(), detailed);
  });

  test('A235 RFC 9110 §15.6.4: strangers who ask for readiness do not work the database', async () => {
    const remembering = await start({ healthChecks: () => { asked += 1; return Promise.resolve(well); }, limits: { healthMemoryMs: 60_000 } });
    asked = 0;
    await Promise.all(Array.from({ length: 20 }, () => remembering.ask({ path: '/health/ready' })));
    await remembering.stop();
    assert.equal(asked, 1);
  });

  test('only GET and HEAD are known there', async () => {
    const answer = await running.ask({ method: 'POST', path: '/health/ready' });
    assert.deepEqual([answer.status, answer.headers.allow], [405, 'GET, HEAD']);
  });

  test('metrics are read by this machine under a name of its own, and by the token', async () => {
    await running.ask({ method: 'POST', path: '/oauth2/token' });
    await running.ask({ path: '/some/guess?x' });
    for (const one of [{ host: 'localhost' }, { host: '127.0.0.1:4000' }, { headers: { authorization: `Bearer ${metricsToken}` } }]) {
      const answer = await running.ask({ path: '/metrics', ...one });
      assert.equal(answer.status, 200);
      assert.match(answer.headers['content-type'] ?? '', /^text\/plain/);
      assert.equal(answer.headers['cache-control'], 'no-store');
      assert.match(answer.text, /gatehouse_http_request_duration_seconds_count\{method="POST",route="\/oauth\/token",status="200"\} 1/);
      assert.match(answer.text, /route="unmatched",status="404"/);
      assert.doesNotMatch(answer.text, /guess/);
    }
  });

  for (const [name, one] of [
    ['without a token', {}],
    ['with a wrong token', { headers: { authorization: `Bearer ${metricsToken}x` } }],
    ['with the token in another scheme', { headers: { authorization: `Basic ${metricsToken}` } }],
    ['through a proxy of this machine', { host: 'localhost', headers: { 'x-forwarded-for': '203.0.113.9' } }],
    ['by a web page whose own name leads here', { host: 'rebind.evil.example' }],
  ] as const) {
    test(`metrics ${name} are not there`, async () => {
      const answer = await running.ask({ path: '/metrics', ...one });
      assert.ok(answer.status === 404 || answer.status === 421);
      assert.doesNotMatch(answer.text, /gatehouse_/);
    });
  }
});

describe('assets', () => {
  let folder: string;
  let running: Running;
  const css = 'body{color:black}';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-assets-'));
    await mkdir(join(folder, 'samples'));
    await Promise.all([['pages.css', css], ['icon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'], ['notes.md', 'no'], [join('samples', 'inner.css'), 'no']].map(([name = '', text = '']) => writeFile(join(folder, name), text)));
    running = await start({ assetsDir: folder });
  });
  after(async () => { await running.stop(); await rm(folder, { recursive: true }); });

  test('RFC 9111 §5.2.2: under the address with its hash a file is kept for ever, under its name alone it is asked for again', async () => {
    const lasting = await running.ask({ path: assetHref('pages.css', css), host: 'any.example' });
    assert.deepEqual([lasting.status, lasting.text, lasting.headers['content-type'], lasting.headers['cache-control']], [200, css, 'text/css; charset=utf-8', 'public, max-age=31536000, immutable']);
    for (const path of ['/assets/pages.css', '/assets/pages.css?v=old']) {
      const answer = await running.ask({ path });
      assert.deepEqual([answer.status, answer.headers['cache-control']], [200, 'no-cache']);
      assert.equal((await running.ask({ path, headers: { 'if-none-match': answer.headers.etag } })).status, 304);
    }
  });

  test('A128 RFC 9110 §8.3: an image is served as what it is, and can do nothing', async () => {
    const { headers } = await running.ask({ path: '/assets/icon.svg' });
    assert.deepEqual([headers['content-type'], headers['x-content-type-options'], headers['content-security-policy']], ['image/svg+xml', 'nosniff', "default-src 'none'; frame-ancestors 'none'"]);
  });

  test('RFC 3986 §6.2: no name leads out of the folder, into another one, or to another kind of file', async () => {
    for (const path of ['/assets/../package.json', '/assets/..%2fpackage.json', '/assets/%2e%2e/package.json', '/assets/samples/inner.css', '/assets/samples%2finner.css', '/assets/notes.md', '/assets/', '/assets', '/assets//pages.css', '/assets/pages.css%00']) {
      assert.match(await running.raw(`GET ${path} HTTP/1.1\r\nHost: auth.example\r\nConnection: close\r\n\r\n`), /^HTTP\/1\.1 404/);
    }
  });
});
